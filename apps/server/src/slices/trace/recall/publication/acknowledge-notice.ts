import type { KnownCaller } from '../../../../http/caller.ts';
import type { Context } from '../../../../kernel/context.ts';
import { inTransaction } from '../../../../kernel/transaction.ts';
import { partiesOf } from './acting.ts';
import { markAcknowledged } from './store.ts';
import { readNotices, readRecall } from './views.ts';

/**
 * A holder answers: it knows of the recall and what it holds. Undefined when it has no notice of this recall; sent
 * twice it is answered once.
 */
export async function acknowledgeNotice(
  ctx: Context,
  caller: KnownCaller,
  publicId: string,
): Promise<{ readonly acknowledged: number } | undefined> {
  const recall = await readRecall(ctx.database, publicId);
  if (recall === undefined || recall.publishedAt === null) return undefined;
  const parties = partiesOf(caller);
  const notices = await readNotices(ctx.database, recall.id, parties);
  if (notices.length === 0) return undefined;
  const answered = await inTransaction(ctx, async tx => {
    const changed = await markAcknowledged(tx, recall.id, parties, caller.publicId);
    if (changed.length > 0)
      tx.journal({
        actor: caller.publicId,
        kind: 'recall-acknowledged',
        facts: { recall: publicId, parties: changed },
      });
    return changed;
  });
  return { acknowledged: answered.length };
}
