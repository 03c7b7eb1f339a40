import { describe, expect, it } from 'vitest';
import { inOrder, type RankedRow, tieAtLimit } from './ranking.ts';

const row = (id: string, points: string | null, rank: number | null = null): RankedRow => ({
  ...{ id, points, rank, state: 'ranking', applicant: { id, name: id } },
});

describe('the ranking of a round', () => {
  it('puts ranks before points, most points first, who has none last', () => {
    const rows = [row('a', null), row('b', '9.50'), row('c', '10.00'), row('d', '1.00', 1)];
    expect(inOrder(rows).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
  });

  it('asks for a reason when equals are parted or somebody with fewer points is preferred', () => {
    const rows = [row('a', '9'), row('b', '8'), row('c', '8')];
    expect(tieAtLimit(rows, ['a'])).toBe(false);
    expect(tieAtLimit(rows, ['a', 'b'])).toBe(true);
    expect(tieAtLimit(rows, ['b'])).toBe(true);
    expect(tieAtLimit(rows, ['a', 'b', 'c'])).toBe(false);
    expect(tieAtLimit(rows, [])).toBe(false);
  });
});
