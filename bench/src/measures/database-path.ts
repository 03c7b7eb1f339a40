import type { Database } from '@pinxin/server/kernel/db/database';
import { InsertingStore } from '../baseline/insert-events.ts';
import { type Figure, ratioOf } from '../figure.ts';
import { documentBody } from '../load/event-bodies.ts';
import type { Options } from '../options.ts';
import { interleaved, timed } from '../rounds.ts';
import { groupWriter, type ParsedBatch, parsedBatch } from '../subject/group-writer.ts';
import { assertStored } from './stored-events.ts';

const GROUP = 1000;
const GROUPS = 6;
/** Row inserts are so much slower that fewer make a round long enough. */
const ROW_EVENTS = 600;

/** One side of the comparison, with its database. */
export interface PathSide {
  readonly database: Database;
  readonly party: number;
}

/**
 * The database's part of capture alone: groups of a thousand events by binary COPY against awaited row INSERTs,
 * each on one connection that is never used by two at once. Parsing is done beforehand; numbering of lots and
 * words is part of both.
 */
export async function measureDatabasePath(
  ours: PathSide,
  plain: PathSide,
  size: number,
  options: Options,
): Promise<Figure> {
  const write = groupWriter(ours.database, ours.party);
  const store = new InsertingStore(plain.party);
  let run = 0;
  const spreads = await interleaved(options.rounds, {
    ours: async () => {
      const name = `g${run++}`;
      const batches = Array.from({ length: GROUPS }, (_, nth) => batchOf(name, nth * GROUP, GROUP));
      const milliseconds = await timed(async () => {
        for (const batch of batches) await write(batch);
      });
      return rateOf(ours, name, GROUPS * GROUP, milliseconds);
    },
    rows: async () => {
      const name = `w${run++}`;
      const { events, context } = batchOf(name, 0, ROW_EVENTS);
      const client = await plain.database.pool.connect();
      const milliseconds = await timed(async () => {
        for (const event of events) await store.store(client, event, context, new Date());
      });
      client.release();
      return rateOf(plain, name, ROW_EVENTS, milliseconds);
    },
  });
  return {
    ...{ bench: 'capture', name: 'database path, groups of 1,000', size, unit: '×' },
    value: ratioOf(spreads.ours, spreads.rows, 'rate'),
    ours: spreads.ours,
    baseline: { ...spreads.rows, name: 'awaited row inserts' },
    bar: { kind: 'atLeast', value: 25 },
    note: 'events/s; one connection each',
  };
}

function batchOf(run: string, first: number, count: number): ParsedBatch {
  return parsedBatch(documentBody(run, first, count));
}

async function rateOf(side: PathSide, run: string, events: number, milliseconds: number): Promise<number> {
  await assertStored(side.database.pool, run, {
    ...{ acknowledged: events, refused: 0, milliseconds, p50: 0, p99: 0 },
  });
  return events / (milliseconds / 1000);
}
