import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePort, type Instance, startInstance } from './instance.ts';
import { inspect, producerKey } from './kill-rounds.ts';
import { documentOf } from './witness.ts';

/** It fills a small disk of its own, which needs root and Linux. */
const obstacle = obstacleToMounting();
if (obstacle !== undefined) console.log(`disk full: not tried, ${obstacle}`);

it.skipIf(obstacle !== undefined)(
  'keeps what it acknowledged when the disk is full, refuses in words, and works again when there is space',
  async () => {
    const disk = mkdtempSync(join(tmpdir(), 'pinxin-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', disk]);
    const data = join(disk, 'data');
    let instance: Instance | undefined;
    try {
      mkdirSync(data);
      const port = await freePort();
      instance = await startInstance(data, port);
      const key = await producerKey(instance.url, readFileSync(join(data, 'operator-key'), 'utf8').trim());
      const ballast = join(disk, 'ballast');
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 8 * 1024 * 1024)));
      const { acknowledged, refused, answer } = await captureUntilRefused(instance.url, key);
      expect(REFUSALS).toContainEqual(answer);
      rmSync(ballast);
      // PostgreSQL gives up when it cannot write its log; the server then ends with a sentence and is started again.
      if (instance.process.exitCode !== null || !(await isReady(instance.url))) {
        if (instance.process.exitCode === null) await instance.stop();
        instance = await startInstance(data, port);
      }
      const last = 'urn:uuid:019809d2-0000-7000-8000-ffffffffffff';
      expect((await post(instance.url, key, [last])).status).toBe(202);
      expect(await inspect(data, new Set([...acknowledged, last]), new Set(refused))).toMatchObject({
        ...{ lost: [], doubled: [], half: [], journalGaps: 0 },
      });
      expect(await instance.stop()).toBe(0);
    } finally {
      instance?.process.kill('SIGKILL');
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  },
  180_000,
);

/** All that a full disk may be answered with; `gone` where the server ended before it could answer. */
const REFUSALS = [
  { status: 503, code: 'storageFull' },
  { status: 503, code: 'unavailable' },
  { status: 0, code: 'gone' },
];

type Answer = (typeof REFUSALS)[number];

/** Sends documents until one is not taken. */
async function captureUntilRefused(
  url: string,
  key: string,
): Promise<{ acknowledged: readonly string[]; refused: readonly string[]; answer: Answer | undefined }> {
  const acknowledged: string[] = [];
  for (let n = 0; n < 4_000; n++) {
    const ids = Array.from(
      { length: 100 },
      (_, i) => `urn:uuid:019809d2-0000-7000-8000-${(n * 100 + i).toString(16).padStart(12, '0')}`,
    );
    const answer = await post(url, key, ids);
    if (answer.status !== 202) return { acknowledged, refused: ids, answer };
    acknowledged.push(...ids);
  }
  return { acknowledged, refused: [], answer: undefined };
}

async function post(url: string, key: string, ids: readonly string[]): Promise<Answer> {
  try {
    const response = await fetch(`${url}/capture`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(documentOf(ids)),
      signal: AbortSignal.timeout(15_000),
    });
    const text = await response.text();
    const { code } = text === '' ? { code: '' } : (JSON.parse(text) as { code: string });
    return { status: response.status, code };
  } catch {
    return { status: 0, code: 'gone' };
  }
}

async function isReady(url: string): Promise<boolean> {
  const asked = fetch(`${url}/readyz`, { signal: AbortSignal.timeout(15_000) });
  return (await asked.catch(() => undefined))?.status === 200;
}

function obstacleToMounting(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it needs root';
  const probe = mkdtempSync(join(tmpdir(), 'pinxin-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'no disk can be mounted here';
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}
