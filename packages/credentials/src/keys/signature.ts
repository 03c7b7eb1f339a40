import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import type { KeyKind, PublicKey } from './public-key.ts';

const HASHES = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512', Ed25519: undefined } as const;
const SIGNATURE_BYTES = { 'P-256': 64, 'P-384': 96, 'P-521': 132, Ed25519: 64 } as const;

/** Whether these bytes were signed with the private part of this key. Signatures of curves are r‖s, not DER. */
export function verifySignature(publicKey: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  const { kind, key } = publicKey;
  if (signature.length !== SIGNATURE_BYTES[kind]) return false;
  return verify(HASHES[kind], bytes, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/**
 * Somebody who can sign with a key without showing it: a process that holds it, a security module, the signature server
 * of a certification body. Named by reference; the key itself never passes here.
 */
export interface Signer {
  /** Absolute URL of the verification method, with which others verify. */
  readonly method: string;
  readonly kind: KeyKind;
  readonly sign: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

/** A signer over a private key in this process. */
export function signerOf(method: string, kind: KeyKind, privateKey: KeyObject): Signer {
  return {
    ...{ method, kind },
    sign: bytes => sign(HASHES[kind], bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

/** The digest that goes with a kind of key in `ecdsa-jcs-2019` and `eddsa-jcs-2022`. */
export function digestFor(kind: KeyKind, text: string): Uint8Array {
  return createHash(kind === 'P-384' ? 'sha384' : 'sha256')
    .update(text, 'utf8')
    .digest();
}
