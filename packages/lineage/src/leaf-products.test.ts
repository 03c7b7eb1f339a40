import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineageGraph } from './graph.ts';
import { Oracle } from './oracle.ts';
import { Role } from './role.ts';
import { columnsOf, type HistoryEvent } from './testing/random-history.ts';

const HUB = 1;
const LAST_LOT = 150;

/** Lots that are packed: in a row as they were numbered, or strewn; some are made by several events. */
const products = fc.oneof(
  fc
    .tuple(fc.integer({ min: 2, max: LAST_LOT }), fc.integer({ min: 2, max: 40 }))
    .map(([first, count]) =>
      Array.from({ length: count }, (_, at) => first + at).filter(lot => lot <= LAST_LOT),
    ),
  fc.uniqueArray(fc.integer({ min: 2, max: LAST_LOT }), { minLength: 2, maxLength: 6 }),
);

/** Many events that use one lot and make what leads nowhere, or into boxes that are emptied now and then. */
const fillings = fc
  .record({
    made: fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), products), { minLength: 40, maxLength: 60 }),
    boxes: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 9 }),
        fc.uniqueArray(fc.integer({ min: 2, max: LAST_LOT }), { minLength: 1, maxLength: 30 }),
        fc.boolean(),
      ),
      { maxLength: 4 },
    ),
    suspects: fc.uniqueArray(fc.integer({ min: 1, max: LAST_LOT }), { maxLength: 3 }),
    asOf: fc.option(fc.integer({ min: 3, max: 12 }), { nil: undefined }),
  })
  .map(({ made, boxes, suspects, asOf }) => {
    const events: HistoryEvent[] = made.map(([time, lots], at) => ({
      id: at + 1,
      time,
      rows: [[HUB, Role.input] as const, ...lots.map(lot => [lot, Role.output] as const)],
    }));
    for (const [at, [time, lots, isEmptied]] of boxes.entries()) {
      const box = LAST_LOT + 1 + at;
      const inside = lots.map(lot => [lot, Role.childAdd] as const);
      events.push({ id: events.length + 1, time, rows: [[box, Role.parentAdd], ...inside] });
      if (isEmptied) events.push({ id: events.length + 1, time: time + 1, rows: [[box, Role.parentDelete]] });
    }
    return {
      events,
      query: {
        suspects: [{ lot: HUB }, ...suspects.map(lot => ({ lot, time: 4 }))],
        ...(asOf === undefined ? {} : { asOf }),
      },
    };
  });

describe('the products of very many fillings', () => {
  it('have the times that the oracle tells, whichever way they are labelled', () => {
    fc.assert(
      fc.property(fillings, ({ events, query }) => {
        const graph = LineageGraph.build(columnsOf(events));
        const answer = new Oracle(columnsOf(events), query.asOf).forward(query);
        const expected = [...answer.lots].sort(([one], [other]) => one - other);
        const large = graph.forward(query);
        expect(Array.from(large.lots, (lot, at) => [lot, large.times[at]])).toEqual(expected);
        expect(graph.forward(query)).toEqual(large);
        expect(graph.forward({ ...query, maxLots: 1_000 })).toEqual(large);
        expect(graph.forward({ suspects: [{ lot: LAST_LOT + 9 }] }).lots).toEqual(
          Uint32Array.of(LAST_LOT + 9),
        );
      }),
      { numRuns: 300 },
    );
  });
});
