import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { OperatorError } from '../operator-error.ts';

/** One numbered file: forward only, never edited once it ran anywhere. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly checksum: string;
  /** Marked `-- breaking` in its first line: processes of the version before cannot run beside it. */
  readonly breaking: boolean;
}

/** What a run of the migrations did. */
export interface MigrationOutcome {
  readonly version: number;
  readonly applied: readonly Migration[];
}

interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

/** Where the migrations of this release stand. */
export const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/** The advisory lock that keeps two processes from migrating at once (chosen once, never changed). */
const LOCK = 7_046_201_826;

/**
 * Reads the numbered migrations of a folder, in order. Throws when a number is used twice. A number may be left out:
 * parts that are built side by side take numbers beforehand.
 */
export function readMigrations(folder: string = MIGRATIONS): readonly Migration[] {
  const migrations = readdirSync(folder)
    .filter(file => file.endsWith('.sql'))
    .sort()
    .map(file => {
      const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file);
      if (match === null) throw new Error(`not a migration's name: ${file}`);
      const sql = readFileSync(`${folder}/${file}`, 'utf8');
      return {
        version: Number(match[1]),
        name: match[2]!,
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
        breaking: /^--\s*breaking\b/.test(sql),
      };
    });
  migrations.forEach(({ version }, index) => {
    if (version === migrations[index - 1]?.version) throw new Error(`migration ${version} is there twice`);
  });
  return migrations;
}

/** The number of the last of these migrations: the schema's version once they all ran. */
export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/**
 * Brings the database to this release's schema: each migration in a transaction of its own, all under one
 * advisory lock, so that processes which start together wait for one another.
 * Throws OperatorError when the database is newer than this release or a migration was edited afterwards.
 */
export async function migrate(
  pool: pg.Pool,
  now: () => Date,
  migrations: readonly Migration[] = readMigrations(),
): Promise<MigrationOutcome> {
  const client = await pool.connect();
  let broken: Error | boolean = false;
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`create table if not exists schema_migration (
      version int primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null,
      breaking boolean not null
    )`);
    const applied = await readApplied(client);
    assertKnown(applied, migrations);
    const waiting = migrations.slice(applied.length);
    for (const migration of waiting) await apply(client, migration, now());
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
    return { version: newestVersion(migrations), applied: waiting };
  } catch (error) {
    // A connection that may still hold the lock must not go back into the pool.
    broken = true;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Whether the database stands exactly at this release's schema. False when it has no schema at all. */
export async function isMigrated(pool: pg.Pool, migrations: readonly Migration[]): Promise<boolean> {
  return (await schemaVersion(pool)) === newestVersion(migrations);
}

/** Refuses to work on a schema of another release. For commands that do not migrate themselves. */
export async function assertMigrated(pool: pg.Pool): Promise<void> {
  const known = newestVersion(readMigrations());
  const version = await schemaVersion(pool);
  if (version > known) throw newerSchema(version, known);
  if (version === known) return;
  throw new OperatorError(
    'schemaOlder',
    `数据库结构是第 ${version} 版，本程序需要第 ${known} 版。请先运行 migrate 或启动一次服务。`,
    `The database has schema ${version}; this program needs ${known}. Run migrate, or start the server once.`,
  );
}

/** The number of the last migration that ran; 0 in an empty database. */
export async function schemaVersion(pool: pg.Pool | pg.ClientBase): Promise<number> {
  const there = await pool.query<{ there: boolean }>(
    `select to_regclass('schema_migration') is not null as there`,
  );
  if (there.rows[0]?.there !== true) return 0;
  const version = await pool.query<{ version: number }>(
    'select coalesce(max(version), 0)::int as version from schema_migration',
  );
  return version.rows[0]?.version ?? 0;
}

async function readApplied(client: pg.PoolClient): Promise<readonly AppliedMigration[]> {
  const applied = await client.query<AppliedMigration>(
    'select version, name, checksum from schema_migration order by version',
  );
  return applied.rows;
}

async function apply(client: pg.PoolClient, migration: Migration, at: Date): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query(
      'insert into schema_migration (version, name, checksum, applied_at, breaking) values ($1, $2, $3, $4, $5)',
      [migration.version, migration.name, migration.checksum, at, migration.breaking],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw new Error(`migration ${migration.version} (${migration.name}) failed`, { cause: error });
  }
}

function assertKnown(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  if (applied.length > migrations.length) {
    throw newerSchema(applied.at(-1)!.version, newestVersion(migrations));
  }
  applied.forEach((row, index) => {
    const migration = migrations[index]!;
    if (row.version !== migration.version) {
      throw new OperatorError(
        'migrationMissing',
        `数据库缺少第 ${migration.version} 号结构变更的记录，却有第 ${row.version} 号。请从备份恢复。`,
        `The database has no record of migration ${migration.version}, but one of ${row.version}. Restore from a backup.`,
      );
    }
    if (row.checksum !== migration.checksum) {
      throw new OperatorError(
        'migrationChanged',
        `第 ${row.version} 号结构变更（${row.name}）在执行之后被修改过。请恢复原来的文件。`,
        `Migration ${row.version} (${row.name}) was edited after it ran. Put the original file back.`,
      );
    }
  });
}

function newerSchema(found: number, known: number): OperatorError {
  return new OperatorError(
    'schemaNewer',
    `数据库结构是第 ${found} 版，本程序只认识到第 ${known} 版。请换用更新的程序；数据没有被改动。`,
    `The database has schema ${found}; this program knows ${known} at most. Use the newer program. Nothing was changed.`,
  );
}
