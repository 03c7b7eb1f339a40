import { closeSync, createWriteStream, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { dataTrouble } from '../db/cluster.ts';
import { schemaVersion } from '../db/migrate.ts';
import type { ListedBlobs } from '../files/blob-store.ts';
import { OperatorError } from '../operator-error.ts';
import { tarEnd, tarEntry } from './archive.ts';
import {
  type BackupHeader,
  type BackupManifest,
  fileName,
  HEADER_ENTRY,
  MANIFEST_ENTRY,
  partName,
  type WaitingJob,
} from './manifest.ts';
import { RowDigest, type TableDigest } from './row-digest.ts';
import { type BackupTable, backupTables, copyOut, FIXED_TEXT_FORM, readSequences } from './tables.ts';

/** Bytes of a table that are held before they go into the archive as one part. */
const PART_BYTES = 4 * 1024 * 1024;

/** Told after each table: how far it is. */
export type BackupProgress = (done: { table: string; rows: number; tables: number; of: number }) => void;

/**
 * Writes everything into one gzip'd tar, from one snapshot: a moment in the journal, whatever is captured
 * meanwhile. Memory stays constant. The file appears under its name when it is complete and on disk.
 * Kept files follow the rows: whatever a row of the snapshot names was durable before the row was.
 * Throws OperatorError when the file exists or cannot be written.
 */
export async function backUp(
  pool: pg.Pool,
  file: string,
  at: Date,
  onTable: BackupProgress = () => {},
  files?: ListedBlobs,
): Promise<BackupManifest> {
  if (existsSync(file)) {
    throw new OperatorError(
      'fileExists',
      `${file} 已经存在，没有覆盖。请换一个文件名。`,
      `${file} exists already and was not overwritten. Choose another name.`,
    );
  }
  const partial = `${file}.partial`;
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    await client.query(FIXED_TEXT_FORM);
    const outcome: { manifest?: BackupManifest } = {};
    await pipeline(
      Readable.from(entries(client, at, onTable, outcome, files)),
      createGzip({ level: 4 }),
      createWriteStream(partial, { mode: 0o600 }),
    );
    await client.query('commit');
    toDisk(partial);
    renameSync(partial, file);
    client.release();
    return outcome.manifest!;
  } catch (error) {
    client.release(true);
    rmSync(partial, { force: true });
    throw dataTrouble(error, file);
  }
}

async function* entries(
  client: pg.PoolClient,
  at: Date,
  onTable: BackupProgress,
  outcome: { manifest?: BackupManifest },
  files: ListedBlobs | undefined,
): AsyncGenerator<Buffer> {
  const tables = await backupTables(client);
  const header: BackupHeader = {
    format: 'pinxin-backup',
    formatVersion: 1,
    schemaVersion: await schemaVersion(client),
    createdAt: at.toISOString(),
    tables,
  };
  yield tarEntry(HEADER_ENTRY, Buffer.from(JSON.stringify(header)), at);
  const head = await client.query<{ seq: string }>('select seq::text as seq from journal_head');
  const digests: Record<string, TableDigest> = {};
  for (const [index, table] of tables.entries()) {
    const digest = new RowDigest();
    let number = 0;
    for await (const part of parts(client, table)) {
      digest.add(part);
      yield tarEntry(partName(table.name, ++number), part, at);
    }
    const found = digest.finish();
    digests[table.name] = found;
    onTable({ table: table.name, rows: found.rows, tables: index + 1, of: tables.length });
  }
  let kept = 0;
  for await (const { digest, bytes } of allFiles(files)) {
    yield tarEntry(fileName(digest), bytes, at);
    kept++;
  }
  outcome.manifest = {
    ...header,
    journalHead: Number(head.rows[0]?.seq ?? 0),
    digests,
    sequences: await readSequences(client),
    jobs: await waitingJobs(client),
    files: kept,
  };
  yield tarEntry(MANIFEST_ENTRY, Buffer.from(JSON.stringify(outcome.manifest)), at);
  yield tarEnd();
}

async function* allFiles(files: ListedBlobs | undefined) {
  if (files === undefined) return;
  for await (const digest of files.all()) {
    const bytes = await files.get(digest);
    if (bytes !== undefined) yield { digest, bytes };
  }
}

async function* parts(client: pg.PoolClient, table: BackupTable): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const piece of client.query(copyTo(copyOut(table))) as AsyncIterable<Buffer>) {
    held.push(piece);
    length += piece.length;
    if (length < PART_BYTES) continue;
    const all = Buffer.concat(held);
    for (let from = 0; from < all.length; from += PART_BYTES) yield all.subarray(from, from + PART_BYTES);
    held = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(held);
}

async function waitingJobs(client: pg.PoolClient): Promise<readonly WaitingJob[]> {
  const there = await client.query<{ there: boolean }>(
    `select to_regclass('graphile_worker._private_jobs') is not null as there`,
  );
  if (there.rows[0]?.there !== true) return [];
  const jobs = await client.query<WaitingJob>(
    `select t.identifier as task, j.payload, q.queue_name as queue, j.key, j.run_at::text as "runAt",
       j.max_attempts::int as "maxAttempts"
     from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     where j.attempts < j.max_attempts order by j.id`,
  );
  return jobs.rows;
}

function toDisk(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
