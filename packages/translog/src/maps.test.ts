import { generateKeyPairSync, hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchOf, batchPath, securedBatch } from './batch.ts';
import { signCheckpoint } from './checkpoint.ts';
import { checkEventProof, formatEventProof } from './event-proof.ts';
import { commitmentTo, encodeLeaf } from './leaf.ts';
import { leafHash } from './merkle.ts';
import { publicBytes, SIGNATURE, verifierKey } from './note.ts';
import { formatReceipt } from './receipt.ts';
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
  const { privateKey } = generateKeyPairSync('ed25519');
  const origin = 'registry.example/log/2026';
  const log = verifierKey(origin, SIGNATURE.ed25519, publicBytes(privateKey));
  const salt = new Uint8Array(32).fill(3);

  /** A log whose only leaf is the batch, and the proof of one of its events. */
  function proofOf(hashes: readonly Uint8Array[], place: number): string {
    const leaf = encodeLeaf({
      ...{ kind: 'trace.batch', at: new Date(0), issuer: 'did:web:registry.example', record: 'bat_1' },
      ...{ revision: 0, previous: undefined, subject: undefined },
      commitment: commitmentTo(salt, securedBatch(batchOf(hashes))),
    });
    const checkpoint = signCheckpoint(origin, 1, leafHash(leaf), privateKey);
    const receipt = formatReceipt({ index: 0, path: [], extra: undefined, checkpoint });
    return formatEventProof({
      place,
      size: hashes.length,
      path: batchPath(hashes, place),
      salt,
      leaf,
      receipt,
    });
  }

  it('proves each of its events, at its place only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (size, chance) => {
        const hashes = names(size).map(keyOf);
        const index = chance % size;
        const proof = proofOf(hashes, index);
        expect(checkEventProof(proof, hashes[index]!, log)).toMatchObject({ index: 0 });
        expect(checkEventProof(proof, keyOf('another event'), log)).toBeUndefined();
        if (size > 1) expect(checkEventProof(proof, hashes[(index + 1) % size]!, log)).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it('proves nothing with any byte of the proof changed', () => {
    const hashes = names(21).map(keyOf);
    const bytes = Buffer.from(proofOf(hashes, 13));
    for (let at = 0; at < bytes.length; at += 1) {
      const copy = Buffer.from(bytes);
      copy[at]! ^= 1;
      expect(checkEventProof(copy.toString('utf8'), hashes[13]!, log), `byte ${at}`).toBeUndefined();
    }
  });

  it('is committed to by its root and its size', () => {
    expect(Buffer.from(securedBatch({ size: 2, root: new Uint8Array(32) })).toString()).toBe(
      `{"root":"${'A'.repeat(43)}","size":2}`,
    );
  });
});
