import type { Context } from '../../../../kernel/context.ts';
import { inTransaction } from '../../../../kernel/transaction.ts';
import type { Acting } from './acting.ts';
import type { RecallClosing } from './announcement.ts';
import { judgeStep, TRANSITIONS } from './lifecycle.ts';
import { markClosed } from './store.ts';
import { type RecallRow, readRecall } from './views.ts';

/** What became of it. */
export type CloseOutcome =
  | { readonly ok: true; readonly recall: RecallRow }
  | { readonly ok: false; readonly code: 'unknown' | 'wrongState' };

/**
 * 终止召回 / 撤回召回: ends a recall whose goods are off the market, or withdraws one that was a mistake. Pages say so
 * no longer; what was on record stays on record. Sent twice it is done once.
 */
export async function closeRecall(
  ctx: Context,
  { actor }: Acting,
  publicId: string,
  step: 'end' | 'withdraw',
  closing: RecallClosing,
): Promise<CloseOutcome> {
  const recall = await readRecall(ctx.database, publicId);
  if (recall === undefined) return { ok: false, code: 'unknown' };
  const verdict = judgeStep(recall.state, step);
  if (verdict === 'done') return { ok: true, recall };
  if (verdict === 'refused') return { ok: false, code: 'wrongState' };
  const { from } = TRANSITIONS[step];
  const to = step === 'end' ? 'ended' : 'withdrawn';
  await inTransaction(ctx, async tx => {
    if (await markClosed(tx, recall.id, actor, from, to, closing))
      tx.journal({ actor, kind: `recall-${to}`, facts: { recall: publicId } });
  });
  const now = await readRecall(ctx.database, publicId);
  return now?.state === to ? { ok: true, recall: now } : { ok: false, code: 'wrongState' };
}
