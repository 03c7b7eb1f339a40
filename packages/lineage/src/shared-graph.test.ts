import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineageGraph } from './graph.ts';
import { graphOver, type SharedGraph, shareGraph } from './shared-graph.ts';
import { randomHistory } from './testing/random-history.ts';
import { smallGraph } from './testing/small-graph.ts';
import { told } from './testing/told-history.ts';

/** As another thread receives it. */
const handedOver = (graph: LineageGraph): SharedGraph => structuredClone(shareGraph(graph));

describe('a graph in shared memory', () => {
  it('answers another thread as the graph itself does, after every step of whatever was told', () => {
    fc.assert(
      fc.property(randomHistory, history => {
        const query = {
          suspects: history.suspects,
          ...(history.asOf === undefined ? {} : { asOf: history.asOf }),
        };
        let view: LineageGraph | undefined;
        told(history, graph => {
          view = graphOver(handedOver(graph), view);
          expect(view.forward(query)).toEqual(graph.forward(query));
          expect(view.backward(query)).toEqual(graph.backward(query));
          expect(view.forward({ ...query, maxLots: 2 })).toEqual(graph.forward({ ...query, maxLots: 2 }));
          const places = (one: LineageGraph) =>
            Array.from({ length: 10 }, (_, lot) => one.custody.decisiveEvent(lot, one.relations.containment));
          expect(places(view)).toEqual(places(graph));
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is not copied when it is handed over again', () => {
    const graph = smallGraph({ id: 1, at: 5, rows: { input: [1], output: [2, 3] } });
    const [first, again] = [shareGraph(graph), shareGraph(graph)];
    expect(again.times.buffer).toBe(first.times.buffer);
    expect(again.adjacencies.makes.lists.buffer).toBe(first.adjacencies.makes.lists.buffer);
    expect(structuredClone(first).times.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
