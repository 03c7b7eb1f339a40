import { isObject, type JsonObject } from '../encoding/json.ts';
import type { Finding, FindingCode } from '../finding.ts';
import { judgeKey } from '../keys/judge-key.ts';
import { type Signer, verifySignature } from '../keys/signature.ts';
import type { Kind, Opened, Verifying } from '../secured.ts';
import { ALGORITHMS, type CompactJws, readJws, signJws } from './jws.ts';

/** How far two clocks may differ, in milliseconds. */
const CLOCK_SKEW = 300_000;

/**
 * Secures a credential or presentation as `vc+jwt` or `vp+jwt` (VC-JOSE-COSE §3.1): the payload is the document itself,
 * with no claims of its own. Throws RangeError for a document that has a claim `vc` or `vp`.
 */
export async function issueJwt(document: JsonObject, signer: Signer, kind: Kind = 'vc'): Promise<string> {
  if ('vc' in document || 'vp' in document) throw new RangeError('claims vc and vp must not be there');
  return await signJws({ typ: `${kind}+jwt`, cty: kind }, document, signer);
}

/** The party that must control the key: the issuer of a credential, the holder of a presentation. */
export function responsibleFor(document: JsonObject, kind: Kind): string | undefined {
  const value = kind === 'vc' ? document.issuer : document.holder;
  const id = isObject(value) ? value.id : value;
  return typeof id === 'string' ? id : undefined;
}

/** Opens a `vc+jwt` or `vp+jwt` and says all that is wrong with it. A library that only verifies the JWS says less. */
export function openJwt(text: string, kind: Kind, given: Verifying): Opened {
  const jws = readJws(text);
  if (jws === undefined) {
    return { findings: [{ check: 'form', outcome: 'failed', code: 'notCompactJws' }] };
  }
  return openJws(jws, { kind, mediaType: `${kind}+jwt` }, given);
}

/** What a JWS must say it is. */
export interface Expected {
  readonly kind: Kind;
  readonly mediaType: string;
}

/** Judges a JWS that has been taken apart. */
export function openJws(jws: CompactJws, expected: Expected, given: Verifying): Opened {
  const { header, payload } = jws;
  const responsible = responsibleFor(payload, expected.kind);
  const claim = {
    name: typeof header.kid === 'string' ? header.kid : undefined,
    controller: responsible,
    purpose: 'assertionMethod' as const,
    // VC-JOSE-COSE §4.1.1: without `iss` the kid is an absolute URL; for a DID it always is.
    isRelativeAllowed: payload.iss !== undefined && !responsible?.startsWith('did:'),
  };
  const key = judgeKey(claim, given);
  const kind = typeof header.alg === 'string' ? ALGORITHMS[header.alg] : undefined;
  const findings = [...headerFindings(header, expected), ...claimFindings(payload, responsible, given)];
  if (kind === undefined) findings.push(failed('signature', 'algorithmRefused', { alg: String(header.alg) }));
  else if (key.method !== undefined) {
    const isGood = key.method.key.kind === kind && verifySignature(key.method.key, jws.signed, jws.signature);
    findings.push(
      isGood
        ? { check: 'signature', outcome: 'passed', code: 'signatureGood' }
        : failed('signature', 'signatureBad'),
    );
  }
  return {
    findings: [...findings, ...key.findings],
    document: payload,
    securing: expected.mediaType,
    ...(key.method === undefined ? {} : { method: key.method.id }),
  };
}

function headerFindings(header: JsonObject, { kind, mediaType }: Expected): readonly Finding[] {
  const findings: Finding[] = [];
  const isRight = (value: unknown, wanted: string) =>
    value === undefined ||
    (typeof value === 'string' && value.toLowerCase().replace(/^application\//, '') === wanted);
  if (!isRight(header.typ, mediaType) || !isRight(header.cty, kind)) {
    findings.push(failed('form', 'wrongMediaType', { typ: String(header.typ), cty: String(header.cty) }));
  }
  // RFC 7515 §4.1.11: what is critical and not understood makes the whole invalid; we understand none.
  if (header.crit !== undefined || header.b64 !== undefined) {
    findings.push(failed('form', 'extensionNotUnderstood'));
  }
  return findings;
}

function claimFindings(payload: JsonObject, responsible: string | undefined, given: Verifying): Finding[] {
  const findings: Finding[] = [];
  if ('vc' in payload || 'vp' in payload) findings.push(failed('form', 'vcClaim'));
  if (payload.iss !== undefined && payload.iss !== responsible) {
    findings.push(failed('issuer', 'issuerClaimDiffers', { iss: String(payload.iss) }));
  }
  const now = given.at.getTime();
  const { exp, nbf, iat } = payload;
  if (exp !== undefined && !(typeof exp === 'number' && exp * 1000 > now - CLOCK_SKEW)) {
    findings.push(failed('time', 'signatureExpired'));
  }
  const isFuture = [nbf, iat].some(at => typeof at === 'number' && at * 1000 > now + CLOCK_SKEW);
  if (isFuture) findings.push(failed('time', 'signatureFromFuture'));
  return findings;
}

function failed(check: Finding['check'], code: FindingCode, params?: Finding['params']): Finding {
  return { check, outcome: 'failed', code, ...(params === undefined ? {} : { params }) };
}
