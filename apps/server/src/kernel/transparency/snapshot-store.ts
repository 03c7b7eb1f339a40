import type { Context } from '../context.ts';
import type { Tx } from '../transaction.ts';

/** A day's snapshot as it is kept. */
export interface SnapshotRow {
  readonly day: string;
  readonly record: string;
  readonly size: number;
  readonly root: Buffer;
  /** Both gone when the day is too long ago. */
  readonly key: Buffer | null;
  readonly entries: Buffer | null;
}

/** Keeps a snapshot; false when the day has one. */
export async function insertSnapshot(tx: Tx, row: SnapshotRow): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into log_snapshot (day, record, size, root, key, entries) values ($1, $2, $3, $4, $5, $6)
     on conflict (day) do nothing`,
    [row.day, row.record, row.size, row.root, row.key, row.entries],
  );
  return rowCount === 1;
}

export async function readSnapshot({ database }: Context, day: string): Promise<SnapshotRow | undefined> {
  const { rows } = await database.pool.query<SnapshotRow>(
    'select day, record, size, root, key, entries from log_snapshot where day = $1',
    [day],
  );
  return rows[0];
}

/** Whether a day has a snapshot already. */
export async function hasSnapshot({ database }: Context, day: string): Promise<boolean> {
  const { rowCount } = await database.pool.query('select from log_snapshot where day = $1', [day]);
  return rowCount === 1;
}

/** Destroys rows, key and salt of snapshots that are older than `days`; the root stays in the log. */
export async function dropOldSnapshots(tx: Tx, day: string, days: number): Promise<void> {
  await tx.client.query(
    `with old as (
       update log_snapshot set key = null, entries = null
       where day < $1::date - $2::int and key is not null returning record)
     delete from log_salt using log_leaf l, old where leaf = l.id and l.record = old.record`,
    [day, days],
  );
}

/** The platform's own DID, from the name of its log. */
export async function platformDid(tx: Tx): Promise<string> {
  const { rows } = await tx.client.query<{ did: string }>(
    `select coalesce((select 'did:web:' || replace(split_part(key, '/', 1), ':', '%3A') from log_state where closed_at is null),
       'did:web:localhost') as did`,
  );
  return rows[0]!.did;
}
