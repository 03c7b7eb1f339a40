import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { fromBase64url, toBase64url } from '../encoding/base64url.ts';

/** Entries that a list has at least, so that nobody can tell who asks about whom (Bitstring Status List 1.0 §2.2). */
export const LEAST_ENTRIES = 131_072;
/** Largest list that is unpacked, in bytes: a small text may unpack to gigabytes. */
const LARGEST = 16 * 1024 * 1024;

/** What is wrong with a list or a question to it, as Bitstring Status List 1.0 §3.4 names it. */
export type StatusErrorName =
  | 'STATUS_RETRIEVAL_ERROR'
  | 'STATUS_VERIFICATION_ERROR'
  | 'STATUS_LIST_LENGTH_ERROR'
  | 'RANGE_ERROR'
  | 'MALFORMED_VALUE_ERROR';

/** A status can't be told; the name says why. */
export class StatusError extends Error {
  readonly code: StatusErrorName;

  constructor(code: StatusErrorName, message: string) {
    super(message);
    this.code = code;
  }
}

/** Packs bits as `encodedList`: gzip, then multibase base64url. */
export function encodeList(bits: Uint8Array): string {
  return `u${toBase64url(gzipSync(bits, { level: 9 }))}`;
}

/** Unpacks an `encodedList`. Throws StatusError when it is none, or unpacks to more than 16 MiB. */
export function decodeList(encoded: unknown): Uint8Array {
  const packed =
    typeof encoded === 'string' && encoded.startsWith('u') ? fromBase64url(encoded.slice(1)) : undefined;
  if (packed === undefined) throw new StatusError('MALFORMED_VALUE_ERROR', 'no multibase base64url text');
  if (packed[0] !== 0x1f || packed[1] !== 0x8b)
    throw new StatusError('MALFORMED_VALUE_ERROR', 'not packed by gzip');
  try {
    return gunzipSync(packed, { maxOutputLength: LARGEST, finishFlush: constants.Z_FINISH });
  } catch {
    throw new StatusError('MALFORMED_VALUE_ERROR', 'can not be unpacked, or is too large');
  }
}

/** A position in a list: W3C has it as text of digits, UNTP 0.7.0 as a number; both are taken. Throws StatusError. */
export function readIndex(value: unknown): number {
  const isText = typeof value === 'string' && /^(?:0|[1-9]\d{0,14})$/.test(value);
  const index = isText || typeof value === 'number' ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(index) && index >= 0) return index;
  throw new StatusError('MALFORMED_VALUE_ERROR', `no position in a list: ${String(value)}`);
}

/**
 * The value at a position; bit 0 is the left-most one. Throws StatusError for a list with too few entries and for a
 * position behind its end.
 */
export function statusAt(bits: Uint8Array, index: number, size = 1): number {
  if (!Number.isInteger(size) || size < 1 || size > 8) {
    throw new StatusError('MALFORMED_VALUE_ERROR', `entries of ${size} bits`);
  }
  const entries = Math.floor((bits.length * 8) / size);
  if (entries < LEAST_ENTRIES) throw new StatusError('STATUS_LIST_LENGTH_ERROR', `only ${entries} entries`);
  if (index >= entries) throw new StatusError('RANGE_ERROR', `position ${index} of ${entries}`);
  let value = 0;
  for (let bit = index * size; bit < (index + 1) * size; bit += 1) {
    value = value * 2 + ((bits[bit >> 3]! >> (7 - (bit & 7))) & 1);
  }
  return value;
}

/** Sets or clears a bit; bit 0 is the left-most one. */
export function setBit(bits: Uint8Array, index: number, isSet: boolean): void {
  const mask = 0x80 >> (index & 7);
  if (isSet) bits[index >> 3]! |= mask;
  else bits[index >> 3]! &= ~mask;
}
