import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { commitmentTo, decodeLeaf } from '@pinxin/translog/leaf';
import { provesConsistency } from '@pinxin/translog/proof';
import { checkReceipt } from '@pinxin/translog/receipt';
import { decodeEntries, tilesBetween } from '@pinxin/translog/tile';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../testing.ts';
import { inTransaction } from '../transaction.ts';
import { appendLeaf } from './append-leaf.ts';
import { logFiles } from './log-files.ts';
import { latestCheckpoint, loggedLeaf, logKey, receiptFor, rememberLogFiles } from './receipts.ts';
import { LogHalted, TransparencyLog } from './transparency-log.ts';
import { consistencyProof } from './tree-nodes.ts';

describe('the transparency log', () => {
  let test: TestContext;
  let folder: string;
  let log: TransparencyLog;
  beforeEach(async () => {
    test = await testContext();
    folder = mkdtempSync(join(tmpdir(), 'pinxin-log-'));
    log = openLog();
  });
  afterEach(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function openLog(): TransparencyLog {
    const files = logFiles(folder);
    rememberLogFiles(test.ctx, files);
    return new TransparencyLog(test.ctx, { files, origin: 'registry.example/log/2026' });
  }
  const append = (from: number, to: number, subject?: string) =>
    inTransaction(test.ctx, async tx => {
      for (let n = from; n < to; n += 1) {
        await appendLeaf(tx, {
          ...{ kind: 'cert.issue', issuer: 'did:web:registry.example', record: `stm_${n}`, revision: 0 },
          ...{ secured: Buffer.from(`signed ${n}`), ...(subject === undefined ? {} : { subject }) },
        });
      }
    });
  const opened = async () => {
    const key = await logKey(test.ctx);
    return openCheckpoint((await log.files.published())!, key!)!.checkpoint;
  };

  it('gives every leaf an index and a receipt that opens with its salt', async () => {
    await append(0, 300);
    const state = await log.sequenceNow();
    expect(state.size).toBe(300);
    const key = (await logKey(test.ctx))!;
    for (const n of [0, 7, 255, 256, 299]) {
      const logged = (await loggedLeaf(test.ctx, `stm_${n}`, 0))!;
      expect(checkReceipt(logged.receipt, logged.leaf, key)).toMatchObject({ index: n });
      const leaf = decodeLeaf(logged.leaf)!;
      expect(leaf.commitment).toEqual(Buffer.from(commitmentTo(logged.salt!, Buffer.from(`signed ${n}`))));
    }
    expect(await receiptFor(test.ctx, 'stm_300', 0)).toBeUndefined();
  });

  it('only ever grows: every checkpoint is the beginning of the next', async () => {
    await log.sequenceNow();
    let before = await opened();
    for (const [from, to] of [
      [0, 1],
      [1, 3],
      [3, 255],
      [255, 256],
      [256, 257],
      [257, 900],
    ] as const) {
      await append(from, to);
      await log.sequenceNow();
      const now = await opened();
      expect(now.size).toBe(to);
      const proof = await consistencyProof(log.files, before.size, now.size);
      const claim = { size1: before.size, root1: before.root, size2: now.size, root2: now.root, proof };
      expect(provesConsistency(claim)).toBe(true);
      before = now;
    }
  });

  it('numbers the leaves of a record and of a subject', async () => {
    await append(0, 3, 'pty_1');
    await log.sequenceNow();
    await inTransaction(test.ctx, async tx => {
      for (const revision of [1, 2]) {
        await appendLeaf(tx, {
          ...{ kind: 'cert.suspend', issuer: 'did:web:registry.example', record: 'stm_1', revision },
          ...{ subject: 'pty_1', secured: Buffer.from('changed') },
        });
      }
    });
    await log.sequenceNow();
    const numbers = [];
    for (const [record, revision] of [
      ['stm_0', 0],
      ['stm_1', 1],
      ['stm_1', 2],
    ] as const) {
      const leaf = decodeLeaf((await loggedLeaf(test.ctx, record, revision))!.leaf)!;
      numbers.push([leaf.previous, leaf.subject?.number]);
    }
    expect(numbers).toEqual([
      [undefined, 1],
      [1, 4],
      [3, 5],
    ]);
  });

  it('keeps all its tiles as files, and goes on from them', async () => {
    await append(0, 600);
    await log.sequenceNow();
    log = openLog();
    await append(600, 700);
    await log.sequenceNow();
    for (const place of tilesBetween(0, 700)) expect(await log.files.tile(place)).toBeDefined();
    const bundle = await log.files.tile({ level: 'entries', index: 2, width: 700 - 512 });
    expect(decodeEntries(bundle!, 188)).toHaveLength(188);
    // A narrower tile that somebody was once pointed to is cut from the full one.
    const narrow = await log.files.tile({ level: 0, index: 0, width: 10 });
    expect(narrow).toHaveLength(320);
    expect(readdirSync(join(folder, 'staging'))).toEqual([]);
  });

  it('signs nothing when the database is behind what was published', async () => {
    await append(0, 5);
    await log.sequenceNow();
    await test.database.pool.query('create table kept as select * from log_state');
    await append(5, 9);
    await log.sequenceNow();
    await test.database.pool.query(`delete from log_state; insert into log_state select * from kept;
      update log_leaf set idx = null, previous = null where idx >= 5`);
    await expect(openLog().sequenceNow()).rejects.toMatchObject({ reason: 'behindPublished' });
    await append(9, 12);
    await expect(openLog().sequenceNow()).rejects.toThrow(LogHalted);
    expect((await opened()).size).toBe(9);
  });

  it('signs nothing when a tile it must go on from was changed, or another tree was published', async () => {
    await append(0, 5);
    await log.sequenceNow();
    const tile = join(folder, 'tile/0/000.p/5');
    const bytes = readFileSync(tile);
    for (let at = 0; at < bytes.length; at += 1) {
      const copy = Buffer.from(bytes);
      copy[at]! ^= 1;
      writeFileSync(tile, copy);
      await expect(openLog().sequenceNow()).rejects.toMatchObject({ reason: 'tilesDamaged' });
      await test.database.pool.query('update log_state set halted = null');
    }
    writeFileSync(tile, bytes);
    await openLog().sequenceNow();
    writeFileSync(join(folder, 'checkpoint'), 'registry.example/log/2026\n5\nx\n');
    await expect(openLog().sequenceNow()).rejects.toMatchObject({ reason: 'otherTree' });
  });

  it('has one sequencer: two at once lose no leaf and place none twice', async () => {
    await append(0, 50);
    const other = openLog();
    await Promise.all([log.sequenceNow(), other.sequenceNow(), append(50, 90)]);
    await log.sequenceNow();
    const { rows } = await test.database.pool.query<{ n: number; most: number }>(
      'select count(distinct idx)::int as n, max(idx)::int as most from log_leaf',
    );
    expect(rows[0]).toEqual({ n: 90, most: 89 });
    expect((await latestCheckpoint(test.ctx))?.size).toBe(90);
  });

  it('works by itself within its patience', async () => {
    const quick = new TransparencyLog(test.ctx, {
      ...{ files: log.files, origin: 'registry.example/log/2026', patience: 50 },
    });
    quick.start();
    await append(0, 3);
    await expect.poll(async () => (await latestCheckpoint(test.ctx))?.size, { timeout: 10_000 }).toBe(3);
    await quick.stop();
  });
});
