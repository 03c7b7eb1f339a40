import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonCause } from './common-cause.ts';
import { randomHistory } from './testing/random-history.ts';
import { smallGraph } from './testing/small-graph.ts';
import { told } from './testing/told-history.ts';

describe('commonCause', () => {
  // Spray 1 went into 11 and 12 only; water 2 into everything; 11 and 12 were made at place 900, 13 at 901.
  const graph = smallGraph(
    { id: 1, at: 1, place: 900, rows: { input: [1, 2], output: [11] } },
    { id: 2, at: 2, place: 900, rows: { input: [1, 2], output: [12] } },
    { id: 3, at: 3, place: 901, rows: { input: [2, 3], output: [13, 14, 15] } },
  );

  it('puts first what explains all bad lots and touched nothing else', () => {
    const [first, second] = commonCause(graph, { bad: [11, 12] });
    expect([first, second].map(one => [one!.kind, one!.id, one!.score])).toEqual([
      ['lot', 1, 1],
      ['place', 900, 1],
    ]);
    const water = commonCause(graph, { bad: [11, 12] }).find(one => one.kind === 'lot' && one.id === 2)!;
    expect(water).toMatchObject({ reached: 2, of: 2, others: 3 });
    expect(water.score).toBeCloseTo((2 * 1 * (2 / 5)) / (1 + 2 / 5));
  });

  it('prefers what reached most of the bad lots to what reached one of them purely', () => {
    const ids = commonCause(graph, { bad: [11, 12, 13] })
      .filter(one => one.kind === 'lot')
      .map(one => one.id);
    expect(ids).toEqual([1, 2, 3]);
  });

  it('does not count what lies on the way to a bad lot against a candidate', () => {
    const chain = smallGraph(
      { id: 1, at: 1, rows: { input: [1], output: [2] } },
      { id: 2, at: 2, rows: { input: [2], output: [3] } },
    );
    expect(commonCause(chain, { bad: [3] }).map(one => [one.id, one.score])).toEqual([
      [2, 1],
      [1, 1],
    ]);
  });

  it('gives the same first few whether or not it looks at all others', () => {
    fc.assert(
      fc.property(randomHistory, fc.integer({ min: 1, max: 4 }), (history, limit) => {
        const graph = told(history);
        const bad = history.suspects.map(({ lot }) => lot);
        expect(commonCause(graph, { bad, limit })).toEqual(
          commonCause(graph, { bad, limit: 1000 }).slice(0, limit),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
