import { createPublicKey, ECDH, type KeyObject } from 'node:crypto';
import { fromBase58, toBase58 } from '../encoding/base58.ts';
import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import { isObject, type Json, type JsonObject } from '../encoding/json.ts';

/** Kinds of public keys with which signatures are verified here. */
export type KeyKind = 'P-256' | 'P-384' | 'P-521' | 'Ed25519';

/** A public key, ready to verify with. */
export interface PublicKey {
  readonly kind: KeyKind;
  readonly key: KeyObject;
}

const COORDINATE_BYTES = { 'P-256': 32, 'P-384': 48, 'P-521': 66, Ed25519: 32 } as const;

/** Multicodec prefixes of Multikey (Controlled Identifiers 1.0 §2.2.2). */
const PREFIXES: readonly (readonly [KeyKind, number, number])[] = [
  ['Ed25519', 0xed, 0x01],
  ['P-256', 0x80, 0x24],
  ['P-384', 0x81, 0x24],
  ['P-521', 0x82, 0x24],
];
const CURVE_NAMES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' } as const;

/**
 * Reads a public JWK (RFC 7517); undefined when it is of another kind, not on its curve, written otherwise than
 * canonical, or carries a private part: a published private key proves nothing.
 */
export function publicKeyOfJwk(jwk: Json | undefined): PublicKey | undefined {
  if (!isObject(jwk)) return undefined;
  const known = READ.get(jwk);
  if (known !== undefined) return known;
  const key = readJwk(jwk);
  if (key !== undefined) READ.set(jwk, key);
  return key;
}

/** Keys by the object they were read from: to read one costs nearly as much as to verify with it. Objects never change. */
const READ = new WeakMap<JsonObject, PublicKey>();

function readJwk(jwk: JsonObject): PublicKey | undefined {
  if ('d' in jwk || 'k' in jwk) return undefined;
  const kind = kindOfJwk(jwk.kty, jwk.crv);
  if (kind === undefined) return undefined;
  const coordinates = kind === 'Ed25519' ? [jwk.x] : [jwk.x, jwk.y];
  const isRight = coordinates.every(
    each => typeof each === 'string' && fromBase64url(each)?.length === COORDINATE_BYTES[kind],
  );
  if (!isRight) return undefined;
  const { kty, crv, x, y } = jwk as Record<'kty' | 'crv' | 'x' | 'y', string>;
  try {
    const plain = kind === 'Ed25519' ? { kty, crv, x } : { kty, crv, x, y };
    return { kind, key: createPublicKey({ key: plain, format: 'jwk' }) };
  } catch {
    return undefined;
  }
}

function kindOfJwk(kty: Json | undefined, crv: Json | undefined): KeyKind | undefined {
  if (kty === 'OKP' && crv === 'Ed25519') return 'Ed25519';
  return kty === 'EC' && (crv === 'P-256' || crv === 'P-384' || crv === 'P-521') ? crv : undefined;
}

/** Reads a Multikey (`z…`); undefined when it is no key of a kind known here. */
export function publicKeyOfMultikey(text: string): PublicKey | undefined {
  const bytes = text.startsWith('z') ? fromBase58(text.slice(1)) : undefined;
  if (bytes === undefined) return undefined;
  const found = PREFIXES.find(([, first, second]) => bytes[0] === first && bytes[1] === second);
  if (found === undefined) return undefined;
  const [kind] = found;
  const raw = bytes.subarray(2);
  if (kind === 'Ed25519') return publicKeyOfJwk({ kty: 'OKP', crv: kind, x: toBase64url(raw) });
  const size = COORDINATE_BYTES[kind];
  if (raw.length !== size + 1) return undefined;
  try {
    const point = ECDH.convertKey(raw, CURVE_NAMES[kind]) as Buffer;
    const [x, y] = [point.subarray(1, size + 1), point.subarray(size + 1)];
    return publicKeyOfJwk({ kty: 'EC', crv: kind, x: toBase64url(x), y: toBase64url(y) });
  } catch {
    return undefined;
  }
}

/** A public key as JWK, only its public members. */
export function jwkOf({ key }: PublicKey): Readonly<Record<string, string>> {
  return key.export({ format: 'jwk' }) as Record<string, string>;
}

/** A public key as Multikey (`z…`). */
export function multikeyOf(publicKey: PublicKey): string {
  const { x, y } = jwkOf(publicKey);
  const [, first, second] = PREFIXES.find(([kind]) => kind === publicKey.kind)!;
  const raw = Buffer.from(x!, 'base64url');
  if (y === undefined) return `z${toBase58(Buffer.concat([Buffer.from([first, second]), raw]))}`;
  const sign = 2 + (Buffer.from(y, 'base64url').at(-1)! & 1);
  return `z${toBase58(Buffer.concat([Buffer.from([first, second, sign]), raw]))}`;
}
