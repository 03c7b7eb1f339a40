import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OperatorError } from '../operator-error.ts';
import {
  assertSameMajor,
  CLUSTER_NAME,
  clusterOwner,
  dataArgument,
  dataTrouble,
  makeCluster,
  postgresLost,
  postgresTrouble,
  programEnvironment,
} from './cluster.ts';
import { dataHolder, lockData } from './data-lock.ts';
import { endPostgres, within } from './end-postgres.ts';
import { findPostgresPrograms, type PostgresPrograms } from './postgres-programs.ts';
import { postgresSettings } from './postgres-settings.ts';
import { giveTo, type PostgresUser, postgresUser } from './postgres-user.ts';

/** How to run an embedded server. */
export interface EmbeddedOptions {
  /** Settings that differ from the usual ones (tests turn fsync off). */
  readonly settings?: Readonly<Record<string, string>>;
  /** Called when the server ends although nobody stopped it. */
  readonly onLost?: (error: Error) => void;
}

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  /** Open transactions are rolled back, committed ones are on disk. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** What is remembered between starts, in a file only its owner may read. */
interface Remembered {
  readonly port: number;
  readonly password: string;
}

/** How long the server may take to come up; after a crash it first replays its log. */
const START_PATIENCE_MS = 120_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Starts the embedded PostgreSQL on the data in `folder`, making it on the first start. Loopback only, random
 * password, fsync on. Throws OperatorError when the folder cannot be used (taken, unwritable, full, another
 * major version).
 */
export async function startEmbedded(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const home = resolve(folder);
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const lock = lockData(home);
    try {
      return await startLocked(home, options, lock.release);
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    throw dataTrouble(error, home);
  }
}

/** The address of the embedded server that another process runs on this data; undefined when none does. */
export function runningEmbedded(folder: string): string | undefined {
  const home = resolve(folder);
  if (dataHolder(home) === undefined) return undefined;
  const remembered = recall(home);
  return remembered === undefined ? undefined : address(remembered);
}

async function startLocked(
  home: string,
  options: EmbeddedOptions,
  releaseLock: () => void,
): Promise<EmbeddedPostgres> {
  const data = join(home, 'postgres');
  const user = postgresUser(clusterOwner(data));
  const programs = findPostgresPrograms(home, user);
  let remembered = recall(home);
  if (existsSync(data)) {
    assertSameMajor(data, programs.major);
    if (user !== undefined && clusterOwner(data)?.uid !== user.uid) giveTo(data, user);
    // A folder that was copied may be open to others; PostgreSQL refuses that.
    if ((statSync(data).mode & 0o027) !== 0) chmodSync(data, 0o700);
    await endOrphan(data, remembered);
  } else {
    remembered = { port: await freePort(remembered?.port), password: randomBytes(24).toString('hex') };
    remember(home, remembered);
    await makeCluster(data, programs, user, remembered.password);
  }
  if (remembered === undefined) throw passwordLost(home);
  for (let attempt = 1; ; attempt++) {
    remembered = { ...remembered, port: await freePort(attempt === 1 ? remembered.port : undefined) };
    remember(home, remembered);
    try {
      return await startServer({ home, data, user, programs, remembered, options, releaseLock });
    } catch (error) {
      const portLost =
        error instanceof OperatorError &&
        /Address already in use|could not (bind|create any TCP)/.test(error.en);
      if (!portLost || attempt === 3) throw error;
    }
  }
}

interface Start {
  readonly home: string;
  readonly data: string;
  readonly user: PostgresUser | undefined;
  readonly programs: PostgresPrograms;
  readonly remembered: Remembered;
  readonly options: EmbeddedOptions;
  readonly releaseLock: () => void;
}

async function startServer(start: Start): Promise<EmbeddedPostgres> {
  const { home, data, user, remembered, options } = start;
  const settings = { ...postgresSettings(), ...options.settings, port: String(remembered.port) };
  const log = openLog(join(home, 'postgres.log'));
  const child = spawn(
    start.programs.postgres,
    [
      '-D',
      dataArgument(data, user),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // A session of its own: Ctrl-C in the terminal must reach us, not the database before us.
    { cwd: data, env: programEnvironment(), ...user, stdio: ['ignore', log.file, log.file], detached: true },
  );
  closeSync(log.file);
  const ended = new Promise<void>(done => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  const said = () => readFileSync(log.path).subarray(log.from).toString('utf8').slice(-4_000);
  try {
    await untilReady(child, address(remembered), said);
  } catch (error) {
    child.kill('SIGQUIT');
    await ended;
    throw error;
  }
  return handle(start, child, ended, said);
}

function handle(
  start: Start,
  child: ChildProcess,
  ended: Promise<void>,
  said: () => string,
): EmbeddedPostgres {
  let stopping: Promise<void> | undefined;
  // Whoever leaves without stopping it takes it along; what was committed is on disk and replayed next time.
  const takeAlong = () => void child.kill('SIGQUIT');
  process.once('exit', takeAlong);
  child.once('exit', () => {
    process.off('exit', takeAlong);
    if (stopping === undefined) start.options.onLost?.(postgresLost(said()));
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const signal = (name: NodeJS.Signals) => void child.kill(name);
      await endPostgres({ signal, endedWithin: within(ended) }, address(start.remembered));
    }
    await ended;
    start.releaseLock();
  };
  return {
    url: address(start.remembered),
    port: start.remembered.port,
    stop: () => (stopping ??= stop()),
  };
}

async function untilReady(child: ChildProcess, url: string, said: () => string): Promise<void> {
  let failure: Error | undefined;
  child.once('error', error => {
    failure = error;
  });
  const deadline = performance.now() + START_PATIENCE_MS;
  while (performance.now() < deadline) {
    if (failure !== undefined) throw failure;
    if (child.exitCode !== null || child.signalCode !== null) throw postgresTrouble(said());
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      // 28P01: the server answers, and it does not know the password.
      if ((error as { code?: string }).code === '28P01') throw error;
      await sleep(25);
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw postgresTrouble(said());
}

/** Ends a server that outlived the process that started it (killed hard); its lock was ours to take. */
async function endOrphan(data: string, remembered: Remembered | undefined): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (Number.isInteger(pid) && pid > 1 && isPostgres(pid)) {
    const signal = (name: NodeJS.Signals) => void (isPostgres(pid) && process.kill(pid, name));
    const endedWithin = async (milliseconds: number): Promise<boolean> => {
      for (let waited = 0; waited < milliseconds && isPostgres(pid); waited += 50) await sleep(50);
      return !isPostgres(pid);
    };
    await endPostgres({ signal, endedWithin }, remembered && address(remembered));
  } else {
    // A number that belongs to somebody else by now would make PostgreSQL refuse to start.
    rmSync(file, { force: true });
  }
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false;
  }
}

function openLog(path: string): { path: string; file: number; from: number } {
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.old`);
  const file = openSync(path, 'a', 0o600);
  return { path, file, from: statSync(path).size };
}

function recall(home: string): Remembered | undefined {
  try {
    return JSON.parse(readFileSync(join(home, 'database.json'), 'utf8')) as Remembered;
  } catch {
    return undefined;
  }
}

function remember(home: string, remembered: Remembered): void {
  const path = join(home, 'database.json');
  writeFileSync(`${path}.new`, `${JSON.stringify(remembered)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function address({ port, password }: Remembered): string {
  return `postgres://${CLUSTER_NAME}:${password}@127.0.0.1:${port}/${CLUSTER_NAME}`;
}

function freePort(wished: number | undefined): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', error => (wished === undefined ? fail(error) : freePort(undefined).then(done, fail)));
    probe.listen({ host: '127.0.0.1', port: wished ?? 0, exclusive: true }, () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

function passwordLost(home: string): OperatorError {
  return new OperatorError(
    'postgresFailed',
    `${home} 里有数据，却没有 database.json（数据库的口令和端口）。请把它放回原处，或从备份恢复到新目录。`,
    `There is data in ${home}, but no database.json (password and port of the database). Put it back, or restore a backup into a new folder.`,
  );
}
