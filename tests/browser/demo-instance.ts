import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoRegion } from '@pinxin/region-ningxia/region';
import { story } from '@pinxin/region-ningxia/story';
import { testDatabase } from '../../apps/server/src/kernel/testing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Enough for every screen; loading more takes longer and shows nothing else. */
const LOTS = '300';

/** The product with its demo, on a database of its own and with a clock that can be moved on. */
export interface DemoInstance {
  readonly url: string;
  /** A lot with a problem: the path of its page. */
  readonly badLot: string;
  /** Lets days pass; sessions end meanwhile as they would. */
  readonly passDays: (days: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts it and loads a small demo by the command that people use. */
export async function startDemo(): Promise<DemoInstance> {
  const data = mkdtempSync(join(tmpdir(), 'pinxin-console-'));
  const database = await testDatabase();
  const server = spawn(process.execPath, [join(root, 'tests/browser/moving-server.ts')], {
    cwd: root,
    env: {
      ...process.env,
      ...{ DATABASE_URL: database.url, PINXIN_DATA: data, PINXIN_PORT: '0', PINXIN_LOG: 'error' },
      PINXIN_SCAN_DIVISION_HEADER: 'x-pinxin-demo-division',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const url = await whenReady(server);
  await loadDemo(data, url).catch((error: unknown) => {
    server.kill('SIGTERM');
    throw error;
  });
  return {
    ...{ url, badLot: badLotOf(data) },
    passDays: async days => {
      const moved = once(server, 'message');
      server.send({ advance: days * 86_400_000 });
      await moved;
    },
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      await database.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function whenReady(server: ChildProcess): Promise<string> {
  let complained = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complained = (complained + text).slice(-4_000);
  });
  return await new Promise((resolve, reject) => {
    server.once('message', message => resolve((message as { url: string }).url));
    server.once('exit', () => reject(new Error(`the server ended before it was ready: ${complained}`)));
  });
}

async function loadDemo(data: string, url: string): Promise<void> {
  const cli = join(root, 'apps/cli/bin/pinxin.mjs');
  const args = [cli, 'demo', '--data', data, '--server', url, '--lots', LOTS, '--json'];
  const load = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let complained = '';
  load.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  const [code] = (await once(load, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the demo could not be loaded: ${complained}`);
}

/** The lot of the demo's story that is to be recalled. */
function badLotOf(data: string): string {
  const { seed, lots, from } = JSON.parse(readFileSync(join(data, 'demo-keys.json'), 'utf8')) as {
    readonly seed: number;
    readonly lots: number;
    readonly from: string;
  };
  const options = { seed, lots, from: new Date(from) };
  return new URL(story(demoRegion(options), options).badPack).pathname;
}
