import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { auditLogs } from '@pinxin/translog/audit-logs';
import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { sameHash } from '@pinxin/translog/merkle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../apps/server/src/kernel/context.ts';
import { openSecrets } from '../../apps/server/src/kernel/secrets.ts';
import { type TestContext, testContext } from '../../apps/server/src/kernel/testing.ts';
import { type LogFiles, logFiles } from '../../apps/server/src/kernel/transparency/log-files.ts';
import { readLogs } from '../../apps/server/src/kernel/transparency/log-store.ts';
import { readPublicLog } from '../../apps/server/src/kernel/transparency/public-log.ts';
import { logKeys } from '../../apps/server/src/kernel/transparency/receipts.ts';
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
  let killedTurning = 0;
  beforeAll(async () => {
    test = await testContext({ at: '2026-07-18T04:00:00Z' });
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
    const logs = await readLogs(test.database.pool);
    // Every other process begins so near the end of its log's year that the turn comes while it works.
    const year = Number(logs.at(-1)?.origin.slice(-4) ?? 2026);
    const isNear = round % 2 === 1;
    const begins = Date.parse(`${year}-12-31T16:00:00Z`) - (isNear ? randomInt(50, 400) : 30 * 86_400_000);
    test.clock.advance(begins - test.clock.now().getTime());
    const known = new URL(test.database.url);
    known.searchParams.set('application_name', DYING);
    const child = spawn(
      process.execPath,
      [
        CHILD,
        known.href,
        folder,
        secret.toString('base64url'),
        String(round),
        new Date(begins).toISOString(),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = new Promise<NodeJS.Signals | null>(done => child.once('exit', (_, signal) => done(signal)));
    await new Promise(done => child.stdout.once('data', done));
    child.stdout.on('data', (point: Buffer) => {
      if (point.toString('utf8').startsWith('turn')) killedTurning += 1;
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), randomInt(20, 700));
    const seen = new Set<string>();
    let alive = true;
    void ended.then(() => {
      alive = false;
    });
    while (alive) {
      for (const text of await shownBy(files, year)) seen.add(text);
      await pause(3);
    }
    clearTimeout(timer);
    expect(await ended).toBe('SIGKILL');
    await untilForgotten();
    test.clock.advance(2_000);
    return [...new Set([...seen, ...(await shownBy(files, year))])];
  }

  /** Checkpoints of the log of a year and of the one after. */
  async function shownBy(files: LogFiles, year: number): Promise<readonly string[]> {
    const shown = await Promise.all(
      [year, year + 1].map(each =>
        files.of({ origin: `registry.example/log/${each}`, base: each === 2026 ? 0 : 1 }).published(),
      ),
    );
    return shown.filter(text => text !== undefined);
  }

  it(
    'loses no index, uses none twice, and every checkpoint grows from the one before',
    async () => {
      const files = logFiles(folder);
      const log = new TransparencyLog(ctx, { files, origin: 'registry.example/log/2026' });
      const shown = new Map<string, string>();
      let [kept, turns] = [undefined as string | undefined, 0];
      for (let round = 0; round < ROUNDS; round += 1) {
        const seen = await runAndKill(round);
        const state = await log.sequenceNow();
        const keys = await logKeys(ctx);
        const logs = await readLogs(test.database.pool);
        for (const text of [...seen, state.checkpoint]) {
          const { origin, size, root } = openCheckpoint(text, keys)!.checkpoint;
          const own = logs.find(each => each.origin === origin)!;
          if (size > 0) expect(sameHash(await rootAt(files.of(own), size, own.size), root)).toBe(true);
          expect(shown.get(`${origin} ${size}`) ?? text).toBe(text);
          shown.set(`${origin} ${size}`, text);
        }
        const report = await auditLogs({ read: readPublicLog(folder), logs: keys, earlier: kept });
        expect(report.findings).toEqual([]);
        kept = report.checkpoint;
        const { rows } = await test.database.pool.query<{ all: number; placed: number; most: number }>(
          `select count(*)::int as all, count(distinct idx)::int as placed, coalesce(max(idx) + 1, 0)::int as most
         from log_leaf`,
        );
        expect(rows[0]).toEqual({ all: report.leaves, placed: report.leaves, most: state.base + state.size });
        const signing = await test.database.pool.query('select name from log_key where sealed is not null');
        expect(signing.rows).toEqual([{ name: state.origin }]);
        turns = logs.length - 1;
      }
      console.log(
        `log: ${ROUNDS} kills, ${killedTurning} of them within a turn of the year, ${turns} turns, ${shown.size} checkpoints seen, all of one history`,
      );
    },
    ROUNDS * 30_000,
  );
});
