import { type Hmac, hmacOf } from '../../../../kernel/transparency/hmac.ts';

/** Positions of a list: 2¹⁷, the least that Bitstring Status List 1.0 allows. */
export const POSITIONS = 131_072;
const HALF_BITS = 9;
const HALF = 2 ** HALF_BITS;

/**
 * Where the nth credential of a list stands: a permutation keyed by the list's seed (four rounds of a Feistel network
 * over 18 bits, walked until it falls among the 2¹⁷), so that positions neither repeat nor tell the order of issue.
 */
export function positionsOf(seed: Uint8Array): (nth: number) => number {
  const keyed = hmacOf(seed);
  return nth => {
    if (!Number.isInteger(nth) || nth < 0 || nth >= POSITIONS) throw new RangeError(`no ${nth}th position`);
    let value = nth;
    do value = permuted(keyed, value);
    while (value >= POSITIONS);
    return value;
  };
}

function permuted(keyed: Hmac, value: number): number {
  let [left, right] = [value >> HALF_BITS, value % HALF];
  for (let round = 0; round < 4; round++) {
    const digest = keyed(Buffer.of(round, right >> 8, right & 255));
    [left, right] = [right, left ^ (digest.readUInt16BE(0) % HALF)];
  }
  return left * HALF + right;
}
