import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containersOf, contentOf } from './containers.ts';
import { traceBack, traceForward } from './picture.ts';
import { randomHistory } from './testing/random-history.ts';
import { smallGraph } from './testing/small-graph.ts';
import { told } from './testing/told-history.ts';

const UNLIMITED = { depth: 1000, edges: 100_000 };

describe('a picture', () => {
  it('shows every lot of the closure, and no other, when it is not limited', () => {
    fc.assert(
      fc.property(randomHistory, history => {
        const graph = told(history);
        const query = {
          suspects: history.suspects,
          ...(history.asOf === undefined ? {} : { asOf: history.asOf }),
        };
        const ahead = graph.forward(query);
        const drawn = new Set(traceForward(graph, query, UNLIMITED).depths.keys());
        expect(ahead.lots.filter(lot => !drawn.has(lot))).toEqual(new Uint32Array(0));
        const known = new Set([...ahead.lots, ...ahead.carriers]);
        expect([...drawn].filter(lot => !known.has(lot))).toEqual([]);
        const back = graph.backward(query);
        const roots = [...traceBack(graph, query, UNLIMITED).depths.keys()].sort((one, other) => one - other);
        expect(roots).toEqual(Array.from(back.lots));
      }),
      { numRuns: 1000 },
    );
  });

  it('stops at the wished depth and number of lines, and says so', () => {
    const graph = smallGraph(
      { id: 1, at: 1, rows: { input: [1], output: [2] } },
      { id: 2, at: 2, rows: { input: [2], output: [3, 4] } },
    );
    const near = traceForward(graph, { suspects: [{ lot: 1 }] }, { depth: 1, edges: 10 });
    expect(near.edges).toEqual([{ from: 1, to: 2, relation: 'made', event: 1, time: 1, depth: 1 }]);
    expect(near.truncated).toBe(true);
    const few = traceForward(graph, { suspects: [{ lot: 1 }] }, { depth: 9, edges: 2 });
    expect([few.edges.length, few.truncated]).toEqual([2, true]);
    const all = traceBack(graph, { suspects: [{ lot: 4 }] }, { depth: 9, edges: 9 });
    expect(all.edges.map(({ from, to, depth }) => [from, to, depth])).toEqual([
      [2, 4, 1],
      [1, 2, 2],
    ]);
    expect(all.truncated).toBe(false);
  });
});

describe('a picture of containers', () => {
  it('draws goods into the crate that carried them, and not the crate into its other content', () => {
    const graph = smallGraph(
      { id: 1, at: 10, rows: { parentAdd: [9], childAdd: [1, 2] } },
      { id: 2, at: 20, rows: { input: [9], output: [3] } },
    );
    const { edges } = traceForward(graph, { suspects: [{ lot: 1 }, { lot: 2, time: 15 }] }, UNLIMITED);
    expect(edges.map(({ from, to, relation }) => [from, to, relation])).toEqual([
      [1, 9, 'contains'],
      [2, 9, 'contains'],
      [9, 3, 'made'],
    ]);
  });
});

describe('containers', () => {
  const graph = smallGraph(
    { id: 1, at: 10, rows: { parentAdd: [2], childAdd: [1, 5] } },
    { id: 2, at: 20, rows: { parentAdd: [3], childAdd: [2] } },
    { id: 3, at: 30, rows: { parentDelete: [2], childDelete: [5] } },
    { id: 4, at: 40, rows: { parentDelete: [3] } },
  );

  it('tells what holds a lot, from the inside out, as of a time', () => {
    expect(containersOf(graph, 1, 25).map(({ lot, depth }) => [lot, depth])).toEqual([
      [2, 1],
      [3, 2],
    ]);
    expect(containersOf(graph, 1).map(({ lot }) => lot)).toEqual([2]);
    expect(containersOf(graph, 1, 5)).toEqual([]);
  });

  it('tells what a container holds, and what that holds', () => {
    expect(contentOf(graph, 3, 25).map(({ lot, depth }) => [lot, depth])).toEqual([
      [2, 1],
      [1, 2],
      [5, 2],
    ]);
    expect(contentOf(graph, 2).map(({ lot, from }) => [lot, from])).toEqual([[1, 10]]);
    expect(contentOf(graph, 3)).toEqual([]);
  });
});
