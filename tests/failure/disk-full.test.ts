import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { freePort, startInstance } from './instance.ts';
import { producerKey } from './kill-rounds.ts';
import { documentOf } from './witness.ts';

/**
 * Asked for with PINXIN_DISK_FULL=1: it fills a small disk of its own, which needs root and Linux. Not part of the
 * routine run: it did not come to its end in one of three runs, and that one is not understood yet.
 */
const canMount =
  process.env.PINXIN_DISK_FULL === '1' &&
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  mountWorks();

it.runIf(canMount)(
  'keeps what it acknowledged when the disk is full, and works again when there is space',
  async () => {
    const disk = mkdtempSync(join(tmpdir(), 'pinxin-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', disk]);
    const data = join(disk, 'data');
    const ballast = join(disk, 'ballast');
    try {
      mkdirSync(data);
      const port = await freePort();
      let instance = await startInstance(data, port);
      const key = await producerKey(instance.url, readFileSync(join(data, 'operator-key'), 'utf8').trim());
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 8 * 1024 * 1024)));
      const acknowledged: string[] = [];
      const refusals = new Set<number>();
      for (let n = 0; n < 4_000 && refusals.size === 0; n++) {
        const ids = Array.from(
          { length: 100 },
          (_, i) => `urn:uuid:019809d2-0000-7000-8000-${(n * 100 + i).toString(16).padStart(12, '0')}`,
        );
        const status = await post(instance.url, key, ids);
        if (status === 202) acknowledged.push(...ids);
        else refusals.add(status);
      }
      expect([503, 0]).toContain([...refusals][0]);
      rmSync(ballast);
      // PostgreSQL gives up when it cannot write its log; the server then ends with a sentence and is started again.
      if (instance.process.exitCode !== null || !(await isReady(instance.url))) {
        if (instance.process.exitCode === null) await instance.stop();
        instance = await startInstance(data, port);
      }
      for (const id of [acknowledged[0]!, acknowledged.at(-1)!])
        expect(await found(instance.url, key, id)).toBe(1);
      expect(await post(instance.url, key, ['urn:uuid:019809d2-0000-7000-8000-ffffffffffff'])).toBe(202);
      await instance.stop();
    } finally {
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  },
  180_000,
);

async function post(url: string, key: string, ids: readonly string[]): Promise<number> {
  try {
    const response = await fetch(`${url}/capture`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(documentOf(ids)),
      signal: AbortSignal.timeout(15_000),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/readyz`).catch(() => undefined))?.status === 200;
}

/** How often an event is there; PostgreSQL may still be replaying its log, and the server says 503 until then. */
async function found(url: string, key: string, id: string): Promise<number> {
  const address = `${url}/events?EQ_eventID=${encodeURIComponent(id)}`;
  for (let tries = 0; ; tries++) {
    const response = await fetch(address, { headers: { authorization: `Bearer ${key}` } });
    if (response.status === 503 && tries < 60) {
      await response.arrayBuffer();
      await pause(250);
      continue;
    }
    const document = (await response.json()) as {
      epcisBody: { queryResults: { resultsBody: { eventList: unknown[] } } };
    };
    return document.epcisBody.queryResults.resultsBody.eventList.length;
  }
}

function mountWorks(): boolean {
  const probe = mkdtempSync(join(tmpdir(), 'pinxin-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}
