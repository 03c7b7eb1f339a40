import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Closure, ClosureQuery } from './closure.ts';
import { LineageGraph } from './graph.ts';
import { Oracle, type OracleAnswer } from './oracle.ts';
import { Role } from './role.ts';
import { columnsOf, type History, randomHistory } from './testing/random-history.ts';
import { smallGraph } from './testing/small-graph.ts';
import { told } from './testing/told-history.ts';

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
  return new Oracle(
    columnsOf(
      once,
      voided.map(({ event }) => event),
    ),
    asOf,
  );
}

/** ms; thousands of cases on a busy machine. */
const PATIENCE = 120_000;

describe('LineageGraph', () => {
  it(
    'answers forward as the oracle does, whatever came late, twice, voided or after compaction',
    () => {
      fc.assert(
        fc.property(randomHistory, history => {
          const graph = told(history);
          const query = queryOf(history);
          const answer = expected(oracleOf(history).forward(query));
          expect(shown(graph.forward(query))).toEqual(answer);
          // Scratch memory left dirty would show in the second answer.
          expect(shown(graph.forward(query))).toEqual(answer);
          // A bounded walk labels as it goes, an unbounded one in the end.
          expect(shown(graph.forward({ ...query, maxLots: 1_000 }))).toEqual(answer);
        }),
        { numRuns: 3000 },
      );
    },
    PATIENCE,
  );

  it(
    'answers backward as the oracle does',
    () => {
      fc.assert(
        fc.property(randomHistory, history => {
          const graph = told(history);
          const query = queryOf(history);
          const answer = expected(oracleOf(history).backward(query));
          expect(shown(graph.backward(query))).toEqual(answer);
          expect(shown(graph.backward(query))).toEqual(answer);
        }),
        { numRuns: 3000 },
      );
    },
    PATIENCE,
  );

  it(
    'finds backward from y exactly those x that reach y forward, until exactly their departure',
    () => {
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
        { numRuns: 1000 },
      );
    },
    PATIENCE,
  );
});

const lotsOf = (closure: Closure) => Array.from(closure.lots);

describe('what a recall means', () => {
  it('does not blame the first picking for a spray recorded after it, though both belong to one process', () => {
    const [process, spray, first, second] = [1, 2, 3, 4];
    const graph = smallGraph(
      { id: 1, at: 10, rows: { process: [process], output: [first] } },
      { id: 2, at: 20, rows: { process: [process], input: [spray] } },
      { id: 3, at: 30, rows: { process: [process], output: [second] } },
    );
    expect(lotsOf(graph.forward({ suspects: [{ lot: spray }] }))).toEqual([process, spray, second]);
    expect(lotsOf(graph.backward({ suspects: [{ lot: first }] }))).toEqual([process, first]);
  });

  it('keeps apart what one crate held at different times', () => {
    const [crate, bad, good, madeOfBad, madeOfGood] = [1, 2, 3, 4, 5];
    const graph = smallGraph(
      { id: 1, at: 10, rows: { parentAdd: [crate], childAdd: [bad] } },
      { id: 2, at: 20, rows: { input: [crate], output: [madeOfBad] } },
      { id: 3, at: 30, rows: { parentDelete: [crate] } },
      { id: 4, at: 40, rows: { parentAdd: [crate], childAdd: [good] } },
      { id: 5, at: 50, rows: { input: [crate], output: [madeOfGood] } },
    );
    const closure = graph.forward({ suspects: [{ lot: bad }] });
    expect(lotsOf(closure)).toEqual([bad, madeOfBad]);
    expect(Array.from(closure.carriers)).toEqual([crate]);
    expect(Array.from(closure.windows)).toEqual([10, 30]);
    expect(lotsOf(graph.backward({ suspects: [{ lot: madeOfGood }] }))).toEqual([crate, good, madeOfGood]);
  });

  it('follows goods through a crate in a lorry, and spoils everything in a spoilt lorry', () => {
    const [goods, crate, lorry, made, other] = [1, 2, 3, 4, 5];
    const graph = smallGraph(
      { id: 1, at: 10, rows: { parentAdd: [crate], childAdd: [goods] } },
      { id: 2, at: 20, rows: { parentAdd: [lorry], childAdd: [crate, other] } },
      { id: 3, at: 30, rows: { input: [lorry], output: [made] } },
    );
    expect(lotsOf(graph.forward({ suspects: [{ lot: goods }] }))).toEqual([goods, made]);
    expect(lotsOf(graph.forward({ suspects: [{ lot: lorry }] }))).toEqual([goods, crate, lorry, made, other]);
    expect(lotsOf(graph.backward({ suspects: [{ lot: made }] }))).toEqual([goods, crate, lorry, made, other]);
  });

  it('passes what befell a lot on to its items, but what befell an item not to its sisters', () => {
    const [lot, one, two, made] = [1, 2, 3, 4];
    const graph = smallGraph(
      { id: 1, at: 10, rows: { memberOf: [lot], member: [one, two] } },
      { id: 2, at: 20, rows: { input: [two], output: [made] } },
    );
    expect(lotsOf(graph.forward({ suspects: [{ lot }] }))).toEqual([lot, one, two, made]);
    expect(lotsOf(graph.forward({ suspects: [{ lot: one }] }))).toEqual([one]);
    expect(lotsOf(graph.backward({ suspects: [{ lot: made }] }))).toEqual([lot, two, made]);
  });

  it('keeps the items of several lots apart that one event names together', () => {
    const [bad, good, badItem, goodItem, made] = [1, 2, 3, 4, 5];
    const group = [1, 1, 2, 2, 0, 0];
    const graph = LineageGraph.build({
      events: { id: [1, 2], time: [10, 20] },
      rows: {
        event: [1, 1, 1, 1, 2, 2],
        lot: [bad, badItem, good, goodItem, goodItem, made],
        role: [Role.memberOf, Role.member, Role.memberOf, Role.member, Role.input, Role.output],
        group,
      },
    });
    expect(lotsOf(graph.forward({ suspects: [{ lot: bad }] }))).toEqual([bad, badItem]);
    expect(lotsOf(graph.forward({ suspects: [{ lot: good }] }))).toEqual([good, goodItem, made]);
    expect(lotsOf(graph.backward({ suspects: [{ lot: made }] }))).toEqual([good, goodItem, made]);
  });

  it('stops when more lots are found than wished, and says so', () => {
    const graph = smallGraph({ id: 1, at: 1, rows: { input: [1], output: [2, 3, 4, 5] } });
    expect(graph.forward({ suspects: [{ lot: 1 }], maxLots: 2 }).truncated).toBe(true);
    expect(graph.forward({ suspects: [{ lot: 1 }] }).truncated).toBe(false);
    expect(lotsOf(graph.forward({ suspects: [{ lot: 1 }] }))).toEqual([1, 2, 3, 4, 5]);
  });

  it('knows a suspect that no event names', () => {
    expect(lotsOf(smallGraph().forward({ suspects: [{ lot: 77 }] }))).toEqual([77]);
    expect(lotsOf(smallGraph().backward({ suspects: [{ lot: 77 }] }))).toEqual([77]);
  });
});
