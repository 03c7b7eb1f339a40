import { fromBase58, toBase58 } from '../encoding/base58.ts';
import { canonicalJson } from '../encoding/jcs.ts';
import { asList, isObject, type Json, type JsonObject } from '../encoding/json.ts';
import type { Finding, FindingCode } from '../finding.ts';
import { responsibleFor } from '../jose/vc-jwt.ts';
import { judgeKey } from '../keys/judge-key.ts';
import type { KeyKind } from '../keys/public-key.ts';
import { digestFor, type Signer, verifySignature } from '../keys/signature.ts';
import { isInstant } from '../model/instant.ts';
import type { Kind, Opened, Verifying } from '../secured.ts';

/** Suites of VC Data Integrity that are issued and verified: both canonicalise with JCS, so no context is needed. */
export type Cryptosuite = 'eddsa-jcs-2022' | 'ecdsa-jcs-2019';

const SUITES: Readonly<Record<Cryptosuite, readonly KeyKind[]>> = {
  'eddsa-jcs-2022': ['Ed25519'],
  'ecdsa-jcs-2019': ['P-256', 'P-384'],
};

/** What a proof is to say. */
export interface ProofWish {
  readonly created: Date;
  readonly purpose?: 'assertionMethod' | 'authentication';
  readonly expires?: Date;
}

/**
 * Adds a Data Integrity proof (VC-DI-EDDSA §3.3, VC-DI-ECDSA §3.3) to a document; the suite follows from the key.
 * Proofs that are there already stay: together they are a proof set. Throws RangeError for a key that no suite takes.
 */
export async function addProof(document: JsonObject, signer: Signer, wish: ProofWish): Promise<JsonObject> {
  const suite = (Object.keys(SUITES) as Cryptosuite[]).find(name => SUITES[name].includes(signer.kind));
  if (suite === undefined) throw new RangeError(`no suite takes a key of ${signer.kind}`);
  const { proof: before, ...unsecured } = document;
  const config: JsonObject = {
    type: 'DataIntegrityProof',
    cryptosuite: suite,
    created: wish.created.toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(wish.expires === undefined ? {} : { expires: wish.expires.toISOString().replace(/\.\d+Z$/, 'Z') }),
    verificationMethod: signer.method,
    proofPurpose: wish.purpose ?? 'assertionMethod',
    ...(unsecured['@context'] === undefined ? {} : { '@context': unsecured['@context'] }),
  };
  const signature = await signer.sign(signedBytes(unsecured, config, signer.kind));
  const proof = { ...config, proofValue: `z${toBase58(signature)}` };
  const all = [...asList(before), proof];
  return { ...unsecured, proof: all.length === 1 ? proof : all };
}

/** What is signed: digest of the proof's configuration, then digest of the document, both canonical. */
export function signedBytes(unsecured: JsonObject, config: JsonObject, kind: KeyKind): Uint8Array {
  return Buffer.concat([digestFor(kind, canonicalJson(config)), digestFor(kind, canonicalJson(unsecured))]);
}

/**
 * Judges the proofs of a document. Each one of a suite known here must be good; one of another suite beside them is
 * remarked on, alone it leaves everything open.
 */
export function openProofs(document: JsonObject, kind: Kind, given: Verifying): Opened {
  const { proof, ...unsecured } = document;
  const judged = asList(proof).map(each => judgeProof(unsecured, each, kind, given));
  const isAnyKnown = judged.some(({ isKnown }) => isKnown);
  const findings = judged.flatMap(({ isKnown, findings: found }) =>
    isKnown || !isAnyKnown ? found : found.map(each => ({ ...each, outcome: 'remark' as const })),
  );
  const method = judged.find(each => each.method !== undefined)?.method;
  return {
    findings,
    document: unsecured,
    securing: asList(proof)
      .map(each => (isObject(each) ? String(each.cryptosuite ?? each.type) : '?'))
      .join(', '),
    ...(method === undefined ? {} : { method }),
  };
}

interface JudgedProof {
  readonly isKnown: boolean;
  readonly findings: readonly Finding[];
  readonly method?: string;
}

function judgeProof(unsecured: JsonObject, proof: Json, kind: Kind, given: Verifying): JudgedProof {
  if (!isObject(proof)) return { isKnown: true, findings: [failed('form', 'proofIncomplete')] };
  const suite = proof.cryptosuite;
  const kinds =
    typeof suite === 'string' && Object.hasOwn(SUITES, suite) ? SUITES[suite as Cryptosuite] : undefined;
  if (proof.type !== 'DataIntegrityProof' || kinds === undefined || proof.previousProof !== undefined) {
    const params = { suite: String(suite ?? proof.type) };
    return {
      isKnown: false,
      findings: [{ check: 'signature', outcome: 'unknown', code: 'suiteUnknown', params }],
    };
  }
  const purposes = kind === 'vc' ? ['assertionMethod'] : ['assertionMethod', 'authentication'];
  if (!purposes.includes(String(proof.proofPurpose))) {
    return { isKnown: true, findings: [failed('form', 'purposeWrong')] };
  }
  const key = judgeKey(
    {
      name: typeof proof.verificationMethod === 'string' ? proof.verificationMethod : undefined,
      controller: controllerDemanded(unsecured, proof, kind),
      purpose: proof.proofPurpose as 'assertionMethod',
      isRelativeAllowed: false,
    },
    given,
  );
  const findings = [
    ...timeFindings(proof, given),
    ...key.findings,
    ...boundFindings(unsecured, key.method?.controller, kind),
  ];
  if (key.method === undefined) return { isKnown: true, findings };
  const isRight = kinds.includes(key.method.key.kind) && isSigned(unsecured, proof, key.method.key);
  findings.unshift(
    isRight
      ? { check: 'signature', outcome: 'passed', code: 'signatureGood' }
      : failed('signature', 'signatureBad'),
  );
  return { isKnown: true, findings, method: key.method.id };
}

/**
 * Who must control the key. An issuer that is a DID answers for its own keys only. One that is a plain URL can't publish
 * keys for itself, so a `did:key` may speak for it: then the signature binds the bytes, and no more than that.
 */
function controllerDemanded(unsecured: JsonObject, proof: JsonObject, kind: Kind): string | undefined {
  const responsible = responsibleFor(unsecured, kind);
  const isKeyItself = String(proof.verificationMethod).startsWith('did:key:');
  return responsible?.startsWith('did:') || !isKeyItself ? responsible : undefined;
}

function boundFindings(
  unsecured: JsonObject,
  controller: string | undefined,
  kind: Kind,
): readonly Finding[] {
  const responsible = responsibleFor(unsecured, kind);
  const isBound =
    controller === undefined || (kind === 'vp' && responsible === undefined) || responsible === controller;
  return isBound ? [] : [{ check: 'issuer', outcome: 'unknown', code: 'issuerUnbound' }];
}

function isSigned(
  unsecured: JsonObject,
  proof: JsonObject,
  key: Parameters<typeof verifySignature>[0],
): boolean {
  const { proofValue, ...config } = proof;
  const signature =
    typeof proofValue === 'string' && proofValue.startsWith('z')
      ? fromBase58(proofValue.slice(1))
      : undefined;
  const context = contextsSigned(unsecured['@context'], config['@context']);
  if (signature === undefined || context === null) return false;
  const document = context === undefined ? unsecured : { ...unsecured, '@context': context };
  try {
    return verifySignature(key, signedBytes(document, config, key.kind), signature);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The document's contexts must begin with those of the proof, which are what was signed; null when they don't. */
function contextsSigned(ofDocument: Json | undefined, ofProof: Json | undefined): Json | undefined | null {
  if (ofProof === undefined) return ofDocument;
  const [all, first] = [asList(ofDocument), asList(ofProof)];
  const isSame = first.every(
    (each, index) => all[index] !== undefined && canonicalJson(all[index]) === canonicalJson(each),
  );
  return isSame ? ofProof : null;
}

function timeFindings(proof: JsonObject, given: Verifying): Finding[] {
  const { created, expires } = proof;
  const isForm = [created, expires].every(each => each === undefined || isInstant(each));
  if (!isForm) return [failed('form', 'proofIncomplete')];
  const findings: Finding[] = [];
  if (typeof expires === 'string' && Date.parse(expires) <= given.at.getTime()) {
    findings.push(failed('time', 'signatureExpired'));
  }
  if (typeof created === 'string' && Date.parse(created) > given.at.getTime() + 300_000) {
    findings.push(failed('time', 'signatureFromFuture'));
  }
  return findings;
}

function failed(check: Finding['check'], code: FindingCode): Finding {
  return { check, outcome: 'failed', code };
}
