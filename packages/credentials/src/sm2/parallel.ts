import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import { asList, isObject, type Json, type JsonObject, readJson } from '../encoding/json.ts';
import type { Finding } from '../finding.ts';
import type { Verifying } from '../secured.ts';
import { SM2_SUITE, verifySidecar } from './sm2-proof.ts';

/** A file that holds a credential and parallel signatures over its bytes. Our own form: no standard has one. */
export const PARALLEL_FORMAT = 'pinxin-parallel-2026';

/** Type of an SM2 key in a DID document; a private name, for no registered one stands for such keys. */
export const SM2_METHOD = 'PinxinSm2Key2026';

/** What such a file holds, its proofs not judged yet; undefined for anything else. */
export function readParallel(
  input: string | JsonObject,
): { readonly credential: string; readonly proofs: readonly Json[] } | undefined {
  const value = typeof input === 'string' ? objectIn(input) : input;
  if (value?.format !== PARALLEL_FORMAT || typeof value.credential !== 'string') return undefined;
  return { credential: value.credential.trim(), proofs: asList(value.proofs) };
}

function objectIn(text: string): JsonObject | undefined {
  if (!text.trimStart().startsWith('{') || !text.includes(PARALLEL_FORMAT)) return undefined;
  try {
    const value = readJson(text.trim());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An SM2 public key (`04 ‖ x ‖ y`) as JWK; the name of its curve is private too. */
export function sm2Jwk(publicKey: Uint8Array): Readonly<Record<string, string>> {
  const [x, y] = [publicKey.subarray(1, 33), publicKey.subarray(33, 65)];
  return { kty: 'EC', crv: 'SM2', x: toBase64url(x), y: toBase64url(y) };
}

/** Judges each parallel signature over the bytes of a credential: whose key, until when, and whether it is right. */
export function judgeParallel(
  secured: string,
  proofs: readonly Json[],
  issuer: string | undefined,
  given: Verifying,
): readonly Finding[] {
  if (proofs.length === 0) return [{ check: 'signature', outcome: 'unknown', code: 'parallelUnknown' }];
  return proofs.map(proof => judgeOne(secured, proof, issuer, given));
}

function judgeOne(secured: string, proof: Json, issuer: string | undefined, given: Verifying): Finding {
  const bad: Finding = { check: 'signature', outcome: 'failed', code: 'parallelBad' };
  if (!isObject(proof) || proof.suite !== SM2_SUITE) {
    return { check: 'signature', outcome: 'unknown', code: 'parallelUnknown' };
  }
  const name = String(proof.verificationMethod);
  const [owner] = name.split('#') as [string];
  if (owner !== issuer) return bad;
  const document = given.document(owner);
  if (document === undefined) return { check: 'signature', outcome: 'unknown', code: 'parallelUnknown' };
  const method = asList(document.verificationMethod)
    .filter(isObject)
    .find(({ id, type, controller }) => id === name && type === SM2_METHOD && controller === owner);
  const publicKey = method === undefined ? undefined : pointOf(method.publicKeyJwk);
  if (method === undefined || publicKey === undefined) return bad;
  if (!verifySidecar(proof, Buffer.from(secured, 'ascii'), publicKey)) return bad;
  const params = { key: name };
  return isInUse(method, given)
    ? { check: 'signature', outcome: 'passed', code: 'parallelGood', params }
    : { check: 'signature', outcome: 'unknown', code: 'parallelKeyEnded', params };
}

/** An ended key is believed for what a log shows to be older. */
function isInUse({ revoked }: JsonObject, { at, loggedAt }: Verifying): boolean {
  if (revoked === undefined) return true;
  const end = typeof revoked === 'string' ? Date.parse(revoked) : Number.NaN;
  return end > at.getTime() || (loggedAt !== undefined && loggedAt.getTime() < end);
}

function pointOf(jwk: Json | undefined): Uint8Array | undefined {
  if (!isObject(jwk) || jwk.crv !== 'SM2') return undefined;
  const [x, y] = [jwk.x, jwk.y].map(each => (typeof each === 'string' ? fromBase64url(each) : undefined));
  return x?.length === 32 && y?.length === 32 ? Buffer.concat([Buffer.of(4), x, y]) : undefined;
}
