import type { Context } from '../../../../kernel/context.ts';
import { inTransaction } from '../../../../kernel/transaction.ts';
import type { QuestionProblem } from '../question.ts';
import { readQuestion } from '../suspects.ts';
import type { Acting } from './acting.ts';
import type { RecallDraft } from './announcement.ts';
import { saveDraft } from './store.ts';
import { type RecallRow, readByClientId } from './views.ts';

/** What became of a draft that was sent. */
export type DraftOutcome =
  | { readonly ok: true; readonly recall: RecallRow; readonly isNew: boolean }
  | { readonly ok: false; readonly code: 'unusedCodes'; readonly problems: readonly QuestionProblem[] };

/**
 * 拟定召回: keeps a draft. Every code must be usable: a recall that silently leaves a code out is worse than none.
 * Sent again with the same id it answers with the draft that is there.
 */
export async function draftRecall(ctx: Context, acting: Acting, draft: RecallDraft): Promise<DraftOutcome> {
  const known = await readByClientId(ctx.database, acting.party, draft.id);
  if (known !== undefined) return { ok: true, recall: known, isNew: false };
  const { suspects, problems } = await readQuestion(ctx.database, draft.question);
  if (problems.length > 0 || suspects.length === 0) return { ok: false, code: 'unusedCodes', problems };
  const publicId = ctx.newId('rcl');
  const isNew = await inTransaction(ctx, async tx => {
    const saved = await saveDraft(tx, publicId, acting, draft);
    if (saved !== undefined)
      tx.journal({
        actor: acting.actor,
        kind: 'recall-drafted',
        facts: { recall: publicId, party: acting.party },
      });
    return saved !== undefined;
  });
  const recall = await readByClientId(ctx.database, acting.party, draft.id);
  return { ok: true, recall: recall!, isNew };
}
