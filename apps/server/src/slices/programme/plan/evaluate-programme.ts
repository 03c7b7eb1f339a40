import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { readProgramme } from '../goal/goal-views.ts';
import { type Outcome, refused } from '../problem.ts';
import { insertEvaluation } from './evaluation-store.ts';

/** 评估: what was found when the period was over. Once; sent again the same is the same. */
export async function evaluateProgramme(
  ctx: Context,
  actor: string,
  code: string,
  { day, text }: { readonly day: string; readonly text: string },
): Promise<Outcome<{ readonly repeated: boolean }>> {
  const programme = await readProgramme(ctx.database, code);
  if (programme === undefined) return refused('/path/code', 'programmeUnknown');
  if (!isLocalDate(day)) return refused('/day', 'dateWrong');
  if (day > localDateOf(ctx.clock.now())) return refused('/day', 'dayAhead');
  if (day <= programme.endsOn) return refused('/day', 'evaluationTooEarly');
  if (programme.evaluation !== null) {
    const isSame = programme.evaluation === text && programme.evaluatedOn === day;
    return isSame ? { ok: true, value: { repeated: true } } : refused('/text', 'evaluatedOtherwise');
  }
  return await inTransaction(ctx, async tx => {
    if (!(await insertEvaluation(tx, programme.id, { day, text, actor })))
      return refused('/text', 'evaluatedOtherwise');
    tx.journal({ actor, kind: 'programme-evaluated', facts: { programme: programme.publicId, day } });
    return { ok: true, value: { repeated: false } };
  });
}
