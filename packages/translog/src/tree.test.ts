import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendLeaves, type Edge, EMPTY_EDGE, edgeTiles, type GrownTile, rootOfEdge } from './edge.ts';
import { EMPTY_ROOT, type Hash, leafHash, nodeHash, rootOf, sameHash } from './merkle.ts';
import {
  consistencyRanges,
  inclusionRanges,
  type NodeAt,
  perfectParts,
  provesConsistency,
  provesInclusion,
  rangeHash,
} from './proof.ts';
import {
  decodeEntries,
  encodeEntries,
  hashesOfTile,
  nodeInTile,
  parseTilePath,
  tileOfNode,
  tilePath,
  tilesBetween,
} from './tile.ts';

const leaves = (size: number): readonly Hash[] =>
  Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));

/** The root as RFC 6962 §2.1 writes it down. */
function byTheBook(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return hash('sha256', '', 'buffer');
  if (hashes.length === 1) return hashes[0]!;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(byTheBook(hashes.slice(0, split)), byTheBook(hashes.slice(split)));
}

const nodesOf =
  (hashes: readonly Hash[]): NodeAt =>
  (level, index) =>
    rootOf(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level));

const changed = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = new Uint8Array(bytes);
  copy[at % copy.length]! ^= 1 << (at % 8);
  return copy;
};

describe('the tree', () => {
  it('has the roots of RFC 6962', () => {
    expect(Buffer.from(EMPTY_ROOT).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    for (let size = 0; size < 70; size += 1) {
      expect(sameHash(rootOf(leaves(size)), byTheBook(leaves(size))), String(size)).toBe(true);
    }
  });

  it('proves every leaf, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.nat(), fc.nat(), (size, chance, byte) => {
        const all = leaves(size);
        const index = chance % size;
        const root = rootOf(all);
        const proof = inclusionRanges(index, size).map(range => rangeHash(range, nodesOf(all)));
        const claim = { index, size, leaf: all[index]!, proof, root };
        expect(provesInclusion(claim)).toBe(true);
        expect(provesInclusion({ ...claim, leaf: changed(claim.leaf, byte) })).toBe(false);
        expect(provesInclusion({ ...claim, root: changed(root, byte) })).toBe(false);
        expect(provesInclusion({ ...claim, proof: [...proof, root] })).toBe(false);
        if (proof.length === 0) return;
        const place = byte % proof.length;
        const tampered = proof.map((each, at) => (at === place ? changed(each, byte) : each));
        expect(provesInclusion({ ...claim, proof: tampered })).toBe(false);
        expect(provesInclusion({ ...claim, proof: proof.slice(1) })).toBe(false);
        const other = (index + 1 + (chance % (size - 1))) % size;
        if (other !== index) expect(provesInclusion({ ...claim, index: other })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('proves that it only ever grew', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.nat(), fc.nat(), (size2, chance, byte) => {
        const size1 = chance % (size2 + 1);
        const all = leaves(size2);
        const [root1, root2] = [rootOf(all.slice(0, size1)), rootOf(all)];
        const proof = consistencyRanges(size1, size2).map(range => rangeHash(range, nodesOf(all)));
        const claim = { size1, root1, size2, root2, proof };
        expect(provesConsistency(claim)).toBe(true);
        expect(provesConsistency({ ...claim, root1: changed(root1, byte) })).toBe(false);
        if (size1 > 0) expect(provesConsistency({ ...claim, root2: changed(root2, byte) })).toBe(false);
        expect(provesConsistency({ ...claim, proof: [...proof, root1] })).toBe(false);
        if (proof.length === 0) return;
        const place = byte % proof.length;
        const tampered = proof.map((each, at) => (at === place ? changed(each, byte) : each));
        expect(provesConsistency({ ...claim, proof: tampered })).toBe(false);
        // An entry that was there is gone from the later tree, and all proofs are made over what is left.
        const left = all.filter((_, at) => at !== byte % size1);
        if (size1 > size2 - 1 || size1 === 0) return;
        const remade = consistencyRanges(size1, left.length).map(range => rangeHash(range, nodesOf(left)));
        const deleted = { size1, root1, size2: left.length, root2: rootOf(left), proof: remade };
        expect(provesConsistency(deleted)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses hashes of another length and sizes that are none', () => {
    const root = EMPTY_ROOT;
    const short = new Uint8Array(31);
    expect(provesInclusion({ index: 0, size: 1, leaf: short, proof: [], root: short })).toBe(false);
    expect(provesInclusion({ index: -1, size: 1, leaf: root, proof: [], root })).toBe(false);
    expect(provesInclusion({ index: 0.5, size: 1, leaf: root, proof: [], root })).toBe(false);
    expect(provesConsistency({ size1: 2, root1: root, size2: 1, root2: root, proof: [] })).toBe(false);
    expect(() => inclusionRanges(3, 3)).toThrow(RangeError);
    expect(() => consistencyRanges(4, 3)).toThrow(RangeError);
  });
});

describe('tiles', () => {
  /** Appends in the given portions and keeps every tile as a file. */
  function grow(portions: readonly number[]) {
    const size = portions.reduce((sum, each) => sum + each, 0);
    const all = leaves(size);
    const files = new Map<string, GrownTile>();
    let edge: Edge = EMPTY_EDGE;
    for (const portion of portions) {
      const step = appendLeaves(edge, all.slice(edge.size, edge.size + portion));
      edge = step.edge;
      for (const tile of step.tiles) files.set(tilePath(tile), tile);
    }
    return { all, edge, files };
  }

  it('hold the whole tree, however it grew', () => {
    const portions = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(portions, fc.nat(), (sizes, chance) => {
        const { all, edge, files } = grow(sizes);
        expect(sameHash(rootOfEdge(edge), rootOf(all))).toBe(true);
        for (const place of tilesBetween(0, all.length)) expect(files.has(tilePath(place))).toBe(true);
        if (all.length === 0) return;
        const nodeAt: NodeAt = (level, index) => {
          const place = tileOfNode(level, index, all.length);
          return nodeInTile(level, index, files.get(tilePath(place))!.bytes);
        };
        const index = chance % all.length;
        const ranges = inclusionRanges(index, all.length);
        const proof = ranges.map(range => rangeHash(range, nodeAt));
        const claim = { index, size: all.length, leaf: all[index]!, proof, root: rootOf(all) };
        expect(provesInclusion(claim)).toBe(true);
        for (const range of ranges) expect(perfectParts(range).length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  it('of three levels hold the root of 70,000 leaves, and the edge is read from them', () => {
    const { all, edge, files } = grow([65_536, 4_464]);
    expect(sameHash(rootOfEdge(edge), rootOf(all))).toBe(true);
    const rows = edgeTiles(all.length).map(place =>
      place === undefined ? [] : hashesOfTile(files.get(tilePath(place))!.bytes, place.width)!,
    );
    expect(sameHash(rootOfEdge({ size: all.length, rows }), rootOf(all))).toBe(true);
  });

  it('are named as the standard says, in one way only', () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', index: 5, width: 12 })).toBe('tile/entries/005.p/12');
    expect(parseTilePath('tile/0/x001/x234/067')).toEqual({ level: 0, index: 1_234_067, width: 256 });
    for (const path of [
      'tile/0/1',
      'tile/0/x000/001',
      'tile/0/001.p/0',
      'tile/0/001.p/256',
      'tile/0/001.p/01',
      'tile/64/001',
      'tile/00/001',
      'tile/0/../001',
      'tile/data/001',
    ]) {
      expect(parseTilePath(path), path).toBeUndefined();
    }
  });

  it('of entries give back exactly what was put in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 20 }), entries => {
        const bundle = encodeEntries(entries);
        expect(decodeEntries(bundle, entries.length)).toEqual(entries);
        expect(decodeEntries(bundle, entries.length + 1)).toBeUndefined();
        expect(decodeEntries(Buffer.concat([bundle, Buffer.of(0)]), entries.length)).toBeUndefined();
      }),
    );
  });
});
