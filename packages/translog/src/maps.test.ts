import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchOf, batchPath, isInBatch, securedBatch } from './batch.ts';
import { type MapEntry, mapOf, placesFor, provesAbsence, provesValue, sortEntries } from './sorted-map.ts';

const keyOf = (name: string) => new Uint8Array(hash('sha256', name, 'buffer'));
const entry = (name: string): MapEntry => ({ key: keyOf(name), value: Buffer.from(`records of ${name}`) });
const names = (count: number) => Array.from({ length: count }, (_, index) => `party ${index}`);

describe('a sorted map', () => {
  it('proves for every key either all that it stands for or that there is nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.nat(60), fc.nat(), (count, asked, byte) => {
        const sorted = sortEntries(names(count).map(entry));
        const map = mapOf(sorted);
        const { key, value } = entry(`party ${asked}`);
        const places = placesFor(sorted, key);
        const there = asked < count;
        expect(provesValue(map, { key, value }, places)).toBe(there);
        expect(provesAbsence(map, key, places)).toBe(!there);
        if (!there || places.length !== 1) return;
        const less = new Uint8Array(value).subarray(0, value.length - 1);
        expect(provesValue(map, { key, value: less }, places)).toBe(false);
        const [place] = places;
        const tampered = { ...place!, valueHash: keyOf(String(byte)) };
        expect(provesValue(map, { key, value }, [tampered])).toBe(false);
      }),
    );
  });

  it('does not let what is there pass as absent', () => {
    const sorted = sortEntries(names(9).map(entry));
    const map = mapOf(sorted);
    const hidden = sorted[4]!.key;
    const before = placesFor(sorted, sorted[3]!.key)[0]!;
    const after = placesFor(sorted, sorted[5]!.key)[0]!;
    expect(provesAbsence(map, hidden, [before, after])).toBe(false);
    expect(provesAbsence(map, hidden, [before])).toBe(false);
    expect(provesAbsence(map, hidden, [])).toBe(false);
    expect(provesAbsence(map, hidden, placesFor(sorted, hidden))).toBe(false);
  });

  it('has every key once', () => {
    expect(() => sortEntries([entry('a'), entry('a')])).toThrow(RangeError);
  });
});

describe('a batch of events', () => {
  it('proves each of its events, at its place only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (size, chance) => {
        const hashes = names(size).map(keyOf);
        const batch = batchOf(hashes);
        const index = chance % size;
        const path = batchPath(hashes, index);
        expect(isInBatch(hashes[index]!, index, path, batch)).toBe(true);
        if (size > 1) expect(isInBatch(hashes[index]!, (index + 1) % size, path, batch)).toBe(false);
        expect(isInBatch(keyOf('another event'), index, path, batch)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('is committed to by its root and its size', () => {
    expect(Buffer.from(securedBatch({ size: 2, root: new Uint8Array(32) })).toString()).toBe(
      `{"root":"${'A'.repeat(43)}","size":2}`,
    );
  });
});
