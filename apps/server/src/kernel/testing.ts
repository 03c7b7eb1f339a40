import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { frozenClock } from './clock.ts';
import type { Context } from './context.ts';
import { type Database, openDatabase } from './db/database.ts';
import { startEmbedded } from './db/embedded.ts';
import { migrate } from './db/migrate.ts';
import { FORGETFUL_SETTINGS } from './db/postgres-settings.ts';
import type { NewId } from './ids.ts';
import { migrateJobs } from './jobs.ts';
import { silentLog } from './log.ts';
import { openSecrets } from './secrets.ts';

/** The server that all tests of one run share. */
export interface TestServer {
  /** Address of the migrated template database; tests clone it and never connect to it. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A database of one's own, empty but migrated. */
export interface TestDatabase extends Database {
  readonly url: string;
}

/** What a test gives its commands. */
export interface TestContext {
  readonly ctx: Context;
  readonly clock: ReturnType<typeof frozenClock>;
  readonly database: TestDatabase;
  readonly close: () => Promise<void>;
}

const NOON = '2026-07-18T04:00:00.000Z';

/**
 * Starts the server of a test run and makes the template: an embedded one that forgets everything, or a
 * database on an external server (`external` = its address, PostgreSQL 15 or newer).
 */
export async function startTestServer(external: string | undefined): Promise<TestServer> {
  const name = `pinxin_template_${randomBytes(4).toString('hex')}`;
  const folder = external === undefined ? mkdtempSync(join(quickFolder(), 'pinxin-tests-')) : undefined;
  const embedded =
    folder === undefined ? undefined : await startEmbedded(folder, { settings: FORGETFUL_SETTINGS });
  const admin = external ?? embedded!.url;
  const stop = async () => {
    if (external !== undefined) await command(external, `drop database if exists ${name} with (force)`);
    await embedded?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const url = await makeTemplate(admin, name);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const MEMORY_FOLDER = '/dev/shm';
const ROOM_IN_MEMORY = 4 * 1024 ** 3;

/** In memory where there is room: a database of one's own takes 25 ms there, and 40 times as long on some disks. */
function quickFolder(): string {
  if (process.platform !== 'linux') return tmpdir();
  try {
    const { bsize, bavail } = statfsSync(MEMORY_FOLDER);
    return bsize * bavail >= ROOM_IN_MEMORY ? MEMORY_FOLDER : tmpdir();
  } catch {
    return tmpdir();
  }
}

async function makeTemplate(admin: string, name: string): Promise<string> {
  await command(admin, `create database ${name} template template0 encoding 'UTF8'`);
  const url = withDatabase(admin, name);
  const template = openDatabase(url, 2, () => {});
  try {
    await migrate(template.pool, () => new Date(NOON));
    await migrateJobs(template.pool);
  } finally {
    await template.close();
  }
  return url;
}

/**
 * A fresh database cloned from the template, or from another one to which nobody is connected (`from`: its address).
 * Close it: that drops it. `poolSize` connections at most.
 */
export async function testDatabase(
  poolSize = 5,
  from = process.env.PINXIN_TEST_DATABASE_URL,
): Promise<TestDatabase> {
  const template = from;
  if (template === undefined)
    throw new Error('no test server: run the tests with vitest (tests/global-setup.ts)');
  const name = `pinxin_test_${process.pid}_${randomBytes(5).toString('hex')}`;
  const source = new URL(template).pathname.slice(1);
  const admin = withDatabase(template, process.env.DATABASE_URL === undefined ? 'postgres' : adminOf());
  // Copying files needs a checkpoint, which costs nothing only where nothing is kept.
  const strategy = process.env.DATABASE_URL === undefined ? 'strategy file_copy' : '';
  await command(admin, `create database ${name} template ${source} ${strategy}`);
  const url = withDatabase(template, name);
  const database = openDatabase(url, poolSize, () => {});
  return {
    ...database,
    url,
    close: async () => {
      await database.close();
      await command(admin, `drop database ${name} with (force)`);
    },
  };
}

/** A context over a fresh database: the clock stands still, ids count up. */
export async function testContext(overrides: Partial<Context> & { at?: string } = {}): Promise<TestContext> {
  const { at = NOON, ...given } = overrides;
  const clock = frozenClock(at);
  const database = await testDatabase();
  const secrets = openSecrets([randomBytes(32)]);
  const ctx: Context = {
    clock,
    newId: countingIds(),
    database,
    log: silentLog,
    secrets,
    publicUrl: 'https://pinxin.test',
    ...given,
  };
  return { ctx, clock, database, close: database.close };
}

/** Ids that a test can foresee: `pty_1`, `pty_2`, `prd_1` … */
export function countingIds(): NewId {
  const counts = new Map<string, number>();
  return prefix => {
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return `${prefix}_${count}`;
  };
}

function adminOf(): string {
  return new URL(process.env.DATABASE_URL ?? '').pathname.slice(1);
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
