import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@pinxin/server/kernel/db/database';
import { inTransaction } from '@pinxin/server/kernel/transaction';
import { batchStep } from '@pinxin/server/kernel/transparency/append-batch';
import { appendLeaf } from '@pinxin/server/kernel/transparency/append-leaf';
import { openTransparencyLog } from '@pinxin/server/kernel/transparency/open-log';
import { readPublicLog } from '@pinxin/server/kernel/transparency/public-log';
import { latestCheckpoint, logKey } from '@pinxin/server/kernel/transparency/receipts';
import { eventProof } from '@pinxin/server/slices/trace/proof/event-proof';
import { auditLog } from '@pinxin/translog/audit';
import { chainWords } from '../chain/chain-words.ts';
import type { DatabaseServer } from '../database-server.ts';
import type { Figure } from '../figure.ts';
import { documentBody } from '../load/event-bodies.ts';
import type { Options } from '../options.ts';
import { interleaved, percentile, timed } from '../rounds.ts';
import { contextOver, groupWriter, parsedBatch } from '../subject/group-writer.ts';

const LEAVES = 2_000;
/** Leaves that commit together, as a reviewer's list of certificates does. */
const TOGETHER = 100;
const EVENTS = 2_000;
export const AUDITED_LEAVES = 1_000_000;
const BULK = 50_000;

/**
 * The transparency log: leaves appended and placed against events captured in the same way, what hashing costs a
 * group, the audit of a large log, and how long a pack's proof is.
 */
export async function measureLog(
  server: DatabaseServer,
  leaves: number,
  options: Options,
): Promise<Figure[]> {
  const url = await server.newDatabase('log_bench');
  const database = openDatabase(url, 6, () => {});
  const data = await mkdtemp(join(tmpdir(), 'pinxin-bench-log-'));
  try {
    const ctx = contextOver(database);
    const log = openTransparencyLog(ctx, { data, publicUrl: 'https://brands.example' });
    const words = await chainWords(database.pool);
    const write = groupWriter(database, words.party);
    await log.sequenceNow();
    let run = 0;
    const rates = await interleaved(options.rounds, {
      leaves: async () => {
        const name = `l${run++}`;
        const milliseconds = await timed(async () => {
          for (let first = 0; first < LEAVES; first += TOGETHER) await appendSome(ctx, name, first);
          await log.sequenceNow();
        });
        return LEAVES / (milliseconds / 1000);
      },
      capture: async () => {
        const name = `e${run++}`;
        const batches = Array.from({ length: EVENTS / TOGETHER }, (_, nth) =>
          parsedBatch(documentBody(name, nth * TOGETHER, TOGETHER)),
        );
        const milliseconds = await timed(async () => {
          for (const batch of batches) await write(batch);
        });
        return EVENTS / (milliseconds / 1000);
      },
    });
    const hashing = hashingCost();
    const proof = await largestProof(ctx, log, database, write);
    const audit = await auditOf(ctx, log, database, data, leaves);
    const size = (await latestCheckpoint(ctx))!.size;
    const later = await proof();
    return [
      {
        ...{ bench: 'log', name: 'leaves appended, placed and signed, 100 a commit', size: null, unit: '×' },
        value: rates.leaves.median / rates.capture.median,
        ours: rates.leaves,
        baseline: { ...rates.capture, name: 'events captured, 100 a commit' },
        bar: { kind: 'atLeast', value: 1 },
        note: 'leaves/s and events/s; one connection each',
      },
      {
        ...{ bench: 'log', name: 'what its leaf costs a group of 1,000 events', size: null, unit: 'ms' },
        value: hashing,
        note: 'processor time of the root and the statement; it goes with the commit, no round trip more',
      },
      { bench: 'log', name: `audit from outside, ${size} leaves`, size: null, value: audit, unit: 's' },
      {
        ...{
          bench: 'log',
          name: `a pack's proof, batch of 1,000 of a log of ${size}`,
          size: null,
          unit: 'B',
        },
        value: later,
        bar: { kind: 'atMost', value: 2_000 },
      },
    ];
  } finally {
    await database.close();
    await server.drop('log_bench');
    await rm(data, { recursive: true, force: true });
  }
}

type Ctx = ReturnType<typeof contextOver>;
type Log = ReturnType<typeof openTransparencyLog>;
type Db = ReturnType<typeof openDatabase>;

function appendSome(ctx: Ctx, run: string, first: number): Promise<void> {
  return inTransaction(ctx, async tx => {
    for (let n = first; n < first + TOGETHER; n += 1) {
      await appendLeaf(tx, {
        ...{ kind: 'cert.issue', issuer: 'did:web:brands.example', record: `stm_${run}_${n}`, revision: 0 },
        ...{ subject: `pty_${n % 997}`, secured: Buffer.from(`${run} ${n}`) },
      });
    }
  });
}

function hashingCost(): number {
  const hashes = Array.from({ length: 1000 }, (_, n) => hash('sha256', String(n), 'buffer'));
  const times: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    const start = process.cpuUsage();
    batchStep({ record: 'bat_x', at: new Date(), hashes, ranges: [[1, 1000]] });
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return percentile(times, 0.5);
}

/** Captures a group of a thousand; answers how long the proof of one of its events is, asked when the log has grown. */
async function largestProof(ctx: Ctx, log: Log, database: Db, write: ReturnType<typeof groupWriter>) {
  await write(parsedBatch(documentBody('proved', 0, 1000)));
  await log.sequenceNow();
  const { rows } = await database.pool.query<{ hash: Buffer }>(
    'select hash from event order by id desc limit 1',
  );
  return async () => (await eventProof(ctx, rows[0]!.hash))!.length;
}

/** Fills the log up to `leaves` and walks all of it, as `pinxin log audit` does. Seconds. */
async function auditOf(ctx: Ctx, log: Log, database: Db, data: string, leaves: number): Promise<number> {
  const { size } = (await latestCheckpoint(ctx))!;
  for (let first = size; first < leaves; first += BULK) {
    await database.pool.query(
      `insert into log_leaf (kind, at, issuer, record, revision, commitment)
       select 'trace.batch', now(), 'did:web:brands.example', 'bat_' || n, 0, sha256(n::text::bytea)
       from generate_series($1::int, $2::int) as n`,
      [first, Math.min(leaves, first + BULK) - 1],
    );
  }
  await log.sequenceNow();
  const key = (await logKey(ctx))!;
  const read = readPublicLog(join(data, 'log'));
  let ok = false;
  const milliseconds = await timed(async () => {
    ({ ok } = await auditLog({ read, log: key }));
  });
  if (!ok) throw new Error('the audit found something');
  return milliseconds / 1000;
}
