import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { OperatorError, systemCode } from '../operator-error.ts';
import type { PostgresPrograms } from './postgres-programs.ts';
import { giveTo, type PostgresUser } from './postgres-user.ts';

/** The name of the superuser and of the database in an embedded cluster. */
export const CLUSTER_NAME = 'pinxin';

/** Who owns the files of an existing cluster. */
export function clusterOwner(folder: string): PostgresUser | undefined {
  if (!existsSync(folder)) return undefined;
  const { uid, gid } = statSync(folder);
  return { uid, gid };
}

/**
 * How programs are told where the data is. On Linux the folder itself is entered before root is given up and
 * named by `/proc/self/cwd`, so that data below a folder closed to that user (`/root`, a private temporary
 * folder) works without opening it.
 */
export function dataArgument(folder: string, user: PostgresUser | undefined): string {
  return user !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

/** Environment of the programs: nothing of ours, so that no `PG…` variable changes what they do. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' };
}

/** Refuses a cluster that another major version of PostgreSQL made: it would not open it, or break it. */
export function assertSameMajor(folder: string, major: number): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (found === String(major)) return;
  throw new OperatorError(
    'otherPostgresVersion',
    `${folder} 里的数据是 PostgreSQL ${found} 写的，本程序自带 PostgreSQL ${major}。请用原来的品信版本运行 pinxin backup，再用本版本 pinxin restore 到新目录。`,
    `The data in ${folder} was written by PostgreSQL ${found}; this program brings PostgreSQL ${major}. Run pinxin backup with the former Pinxin, then pinxin restore with this one into a new folder.`,
  );
}

/**
 * Makes a new cluster: UTF-8 whatever the machine's locale, data checksums, one superuser with a password,
 * reachable over loopback only. It appears under its name when it is complete, never half made.
 */
export async function makeCluster(
  folder: string,
  programs: PostgresPrograms,
  user: PostgresUser | undefined,
  password: string,
): Promise<void> {
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  if (user !== undefined) giveTo(making, user);
  const data = dataArgument(making, user);
  const options = { cwd: making, env: programEnvironment(), ...user };
  try {
    await run(programs.initdb, initdbFlags(data), '', options);
    await run(
      programs.postgres,
      ['--single', '-D', data, '-c', 'log_statement=none', 'postgres'],
      `create database ${CLUSTER_NAME}\nalter role ${CLUSTER_NAME} password '${password}'\n`,
      options,
    );
    const access = `host all ${CLUSTER_NAME} 127.0.0.1/32 scram-sha-256\n`;
    writeFileSync(join(making, 'pg_hba.conf'), access, { mode: 0o600 });
    chmodSync(join(making, 'pg_hba.conf'), 0o600);
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
}

function initdbFlags(data: string): string[] {
  return [
    '-D',
    data,
    `--username=${CLUSTER_NAME}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // Where the machine knows no C.UTF-8 (macOS before 15, Windows) plain C does: the builtin provider decides.
    process.platform === 'linux' ? '--locale=C.UTF-8' : '--locale=C',
    '--data-checksums',
    '--no-instructions',
  ];
}

function run(
  program: string,
  args: readonly string[],
  input: string,
  options: { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-8_000);
      });
    }
    child.on('error', reject);
    child.on('close', code => {
      // In single-user mode a refused statement is told but does not fail the program.
      if (code === 0 && !/\b(ERROR|FATAL|PANIC):/.test(said)) resolve();
      else reject(postgresTrouble(said));
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Turns what PostgreSQL said before it gave up into a sentence for the operator. */
export function postgresTrouble(said: string): OperatorError {
  if (/No space left on device|could not write to file|disk full/i.test(said)) return noSpace();
  return new OperatorError(
    'postgresFailed',
    `自带的数据库没能启动：${lastLines(said)}。详情见数据目录里的 postgres.log。`,
    `The embedded database did not start: ${lastLines(said)}. Details are in postgres.log in the data folder.`,
  );
}

/** The database ended while it was in use: killed from outside, out of memory, disk full. */
export function postgresLost(said: string): OperatorError {
  const trouble = postgresTrouble(said);
  if (trouble.code === 'noSpace') return trouble;
  return new OperatorError(
    'postgresFailed',
    `自带的数据库意外停止：${lastLines(said)}。已确认的数据都在；请重新启动。`,
    `The embedded database ended unexpectedly: ${lastLines(said)}. Everything acknowledged is safe; start again.`,
  );
}

function lastLines(said: string): string {
  return said.trim().split('\n').slice(-3).join(' / ');
}

/** Turns a failure to write into the data folder into a sentence; other errors pass as they are. */
export function dataTrouble(error: unknown, folder: string): unknown {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return noSpace(error);
  if (code === undefined || !['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) return error;
  return new OperatorError(
    'dataUnwritable',
    `数据目录 ${folder} 不能写入（${code}）。请检查权限，或用 PINXIN_DATA 指定另一个目录。`,
    `The data folder ${folder} cannot be written (${code}). Check its permissions, or choose another folder with PINXIN_DATA.`,
    error,
  );
}

function noSpace(cause?: unknown): OperatorError {
  return new OperatorError(
    'noSpace',
    '磁盘已满，数据库无法写入。已确认的数据都在；请腾出空间后重新启动。',
    'The disk is full and the database cannot write. Everything acknowledged is safe; free some space and start again.',
    cause,
  );
}
