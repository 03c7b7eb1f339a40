import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startDemoServer } from './demo-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Enough for every screen; loading more takes longer and shows nothing else. */
const LOTS = '300';

/** A demo that is loaded and stopped: what a test starts is a copy of it. */
export interface PreparedDemo {
  /** Address of its database; nobody is connected to it. */
  readonly database: string;
  /** Its data folder. */
  readonly data: string;
}

/**
 * The demo of this test run: loaded by the command that people use, once, by the first test file that asks; the
 * others wait for it.
 */
export async function preparedDemo(): Promise<PreparedDemo> {
  const folder = process.env.PINXIN_TEST_DEMO;
  if (folder === undefined) throw new Error('no folder for the demo: run the tests with vitest');
  if (isFirst(folder)) {
    const failed = await prepare(folder).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    if (failed !== undefined) write(folder, { failed });
  }
  while (!existsSync(said(folder))) await wait(100);
  const told = read(folder);
  if ('failed' in told) throw new Error(told.failed);
  return told;
}

/** Drops the database of the prepared demo, where one was prepared. */
export async function dropPreparedDemo(folder: string): Promise<void> {
  if (!existsSync(said(folder))) return;
  const told = read(folder);
  if ('failed' in told) return;
  await onServer(`drop database if exists ${nameOf(told.database)} with (force)`);
}

const said = (folder: string) => join(folder, 'demo.json');
const nameOf = (database: string) => new URL(database).pathname.slice(1);

function read(folder: string): PreparedDemo | { readonly failed: string } {
  return JSON.parse(readFileSync(said(folder), 'utf8')) as PreparedDemo | { readonly failed: string };
}

/** Whole at once: the others read it as soon as it is there. */
function write(folder: string, told: PreparedDemo | { readonly failed: string }): void {
  writeFileSync(join(folder, 'writing.json'), JSON.stringify(told));
  renameSync(join(folder, 'writing.json'), said(folder));
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(join(folder, 'data'));
    return true;
  } catch {
    return false;
  }
}

async function prepare(folder: string): Promise<void> {
  const data = join(folder, 'data');
  const template = new URL(process.env.PINXIN_TEST_DATABASE_URL!);
  const name = `pinxin_demo_${process.pid}`;
  await onServer(`create database ${name} template ${nameOf(template.href)}`);
  template.pathname = `/${name}`;
  const server = await startDemoServer(template.href, data);
  await loadDemo(data, server.url).finally(server.stop);
  write(folder, { database: template.href, data });
}

async function onServer(sql: string): Promise<void> {
  const server = new URL(process.env.DATABASE_URL ?? process.env.PINXIN_TEST_DATABASE_URL!);
  if (process.env.DATABASE_URL === undefined) server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  await client.query(sql).finally(() => client.end());
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
