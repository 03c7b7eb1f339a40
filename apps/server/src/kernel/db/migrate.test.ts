import { afterEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { openDatabase } from './database.ts';
import { isMigrated, migrate, newestVersion, readMigrations, schemaVersion } from './migrate.ts';

const now = () => new Date('2026-07-18T04:00:00Z');
const table = (version: number, sql: string) => ({
  version,
  name: `step-${version}`,
  sql,
  checksum: `sum-${version}`,
  breaking: false,
});

describe('migrations', () => {
  let database: TestDatabase | undefined;
  afterEach(async () => {
    await database?.close();
    database = undefined;
  });

  async function emptyDatabase(): Promise<TestDatabase> {
    database = await testDatabase();
    await database.pool.query('drop schema public cascade; create schema public');
    return database;
  }

  it('apply once, in order, and not again', async () => {
    const { pool } = await emptyDatabase();
    const steps = [table(1, 'create table a (n int)'), table(2, 'alter table a add m int')];
    expect((await migrate(pool, now, steps)).applied.map(step => step.version)).toEqual([1, 2]);
    expect((await migrate(pool, now, steps)).applied).toEqual([]);
    expect(await isMigrated(pool, steps)).toBe(true);
  });

  it('run by two processes at once are applied by one of them', async () => {
    const { pool, url } = await emptyDatabase();
    const other = openDatabase(url, 2, () => {});
    const steps = [table(1, 'create table a (n int); select pg_sleep(0.2)')];
    const outcomes = await Promise.all([migrate(pool, now, steps), migrate(other.pool, now, steps)]);
    await other.close();
    expect(outcomes.map(outcome => outcome.applied.length).sort()).toEqual([0, 1]);
  });

  it('leave nothing of a migration that fails, and keep those before it', async () => {
    const { pool } = await emptyDatabase();
    const steps = [table(1, 'create table a (n int)'), table(2, 'create table b (n int); select 1 / 0')];
    await expect(migrate(pool, now, steps)).rejects.toThrow('migration 2');
    expect(await schemaVersion(pool)).toBe(1);
    const there = await pool.query<{ b: string | null }>(`select to_regclass('b') as b`);
    expect(there.rows[0]?.b).toBeNull();
  });

  it('refuse a database that a newer program has migrated', async () => {
    const { pool } = await emptyDatabase();
    const steps = [table(1, 'create table a (n int)'), table(2, 'create table b (n int)')];
    await migrate(pool, now, steps);
    await expect(migrate(pool, now, steps.slice(0, 1))).rejects.toMatchObject({ code: 'schemaNewer' });
  });

  it('refuse a migration that was edited after it ran', async () => {
    const { pool } = await emptyDatabase();
    await migrate(pool, now, [table(1, 'create table a (n int)')]);
    const edited = { ...table(1, 'create table a (n bigint)'), checksum: 'other' };
    await expect(migrate(pool, now, [edited])).rejects.toMatchObject({ code: 'migrationChanged' });
  });

  it('may leave a number out', async () => {
    const { pool } = await emptyDatabase();
    const steps = [table(1, 'create table a (n int)'), table(4, 'create table b (n int)')];
    expect((await migrate(pool, now, steps)).version).toBe(4);
    expect(await isMigrated(pool, steps)).toBe(true);
    await expect(migrate(pool, now, steps.slice(0, 1))).rejects.toMatchObject({ code: 'schemaNewer' });
  });

  it('of this release stand in the test template', async () => {
    database = await testDatabase();
    expect(await schemaVersion(database.pool)).toBe(newestVersion(readMigrations()));
  });
});
