import { hash } from 'node:crypto';
import { type Hash, leafHash, rootOf, sameHash } from './merkle.ts';
import { inclusionRanges, provesInclusion } from './proof.ts';

/** One key of a sorted map with all that it stands for. */
export interface MapEntry {
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** 有序快照 · A map whose keys rise, as a tree: what is not in it can be proved, and that something is all there is. */
export interface SortedMap {
  readonly size: number;
  readonly root: Hash;
}

/** One place of the map with its path. */
export interface MapPlace {
  readonly index: number;
  readonly key: Uint8Array;
  /** SHA-256 of the value: neighbours are shown without what they stand for. */
  readonly valueHash: Hash;
  readonly path: readonly Hash[];
}

/** Sorts entries into a map. Throws RangeError when a key comes twice: its value would not be all there is. */
export function sortEntries(entries: readonly MapEntry[]): readonly MapEntry[] {
  const sorted = [...entries].sort((one, other) => Buffer.compare(one.key, other.key));
  for (const [index, { key }] of sorted.entries()) {
    if (key.length !== 32) throw new RangeError('a key has 32 bytes');
    if (index > 0 && sameHash(key, sorted[index - 1]!.key)) throw new RangeError('a key is there twice');
  }
  return sorted;
}

/** The map of sorted entries. */
export function mapOf(sorted: readonly MapEntry[]): SortedMap {
  return { size: sorted.length, root: rootOf(leaves(sorted)) };
}

/** The place of a key, or the one or two places between which it would be. */
export function placesFor(sorted: readonly MapEntry[], key: Uint8Array): readonly MapPlace[] {
  const found = sorted.findIndex(entry => Buffer.compare(entry.key, key) >= 0);
  const hashes = leaves(sorted);
  const place = (index: number): MapPlace => ({
    index,
    key: sorted[index]!.key,
    valueHash: hash('sha256', sorted[index]!.value, 'buffer'),
    path: inclusionRanges(index, sorted.length).map(({ from, to }) => rootOf(hashes.slice(from, to))),
  });
  if (found >= 0 && sameHash(sorted[found]!.key, key)) return [place(found)];
  const after = found < 0 ? sorted.length : found;
  return [after - 1, after].filter(index => index >= 0 && index < sorted.length).map(place);
}

/** Whether the map has exactly this value under the key: it is complete, nothing of it was left out. */
export function provesValue(map: SortedMap, { key, value }: MapEntry, places: readonly MapPlace[]): boolean {
  const [place, ...others] = places;
  if (place === undefined || others.length > 0 || !sameHash(place.key, key)) return false;
  return sameHash(place.valueHash, hash('sha256', value, 'buffer')) && isPlaced(map, place);
}

/** Whether the map has nothing under the key: two neighbours stand next to each other, and it would be between. */
export function provesAbsence(map: SortedMap, key: Uint8Array, places: readonly MapPlace[]): boolean {
  if (map.size === 0) return places.length === 0 && sameHash(map.root, rootOf([]));
  if (!places.every(place => isPlaced(map, place))) return false;
  const [first, second, ...others] = places;
  if (first === undefined || others.length > 0) return false;
  const side = Buffer.compare(first.key, key);
  if (second !== undefined) {
    return side < 0 && Buffer.compare(second.key, key) > 0 && second.index === first.index + 1;
  }
  return (side > 0 && first.index === 0) || (side < 0 && first.index === map.size - 1);
}

function isPlaced({ size, root }: SortedMap, { index, key, valueHash, path }: MapPlace): boolean {
  if (key.length !== 32 || valueHash.length !== 32) return false;
  return provesInclusion({ index, size, leaf: leafHash(Buffer.concat([key, valueHash])), proof: path, root });
}

function leaves(sorted: readonly MapEntry[]): readonly Hash[] {
  return sorted.map(({ key, value }) => leafHash(Buffer.concat([key, hash('sha256', value, 'buffer')])));
}
