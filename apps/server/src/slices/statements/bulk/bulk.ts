import type { Context } from '../../../kernel/context.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import {
  type Bulk,
  type BulkState,
  bulkOfRequest,
  dropOldBulks,
  insertBulk,
  moveBulk,
  putRows,
} from './bulk-store.ts';
import { checkRows } from './check-rows.ts';
import type { ReadRow } from './read-rows.ts';

/** The job that issues a batch. */
export const BULK_TASK = 'issue-statement-bulk';

/** Days after its end for which a batch and its report are kept. */
const KEPT_DAYS = 180;

/** Opens a batch under the client's own request; the one that it opened before when it is sent again. */
export async function openBulk(
  ctx: Context,
  tx: Tx,
  given: Pick<Bulk, 'issuer' | 'request' | 'name' | 'about' | 'wish' | 'madeBy'>,
): Promise<{ readonly publicId: string; readonly repeated: boolean }> {
  await dropOldBulks(tx, given.issuer, new Date(tx.at.getTime() - KEPT_DAYS * 86_400_000));
  const publicId = ctx.newId('sbk');
  const id = await insertBulk(tx, { ...given, publicId });
  if (id === undefined) {
    const before = await bulkOfRequest(tx, given.issuer, given.request);
    if (before === undefined) throw new Error('a batch is neither new nor known');
    return { publicId: before.publicId, repeated: true };
  }
  tx.journal({ actor: given.madeBy, kind: 'bulk-opened', facts: { bulk: publicId, issuer: given.issuer } });
  return { publicId, repeated: false };
}

/** Takes the rows of a sheet in place of those before; false when the batch was started or stopped. */
export async function takeSheet(
  ctx: Context,
  bulk: Bulk,
  {
    rows,
    unknown,
    actor,
  }: { readonly rows: readonly ReadRow[]; readonly unknown: readonly string[]; readonly actor: string },
): Promise<boolean> {
  return await inTransaction(ctx, async tx => {
    if (!(await moveBulk(tx, bulk.id, ['open', 'ready'], 'ready', { total: rows.length, unknown })))
      return false;
    await putRows(tx, bulk.id, await checkRows(tx, bulk, rows));
    tx.journal({ actor, kind: 'bulk-read', facts: { bulk: bulk.publicId, rows: rows.length } });
    return true;
  });
}

/** Lets the good rows be issued in the background. Started again, it changes nothing. */
export async function startBulk(ctx: Context, bulk: Bulk, actor: string): Promise<BulkState> {
  return await inTransaction(ctx, async tx => {
    if (!(await moveBulk(tx, bulk.id, ['ready'], 'issuing', { startedBy: actor }))) return bulk.state;
    await enqueue(tx, BULK_TASK, { id: bulk.publicId }, { queue: BULK_TASK });
    tx.journal({ actor, kind: 'bulk-started', facts: { bulk: bulk.publicId } });
    return 'issuing';
  });
}

/** Stops a batch; what was issued stays, and its report says which. False when it had ended. */
export async function stopBulk(ctx: Context, bulk: Bulk, actor: string): Promise<boolean> {
  return await inTransaction(ctx, async tx => {
    const stopped = await moveBulk(tx, bulk.id, ['open', 'ready', 'issuing'], 'stopped');
    if (stopped) tx.journal({ actor, kind: 'bulk-stopped', facts: { bulk: bulk.publicId } });
    return stopped;
  });
}
