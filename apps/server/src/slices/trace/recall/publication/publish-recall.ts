import { enqueue } from '../../../../kernel/jobs.ts';
import { inTransaction } from '../../../../kernel/transaction.ts';
import type { QuestionProblem } from '../question.ts';
import { findForSheet, type RecallParts } from '../recall.ts';
import type { Acting } from './acting.ts';
import { judgeStep } from './lifecycle.ts';
import { copyRecallLots } from './lot-copy.ts';
import { recallLotsOf } from './recall-lots.ts';
import { markPublished } from './store.ts';
import { type RecallRow, readRecall } from './views.ts';

/** The job that tells the holders. */
export const NOTIFY_TASK = 'recall-notify-holders';

/** What became of a publication. `isNew` is false when it was published before. */
export type PublishOutcome =
  | { readonly ok: true; readonly recall: RecallRow; readonly isNew: boolean }
  | { readonly ok: false; readonly code: 'unknown' | 'wrongState' }
  | { readonly ok: false; readonly code: 'noSuspects'; readonly problems: readonly QuestionProblem[] };

/**
 * 发布召回 (食品安全法 第六十三条): works out everything that the suspects reach, and puts it on record in the same
 * transaction in which the recall becomes public. Pages change with the journal; holders are told by a job. Published
 * twice, also at once, it is published once.
 */
export async function publishRecall(
  parts: RecallParts,
  { actor }: Acting,
  publicId: string,
): Promise<PublishOutcome> {
  const { ctx } = parts;
  const draft = await readRecall(ctx.database, publicId);
  if (draft === undefined) return { ok: false, code: 'unknown' };
  const verdict = judgeStep(draft.state, 'publish');
  if (verdict === 'done') return { ok: true, recall: draft, isNew: false };
  if (verdict === 'refused') return { ok: false, code: 'wrongState' };
  const closure = await findForSheet(parts, draft.question);
  if (closure.suspects.length === 0) return { ok: false, code: 'noSuspects', problems: closure.problems };
  const found = await recallLotsOf(parts, closure);
  const isNew = await inTransaction(ctx, async tx => {
    const { watermark } = closure;
    const known = { watermark, lots: found.goods.length, carriers: found.carriers.length };
    if (!(await markPublished(tx, draft.id, actor, known))) return false;
    await copyRecallLots(tx, draft.id, found);
    await enqueue(tx, NOTIFY_TASK, { recall: draft.id }, { key: `recall-notify-${draft.id}` });
    tx.journal({ actor, kind: 'recall-published', facts: { recall: publicId, ...known } });
    return true;
  });
  const now = await readRecall(ctx.database, publicId);
  if (now === undefined || judgeStep(now.state, 'publish') !== 'done')
    return { ok: false, code: 'wrongState' };
  return { ok: true, recall: now, isNew };
}
