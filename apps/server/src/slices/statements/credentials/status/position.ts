import { createHmac } from 'node:crypto';

/** Positions of a list: 2¹⁷, the least that Bitstring Status List 1.0 allows. */
export const POSITIONS = 131_072;
const HALF_BITS = 9;
const HALF = 2 ** HALF_BITS;

/**
 * The position of the nth credential of a list: a permutation keyed by the list's seed (four rounds of a Feistel network
 * over 18 bits, walked until it falls among the 2¹⁷), so that positions neither repeat nor tell the order of issue.
 */
export function positionOf(seed: Uint8Array, nth: number): number {
  if (!Number.isInteger(nth) || nth < 0 || nth >= POSITIONS) throw new RangeError(`no ${nth}th position`);
  let value = nth;
  do value = permuted(seed, value);
  while (value >= POSITIONS);
  return value;
}

function permuted(seed: Uint8Array, value: number): number {
  let [left, right] = [value >> HALF_BITS, value % HALF];
  for (let round = 0; round < 4; round++) {
    const digest = createHmac('sha256', seed)
      .update(Buffer.of(round, right >> 8, right & 255))
      .digest();
    [left, right] = [right, left ^ (digest.readUInt16BE(0) % HALF)];
  }
  return left * HALF + right;
}
