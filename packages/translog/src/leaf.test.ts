import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitmentTo, decodeLeaf, encodeLeaf, type Leaf } from './leaf.ts';

const leaf: Leaf = {
  kind: 'penalty.publish',
  at: new Date('2026-05-06T08:00:00.750Z'),
  issuer: 'did:web:registry.example:ent:91640000PDY000017X',
  record: 'stm_4x7k2m9q4x7k2m9q4x7k2m',
  revision: 3,
  previous: 41,
  subject: { tag: new Uint8Array(16).fill(7), number: 12 },
  commitment: commitmentTo(new Uint8Array(32).fill(1), Buffer.from('{"penalty":1}')),
};

describe('a leaf', () => {
  it('comes back as it was written, to the second', () => {
    expect(decodeLeaf(encodeLeaf(leaf))).toEqual({
      ...leaf,
      at: new Date('2026-05-06T08:00:00Z'),
      commitment: Buffer.from(leaf.commitment),
      subject: { tag: Buffer.alloc(16, 7), number: 12 },
    });
    const bare = { ...leaf, previous: undefined, subject: undefined };
    expect(decodeLeaf(encodeLeaf(bare))).toMatchObject({ previous: undefined, subject: undefined });
  });

  it('is written in canonical form', () => {
    const text = Buffer.from(encodeLeaf(leaf)).toString();
    const keys = [...text.matchAll(/"([a-z])":/g)].map(([, key]) => key);
    expect(keys).toEqual(['c', 'h', 'i', 'k', 'n', 'o', 'p', 'r', 't', 'v']);
    expect(text).toContain('"t":"2026-05-06T08:00:00Z"');
  });

  it('is read in its one form only', () => {
    const text = Buffer.from(encodeLeaf(leaf)).toString();
    for (const other of [
      ` ${text}`,
      text.replace('"r":3', '"r":3.0'),
      text.replace('"v":1', '"v":1,"x":2'),
      text.replace('penalty.publish', 'penalty.invent'),
      text.replace('"n":12', '"n":null'),
      text.replace('"v":1', '"v":2'),
      '{',
      'null',
    ]) {
      expect(decodeLeaf(Buffer.from(other)), other).toBeUndefined();
    }
  });

  it('is read only when it is what would be written, whatever was done to its text', () => {
    const text = (issuer: string, more: object) =>
      Buffer.from(encodeLeaf({ ...leaf, issuer, ...more })).toString();
    fc.assert(
      fc.property(
        fc.oneof(fc.constant('did:web:a'), fc.string({ maxLength: 40 }), fc.constant('did:web:枸杞"\\')),
        fc.nat({ max: 1_000 }),
        fc.constantFrom('', '0', '1', '9', 'A', 'B', '"', '-', ' ', '.', 'null', 'é'),
        fc.boolean(),
        (issuer, place, put, isBare) => {
          const whole = text(issuer, isBare ? { subject: undefined, previous: undefined } : {});
          expect(decodeLeaf(Buffer.from(whole))).toMatchObject({ issuer, revision: 3 });
          const at = place % whole.length;
          const other = Buffer.from(whole.slice(0, at) + put + whole.slice(at + 1));
          const read = decodeLeaf(other);
          if (read !== undefined) expect(Buffer.from(encodeLeaf(read))).toEqual(other);
        },
      ),
    );
  });

  it('stays below 512 bytes with the longest issuer and record that the log takes', () => {
    const longest = {
      ...leaf,
      ...{ issuer: 'd'.repeat(160), record: 'r'.repeat(64), revision: 2 ** 31, previous: 2 ** 50 },
    };
    expect(encodeLeaf(longest).length).toBeLessThanOrEqual(512);
    expect(() => encodeLeaf({ ...longest, issuer: 'd'.repeat(400) })).toThrow(RangeError);
  });

  it('commits to the bytes and to the salt', () => {
    const salt = new Uint8Array(32).fill(1);
    const bytes = Buffer.from('one');
    expect(commitmentTo(salt, bytes)).not.toEqual(commitmentTo(salt, Buffer.from('two')));
    expect(commitmentTo(salt, bytes)).not.toEqual(commitmentTo(new Uint8Array(32).fill(2), bytes));
  });
});
