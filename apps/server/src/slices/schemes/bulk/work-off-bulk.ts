import type { ApplicationAction } from '@pinxin/contract/schemes/words';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { personOfAccount } from '../../accounts/api.ts';
import { takeStep } from '../application/take-step.ts';
import { assignExperts } from '../expert/assign.ts';
import { type Outcome, refused } from '../problem.ts';
import { type Bulk, type BulkRow, endBulk, endRow, findBulk, nextRow } from './bulk-store.ts';

/**
 * Works a batch off, one application after the other: each step is a transaction of its own, as when a person takes it,
 * by the offices that this person holds at that moment. One that is refused says why and hinders no other. Safe to run
 * again at any point: the same step on the same revision is done once.
 */
export async function workOffBulk(ctx: Context, publicId: string): Promise<void> {
  const bulk = await findBulk(ctx.database, publicId);
  if (bulk === undefined || bulk.state !== 'going') return;
  for (;;) {
    const row = await nextRow(ctx.database, bulk.id);
    if (row === undefined) break;
    const caller = await personOfAccount(ctx, bulk.account, bulk.assurance);
    const done = caller === undefined ? refused('/path/id', 'notYours') : await doRow(ctx, caller, bulk, row);
    const outcome = done.ok ? 'done' : 'refused';
    const problems = done.ok ? [] : done.problems;
    await inTransaction(ctx, tx => endRow(tx, bulk.id, { line: row.line, outcome, problems }));
  }
  await inTransaction(ctx, async tx => {
    if (await endBulk(tx, bulk.id, 'done'))
      tx.journal({ actor: 'system', kind: 'application-bulk-done', facts: { bulk: publicId } });
  });
}

async function doRow(
  ctx: Context,
  caller: PersonCaller,
  { action, opinion, experts }: Bulk,
  { application, revision }: BulkRow,
): Promise<Outcome<object>> {
  if (action === 'experts') return await assignExperts(ctx, caller, application, { experts: [...experts] });
  return await takeStep(ctx, caller, application, {
    ...{ action: action as ApplicationAction, revision },
    ...(opinion === null ? {} : { opinion }),
  });
}
