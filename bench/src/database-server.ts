import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@pinxin/server/kernel/db/database';
import { startEmbedded } from '@pinxin/server/kernel/db/embedded';
import { migrate } from '@pinxin/server/kernel/db/migrate';
import { migrateJobs } from '@pinxin/server/kernel/jobs';

/** A PostgreSQL of production settings in a folder that is gone afterwards. */
export interface DatabaseServer {
  /** Makes an empty database with the product's schema; answers its address. */
  readonly newDatabase: (name: string) => Promise<string>;
  /** Drops a database and all in it; nobody may be connected. */
  readonly drop: (name: string) => Promise<void>;
  /** A folder of this run, for snapshots. */
  readonly folder: string;
  readonly admin: Database;
  readonly stop: () => Promise<void>;
}

/** Starts the embedded server with what an installation gets: fsync on, checksums on, commits awaited. */
export async function startDatabaseServer(): Promise<DatabaseServer> {
  const folder = await mkdtemp(join(tmpdir(), 'pinxin-bench-'));
  const server = await startEmbedded(folder).catch(async error => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const admin = openDatabase(server.url, 2, () => {});
  return {
    folder,
    admin,
    newDatabase: async name => {
      await admin.pool.query(`create database ${name}`);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      const database = openDatabase(url.href, 1, () => {});
      await migrate(database.pool, () => new Date());
      await migrateJobs(database.pool);
      await database.close();
      return url.href;
    },
    drop: async name => {
      await admin.pool.query(`drop database if exists ${name} with (force)`);
    },
    stop: async () => {
      await admin.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
