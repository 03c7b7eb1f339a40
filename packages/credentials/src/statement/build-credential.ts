import { CREDENTIALS_V2, PINXIN_CONTEXT, UNTP_CONTEXT } from '../contexts.ts';
import type { JsonObject } from '../encoding/json.ts';
import { attestationOf } from './attestation.ts';
import { identityOf } from './identity.ts';
import type { StatementFacts } from './statement-facts.ts';
import { partyOf, statedBy } from './statement-parts.ts';

/**
 * Which of two forms that contradict each other: W3C's (two status entries, positions as text), or the one that the
 * schema of UNTP 0.7.0 alone accepts (one entry, a number; suspension is then told by the registry and the log only).
 */
export type Profile = 'w3c' | 'untp-strict';

/** Builds the credential of a statement: a UNTP type where there is one, else one of our own. Not yet signed. */
export function buildCredential(facts: StatementFacts, profile: Profile = 'w3c'): JsonObject {
  const { issuer } = facts;
  const { type, subject } = subjectOf(facts);
  const isUntp = type.startsWith('Digital');
  return {
    '@context': [CREDENTIALS_V2, ...(isUntp ? [UNTP_CONTEXT] : []), PINXIN_CONTEXT],
    id: facts.id,
    type: [type, 'VerifiableCredential'],
    issuer: {
      ...{ type: ['CredentialIssuer'], id: issuer.id, name: issuer.name },
      ...(issuer.registeredId === undefined ? {} : { issuerAlsoKnownAs: [partyOf(issuer)] }),
    },
    validFrom: `${facts.validFrom}T00:00:00+08:00`,
    ...(facts.validTo === null ? {} : { validUntil: `${facts.validTo}T23:59:59+08:00` }),
    name: facts.number === null ? facts.title : `${facts.title} ${facts.number}`,
    credentialStatus: statusOf(facts, profile),
    credentialSubject: subject,
  };
}

function subjectOf(facts: StatementFacts): { readonly type: string; readonly subject: JsonObject } {
  switch (facts.kind) {
    case 'certification':
    case 'award':
    case 'declaration':
    case 'testReport':
    case 'complianceCommitment':
      return { type: 'DigitalConformityCredential', subject: attestationOf(facts) };
    case 'licence':
    case 'accreditation':
      return { type: 'DigitalIdentityAnchor', subject: identityOf(facts) };
    // UNTP has no type for a penalty or a list of the untrustworthy; they are not forced into one.
    case 'sanction':
      return { type: 'PinxinAdministrativePenalty', subject: ownSubject(facts) };
    case 'listing':
      return { type: 'PinxinListing', subject: ownSubject(facts) };
  }
}

function ownSubject(facts: StatementFacts): JsonObject {
  return {
    ...{ id: facts.subject.id, name: facts.subject.name, party: partyOf(facts.holder) },
    ...statedBy(facts),
    ...facts.content,
  };
}

function statusOf({ status }: StatementFacts, profile: Profile): JsonObject | readonly JsonObject[] {
  const entry = (purpose: 'revocation' | 'suspension', index: string | number) => ({
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: index,
    statusListCredential: status[purpose],
  });
  if (profile === 'untp-strict') return entry('revocation', status.index);
  return [entry('revocation', String(status.index)), entry('suspension', String(status.index))];
}
