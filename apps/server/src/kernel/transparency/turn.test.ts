import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLogs } from '@pinxin/translog/audit-logs';
import { openCheckpoint, signCheckpoint } from '@pinxin/translog/checkpoint';
import { decodeLeaf } from '@pinxin/translog/leaf';
import { EMPTY_ROOT } from '@pinxin/translog/merkle';
import { checkReceipt } from '@pinxin/translog/receipt';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { migrate, readMigrations } from '../db/migrate.ts';
import { type TestContext, testContext } from '../testing.ts';
import { inTransaction } from '../transaction.ts';
import { appendLeaf } from './append-leaf.ts';
import { logFiles } from './log-files.ts';
import { makeLogKey, openLogKey } from './log-key.ts';
import { readPublicLog } from './public-log.ts';
import { latestCheckpoint, loggedLeaf, logKeys, nextLogKey, rememberLogFiles } from './receipts.ts';
import { TransparencyLog } from './transparency-log.ts';

const DAY = 86_400_000;

describe('at the turn of the year', () => {
  let test: TestContext;
  let folder: string;
  let log: TransparencyLog;
  beforeEach(async () => {
    // Half an hour before midnight of the last day of 2026 in Beijing.
    test = await testContext({ at: '2026-12-31T15:30:00Z' });
    folder = mkdtempSync(join(tmpdir(), 'pinxin-turn-'));
    log = open();
  });
  afterEach(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function open(name = 'log'): TransparencyLog {
    const files = logFiles(join(folder, name));
    if (name === 'log') rememberLogFiles(test.ctx, files);
    return new TransparencyLog(test.ctx, { files, origin: 'registry.example/log/2026' });
  }
  const append = (record: string, revision = 0, ctx: Context = test.ctx) =>
    inTransaction(ctx, tx =>
      appendLeaf(tx, {
        ...{ kind: 'cert.issue', issuer: 'did:web:registry.example', record, revision },
        ...{ secured: Buffer.from(`${record} ${revision}`), subject: 'pty_1' },
      }),
    );
  const audit = async (earlier?: string) =>
    auditLogs({ read: readPublicLog(join(folder, 'log')), logs: await logKeys(test.ctx), earlier });

  it('closes the log and goes on in one of the new year, which begins where the old one ended', async () => {
    await append('stm_1');
    await log.sequenceNow();
    const kept = (await latestCheckpoint(test.ctx))!.checkpoint;
    const announced = await nextLogKey(test.ctx);
    // Written before midnight, sequenced after it: still of the old year, because nothing of it was closed yet.
    await append('stm_2');
    test.clock.advance(30 * 60_000);
    await append('stm_3');
    await append('stm_1', 1);
    const state = await log.sequenceNow();
    expect(state).toMatchObject({ origin: 'registry.example/log/2027', base: 3, size: 3 });
    const report = await audit(kept);
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ ok: true, grownFrom: 1, leaves: 6, size: 3 });
    expect(report.kinds).toEqual({ 'cert.issue': 4, 'log.close': 1, 'log.begin': 1 });
    expect(report.logs.map(({ size, isClosed }) => [size, isClosed])).toEqual([
      [3, true],
      [3, false],
    ]);
    expect(announced).toEqual((await logKeys(test.ctx))[1]);
  });

  it('links a record to its leaf in the log of the year before, and numbers a subject on', async () => {
    await append('stm_1');
    test.clock.advance(30 * 60_000);
    await append('stm_1', 1);
    await append('stm_1', 2);
    await log.sequenceNow();
    const leaves = [];
    for (const revision of [0, 1, 2]) {
      const { leaf, receipt } = (await loggedLeaf(test.ctx, 'stm_1', revision))!;
      const { previous, subject } = decodeLeaf(leaf)!;
      const proven = checkReceipt(receipt, leaf, await logKeys(test.ctx))!;
      leaves.push([proven.checkpoint.origin.slice(-4), proven.index, previous, subject?.number]);
    }
    expect(leaves).toEqual([
      ['2026', 0, undefined, 1],
      ['2027', 1, { year: '2026', index: 0 }, 2],
      ['2027', 2, 1, 3],
    ]);
    const { leaf, receipt } = (await loggedLeaf(test.ctx, 'stm_1', 0))!;
    expect(checkReceipt(receipt, leaf, (await logKeys(test.ctx))[1]!)).toBeUndefined();
  });

  it('destroys the key of the closed log, and has the one of the next year ready', async () => {
    await append('stm_1');
    await log.sequenceNow();
    test.clock.advance(DAY);
    await log.sequenceNow();
    const { rows } = await test.database.pool.query(
      `select k.name, k.sealed is null as gone, k.destroyed_at is null as kept,
         exists (select from log_next_key n where n.after = k.name) as next from log_key k order by 1`,
    );
    expect(rows).toEqual([
      { name: 'registry.example/log/2026', gone: true, kept: false, next: false },
      { name: 'registry.example/log/2027', gone: false, kept: true, next: true },
    ]);
    const journal = await test.database.pool.query(`select facts from journal where kind = 'log-turned'`);
    expect(journal.rows).toEqual([
      { facts: { closed: 'registry.example/log/2026', size: 2, opened: 'registry.example/log/2027' } },
    ]);
  });

  it('turns once when two processes do it at once, and by itself when nothing waits', async () => {
    await append('stm_1');
    await log.sequenceNow();
    test.clock.advance(DAY);
    await Promise.all([open().sequenceNow(), open().sequenceNow(), log.sequenceNow()]);
    expect((await audit()).logs.map(({ size }) => size)).toEqual([2, 1]);
    test.clock.advance(366 * DAY);
    const running = open();
    running.start();
    await expect.poll(async () => (await latestCheckpoint(test.ctx))?.key.name).toMatch(/2028$/);
    await running.stop();
    expect(await audit()).toMatchObject({ ok: true, leaves: 5 });
  });

  it('leaves years out in which nobody was there', async () => {
    await append('stm_1');
    test.clock.advance(3 * 366 * DAY);
    expect(await log.sequenceNow()).toMatchObject({ origin: 'registry.example/log/2030', size: 1 });
    expect((await audit()).ok).toBe(true);
  });

  it('signs nothing under the closed log from a database of before the turn', async () => {
    await append('stm_1');
    await log.sequenceNow();
    await test.database.pool.query(`create table kept_state as select * from log_state;
      create table kept_key as select * from log_key; create table kept_next as select * from log_next_key`);
    test.clock.advance(DAY);
    await log.sequenceNow();
    const last = (await log.files.published())!;
    await test.database.pool.query(`delete from log_state; delete from log_next_key; delete from log_key;
      insert into log_key select * from kept_key; insert into log_next_key select * from kept_next;
      insert into log_state select * from kept_state;
      delete from log_leaf where idx >= 1`);
    await append('stm_2');
    await expect(open().sequenceNow()).rejects.toMatchObject({ reason: 'behindPublished' });
    expect(await log.files.published()).toBe(last);
  });

  it('shows the new log only after the last checkpoint of the old one is public', async () => {
    await append('stm_1');
    await log.sequenceNow();
    test.clock.advance(DAY);
    // As a crash after the turn leaves it: signed and on disk, not public.
    cpSync(join(folder, 'log', 'checkpoint'), join(folder, 'before'));
    await log.sequenceNow();
    cpSync(join(folder, 'before'), join(folder, 'log', 'checkpoint'));
    rmSync(join(folder, 'log', '2027', 'checkpoint'));
    rmSync(join(folder, 'log', 'keys'));
    await append('stm_2');
    await open().sequenceNow();
    expect(await audit()).toMatchObject({ ok: true, leaves: 4 });
    const key = (await logKeys(test.ctx))[0]!;
    expect(openCheckpoint((await log.files.published())!, key)?.checkpoint.size).toBe(2);
  });

  it('comes to a log that was opened before there were years, too', async () => {
    const { pool } = test.database;
    await pool.query('drop schema public cascade; create schema public');
    const migrations = readMigrations();
    const before = migrations.filter(({ version }) => version < 26);
    await migrate(pool, test.clock.now, before);
    const origin = 'registry.example/log/2026';
    const client = await pool.connect();
    await makeLogKey(test.ctx, client, origin);
    const { private: key } = await openLogKey(test.ctx, client, origin);
    client.release();
    const checkpoint = signCheckpoint(origin, 0, EMPTY_ROOT, key);
    await pool.query(
      'insert into log_state (key, size, root, checkpoint, at) values ($1, 0, $2, $3, now())',
      [...[origin, Buffer.from(EMPTY_ROOT), checkpoint]],
    );
    await migrate(pool, test.clock.now, migrations);
    await append('stm_1');
    await log.sequenceNow();
    test.clock.advance(DAY);
    await append('stm_1', 1);
    await log.sequenceNow();
    expect(await audit()).toMatchObject({ findings: [], ok: true, leaves: 4, size: 2 });
  });

  it('gives each leaf one index in one log, whatever comes between', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('append'), record: fc.nat({ max: 3 }) }) },
      { weight: 2, arbitrary: fc.constant({ kind: 'sequence', record: 0 }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'turn', record: 0 }) },
    );
    const revisions = new Map<number, number>();
    let appended = 0;
    let turns = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async steps => {
        for (const { kind, record } of steps) {
          if (kind === 'sequence') await log.sequenceNow();
          else if (kind === 'turn') {
            test.clock.advance(366 * DAY);
            turns += 1;
          } else {
            const revision = revisions.get(record) ?? 0;
            revisions.set(record, revision + 1);
            await append(`stm_${record}`, revision);
            appended += 1;
          }
        }
        await log.sequenceNow();
        const report = await audit();
        expect(report.findings).toEqual([]);
        const { 'cert.issue': issued = 0 } = report.kinds;
        expect(issued).toBe(appended);
        const { rows } = await test.database.pool.query<{ all: number; placed: number; next: number }>(
          `select count(*)::int as all, count(distinct idx)::int as placed, max(idx)::int + 1 as next from log_leaf`,
        );
        const { leaves } = report;
        expect(rows[0]).toEqual({ all: leaves, placed: leaves, next: leaves });
      }),
      { numRuns: 12 },
    );
    expect(turns).toBeGreaterThan(3);
  });
});
