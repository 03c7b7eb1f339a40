import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** One demo party's key. */
export interface DemoKey {
  readonly publicId: string;
  readonly secret: string;
}

/** What is remembered of the demo between starts: how it was made, and the keys of its parties. */
export interface DemoKeys {
  readonly seed: number;
  readonly lots: number;
  /** Last day of the story, ISO 8601. */
  readonly from: string;
  /** By party key, e.g. `packer-1`. */
  readonly parties: Readonly<Record<string, DemoKey>>;
  /** All documents are in. */
  readonly complete: boolean;
}

/** The data folder that a command works with. */
export function dataFolder(asked: string | undefined, environment: NodeJS.ProcessEnv): string {
  return resolve(asked ?? environment.PINXIN_DATA ?? '.pinxin');
}

/** The operator's key as the server left it. */
export function readOperatorKey(folder: string): string | undefined {
  return readText(join(folder, 'operator-key'))?.trim();
}

/** The path of the one-time link for the first administrator, as the server left it; used or not. */
export function readAdministratorPath(folder: string): string | undefined {
  return readText(join(folder, 'administrator-link'))?.trim();
}

/** The demo's keys, if a demo was begun here. */
export function readDemoKeys(folder: string): DemoKeys | undefined {
  const text = readText(join(folder, 'demo-keys.json'));
  return text === undefined ? undefined : (JSON.parse(text) as DemoKeys);
}

/** Keeps the demo's keys, readable by nobody else. */
export function writeDemoKeys(folder: string, keys: DemoKeys): void {
  writePrivate(join(folder, 'demo-keys.json'), `${JSON.stringify(keys, undefined, 1)}\n`);
}

/** Where the server of this folder listens now. */
export function readServerUrl(folder: string): string | undefined {
  return readText(join(folder, 'server-url'))?.trim();
}

/** Notes where the server listens; `undefined` when it stopped. */
export function writeServerUrl(folder: string, url: string | undefined): void {
  const path = join(folder, 'server-url');
  if (url === undefined) rmSync(path, { force: true });
  else writePrivate(path, `${url}\n`);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
