import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLog } from '@pinxin/translog/audit';
import { auditLogs } from '@pinxin/translog/audit-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../backup/backup.ts';
import { restore } from '../backup/restore.ts';
import type { Context } from '../context.ts';
import { type TestContext, type TestDatabase, testContext, testDatabase } from '../testing.ts';
import { inTransaction } from '../transaction.ts';
import { appendLeaf } from './append-leaf.ts';
import { logFiles } from './log-files.ts';
import { readPublicLog } from './public-log.ts';
import { latestCheckpoint, loggedLeaf, logKey, logKeys, rememberLogFiles } from './receipts.ts';
import { reconcileLog } from './reconcile.ts';
import { TransparencyLog } from './transparency-log.ts';

describe('a restored backup', () => {
  let test: TestContext;
  let folder: string;
  let restored: TestDatabase;
  beforeEach(async () => {
    test = await testContext();
    folder = mkdtempSync(join(tmpdir(), 'pinxin-reconcile-'));
    restored = await testDatabase();
    await restored.pool.query('drop schema public cascade; create schema public');
    await restored.pool.query('drop schema if exists graphile_worker cascade');
  });
  afterEach(async () => {
    await restored.close();
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (ctx: Context, name: string) => {
    const files = logFiles(join(folder, name));
    rememberLogFiles(ctx, files);
    return new TransparencyLog(ctx, { files, origin: 'registry.example/log/2026' });
  };
  const append = (ctx: Context, from: number, to: number, revision = 0) =>
    inTransaction(ctx, async tx => {
      for (let n = from; n < to; n += 1) {
        await appendLeaf(tx, {
          ...{ kind: 'cert.issue', issuer: 'did:web:registry.example', record: `stm_${n}`, revision },
          ...{ secured: Buffer.from(`signed ${n}`), subject: `pty_${n % 7}` },
        });
      }
    });
  /** Log to 300, back up while 5 more wait, go on to 420; then restore: the backup is behind the public. */
  async function behind(): Promise<Context> {
    const log = open(test.ctx, 'public');
    await append(test.ctx, 0, 300);
    await log.sequenceNow();
    cpSync(join(folder, 'public'), join(folder, 'public-300'), { recursive: true });
    await append(test.ctx, 300, 305);
    const file = join(folder, 'backup');
    await backUp(test.database.pool, file, test.clock.now());
    await append(test.ctx, 305, 420);
    await log.sequenceNow();
    await restore(restored.pool, file, test.clock.now);
    return { ...test.ctx, database: restored };
  }

  it('signs nothing until it is reconciled, also when a copy of the old tiles lies beside it', async () => {
    const ctx = await behind();
    await expect(open(ctx, 'empty').sequenceNow()).rejects.toMatchObject({ reason: 'restored' });
    cpSync(join(folder, 'public'), join(folder, 'copy'), { recursive: true });
    await append(ctx, 900, 901);
    await expect(open(ctx, 'copy').sequenceNow()).rejects.toMatchObject({ reason: 'restored' });
  });

  it('takes over what the public has seen, and then goes on from there', async () => {
    const ctx = await behind();
    const log = open(ctx, 'new');
    const kept = (await latestCheckpoint(test.ctx))!.checkpoint;
    const outcome = await reconcileLog(ctx, log.files, readPublicLog(join(folder, 'public')));
    expect(outcome).toEqual({ kind: 'reconciled', size: 420, recovered: 120, turned: 0 });
    await append(ctx, 500, 600);
    await append(ctx, 0, 10, 1);
    const state = await log.sequenceNow();
    expect(state.size).toBe(530);
    const key = (await logKey(ctx))!;
    const read = readPublicLog(join(folder, 'new'));
    expect(await auditLog({ read, log: key, earlier: kept })).toMatchObject({ ok: true, grownFrom: 420 });
    // What waited in the backup was in the public log already: the same leaf, with its salt.
    expect((await loggedLeaf(ctx, 'stm_302', 0))?.salt).toBeDefined();
    expect((await loggedLeaf(ctx, 'stm_400', 0))?.salt).toBeUndefined();
  });

  it('is reconciled with its own tiles written anew when nothing was signed after the backup', async () => {
    const log = open(test.ctx, 'public');
    await append(test.ctx, 0, 600);
    await log.sequenceNow();
    const file = join(folder, 'backup');
    await backUp(test.database.pool, file, test.clock.now());
    await restore(restored.pool, file, test.clock.now);
    const ctx = { ...test.ctx, database: restored };
    const again = open(ctx, 'new');
    const outcome = await reconcileLog(ctx, again.files, readPublicLog(join(folder, 'public')));
    expect(outcome).toEqual({ kind: 'reconciled', size: 600, recovered: 0, turned: 0 });
    expect((await again.sequenceNow()).size).toBe(600);
  });

  it('of before the turn of the year closes the log here too, and goes on in the new one', async () => {
    const ctx = await behind();
    const log = open(test.ctx, 'public');
    const YEAR = 366 * 86_400_000;
    test.clock.advance(YEAR);
    await append(test.ctx, 420, 430);
    await append(test.ctx, 0, 10, 1);
    await log.sequenceNow();
    const again = open(ctx, 'new');
    const reconcile = (from: string) => reconcileLog(ctx, again.files, readPublicLog(join(folder, from)));
    // Somebody kept the new log back, or forged it: nothing is taken over.
    for (const path of ['keys', '2027/checkpoint', '2027/tile/entries/000.p/21']) {
      cpSync(join(folder, 'public'), join(folder, 'cut'), { recursive: true });
      rmSync(join(folder, 'cut', path));
      expect((await reconcile('cut')).kind, path).toMatch(/^public/);
    }
    expect(await reconcile('public')).toEqual({ kind: 'reconciled', size: 442, recovered: 142, turned: 1 });
    await append(ctx, 1_000, 1_003);
    await append(ctx, 0, 3, 2);
    expect(await again.sequenceNow()).toMatchObject({ origin: 'registry.example/log/2027', size: 27 });
    const read = readPublicLog(join(folder, 'new'));
    const earlier = (await latestCheckpoint(test.ctx))!.checkpoint;
    const report = await auditLogs({ read, logs: await logKeys(ctx), earlier });
    expect(report).toMatchObject({ findings: [], ok: true, grownFrom: 21, leaves: 448 });
    const { rows } = await restored.pool.query('select name from log_key where sealed is not null');
    expect(rows).toEqual([{ name: 'registry.example/log/2027' }]);
    // And it turns again, under a key that it made itself.
    test.clock.advance(YEAR);
    expect((await again.sequenceNow()).origin).toBe('registry.example/log/2028');
    expect((await auditLogs({ read, logs: await logKeys(ctx) })).ok).toBe(true);
  });

  it('of two turns ago does not hold the key of today: a person must find a later one', async () => {
    const ctx = await behind();
    const log = open(test.ctx, 'public');
    for (let turns = 0; turns < 2; turns += 1) {
      test.clock.advance(366 * 86_400_000);
      await log.sequenceNow();
    }
    const again = open(ctx, 'new');
    const source = readPublicLog(join(folder, 'public'));
    expect(await reconcileLog(ctx, again.files, source)).toEqual({ kind: 'keyLost' });
    const { rows } = await restored.pool.query('select size, halted from log_state');
    expect(rows).toEqual([{ size: 300, halted: 'restored' }]);
  });

  it('is not reconciled with another history, with a broken log, or with none', async () => {
    const ctx = await behind();
    const log = open(ctx, 'new');
    const withPublic = () => reconcileLog(ctx, log.files, readPublicLog(join(folder, 'public')));
    expect(await reconcileLog(ctx, log.files, readPublicLog(join(folder, 'nothing')))).toEqual({
      kind: 'publicUnreadable',
    });
    const tile = join(folder, 'public', 'tile/entries/001.p/164');
    const bytes = readFileSync(tile);
    writeFileSync(tile, bytes.subarray(1));
    expect(await withPublic()).toEqual({ kind: 'publicBroken' });
    writeFileSync(tile, bytes);
    // What the halt prevents: somebody signs another history from the old backup.
    await restored.pool.query('update log_state set halted = null');
    await append(ctx, 700, 710);
    const fork = await open(ctx, 'public-300').sequenceNow();
    expect(fork.size).toBe(315);
    expect(await withPublic()).toEqual({ kind: 'twoHistories' });
    const { rows } = await restored.pool.query('select size from log_state');
    expect(rows).toEqual([{ size: 315 }]);
  });
});
