import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['apps/web/src', 'apps/site/src', 'packages/contract/src'];
const BUILT = join(root, 'apps/web/dist/index.html');
/** One builds, the other test file waits: both serve the same folder. */
const LOCK = join(root, 'node_modules/.pinxin-console-build');

/** Builds the console, seconds; into a folder of its own where one is named. */
export function buildConsole(folder?: string): void {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const to = folder === undefined ? [] : ['--outDir', folder, '--emptyOutDir'];
  const build = spawnSync(process.execPath, [vite, 'build', 'apps/web', '--logLevel', 'warn', ...to], {
    cwd: root,
  });
  if (build.status !== 0) throw new Error(`the console does not build: ${build.stderr}`);
}

/** Sees to it that what is served is built from these sources: nothing to do after a fresh installation. */
export async function upToDateConsole(): Promise<void> {
  while (!taken()) await wait(200);
  try {
    if (youngest(SOURCES.map(folder => join(root, folder))) > age(BUILT)) buildConsole();
  } finally {
    rmdirSync(LOCK);
  }
}

function taken(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    // Left by a run that was killed: no build takes that long.
    if (Date.now() - age(LOCK) > 120_000) rmdirSync(LOCK);
    return false;
  }
}

function youngest(folders: readonly string[]): number {
  return Math.max(
    ...folders.flatMap(folder =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => age(join(folder, name))),
    ),
  );
}

function age(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
