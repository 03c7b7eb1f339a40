import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { auditLog } from '@pinxin/translog/audit';
import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { sameHash } from '@pinxin/translog/merkle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../apps/server/src/kernel/context.ts';
import { openSecrets } from '../../apps/server/src/kernel/secrets.ts';
import { type TestContext, testContext } from '../../apps/server/src/kernel/testing.ts';
import { logFiles } from '../../apps/server/src/kernel/transparency/log-files.ts';
import { readPublicLog } from '../../apps/server/src/kernel/transparency/public-log.ts';
import { logKey } from '../../apps/server/src/kernel/transparency/receipts.ts';
import { TransparencyLog } from '../../apps/server/src/kernel/transparency/transparency-log.ts';
import { rootAt } from '../../apps/server/src/kernel/transparency/tree-nodes.ts';

/** A few rounds always; `PINXIN_LOG_KILL_ROUNDS=100` for as many as the log should survive. */
const ROUNDS = Number(process.env.PINXIN_LOG_KILL_ROUNDS ?? '5');
/** How the database knows the connections of the process that is killed. */
const DYING = 'killed sequencer';
const CHILD = fileURLToPath(new URL('log-killed.ts', import.meta.url));

describe(`a sequencer that is killed at random points, ${ROUNDS} times`, () => {
  let test: TestContext;
  let ctx: Context;
  let folder: string;
  const secret = randomBytes(32);
  beforeAll(async () => {
    test = await testContext();
    ctx = { ...test.ctx, secrets: openSecrets([secret]) };
    folder = mkdtempSync(join(tmpdir(), 'pinxin-log-kill-'));
  });
  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a killed process had sent may still be committed: until the database has done with it, nothing stands still. */
  async function untilForgotten(): Promise<void> {
    const left = 'select from pg_stat_activity where application_name = $1 and datname = current_database()';
    while ((await test.database.pool.query(left, [DYING])).rowCount) await pause(5);
  }

  /** Runs until it dies; answers every checkpoint that the public could see meanwhile. */
  async function runAndKill(round: number): Promise<readonly string[]> {
    const files = logFiles(folder);
    const known = new URL(test.database.url);
    known.searchParams.set('application_name', DYING);
    const child = spawn(
      process.execPath,
      [CHILD, known.href, folder, secret.toString('base64url'), String(round)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = new Promise<NodeJS.Signals | null>(done => child.once('exit', (_, signal) => done(signal)));
    await new Promise(done => child.stdout.once('data', done));
    const timer = setTimeout(() => child.kill('SIGKILL'), randomInt(20, 700));
    const seen = new Set<string>();
    let alive = true;
    void ended.then(() => {
      alive = false;
    });
    while (alive) {
      const text = await files.published();
      if (text !== undefined) seen.add(text);
      await pause(3);
    }
    clearTimeout(timer);
    expect(await ended).toBe('SIGKILL');
    await untilForgotten();
    const last = await files.published();
    return last === undefined ? [...seen] : [...seen, last];
  }

  it(
    'loses no index, uses none twice, and every checkpoint grows from the one before',
    async () => {
      const files = logFiles(folder);
      const log = new TransparencyLog(ctx, { files, origin: 'registry.example/log/2026' });
      const shown = new Map<number, string>();
      let kept: string | undefined;
      for (let round = 0; round < ROUNDS; round += 1) {
        const seen = await runAndKill(round);
        const state = await log.sequenceNow();
        const key = (await logKey(ctx))!;
        for (const text of [...seen, state.checkpoint]) {
          const { size, root } = openCheckpoint(text, key)!.checkpoint;
          if (size > 0) expect(sameHash(await rootAt(files, size, state.size), root)).toBe(true);
          expect(shown.get(size) ?? text).toBe(text);
          shown.set(size, text);
        }
        const report = await auditLog({ read: readPublicLog(folder), log: key, earlier: kept });
        expect(report.findings).toEqual([]);
        kept = report.checkpoint;
        const { rows } = await test.database.pool.query<{ all: number; placed: number; most: number }>(
          `select count(*)::int as all, count(distinct idx)::int as placed, coalesce(max(idx) + 1, 0)::int as most
         from log_leaf`,
        );
        expect(rows[0]).toEqual({ all: state.size, placed: state.size, most: state.size });
      }
      console.log(`log: ${ROUNDS} kills, ${shown.size} checkpoints seen, all of one history`);
    },
    ROUNDS * 30_000,
  );
});
