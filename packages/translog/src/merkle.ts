import { hash } from 'node:crypto';

/** A SHA-256 hash, 32 bytes. */
export type Hash = Uint8Array;

/** Root of the tree without leaves (RFC 6962 §2.1). */
export const EMPTY_ROOT: Hash = new Uint8Array(hash('sha256', new Uint8Array(), 'buffer'));

/** Hash of a leaf: SHA-256(0x00 ‖ entry) (RFC 6962 §2.1). */
export function leafHash(entry: Uint8Array): Hash {
  const input = new Uint8Array(entry.length + 1);
  input.set(entry, 1);
  return hash('sha256', input, 'buffer');
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  const input = new Uint8Array(65);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 33);
  return hash('sha256', input, 'buffer');
}

/** Root over hashes of leaves that are at hand. */
export function rootOf(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return EMPTY_ROOT;
  let row = hashes;
  // Pairs from the left; the odd one out moves up. That is the tree of RFC 6962 without its recursion.
  while (row.length > 1) {
    const above: Hash[] = [];
    for (let at = 0; at + 1 < row.length; at += 2) above.push(nodeHash(row[at]!, row[at + 1]!));
    if (row.length % 2 === 1) above.push(row.at(-1)!);
    row = above;
  }
  return row[0]!;
}

/** Whether two hashes are the same. */
export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let different = 0;
  for (let at = 0; at < one.length; at += 1) different |= one[at]! ^ other[at]!;
  return different === 0;
}

/** The largest power of two below `size`, for sizes above 1: where RFC 6962 splits a tree. */
export function splitOf(size: number): number {
  let split = 2 ** Math.floor(Math.log2(size));
  if (split > size) split /= 2;
  return split === size ? split / 2 : split;
}
