import { availableParallelism, cpus, totalmem } from 'node:os';
import type pg from 'pg';

/** What the figures were measured on. */
export interface MachineFacts {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGigabytes: number;
  readonly node: string;
  readonly platform: string;
  readonly postgres: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
}

/** Asks the machine and its PostgreSQL. */
export async function machineFacts(pool: pg.Pool): Promise<MachineFacts> {
  const { rows } = await pool.query<{ version: string; fsync: string; commit: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
            current_setting('synchronous_commit') as commit`,
  );
  const settings = rows[0]!;
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    postgres: settings.version,
    fsync: settings.fsync,
    synchronousCommit: settings.commit,
  };
}
