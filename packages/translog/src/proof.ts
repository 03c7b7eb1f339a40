import { EMPTY_ROOT, type Hash, nodeHash, sameHash, splitOf } from './merkle.ts';

/** Leaves `from` to `to` (not included), a subtree of the tree of RFC 6962. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Hash of the perfect subtree of 2^level leaves that is the `index`th of its level. */
export type NodeAt = (level: number, index: number) => Hash;

/** Which subtrees prove that leaf `index` is in the tree of `size` leaves, from the leaf upwards. */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (!isSize(size) || !isSize(index) || index >= size) throw new RangeError('no such leaf');
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/** Which subtrees prove that the tree of `size1` leaves is the beginning of the tree of `size2`. */
export function consistencyRanges(size1: number, size2: number): readonly Range[] {
  if (!isSize(size1) || !isSize(size2) || size1 > size2) throw new RangeError('no such trees');
  if (size1 === 0) return [];
  const ranges: Range[] = [];
  let [from, to] = [0, size2];
  while (to !== size1) {
    const middle = from + splitOf(to - from);
    if (size1 <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // The old tree itself needs no proof: whoever checks knows its root.
  if (from > 0) ranges.push({ from, to });
  return ranges.reverse();
}

/** Hash of a subtree, from those of perfect ones. */
export function rangeHash({ from, to }: Range, nodeAt: NodeAt): Hash {
  const size = to - from;
  const level = Math.log2(size);
  if (Number.isInteger(level) && 2 ** level === size) return nodeAt(level, from / size);
  const middle = from + splitOf(size);
  return nodeHash(rangeHash({ from, to: middle }, nodeAt), rangeHash({ from: middle, to }, nodeAt));
}

/** Perfect subtrees that `rangeHash` asks for. */
export function perfectParts({
  from,
  to,
}: Range): readonly { readonly level: number; readonly index: number }[] {
  const size = to - from;
  const level = Math.log2(size);
  if (Number.isInteger(level) && 2 ** level === size) return [{ level, index: from / size }];
  const middle = from + splitOf(size);
  return [...perfectParts({ from, to: middle }), ...perfectParts({ from: middle, to })];
}

/** What an inclusion proof claims. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly proof: readonly Hash[];
  readonly root: Hash;
}

/** Whether the leaf is at that index of the tree with that root (RFC 6962 §2.1.1). */
export function provesInclusion({ index, size, leaf, proof, root }: InclusionClaim): boolean {
  const found = rootByPath({ index, size, leaf, proof });
  return found !== undefined && sameHash(found, root);
}

/** The root to which a path leads; undefined when it is no path of that tree. */
export function rootByPath({ index, size, leaf, proof }: Omit<InclusionClaim, 'root'>): Hash | undefined {
  if (!isSize(size) || !isSize(index) || index >= size || ![leaf, ...proof].every(isHash)) return undefined;
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== proof.length) return undefined;
  let found = leaf;
  for (const [step, { from }] of ranges.entries()) {
    found = from > index ? nodeHash(found, proof[step]!) : nodeHash(proof[step]!, found);
  }
  return found;
}

/** What a consistency proof claims. */
export interface ConsistencyClaim {
  readonly size1: number;
  readonly root1: Hash;
  readonly size2: number;
  readonly root2: Hash;
  readonly proof: readonly Hash[];
}

/** Whether the first tree is the beginning of the second (RFC 6962 §2.1.2). */
export function provesConsistency({ size1, root1, size2, root2, proof }: ConsistencyClaim): boolean {
  if (!isSize(size1) || !isSize(size2) || size1 > size2) return false;
  if (![root1, root2, ...proof].every(isHash)) return false;
  if (size1 === 0 && !sameHash(root1, EMPTY_ROOT)) return false;
  if (size2 === 0 && !sameHash(root2, EMPTY_ROOT)) return false;
  if (size1 === 0) return proof.length === 0;
  const ranges = consistencyRanges(size1, size2);
  if (ranges.length !== proof.length) return false;
  // The smallest subtree at the old tree's edge: given, or the old tree itself.
  const given = ranges[0]?.to === size1;
  let [old, now] = given ? [proof[0]!, proof[0]!] : [root1, root1];
  for (let step = given ? 1 : 0; step < ranges.length; step += 1) {
    const other = proof[step]!;
    if (ranges[step]!.from >= size1) now = nodeHash(now, other);
    else [old, now] = [nodeHash(other, old), nodeHash(other, now)];
  }
  return sameHash(old, root1) && sameHash(now, root2);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value.length === 32;
}
