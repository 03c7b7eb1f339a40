import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Oracle } from '@pinxin/lineage/oracle';
import { Role } from '@pinxin/lineage/role';
import {
  columnsOf,
  type History,
  type HistoryEvent,
  randomHistory,
} from '@pinxin/lineage/testing/random-history';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { custodyBySql } from './custody-now.ts';
import type { LineageQuestion } from './lineage.ts';
import { type OpenLineage, openLineage } from './open-lineage.ts';
import { expectedOf, movedEvents, shownAnswer } from './testing/answers.ts';
import { type ToldHistory, writeHistory } from './testing/write-history.ts';

describe('openLineage', () => {
  let test: TestContext;
  let folder: string;
  const opened: OpenLineage[] = [];
  beforeEach(async () => {
    test = await testContext();
    folder = mkdtempSync(join(tmpdir(), 'pinxin-lineage-'));
  });
  afterEach(async () => {
    for (const lineage of opened.splice(0)) await lineage.close();
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = () => join(folder, 'lineage.snapshot');
  function open(smallLimit?: number): OpenLineage {
    const options = { databaseUrl: test.database.url, snapshotFile: file() };
    const lineage = openLineage(test.ctx, smallLimit === undefined ? options : { ...options, smallLimit });
    opened.push(lineage);
    return lineage;
  }
  async function closed(lineage: OpenLineage): Promise<void> {
    await lineage.close();
    opened.splice(opened.indexOf(lineage), 1);
  }
  /** The same question both ways; they must agree, in content and in how far they are. */
  async function both(sql: OpenLineage, graph: OpenLineage, question: LineageQuestion) {
    const [small, large] = [await sql.closure(question), await graph.closure(question)];
    expect([small.by, large.by]).toEqual(['sql', 'graph']);
    expect(large.watermark).toBe(small.watermark);
    expect(shownAnswer(large)).toEqual(shownAnswer(small));
    return shownAnswer(large);
  }

  it('gives one answer by SQL, by the graph it follows into and by the oracle', async () => {
    const [sql, graph] = [open(2_000), open(0)];
    const histories = fc.sample(randomHistory, { numRuns: 320, seed: 7 });
    for (let first = 0; first < histories.length; first += 16) {
      const cases = histories
        .slice(first, first + 16)
        .map((history, at) => caseOf(history, (first + at + 1) * 20));
      // Part of it is there before the graph is asked, the rest comes in a capture; voids may come first.
      await writeHistory(test.ctx, joined(cases.map(({ early }) => early)));
      await graph.closure({ direction: 'back', suspects: [{ lot: 1 }] });
      await writeHistory(test.ctx, joined(cases.map(({ late }) => late)));
      await Promise.all(
        cases.map(async ({ oracle, query }) => {
          expect(await both(sql, graph, { direction: 'forward', ...query })).toEqual(
            expectedOf(oracle.forward(query)),
          );
          expect(await both(sql, graph, { direction: 'back', ...query })).toEqual(
            expectedOf(oracle.backward(query)),
          );
        }),
      );
    }
  }, 60_000);

  it('tells with a closure where its lots are, and has what the asker has seen', async () => {
    const lineage = open(0);
    const made = (id: number, place: number) =>
      ({
        id,
        time: id,
        type: 5,
        action: 0,
        place,
        party: 1,
        rows: [
          [1, Role.input],
          [id + 1, Role.output],
        ],
      }) as const;
    const question = { direction: 'forward', suspects: [{ lot: 1 }], custodyWithin: 3 } as const;
    for (const [id, lots] of [
      [1, [1, 2]],
      [2, [1, 2, 3]],
    ] as const) {
      await writeHistory(test.ctx, { events: [made(id, 100 + id)], voided: [] });
      const { rows } = await test.database.pool.query<{ seq: number }>('select seq from journal_head');
      const answer = await lineage.closure({ ...question, reached: rows[0]!.seq });
      expect([...answer.lots]).toEqual(lots);
      expect(answer.watermark).toBe(rows[0]!.seq);
      expect(answer.custody).toEqual(await lineage.custody(answer.lots));
      expect(answer.custody?.place.at(-1)).toBe(100 + id);
    }
    expect((await lineage.closure({ ...question, custodyWithin: 2 })).custody).toBeUndefined();
  });

  it('tells where lots are now and how much was made of them, also after voids', async () => {
    const lineage = open(0);
    const at = (place: number, party: number) => ({ place, party });
    const pack = [
      [10, Role.parentAdd],
      [1, Role.childAdd],
    ] as const;
    await writeHistory(test.ctx, {
      events: [
        {
          id: 1,
          time: 1,
          rows: [
            [9, Role.input],
            [1, Role.output],
          ],
          quantities: [undefined, ['2.5', 7]],
          type: 5,
          action: 0,
          ...at(100, 1),
        },
        {
          id: 2,
          time: 2,
          rows: [[1, Role.seen]],
          quantities: [['1.5', 7]],
          type: 1,
          action: 1,
          ...at(100, 1),
        },
        { id: 3, time: 3, rows: pack, type: 2, action: 1, ...at(101, 2) },
        { id: 4, time: 4, rows: [[10, Role.seen]], ...at(102, 3) },
        {
          id: 5,
          time: 5,
          rows: [
            [2, Role.output],
            [2, Role.output],
          ],
          quantities: [
            ['1', 7],
            ['1', 8],
          ],
          type: 5,
          action: 0,
        },
      ],
      voided: [],
    });
    const lots = Uint32Array.from([1, 2, 3]);
    expect(await lineage.custody(lots)).toEqual({
      event: Int32Array.from([4, 5, 0]),
      place: Int32Array.from([102, 0, 0]),
      party: Int32Array.from([3, 1, 0]),
      used: Uint8Array.from([0, 0, 0]),
      made: Float64Array.from([4, Number.NaN, Number.NaN]),
      unit: Int32Array.from([7, 0, 0]),
      told: Uint8Array.from([1, 1, 0]),
    });
    expect(await custodyBySql(test.database, lots)).toEqual(await lineage.custody(lots));
    await writeHistory(test.ctx, { events: [], voided: [4, 2] });
    const after = await lineage.custody(lots);
    expect([after.event[0], after.place[0], after.party[0], after.made[0]]).toEqual([3, 101, 2, 2.5]);
    expect(await custodyBySql(test.database, lots)).toEqual(after);
    await closed(lineage);
    // Built anew from the tables the same is known.
    rmSync(file());
    expect(await open(0).custody(lots)).toEqual(after);
  });

  it('is opened again from its snapshot and equals what is built from the tables', async () => {
    await writeHistory(test.ctx, { events: line(1, 50), voided: [] });
    const first = open(0);
    const asked: LineageQuestion = { direction: 'forward', suspects: [{ lot: 1 }] };
    const before = shownAnswer(await first.closure(asked));
    expect((await first.save()).from).toBe('tables');
    await closed(first);
    await writeHistory(test.ctx, { events: line(51, 50), voided: [10] });
    const second = open(0);
    const after = shownAnswer(await second.closure(asked));
    expect(await second.save()).toEqual({ from: 'snapshot', watermark: 2 });
    expect(after).not.toEqual(before);
    await closed(second);
    rmSync(file());
    const third = open(0);
    expect(shownAnswer(await third.closure(asked))).toEqual(after);
    expect((await third.save()).from).toBe('tables');
  });

  it('tells the memory of its graph, which grows with the lots', async () => {
    const lineage = open(0);
    const bytesAfter = async (first: number, count: number): Promise<number> => {
      await writeHistory(test.ctx, { events: line(first, count), voided: [] });
      await lineage.closure({ direction: 'forward', suspects: [{ lot: first }] });
      return lineage.bytes();
    };
    expect(lineage.bytes()).toBe(0);
    const few = await bytesAfter(1, 50);
    const many = await bytesAfter(51, 5_000);
    expect(few).toBeGreaterThan(50 * 8);
    expect(many).toBeGreaterThan(few + 5_000 * 8);
  });

  it('ignores a snapshot that is damaged, and one of another past', async () => {
    await writeHistory(test.ctx, { events: line(1, 20), voided: [] });
    const first = open(0);
    await first.save();
    await closed(first);
    const good = readFileSync(file());
    for (const place of [20, good.length >> 1, good.length - 1]) {
      const bad = Buffer.from(good);
      bad[place] = (bad[place] as number) ^ 1;
      writeFileSync(file(), bad);
      const again = open(0);
      expect((await again.save()).from).toBe('tables');
      await closed(again);
    }
    writeFileSync(file(), good.subarray(0, 100));
    const short = open(0);
    expect((await short.save()).from).toBe('tables');
    await closed(short);
    writeFileSync(file(), good);
    await test.database.pool.query(`update journal set at = at + interval '1 second'`);
    const other = open(0);
    expect((await other.save()).from).toBe('tables');
  }, 60_000);

  it('can be closed while it loads, and then refuses', async () => {
    await writeHistory(test.ctx, { events: line(1, 2000), voided: [] });
    for (const pause of [0, 30, 60, 120]) {
      const lineage = openLineage(test.ctx, {
        databaseUrl: test.database.url,
        snapshotFile: file(),
        smallLimit: 0,
      });
      const asked = lineage
        .closure({ direction: 'forward', suspects: [{ lot: 1 }] })
        .catch((error: Error) => error);
      await sleep(pause);
      await lineage.close();
      expect(await asked).toBeDefined();
      await expect(lineage.custody(new Uint32Array(1))).rejects.toThrow('closed');
    }
  });

  it('answers the same by SQL and by the graph at one watermark while events are captured', async () => {
    const [sql, graph] = [open(2_000), open(0)];
    const byWatermark = new Map<number, unknown>();
    let [compared, isDone] = [0, false];
    let whenCompared: () => void = () => {};
    const capturing = (async () => {
      for (let step = 1; step <= 200; step++) {
        await writeHistory(test.ctx, { events: line(step, 1), voided: [] });
        // Two answers meet at one watermark by luck only while it moves; each tenth stands until they met there.
        const sofar = compared;
        if (step % 10 === 0)
          while (compared === sofar) await new Promise<void>(resolve => (whenCompared = resolve));
      }
    })().finally(() => {
      isDone = true;
    });
    while (!isDone) {
      const question = { direction: 'forward', suspects: [{ lot: 1 }] } as const;
      // The third is content with whatever is there: it mostly comes without a question to the other thread.
      const answers = await Promise.all([
        sql.closure(question),
        graph.closure(question),
        graph.closure({ ...question, reached: 0 }),
      ]);
      expect(answers.map(({ by }) => by)).toEqual(['sql', 'graph', 'graph']);
      for (const answer of answers) {
        expect(answer.lots.length).toBe(answer.watermark + 1);
        const known = byWatermark.get(answer.watermark);
        if (known === undefined) byWatermark.set(answer.watermark, shownAnswer(answer));
        else {
          expect(shownAnswer(answer)).toEqual(known);
          compared += 1;
          whenCompared();
        }
      }
    }
    await capturing;
    expect(compared).toBeGreaterThanOrEqual(20);
  }, 60_000);

  it('asks nobody for a small closure as of what it has, and the thread that keeps the graph for anything else', async () => {
    await writeHistory(test.ctx, { events: line(1, 1_500), voided: [] });
    const lineage = open();
    await lineage.save();
    const isAtOnce = (question: LineageQuestion) =>
      Promise.race([
        lineage.closure(question).then(({ by }) => by === 'graph'),
        new Promise<boolean>(resolve => setImmediate(() => resolve(false))),
      ]);
    const small = { direction: 'back', suspects: [{ lot: 900 }], custodyWithin: 1_000 } as const;
    expect(await isAtOnce({ ...small, reached: 1 })).toBe(true);
    expect(await isAtOnce(small)).toBe(false);
    expect(await isAtOnce({ ...small, suspects: [{ lot: 1_200 }], reached: 1 })).toBe(false);
    const [here, there] = [await lineage.closure({ ...small, reached: 1 }), await lineage.closure(small)];
    expect(here).toEqual(there);
    expect(await lineage.custody(here.lots, 1)).toEqual(await lineage.custody(here.lots));
    // What is told from now on is not there at once, and never missing.
    await writeHistory(test.ctx, { events: line(1_501, 1), voided: [3] });
    const after = await lineage.closure({ ...small, reached: 2 });
    expect([after.watermark, after.lots.length]).toEqual([2, 897]);
    expect(await isAtOnce({ ...small, reached: 2 })).toBe(true);
  });

  it('ranks what bad lots have in common', async () => {
    const events: HistoryEvent[] = [
      {
        id: 1,
        time: 1,
        rows: [
          [1, Role.input],
          [11, Role.output],
        ],
      },
      {
        id: 2,
        time: 2,
        rows: [
          [1, Role.input],
          [2, Role.input],
          [12, Role.output],
        ],
      },
    ];
    await writeHistory(test.ctx, { events, voided: [] });
    const [best] = await open().commonCause([11, 12]);
    expect(best).toEqual({ kind: 'lot', id: 1, reached: 2, others: 0, score: 1 });
  });
});

/** A history under numbers of its own, cut into what comes early and late, with its question and the oracle. */
function caseOf(history: History, offset: number) {
  const all = movedEvents(
    history.events.filter((event, at) => history.events.indexOf(event) === at),
    offset,
  );
  const voided = [...new Set(history.voided.map(({ event }) => event + offset))];
  const suspects = history.suspects.map(({ lot, ...time }) => ({ lot: lot + offset, ...time }));
  return {
    early: { events: all.slice(0, history.built), voided: voided.slice(0, 1) },
    late: { events: all.slice(history.built), voided: voided.slice(1) },
    oracle: new Oracle(columnsOf(all, voided), history.asOf),
    query: { suspects, ...(history.asOf === undefined ? {} : { asOf: history.asOf }) },
  };
}

function joined(parts: readonly ToldHistory[]): ToldHistory {
  return { events: parts.flatMap(({ events }) => events), voided: parts.flatMap(({ voided }) => voided) };
}

/** Events `first` … each making the next lot from the one with its own number. */
function line(first: number, count: number): HistoryEvent[] {
  return Array.from({ length: count }, (_, at) => ({
    ...{ id: first + at, time: first + at },
    rows: [
      [first + at, Role.input],
      [first + at + 1, Role.output],
    ] as const,
  }));
}
