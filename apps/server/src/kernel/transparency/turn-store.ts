import type { Context } from '../context.ts';
import type { Tx } from '../transaction.ts';
import { insertState, type LogState, type PlacedLeaf } from './log-store.ts';

/** Place of the last leaf of a record among those of all logs; null when it has none. */
export async function lastOfRecord({ database }: Context, record: string): Promise<number | null> {
  const { rows } = await database.pool.query<{ last: number | null }>(
    'select max(idx) as last from log_leaf where record = $1',
    [record],
  );
  return rows[0]?.last ?? null;
}

/**
 * Closes one log and opens the next, with the last leaf of the one and the first of the other. False when somebody
 * else has signed the log meanwhile, or signing was halted.
 */
export async function swapLogs(
  tx: Tx,
  before: LogState,
  closed: LogState,
  opened: LogState,
  leaves: readonly Omit<PlacedLeaf, 'id'>[],
): Promise<boolean> {
  await tx.client.query('set local synchronous_commit = on');
  const { rowCount } = await tx.client.query(
    `update log_state set size = $1, root = $2, checkpoint = $3, at = $4, closed_at = $4
     where size = $5 and root = $6 and key = $7 and halted is null and closed_at is null`,
    [closed.size, closed.root, closed.checkpoint, closed.closedAt, before.size, before.root, before.origin],
  );
  if (rowCount !== 1) return false;
  for (const { kind, at, issuer, record, revision, commitment, index, previous } of leaves) {
    await tx.client.query(
      `insert into log_leaf (kind, at, issuer, record, revision, commitment, idx, previous)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [kind, at, issuer, record, revision, commitment, index, previous],
    );
  }
  return insertState(tx.client, opened);
}
