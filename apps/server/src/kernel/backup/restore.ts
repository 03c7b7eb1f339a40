import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migrate, newestVersion, readMigrations, schemaVersion } from '../db/migrate.ts';
import type { BlobStore } from '../files/blob-store.ts';
import { migrateJobs } from '../jobs.ts';
import { OperatorError } from '../operator-error.ts';
import { damaged, readTar } from './archive.ts';
import type { BackupProgress } from './backup.ts';
import {
  type BackupHeader,
  type BackupManifest,
  digestOfFile,
  HEADER_ENTRY,
  MANIFEST_ENTRY,
  tableOfPart,
} from './manifest.ts';
import { RowDigest, type TableDigest } from './row-digest.ts';
import { type BackupTable, backupTables, copyIn, copyOut, FIXED_TEXT_FORM, quoted } from './tables.ts';

/**
 * Restores a backup into an empty database: schema of the backup's version, rows, sequences, waiting jobs;
 * then reads every table back and compares counts and digests; only then commits, and migrates forward.
 * Throws OperatorError when the target holds data or the file is damaged or newer; nothing is left half done.
 */
export async function restore(
  pool: pg.Pool,
  file: string,
  now: () => Date,
  onTable: BackupProgress = () => {},
  files?: BlobStore,
): Promise<BackupManifest> {
  const archive = readTar(bytesOf(file));
  const header = await readHeader(archive, file);
  const migrations = readMigrations();
  const known = newestVersion(migrations);
  if (header.schemaVersion > known) throw newer(header.schemaVersion, known);
  await assertEmpty(pool, header.schemaVersion);
  await migrate(
    pool,
    now,
    migrations.filter(({ version }) => version <= header.schemaVersion),
  );
  await migrateJobs(pool);
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('begin');
    await client.query(FIXED_TEXT_FORM);
    const manifest = await load(client, archive, header, onTable, files);
    await finish(client, manifest);
    await verify(client, manifest);
    await haltLog(client);
    await client.query('commit');
    broken = false;
    await migrate(pool, now, migrations);
    return manifest;
  } catch (error) {
    // No rollback: a COPY may be open on the connection. Dropping the connection takes everything back.
    throw isZlib(error) ? damaged(error) : error;
  } finally {
    client.release(broken);
    await archive.return(undefined).catch(() => {});
  }
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const gunzip = createGunzip();
  source.on('error', error => gunzip.destroy(error));
  try {
    yield* source.pipe(gunzip) as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function readHeader(
  archive: AsyncGenerator<{ name: string; content: Buffer }>,
  file: string,
): Promise<BackupHeader> {
  try {
    const first = await archive.next();
    if (first.done !== true && first.value.name === HEADER_ENTRY) {
      const header = JSON.parse(first.value.content.toString('utf8')) as BackupHeader;
      if (header.format === 'pinxin-backup' && header.formatVersion === 1) return header;
    }
    throw new Error('no backup header');
  } catch (error) {
    throw new OperatorError(
      'backupUnreadable',
      `${file} 不是品信的备份，或者读不了。`,
      `${file} is not a backup of Pinxin, or cannot be read.`,
      error,
    );
  }
}

/** Tables into which the migrations themselves put a row, counted from 0: such a row is no data. */
const COUNTERS: ReadonlySet<string> = new Set(['journal_head', 'programme_counted', 'reaction_cursor']);
/** Tables that the migrations themselves fill; whoever changes something in them leaves an entry in the journal. */
const FILLED: ReadonlySet<string> = new Set(['use_rule']);

async function assertEmpty(pool: pg.Pool, version: number): Promise<void> {
  const client = await pool.connect();
  try {
    const tables = await backupTables(client);
    let used = (await schemaVersion(client)) > version;
    for (const { name } of tables.filter(each => !FILLED.has(each.name))) {
      const condition = COUNTERS.has(name) ? ' where seq > 0' : '';
      const row = await client.query<{ used: boolean }>(
        `select exists (select 1 from public.${quoted(name)}${condition}) as used`,
      );
      used ||= row.rows[0]?.used === true;
    }
    if (!used) return;
  } finally {
    client.release();
  }
  throw new OperatorError(
    'targetNotEmpty',
    '目标数据库里已有数据，没有改动。请恢复到一个空的数据库或新的 PINXIN_DATA 目录。',
    'The target database holds data and was left as it is. Restore into an empty database or a new PINXIN_DATA folder.',
  );
}

async function load(
  client: pg.PoolClient,
  archive: AsyncGenerator<{ name: string; content: Buffer }>,
  header: BackupHeader,
  onTable: BackupProgress,
  files: BlobStore | undefined,
): Promise<BackupManifest> {
  let kept = 0;
  const known = new Map(header.tables.map(table => [table.name, table]));
  const done: string[] = [];
  let open: { table: BackupTable; stream: Writable } | undefined;
  const close = async () => {
    if (open === undefined) return;
    open.stream.end();
    await finished(open.stream);
    done.push(open.table.name);
    onTable({ table: open.table.name, rows: 0, tables: done.length, of: known.size });
    open = undefined;
  };
  await client.query(`truncate ${header.tables.map(table => `public.${quoted(table.name)}`).join(', ')}`);
  for await (const { name, content } of archive) {
    if (name === MANIFEST_ENTRY) {
      await close();
      const manifest = JSON.parse(content.toString('utf8')) as BackupManifest;
      if (kept !== (manifest.files ?? 0)) throw damaged();
      return manifest;
    }
    const digest = digestOfFile(name);
    if (digest !== undefined) {
      await close();
      // Before the rows count: a row that names a file must find it. Left over where the rows do not follow, it harms nobody.
      if (hash('sha256', content) !== digest) throw damaged();
      await files?.put(content);
      kept++;
      continue;
    }
    const table = known.get(tableOfPart(name) ?? '');
    if (table === undefined) throw damaged();
    if (open?.table !== table) {
      await close();
      if (done.includes(table.name)) throw damaged();
      open = { table, stream: client.query(copyFrom(copyIn(table))) };
      open.stream.on('error', () => {});
    }
    await write(open.stream, content);
  }
  throw damaged();
}

function write(stream: Writable, piece: Buffer): Promise<void> {
  return new Promise((done, fail) => stream.write(piece, error => (error ? fail(error) : done())));
}

async function finish(client: pg.PoolClient, manifest: BackupManifest): Promise<void> {
  for (const { name, lastValue, isCalled } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      `public.${quoted(name)}`,
      lastValue,
      isCalled,
    ]);
  }
  for (const job of manifest.jobs) {
    await client.query(
      `select graphile_worker.add_job($1, payload => $2::json, queue_name => $3, run_at => $4::timestamptz,
         max_attempts => $5::int, job_key => $6)`,
      [job.task, JSON.stringify(job.payload), job.queue, job.runAt, job.maxAttempts, job.key],
    );
  }
}

/**
 * A backup is older than what the public has seen of the log. Going on from it would sign a second history: nothing is
 * signed until somebody has reconciled (`pinxin log reconcile`).
 */
async function haltLog(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('log_state') is not null as there`,
  );
  if (rows[0]?.there === true) await client.query(`update log_state set halted = 'restored'`);
}

async function verify(client: pg.PoolClient, manifest: BackupManifest): Promise<void> {
  for (const table of manifest.tables) {
    const expected = manifest.digests[table.name];
    const found = await digestOf(client, table);
    if (expected?.rows !== found.rows || expected.rowsDigest !== found.rowsDigest) {
      throw damaged(new Error(`table ${table.name}: ${JSON.stringify({ expected, found })}`));
    }
  }
}

async function digestOf(client: pg.PoolClient, table: BackupTable): Promise<TableDigest> {
  const digest = new RowDigest();
  for await (const piece of client.query(copyTo(copyOut(table))) as AsyncIterable<Buffer>) digest.add(piece);
  return digest.finish();
}

function isZlib(error: unknown): boolean {
  return /^(Z_|ERR_PADDING|ERR_TRAILING)/.test((error as { code?: string }).code ?? '');
}

function newer(version: number, known: number): OperatorError {
  return new OperatorError(
    'backupNewer',
    `备份的结构是第 ${version} 版，本程序只认识到第 ${known} 版。请用更新的品信来恢复。`,
    `The backup has schema ${version}; this program knows ${known} at most. Restore with a newer Pinxin.`,
  );
}
