import { localDateOf } from '@pinxin/rules/local-date';
import type { Tx } from '../../../kernel/transaction.ts';
import { checkWish } from '../issue/check-wish.ts';
import { type StatementProblem, statementProblem } from '../problem.ts';
import { subjectsOfCodes } from '../read/reference-views.ts';
import { unstorableTexts } from '../storable-text.ts';
import type { Bulk, CheckedRow } from './bulk-store.ts';
import type { ReadRow } from './read-rows.ts';
import { rowWish } from './row-wish.ts';

/** Looks at rows before anything is issued: subjects, dates, contents, numbers that stand twice. All that is wrong. */
export async function checkRows(
  tx: Tx,
  bulk: Bulk,
  rows: readonly ReadRow[],
): Promise<readonly CheckedRow[]> {
  const today = localDateOf(tx.at);
  const numbers = new Set<string>();
  const checked: CheckedRow[] = [];
  const codes = rows.map(({ subject }) => subject ?? '');
  const subjects = await subjectsOfCodes(tx, bulk.about, codes);
  for (const [at, row] of rows.entries()) {
    const problems: StatementProblem[] = [];
    const subject = subjects[at];
    if (subject === undefined) problems.push(statementProblem('/subject', 'subjectUnknown'));
    const wish = rowWish(bulk, row, subject ?? { party: 0 });
    const unstorable = unstorableTexts(wish);
    problems.push(...(unstorable.length > 0 ? unstorable : checkWish(wish, today)));
    const { number } = row.wish;
    if (number !== undefined && numbers.has(number))
      problems.push(statementProblem('/number', 'numberTaken'));
    if (number !== undefined) numbers.add(number);
    checked.push({ ...row, problems });
  }
  return checked;
}
