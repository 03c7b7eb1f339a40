import type { Context } from '../../../../kernel/context.ts';
import type { QuestionProblem } from '../question.ts';
import { readQuestion } from '../suspects.ts';
import type { Acting } from './acting.ts';
import type { RecallDraft } from './announcement.ts';
import { type DraftOutcome, draftRecall } from './draft-recall.ts';
import { lotsNotOwn } from './own-views.ts';
import { type RecallRow, readRecall } from './views.ts';

/** What became of an enterprise's own draft. */
export type OwnDraftOutcome =
  | DraftOutcome
  | { readonly ok: false; readonly code: 'notOwn'; readonly problems: readonly QuestionProblem[] };

/**
 * 企业自行召回 (食品安全法 第六十三条, 农产品质量安全法 第四十三条): a producer takes back what it made. Its draft names its
 * own lots, no places: what was made at a place may be another's. What its lots became further down is taken back too.
 */
export async function draftOwnRecall(
  ctx: Context,
  acting: Acting,
  draft: RecallDraft,
): Promise<OwnDraftOutcome> {
  const problems: QuestionProblem[] = (draft.question.places ?? []).map(({ place }, index) => ({
    ...{ at: `/question/places/${index}`, given: place, code: 'notOwn' as const },
  }));
  const { suspects } = await readQuestion(ctx.database, draft.question);
  const lots = suspects.map(({ lot }) => lot);
  for (const given of await lotsNotOwn(ctx.database, acting.party, lots))
    problems.push({ at: '/question/suspects', given, code: 'notOwn' });
  if (problems.length > 0) return { ok: false, code: 'notOwn', problems };
  return await draftRecall(ctx, acting, draft);
}

/** A recall of this party; undefined where it is another's, which is as good as unknown. */
export async function ownRecall(
  ctx: Context,
  party: number,
  publicId: string,
): Promise<RecallRow | undefined> {
  const recall = await readRecall(ctx.database, publicId);
  return recall?.party === party ? recall : undefined;
}
