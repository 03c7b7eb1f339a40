import type { Language } from '@pinxin/site/language';
import type { Sentence } from '../../../http/problem.ts';
import type { RowCells, SheetColumn } from '../../../kernel/sheets/workbook.ts';
import type { Bulk, BulkOutcome, BulkRow } from './bulk-store.ts';

/** A batch as its maker sees it. */
export function bulkAnswer(bulk: Bulk, counts: Readonly<Record<BulkOutcome, number>>): object {
  const { publicId: id, action, opinion, state, madeAt, endedAt } = bulk;
  const done = counts.done + counts.refused;
  return {
    id,
    action,
    opinion,
    state,
    counts,
    progress: { done, total: done + counts.waiting },
    madeAt,
    endedAt,
  };
}

/** One application of it with its problems in the reader's language. */
export function rowAnswer(
  { line, application, applicant, subject, schemeName, outcome, problems }: BulkRow,
  language: Language,
) {
  return {
    ...{ line, application, applicant, subject, schemeName, outcome },
    problems: problems.map(({ at, code, message }) => ({ at, code, message: said(message, language) })),
  };
}

const OUTCOME_WORDS: Readonly<Record<BulkOutcome, Sentence>> = {
  waiting: { 'zh-CN': '没有办理', en: 'not done' },
  done: { 'zh-CN': '已办成', en: 'done' },
  refused: { 'zh-CN': '未办成', en: 'refused' },
};

const REPORT: readonly (readonly [zh: string, en: string, wide: boolean])[] = [
  ['序号', 'No.', false],
  ['结果', 'Result', false],
  ['申请', 'Application', true],
  ['申请人', 'Applicant', true],
  ['对象', 'Subject', true],
  ['说明', 'Remarks', true],
];

/** Columns of the report. */
export function reportColumns(language: Language): readonly SheetColumn[] {
  return REPORT.map(([zh, en, wide]) => ({ title: language === 'en' ? en : zh, wide }));
}

/** A row of the report. */
export function reportCells(row: BulkRow, language: Language): RowCells {
  const { line, outcome, application, applicant, subject, problems } = row;
  const remarks = problems.map(({ message }) => said(message, language)).join('; ');
  return [String(line), OUTCOME_WORDS[outcome][language], application, applicant, subject, remarks];
}

function said(message: Sentence | string, language: Language): string {
  return typeof message === 'string' ? message : message[language];
}
