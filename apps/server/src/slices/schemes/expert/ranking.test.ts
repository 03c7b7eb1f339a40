import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choiceNeedsReason, rank } from './ranking.ts';

const scored = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    points: fc.integer({ min: 0, max: 100_000 }).map(cents => (cents / 100).toFixed(2)),
  }),
  { selector: ({ id }) => id, maxLength: 30 },
);

test('equal points share a place, and the next is as far on as there were equals', () => {
  const ranked = rank([
    { id: 'a', points: '700.00' },
    { id: 'b', points: '812.50' },
    { id: 'c', points: '700.00' },
    { id: 'd', points: '650' },
  ]);
  expect(ranked.map(({ id, rank: place }) => [id, place])).toEqual([
    ['b', 1],
    ['a', 2],
    ['c', 2],
    ['d', 4],
  ]);
});

test('whoever has more points stands before, whatever the order they came in', () => {
  fc.assert(
    fc.property(scored, list => {
      const ranked = rank(list);
      expect(rank([...list].reverse())).toEqual(ranked);
      ranked.forEach((one, index) => {
        const next = ranked[index + 1];
        if (next !== undefined) expect(Number(one.points)).toBeGreaterThanOrEqual(Number(next.points));
      });
    }),
  );
});

test('taking the best needs no reason; parting equals, or passing over a better one, does', () => {
  const ranked = rank([
    { id: 'a', points: '700' },
    { id: 'b', points: '700' },
    { id: 'c', points: '600' },
  ]);
  expect(choiceNeedsReason(ranked, [])).toBe(false);
  expect(choiceNeedsReason(ranked, ['a', 'b'])).toBe(false);
  expect(choiceNeedsReason(ranked, ['a'])).toBe(true);
  expect(choiceNeedsReason(ranked, ['c'])).toBe(true);
});
