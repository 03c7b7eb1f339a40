import { hash } from 'node:crypto';
import type { EventContext } from './context.ts';
import type { EventObject } from './hash-extension.ts';
import type { ExactNumbers } from './json.ts';
import { type HashVersion, preHashIn } from './pre-hash.ts';

export type { EventObject } from './hash-extension.ts';
export type { HashVersion } from './pre-hash.ts';

/** Digest algorithms, named as in the Named Information Hash Algorithm Registry (RFC 6920). */
export type HashAlgorithm = 'sha-256' | 'sha-384' | 'sha-512' | 'sha3-256' | 'sha3-384' | 'sha3-512';

const OPENSSL_NAMES: Readonly<Record<HashAlgorithm, string>> = {
  'sha-256': 'sha256',
  'sha-384': 'sha384',
  'sha-512': 'sha512',
  'sha3-256': 'sha3-256',
  'sha3-384': 'sha3-384',
  'sha3-512': 'sha3-512',
};

/**
 * The string over which an event is hashed (CBV 2.0 and 2.1 draft, EPCIS event hash). Deliberately not covered:
 * `recordTime`, `eventID`, `errorDeclaration`, `certificationInfo` and comments.
 *
 * `event` is a parsed JSON object whose nesting is bounded by the caller; any shape is accepted, as fields that are
 * not of the standard's shape contribute nothing. `exact` keeps digits that JavaScript numbers lose.
 */
export function eventPreHash(
  event: EventObject,
  context: EventContext,
  version: HashVersion,
  exact?: ExactNumbers,
): string {
  return preHashIn(event, exact === undefined ? { context } : { context, exact }, version);
}

/** Where ASCII texts of less than its length are put for the digest: several times faster than as UTF-8. */
const scratch = Buffer.allocUnsafeSlow(64 * 1024);

/** The digest of a pre-hash string; `ascii` when the caller knows that it has no other characters. */
export function digestOf(preHash: string, algorithm: HashAlgorithm = 'sha-256', ascii = false): Uint8Array {
  const plain = ascii && preHash.length <= scratch.length;
  const input = plain ? scratch.subarray(0, scratch.write(preHash, 'latin1')) : preHash;
  // a buffer asked for straight away has memory of its own, which costs more than the detour
  return Buffer.from(hash(OPENSSL_NAMES[algorithm], input, 'binary'), 'latin1');
}

/** A digest as an event identifier: `ni:///sha-256;…?ver=CBV2.0` (RFC 6920; CBV 2.0 event hash, rule 22). */
export function hashUriOfDigest(
  digest: Uint8Array,
  version: HashVersion = '2.0',
  algorithm: HashAlgorithm = 'sha-256',
): string {
  const hex = Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('hex');
  return `ni:///${algorithm};${hex}?ver=CBV${version}`;
}

/** The event hash identifier of an event; see {@link eventPreHash}. */
export function eventHash(
  event: EventObject,
  context: EventContext,
  version: HashVersion = '2.0',
  algorithm: HashAlgorithm = 'sha-256',
  exact?: ExactNumbers,
): string {
  return hashUriOfDigest(
    digestOf(eventPreHash(event, context, version, exact), algorithm),
    version,
    algorithm,
  );
}
