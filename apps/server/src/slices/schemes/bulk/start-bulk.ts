import type { ApplicationBulk } from '@pinxin/contract/schemes/bulk';
import { isSureEnough, type PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { POWER_OF_ACTION } from '../lifecycle.ts';
import { waysIn } from '../officer.ts';
import { type Outcome, refused } from '../problem.ts';
import { type Bulk, bulkOfRequest, dropOldBulks, endBulk, insertBulk } from './bulk-store.ts';

/** The job that works a batch off. */
export const BULK_TASK = 'schemes-application-bulk';

/** Days after its end for which a batch and its report are kept. */
const KEPT_DAYS = 180;

/** The power that each row asks for. */
function powerOf(action: ApplicationBulk['action']) {
  return action === 'experts' ? 'application.review' : POWER_OF_ACTION[action];
}

/**
 * 逐份办理: lets one step be taken on many applications in the background, each by its own rules and in the name of who
 * asks now. Sent again under the same request, it is the batch from before.
 */
export async function startBulk(
  ctx: Context,
  caller: PersonCaller,
  { request, action, opinion, experts, applications }: ApplicationBulk,
): Promise<Outcome<{ readonly id: string; readonly repeated: boolean }>> {
  const power = powerOf(action);
  if (waysIn(caller, power).length === 0) return refused('/action', 'notYours');
  if (!isSureEnough(caller, power)) return refused('/action', 'secondFactorNeeded');
  if (action === 'experts' && experts === undefined) return refused('/experts', 'notAnExpert');
  return await inTransaction(ctx, async tx => {
    const { account, publicId: actor, assurance } = caller;
    await dropOldBulks(tx, account, new Date(tx.at.getTime() - KEPT_DAYS * 86_400_000));
    const publicId = ctx.newId('abk');
    const bulk = {
      publicId,
      account,
      request,
      action,
      opinion: opinion ?? null,
      experts: experts ?? [],
      assurance,
    };
    const made = await insertBulk(tx, bulk, applications);
    if (made === undefined) {
      const before = await bulkOfRequest(tx, account, request);
      if (before === undefined) throw new Error('a batch is neither new nor known');
      return { ok: true, value: { id: before.publicId, repeated: true } };
    }
    await enqueue(tx, BULK_TASK, { id: publicId }, { queue: BULK_TASK });
    tx.journal({
      actor,
      kind: 'application-bulk-started',
      facts: { bulk: publicId, action, rows: made.rows },
    });
    return { ok: true, value: { id: publicId, repeated: false } };
  });
}

/** Stops a batch between two applications; what was done stays, and the report says which. False when it had ended. */
export async function stopBulk(ctx: Context, bulk: Bulk, actor: string): Promise<boolean> {
  return await inTransaction(ctx, async tx => {
    const stopped = await endBulk(tx, bulk.id, 'stopped');
    if (stopped) tx.journal({ actor, kind: 'application-bulk-stopped', facts: { bulk: bulk.publicId } });
    return stopped;
  });
}
