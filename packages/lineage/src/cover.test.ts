import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CameOf, uncoveredLots } from './cover.ts';

const ways = (...pairs: readonly (readonly [number, number])[]): readonly CameOf[] =>
  pairs.map(([lot, source]) => ({ lot, source }));
const out = (lot: number, amount: number) => ({ lot, amount });

test('a lot without any way back to a source is named, with all of it', () => {
  expect(uncoveredLots([out(1, 5)], new Map(), [])).toEqual([
    { lot: 1, amount: 5, given: undefined, short: 5 },
  ]);
  expect(uncoveredLots([out(1, 0)], new Map(), [])).toEqual([]);
});

test('two lots that together take more than the harvest that they share are both named', () => {
  const found = uncoveredLots(
    [out(1, 6), out(2, 6), out(3, 1)],
    new Map([
      [10, 8],
      [11, 1],
    ]),
    ways([1, 10], [2, 10], [3, 11]),
  );
  expect(found).toEqual([
    { lot: 1, amount: 6, given: 8, short: 0 },
    { lot: 2, amount: 6, given: 8, short: 4 },
  ]);
});

test('a lot that took first makes way for one that has no other source', () => {
  expect(
    uncoveredLots(
      [out(1, 8), out(2, 8)],
      new Map([
        [10, 8],
        [11, 8],
      ]),
      ways([1, 10], [1, 11], [2, 10]),
    ),
  ).toEqual([]);
});

test('ways through other lots count, and rework goes in circles without end', () => {
  expect(uncoveredLots([out(1, 8)], new Map([[10, 8]]), ways([1, 2], [2, 3], [3, 2], [3, 10]))).toEqual([]);
});

const net = fc.record({
  outs: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 }),
  sources: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }),
  mids: fc.array(fc.tuple(fc.nat(4), fc.nat(2)), { maxLength: 8 }),
  ends: fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { maxLength: 8 }),
  direct: fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { maxLength: 8 }),
});

test('property: what is short is what the worst set of lots took beyond its sources, and that set is named', () => {
  fc.assert(
    fc.property(net, ({ outs, sources, mids, ends, direct }) => {
      const lots = outs.map((amount, n) => out(n, amount));
      const given = new Map(sources.map((amount, n) => [100 + n, amount]));
      const told = [
        ...mids.map(([lot, mid]) => [lot, 50 + mid] as const),
        ...ends.map(([mid, source]) => [50 + mid, 100 + source] as const),
        ...direct.map(([lot, source]) => [lot, 100 + source] as const),
      ];
      const beyond = (set: readonly number[]): number => {
        const seen = new Set(set);
        for (const at of seen) for (const [lot, source] of told) if (lot === at) seen.add(source);
        const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
        return sum(set.map(n => outs[n] ?? 0)) - sum([...seen].map(at => given.get(at) ?? 0));
      };
      let worst = 0;
      for (let bits = 0; bits < 2 ** outs.length; bits++) {
        worst = Math.max(worst, beyond(outs.flatMap((_, n) => (bits & (1 << n) ? [n] : []))));
      }
      const found = uncoveredLots(lots, given, ways(...told));
      expect(found.reduce((sum, { short }) => sum + short, 0)).toBe(worst);
      expect(beyond(found.map(({ lot }) => lot))).toBe(worst);
    }),
    { numRuns: 200 },
  );
});
