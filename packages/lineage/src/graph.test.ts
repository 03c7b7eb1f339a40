import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Closure, ClosureQuery } from './closure.ts';
import { LineageGraph } from './graph.ts';
import { Oracle, type OracleAnswer } from './oracle.ts';
import { columnsOf, type History, randomHistory } from './testing/random-history.ts';

/** Tells the history as it might arrive: some at once, the rest one by one, voids in between. */
function told({ events, voided, built, compactedAfter }: History): LineageGraph {
  const early = voided.filter(({ after }) => after < 3).map(({ event }) => event);
  const graph = LineageGraph.build(columnsOf(events.slice(0, built), early));
  for (const [at, event] of events.slice(built).entries()) {
    graph.append(columnsOf([event], voided.filter(({ after }) => after - 3 === at).map(one => one.event)));
    if (at === compactedAfter) graph.compact();
  }
  graph.voidEvents(voided.map(({ event }) => event));
  if (compactedAfter % 3 === 0) graph.compact();
  return graph;
}

function queryOf({ suspects, asOf }: History): ClosureQuery {
  return { suspects, ...(asOf === undefined ? {} : { asOf }) };
}

function shown(closure: Closure) {
  return {
    lots: Array.from(closure.lots, (lot, at) => [lot, closure.times[at]]),
    carriers: Array.from(closure.carriers, (carrier, at) => [
      carrier,
      Array.from(closure.windows.subarray(closure.windowStarts[at]! * 2, closure.windowStarts[at + 1]! * 2)),
    ]),
    events: Array.from(closure.events),
  };
}

function expected(answer: OracleAnswer) {
  const byId = (one: readonly [number, unknown], other: readonly [number, unknown]) => one[0] - other[0];
  return {
    lots: [...answer.lots].sort(byId).map(pair => [...pair]),
    carriers: [...answer.carriers].sort(byId).map(([carrier, windows]) => [carrier, windows.flat()]),
    events: [...answer.events].sort((one, other) => one - other),
  };
}

/** Repeated events arrive with all their rows twice; the oracle is told once. */
function oracleOf({ events, voided, asOf }: History): Oracle {
  const once = events.filter((event, at) => events.indexOf(event) === at);
  return new Oracle(columnsOf(once, voided.map(({ event }) => event)), asOf);
}

describe('LineageGraph', () => {
  it('answers forward as the oracle does, whatever came late, twice, voided or after compaction', () => {
    fc.assert(
      fc.property(randomHistory, history => {
        const graph = told(history);
        const query = queryOf(history);
        expect(shown(graph.forward(query))).toEqual(expected(oracleOf(history).forward(query)));
        // Scratch memory left dirty would show in the second answer.
        expect(shown(graph.forward(query))).toEqual(expected(oracleOf(history).forward(query)));
      }),
      { numRuns: 8000 },
    );
  });

  it('answers backward as the oracle does', () => {
    fc.assert(
      fc.property(randomHistory, history => {
        const graph = told(history);
        const query = queryOf(history);
        expect(shown(graph.backward(query))).toEqual(expected(oracleOf(history).backward(query)));
        expect(shown(graph.backward(query))).toEqual(expected(oracleOf(history).backward(query)));
      }),
      { numRuns: 8000 },
    );
  });

  it('finds backward from y exactly those x that reach y forward, until exactly their departure', () => {
    fc.assert(
      fc.property(randomHistory, fc.integer({ min: 1, max: 9 }), (history, origin) => {
        const graph = told(history);
        const query = queryOf(history);
        const asOf = history.asOf ?? Infinity;
        const back = graph.backward(query);
        const departure = back.times[back.lots.indexOf(origin)] ?? -Infinity;
        for (const from of [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5]) {
          if (from > asOf) continue;
          const ahead = graph.forward({ ...query, suspects: [{ lot: origin, time: from }] });
          const isReached = history.suspects.some(({ lot, time }) => {
            const at = ahead.lots.indexOf(lot);
            return at >= 0 && ahead.times[at]! <= Math.min(time ?? Infinity, asOf);
          });
          expect(from <= departure).toBe(isReached);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
