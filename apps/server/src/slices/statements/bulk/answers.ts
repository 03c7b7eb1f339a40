import type { Language } from '@pinxin/site/language';
import type { Problem, Sentence } from '../../../http/problem.ts';
import type { RowCells, SheetColumn } from '../../../kernel/sheets/workbook.ts';
import type { Bulk, BulkRow, RowOutcome } from './bulk-store.ts';
import { BULK_LIMITS, type SheetProblem } from './read-rows.ts';

/** There is no such batch, or not for this reader. */
export const NO_BULK: Problem = {
  status: 404,
  code: 'bulkUnknown',
  title: { 'zh-CN': '没有这个批次', en: 'There is no such batch' },
};

/** What is asked for does not fit how the batch stands. */
export const BULK_MOVED_ON: Problem = {
  status: 409,
  code: 'bulkMovedOn',
  title: {
    'zh-CN': '这个批次已开始签发、已完成或已停止，不能再这样做',
    en: 'The batch was started, is done or was stopped: this cannot be done any more',
  },
};

/** Nothing was sent. */
export const NO_SHEET: Problem = {
  status: 400,
  code: 'sheetMissing',
  title: { 'zh-CN': '请上传 .xlsx 或 CSV 表格', en: 'Send a sheet: .xlsx or CSV' },
};

const WHY: Readonly<Record<SheetProblem, Sentence>> = {
  oldExcel: {
    'zh-CN': '这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 CSV',
    en: 'an old Excel file (.xls): save it as .xlsx or CSV',
  },
  notASheet: { 'zh-CN': '这不是表格文件，请上传 .xlsx 或 CSV', en: 'not a sheet: send .xlsx or CSV' },
  encodingUnknown: {
    'zh-CN': '读不懂文字编码，请另存为 UTF-8 的 CSV',
    en: 'the encoding cannot be read: save it as CSV in UTF-8',
  },
  damaged: {
    'zh-CN': '文件已损坏或有密码，请用表格软件打开后另存一份',
    en: 'damaged, or locked by a password: open it and save it anew',
  },
  unpackedTooLarge: { 'zh-CN': '表格展开后太大，请拆成几个文件', en: 'too large once unpacked: split it' },
  tooManyRows: {
    'zh-CN': `行数超过上限 ${BULK_LIMITS.rows}，请拆成几个文件`,
    en: `more than ${BULK_LIMITS.rows} rows: split it into several files`,
  },
  noHeader: {
    'zh-CN': '前 10 行里没有找到表头：至少要有“对象”一列。请下载模板',
    en: 'no header in the first 10 lines: there must be the column “Subject”. Take the template',
  },
  noRows: { 'zh-CN': '表头下面没有内容', en: 'nothing stands below the header' },
};

/** A sheet that cannot be taken, and why. */
export function sheetRefused(why: SheetProblem): Problem {
  return {
    status: 422,
    code: 'sheetRefused',
    title: {
      'zh-CN': '表格没有读成，什么也没有写入',
      en: 'The sheet could not be read; nothing was written',
    },
    detail: WHY[why],
  };
}

/** A batch as its maker sees it. */
export function bulkAnswer(bulk: Bulk, counts: Readonly<Record<RowOutcome, number>>): object {
  const { kind, scheme, validFrom, validTo } = bulk.wish as Readonly<Record<string, string | undefined>>;
  const done = counts.issued + counts.proposed + counts.refused;
  return {
    ...{ id: bulk.publicId, name: bulk.name, state: bulk.state, kind, scheme, about: bulk.about },
    ...{ validFrom, validTo, unknownColumns: bulk.unknownColumns, counts },
    // Of what can be issued at all: rows that were wrong from the start are counted apart.
    progress: { done, total: done + counts.waiting },
    madeAt: bulk.madeAt.toISOString(),
    startedAt: bulk.startedAt?.toISOString() ?? null,
    endedAt: bulk.endedAt?.toISOString() ?? null,
  };
}

/** One row with its problems in the reader's language. */
export function rowAnswer({ line, subject, number, outcome, result, problems }: BulkRow, language: Language) {
  return {
    ...{ line, subject, number, outcome },
    statement: outcome === 'issued' ? result : null,
    proposal: outcome === 'proposed' ? result : null,
    problems: problems.map(({ at, code, message }) => ({ at, code, message: message[language] })),
  };
}

/** The word for what became of a row. */
export const OUTCOME_WORDS: Readonly<Record<RowOutcome, Sentence>> = {
  waiting: { 'zh-CN': '待签发', en: 'waits' },
  wrong: { 'zh-CN': '有误，不签发', en: 'wrong, left out' },
  issued: { 'zh-CN': '已签发', en: 'issued' },
  proposed: { 'zh-CN': '待第二人确认', en: 'waits for a second person' },
  refused: { 'zh-CN': '未签发', en: 'refused' },
};

const REPORT: readonly (readonly [zh: string, en: string, wide: boolean])[] = [
  ['行', 'Line', false],
  ['结果', 'Result', false],
  ['对象', 'Subject', true],
  ['编号', 'Number', true],
  ['声明', 'Statement', false],
  ['说明', 'Remarks', true],
];

/** Columns of the report. */
export function reportColumns(language: Language): readonly SheetColumn[] {
  return REPORT.map(([zh, en, wide]) => ({ title: language === 'en' ? en : zh, wide }));
}

/** A row of the report. */
export function reportCells(row: BulkRow, language: Language): RowCells {
  const remarks = row.problems.map(({ at, message }) => `${at.slice(1)} ${message[language]}`);
  return [
    ...[String(row.line), OUTCOME_WORDS[row.outcome][language], row.subject ?? '', row.number ?? ''],
    ...[row.result ?? '', remarks.join('; ')],
  ];
}
