import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { document, lot, objectEvent } from '../testing/events.ts';
import { openCapture } from './capture.ts';
import { captureDocument } from './capture-document.ts';
import type { CaptureUnit } from './capture-unit.ts';
import { GroupCommit } from './group-commit.ts';
import { Interner } from './interner.ts';
import { numberEvents } from './prepared-event.ts';
import { readCapture } from './read-capture.ts';

const LIMITS = { strictness: 'strict', maxEvents: 1_000 } as const;

describe('group commit', () => {
  let t: TestContext;
  beforeAll(async () => {
    t = await testContext();
  });
  afterAll(() => t.close());

  const bodyOf = (run: string, numbers: readonly number[]): Buffer =>
    Buffer.from(
      JSON.stringify(
        document(
          numbers.map(number =>
            objectEvent({ quantityList: [{ epcClass: lot(`${run}-${number}`), quantity: number + 1 }] }),
          ),
        ),
      ),
    );
  const unitOf = async (run: string, numbers: readonly number[], party = 1): Promise<CaptureUnit> => {
    const read = readCapture(bodyOf(run, numbers), LIMITS);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const good = read.value.events.flatMap(event => (event.ok ? [event.value] : []));
    const events = await numberEvents(new Interner(t.ctx), good, undefined);
    return { party, actor: `pty_${party}`, atomic: true, events, pointerOf: () => '' };
  };
  const count = async (run: string) =>
    (
      await t.database.pool.query(
        `select count(*)::int as rows, count(distinct hash)::int as events from event where id in (select event from event_lot join lot on lot.id = lot where uri like $1)`,
        [`${lot(`${run}-`)}%`],
      )
    ).rows[0];

  it('stores each event once, however duplicates are spread over documents, processes and parties', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 }),
            fc.integer({ min: 1, max: 2 }),
            fc.integer({ min: 0, max: 1 }),
          ),
          { minLength: 1, maxLength: 12 },
        ),
        async documents => {
          run += 1;
          const name = `dup${run}`;
          const processes = [new GroupCommit(t.ctx), new GroupCommit(t.ctx)];
          const results = await Promise.all(
            documents.map(async ([numbers, party, process]) =>
              (processes[process] as GroupCommit).store(await unitOf(name, numbers, party)),
            ),
          );
          const distinct = new Set(documents.flatMap(([numbers]) => numbers));
          expect(await count(name)).toEqual({ rows: distinct.size, events: distinct.size });
          const stored = results
            .flatMap(result => (result.kind === 'taken' ? result.outcomes : []))
            .filter(({ kind }) => kind === 'stored');
          expect(stored).toHaveLength(distinct.size);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('tells in the journal every new event exactly once', async () => {
    const { rows } = await t.database.pool.query(`select facts from journal where kind = 'events-captured'`);
    const told = rows.flatMap(({ facts }) =>
      facts.ranges.flatMap(([first, last]: [number, number]) =>
        Array.from({ length: last - first + 1 }, (_, at) => first + at),
      ),
    );
    const ids = (await t.database.pool.query('select id from event order by id')).rows.map(({ id }) => id);
    expect(told.sort((a, b) => a - b)).toEqual(ids);
    expect(rows.reduce((sum, { facts }) => sum + facts.count, 0)).toBe(ids.length);
  });

  it('takes many captures that come at once in few commits', async () => {
    const groups = new GroupCommit(t.ctx);
    const units = await Promise.all(Array.from({ length: 40 }, (_, number) => unitOf('grouped', [number])));
    const before = (await t.database.pool.query('select max(seq) as seq from journal')).rows[0].seq;
    await Promise.all(units.map(unit => groups.store(unit)));
    const after = (await t.database.pool.query('select max(seq) as seq from journal')).rows[0].seq;
    expect(after - before).toBeLessThan(5);
    expect(await count('grouped')).toEqual({ rows: 40, events: 40 });
  });

  it('does not let one event that cannot be stored take its neighbours along', async () => {
    const groups = new GroupCommit(t.ctx);
    const good = await Promise.all(Array.from({ length: 9 }, (_, number) => unitOf('beside', [number])));
    const [one] = (await unitOf('poison', [1])).events;
    if (one === undefined) throw new Error('no event');
    const poison: CaptureUnit = {
      ...(good[0] as CaptureUnit),
      events: [{ ...one, event: { ...one.event, offsetMinutes: 1e9 } }],
    };
    const results = await Promise.allSettled(
      [...good.slice(0, 4), poison, ...good.slice(4)].map(unit => groups.store(unit)),
    );
    expect(results.map(({ status }) => status)).toEqual([
      ...Array(4).fill('fulfilled'),
      'rejected',
      ...Array(5).fill('fulfilled'),
    ]);
    expect(await count('beside')).toEqual({ rows: 9, events: 9 });
    expect(await count('poison')).toEqual({ rows: 0, events: 0 });
  });

  it('numbers lots in the order in which events name them, once, also for two processes at the same time', async () => {
    const uris = Array.from({ length: 50 }, (_, index) => lot(`order-${index}`));
    const first = await new Interner(t.ctx).numbersOf(new Map(uris.map(uri => [uri, 1])), new Set());
    const ids = uris.map(uri => first.lots.get(uri) as number);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    const racing = Array.from({ length: 200 }, (_, index) => lot(`race-${index}`));
    const wishes = [racing, [...racing].reverse(), racing.slice(50)].map(
      list => new Map(list.map(uri => [uri, 1] as const)),
    );
    const answers = await Promise.all(
      wishes.map(wish => new Interner(t.ctx).numbersOf(wish, new Set(['KGM', 'LTR']))),
    );
    const { rows } = await t.database.pool.query('select id, uri from lot where uri like $1', [
      `${lot('race-')}%`,
    ]);
    expect(rows).toHaveLength(200);
    for (const { id, uri } of rows)
      for (const { lots } of answers) expect([undefined, id]).toContain(lots.get(uri));
  });

  it('rejects when the database is away, and takes the same document again when it is back', async () => {
    const away = openCapture(
      {
        ...t.ctx,
        database: {
          ...t.database,
          pool: {
            connect: () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })),
            query: () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })),
          } as never,
        },
      },
      async () => {},
    );
    const body = bodyOf('away', [1, 2]);
    await expect(captureDocument(away, { party: 1, actor: 'pty_1' }, body, 'rollback')).rejects.toThrow(
      'away',
    );
    const back = openCapture(t.ctx, async () => {});
    expect(await captureDocument(back, { party: 1, actor: 'pty_1' }, body, 'rollback')).toMatchObject({
      ok: true,
    });
    expect(await count('away')).toEqual({ rows: 2, events: 2 });
  });
});
