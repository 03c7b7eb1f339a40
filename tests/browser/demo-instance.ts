import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../failure/instance.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The product as somebody tries it: `pinxin up` with its demo, and the console built from these sources. */
export interface DemoInstance {
  readonly url: string;
  /** A lot with a problem: the path of its page. */
  readonly badLot: string;
  readonly stop: () => Promise<void>;
}

/** Builds the console, seconds; into a folder of its own where one is named. */
export function buildConsole(folder?: string): void {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const to = folder === undefined ? [] : ['--outDir', folder, '--emptyOutDir'];
  const build = spawnSync(process.execPath, [vite, 'build', 'apps/web', '--logLevel', 'warn', ...to], {
    cwd: root,
  });
  if (build.status !== 0) throw new Error(`the console does not build: ${build.stderr}`);
}

/** Starts it with a small demo on a data folder of its own. */
export async function startDemo(): Promise<DemoInstance> {
  const data = mkdtempSync(join(tmpdir(), 'pinxin-console-'));
  const port = await freePort();
  const cli = join(root, 'apps/cli/bin/pinxin.mjs');
  const child = spawn(process.execPath, [cli, 'up', '--data', data, '--port', String(port), '--json'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained = (complained + text).slice(-4_000);
  });
  const ended = once(child, 'exit');
  const up = await new Promise<{ url: string; recalled: string }>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const line = said.split('\n').find(one => one.includes('"recalled"'));
      if (line !== undefined) resolve(JSON.parse(line) as { url: string; recalled: string });
    });
    void ended.then(() => reject(new Error(`the demo ended before it was up: ${complained}`)));
  });
  return {
    url: up.url,
    badLot: new URL(up.recalled).pathname,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
