import type { LocalText } from '@pinxin/contract/scan';
import type { CauseByNumber } from '../lineage/lineage.ts';
import { causeNames } from './cause-views.ts';
import type { QuestionProblem } from './question.ts';
import type { RecallParts } from './recall.ts';
import { readQuestion } from './suspects.ts';

/** An upstream lot or a place that bad lots share. */
export interface Cause extends Omit<CauseByNumber, 'id'> {
  /** Canonical URI of the lot or place. */
  readonly uri: string;
  readonly name: LocalText | undefined;
}

/** What several bad lots have in common, the most telling first. */
export interface CommonCause {
  readonly suspects: number;
  readonly problems: readonly QuestionProblem[];
  readonly candidates: readonly Cause[];
  readonly milliseconds: number;
}

/** 共同原因: upstream lots, inputs and places ranked by how much they explain and how little else they touched. */
export async function findCommonCause(
  { ctx, lineage }: RecallParts,
  codes: readonly string[],
): Promise<CommonCause> {
  const started = performance.now();
  const { suspects, problems } = await readQuestion(ctx.database, { suspects: [...codes] });
  const found = suspects.length === 0 ? [] : await lineage.commonCause(suspects.map(({ lot }) => lot));
  const names = await causeNames(ctx.database, found);
  const candidates = found.flatMap(({ id, ...cause }) => {
    const named = names.get(`${cause.kind} ${id}`);
    return named === undefined ? [] : [{ ...cause, ...named }];
  });
  return { suspects: suspects.length, problems, candidates, milliseconds: performance.now() - started };
}
