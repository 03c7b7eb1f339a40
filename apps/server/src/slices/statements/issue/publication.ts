import type { LocalDate } from '@pinxin/rules/local-date';
import { type StatementProblem, statementProblem } from '../problem.ts';
import type { StatementWish } from './statement-wish.ts';

/** First and last day on which the public may see a statement; no first day: never. */
export interface Publication {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

/**
 * 公示期 of a statement. Certificates, licences, awards, registers, commitments and declarations are public from the
 * day of issue. Test reports belong to those who ordered them, unless the issuer publishes them (监督抽检结果).
 * Penalties and black lists are public for a term that the issuer has to name (行政处罚法 第四十八条; 信用修复 rules
 * end it), and never without end.
 */
export function publicationOf(wish: StatementWish, today: LocalDate): Publication {
  if (wish.publish === 'never') return { from: null, to: null };
  if (wish.publish === undefined && wish.kind === 'testReport') return { from: null, to: null };
  return { from: wish.publish?.from ?? today, to: wish.publish?.to ?? null };
}

/** What is wrong with the term of publication. */
export function checkPublication(wish: StatementWish, today: LocalDate): readonly StatementProblem[] {
  const { from, to } = publicationOf(wish, today);
  const isAdverse =
    wish.kind === 'sanction' ||
    (wish.kind === 'listing' && (wish.content.list === 'blackList' || wish.content.list === 'watchList'));
  if (isAdverse && from !== null && to === null) {
    return [statementProblem('/publish/to', 'publicationEndMissing')];
  }
  return from !== null && to !== null && to < from ? [statementProblem('/publish/to', 'datesReversed')] : [];
}
