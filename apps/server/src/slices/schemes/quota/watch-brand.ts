import { addDays, localDateOf, startOfDay } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { watchBalance } from './balance.ts';
import { findQuota } from './quota-store.ts';

/** Name of the job that holds what was packed against what was harvested. */
export const WATCH_TASK = 'schemes-watch-brand';

/** Events of the season's last days are told later; the watch goes on so long. */
const DAYS_AFTER_SEASON = 60;
const SIX_O_CLOCK_MS = 6 * 3_600_000;

/** Queues the next morning's watch of a quota; one waits at a time. */
export async function queueWatch(tx: Tx, quota: string): Promise<void> {
  const runAt = new Date(startOfDay(addDays(localDateOf(tx.at), 1)).getTime() + SIX_O_CLOCK_MS);
  await enqueue(tx, WATCH_TASK, { quota }, { key: `${WATCH_TASK}:${quota}`, runAt });
}

/** Watches a quota and queues the next watch until some time after its season. */
export async function watchBrand(ctx: Context, quotaId: string): Promise<void> {
  const quota = await findQuota(ctx.database, quotaId);
  if (quota === undefined) return;
  await watchBalance(ctx, quotaId);
  if (localDateOf(ctx.clock.now()) > addDays(quota.seasonTo, DAYS_AFTER_SEASON)) return;
  await inTransaction(ctx, tx => queueWatch(tx, quotaId));
}
