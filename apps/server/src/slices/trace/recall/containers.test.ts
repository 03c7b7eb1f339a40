import { containersOf } from '@pinxin/lineage/containers';
import { LineageGraph } from '@pinxin/lineage/graph';
import { columnsOf, randomHistory } from '@pinxin/lineage/testing/random-history';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atOneMoment } from '../../../kernel/db/one-moment.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { movedEvents } from '../lineage/testing/answers.ts';
import { writeHistory } from '../lineage/testing/write-history.ts';
import { type Stay, staysOf } from './containers.ts';

const LOTS = 9;
/** Before all, at and between what happens, and after all. */
const INSTANTS = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8];

describe('the containers of a lot', () => {
  let test: TestContext;
  beforeAll(async () => {
    test = await testContext();
  });
  afterAll(() => test.close());

  const staysIn = (lot: number, asOf?: number) =>
    atOneMoment(test.database.pool, moment => staysOf(moment, lot, asOf));

  it('are the same by SQL and by the graph, over random histories with reused crates, at every instant', async () => {
    const cases = fc.sample(randomHistory, { numRuns: 120, seed: 11 }).map((history, at) => {
      const offset = (at + 1) * 20;
      const told = history.events.filter((event, index) => history.events.indexOf(event) === index);
      const voided = [...new Set(history.voided.map(({ event }) => event + offset))];
      return { offset, events: movedEvents(told, offset), voided };
    });
    await writeHistory(test.ctx, {
      events: cases.flatMap(({ events }) => events),
      voided: cases.flatMap(({ voided }) => voided),
    });
    let [nested, past] = [0, 0];
    await atOneMoment(test.database.pool, async moment => {
      for (const { offset, events, voided } of cases) {
        const graph = LineageGraph.build(columnsOf(events, voided));
        for (let lot = offset + 1; lot <= offset + LOTS; lot++) {
          const stays = await staysOf(moment, lot, undefined);
          for (const instant of INSTANTS) {
            const expected = inGraph(graph, lot, instant);
            expect(heldAt(stays, instant)).toEqual(expected);
            nested += expected.filter(([, depth]) => depth! > 1).length;
          }
          const now = stays.filter(({ to }) => to === Infinity);
          expect(nearest(now)).toEqual(inGraph(graph, lot, Infinity));
          past += stays.length - now.length;
          // What was known at an instant is what is known of it later.
          const then = await staysOf(moment, lot, 4);
          expect(nearest(then.filter(({ to }) => to === Infinity))).toEqual(heldAt(stays, 4));
        }
      }
    });
    // The histories were worth it.
    expect(nested).toBeGreaterThan(50);
    expect(past).toBeGreaterThan(50);
  }, 120_000);

  it('begin and end with the events of the graph', async () => {
    const history = [
      {
        id: 9_001,
        time: 10,
        rows: [
          [9_010, 4],
          [9_001, 5],
        ] as const,
      },
      {
        id: 9_002,
        time: 20,
        rows: [
          [9_020, 4],
          [9_010, 5],
        ] as const,
      },
      {
        id: 9_003,
        time: 30,
        rows: [
          [9_010, 6],
          [9_001, 7],
        ] as const,
      },
      { id: 9_004, time: 40, rows: [[9_020, 6]] as const },
      {
        id: 9_005,
        time: 50,
        rows: [
          [9_010, 4],
          [9_001, 5],
        ] as const,
      },
    ];
    await writeHistory(test.ctx, { events: history, voided: [] });
    expect(await staysIn(9_001)).toEqual([
      { container: 9_010, depth: 1, from: 10, to: 30, event: 9_001, ended: 9_003 },
      { container: 9_020, depth: 2, within: 9_010, from: 20, to: 30, event: 9_002, ended: 9_003 },
      { container: 9_010, depth: 1, from: 50, to: Infinity, event: 9_005 },
    ]);
    expect(await staysIn(9_001, 25)).toEqual([
      { container: 9_010, depth: 1, from: 10, to: Infinity, event: 9_001 },
      { container: 9_020, depth: 2, within: 9_010, from: 20, to: Infinity, event: 9_002 },
    ]);
    await writeHistory(test.ctx, { events: [], voided: [9_003] });
    expect((await staysIn(9_001)).map(({ container, to }) => [container, to])).toEqual([
      [9_010, Infinity],
      [9_020, 40],
      [9_010, Infinity],
    ]);
  });
});

function inGraph(graph: LineageGraph, lot: number, instant: number): readonly number[][] {
  return containersOf(graph, lot, instant)
    .map(({ lot: container, depth }) => [container, depth])
    .sort(byNumber);
}

function heldAt(stays: readonly Stay[], instant: number): readonly number[][] {
  return nearest(stays.filter(({ from, to }) => from <= instant && instant < to));
}

/** Each container once, at its least depth, ascending. */
function nearest(stays: readonly Stay[]): readonly number[][] {
  const depths = new Map<number, number>();
  for (const { container, depth } of stays)
    depths.set(container, Math.min(depth, depths.get(container) ?? Number.POSITIVE_INFINITY));
  return [...depths].map(([container, depth]) => [container, depth]).sort(byNumber);
}

function byNumber(one: readonly number[], other: readonly number[]): number {
  return one[0]! - other[0]!;
}
