import { CREDENTIALS_V2, PINXIN_CONTEXT, UNTP_CONTEXT } from '../contexts.ts';
import type { JsonObject } from '../encoding/json.ts';
import { partyOf } from '../statement/statement-parts.ts';
import { TOPICS } from '../statement/topics.ts';
import type { PassportClaim, PassportFacts } from './passport-facts.ts';

/** Link types of UNTP: what a target is (the resolver takes the same names, `untp:dpp`, `untp:dcc`). */
export const UNTP_LINK_TYPES = 'https://vocabulary.uncefact.org/untp/linkType#';

const TOPIC_OF = {
  certification: 'quality',
  award: 'quality',
  declaration: 'standards',
  testReport: 'substances',
  complianceCommitment: 'substances',
} as const;

/**
 * Builds a Digital Product Passport (UNTP 0.7.0) of a lot or pack. Not yet signed. It has no status: it says what the
 * records say at one moment, holds for a short time, and is made anew whenever it is asked for.
 */
export function buildPassport(facts: PassportFacts): JsonObject {
  const { issuer, product } = facts;
  return {
    '@context': [CREDENTIALS_V2, UNTP_CONTEXT, PINXIN_CONTEXT],
    id: facts.id,
    type: ['DigitalProductPassport', 'VerifiableCredential'],
    issuer: {
      ...{ type: ['CredentialIssuer'], id: issuer.id, name: issuer.name },
      ...(issuer.registeredId === undefined ? {} : { issuerAlsoKnownAs: [partyOf(issuer)] }),
    },
    validFrom: instant(facts.madeAt),
    validUntil: instant(facts.goodUntil),
    name: `产品护照 ${product.name} ${product.serial ?? product.lot ?? product.gtin}`,
    credentialSubject: productOf(facts),
  };
}

function instant(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}

function productOf(facts: PassportFacts): JsonObject {
  const { product, maker, facility, country } = facts;
  return {
    type: ['Product'],
    ...{ id: product.id, name: product.name, idGranularity: product.granularity },
    idScheme: { type: ['IdentifierScheme'], id: 'https://id.gs1.org', name: 'GS1 Digital Link' },
    modelNumber: product.gtin,
    ...(product.lot === undefined ? {} : { batchNumber: product.lot }),
    ...(product.serial === undefined ? {} : { itemNumber: product.serial }),
    productCategory: product.category === undefined ? [] : [categoryOf(product.category)],
    ...(maker === undefined ? {} : { relatedParty: [{ role: 'manufacturer', party: partyOf(maker) }] }),
    producedAtFacility: { type: ['Facility'], ...facility },
    ...(facts.productionDate === undefined ? {} : { productionDate: facts.productionDate }),
    countryOfProduction: { countryCode: country.code, countryName: country.name },
    // UNTP lets whoever issues say more here; the verdict of the records is ours to say.
    characteristics: { type: ['Characteristics'], verdict: facts.verdict, journal: facts.journal },
    performanceClaim: facts.claims.map((claim, index) => claimOf(claim, `${facts.id}#claim-${index + 1}`)),
    relatedDocument: facts.documents.map(({ url, name, mediaType, linkType }) => ({
      ...{ linkURL: url, linkName: name, mediaType, linkType },
    })),
  };
}

function categoryOf(name: string): JsonObject {
  return {
    ...{ type: ['Classification'], code: name, name },
    ...{ schemeId: `${PINXIN_CONTEXT}#category`, schemeName: '登记的品类' },
  };
}

function claimOf(claim: PassportClaim, id: string): JsonObject {
  const { name, number, scheme, validFrom, validTo, credential } = claim;
  const [path, topic] = TOPICS[TOPIC_OF[claim.kind]];
  return {
    ...{ type: ['Claim'], id, name: number === null ? name : `${name} ${number}` },
    referenceCriteria: [{ type: ['Criterion'], id: scheme.id, name: scheme.name }],
    claimDate: validFrom,
    ...(validTo === null ? {} : { applicablePeriod: { startDate: validFrom, endDate: validTo } }),
    claimedPerformance: [{ score: { code: claim.score } }],
    evidence: [
      {
        ...{ linkURL: credential.url, linkName: claim.statement, mediaType: 'application/vc+jwt' },
        ...{ linkType: `${UNTP_LINK_TYPES}dcc`, digestMultibase: credential.digestMultibase },
      },
    ],
    conformityTopic: [
      {
        ...{ type: ['ConformityTopic'], name: topic },
        id: `https://vocabulary.uncefact.org/conformity-topic/${path}`,
      },
    ],
  };
}
