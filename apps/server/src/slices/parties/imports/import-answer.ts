import type { Language } from '@pinxin/site/language';
import type { Sentence } from '../../../http/problem.ts';
import type { RowCells, SheetColumn } from '../../../kernel/sheets/workbook.ts';
import { sentenceOf } from './import-problem.ts';
import { rowsOf, type StoredRow } from './import-row-store.ts';
import type { ImportCounts, ImportRefusal, StoredImport } from './import-store.ts';
import type { ImportParts } from './imports.ts';

const REFUSALS: Readonly<Record<ImportRefusal, readonly [zh: string, en: string]>> = {
  oldExcel: [
    '这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 CSV 再上传',
    'an old Excel file (.xls): save it as .xlsx or CSV',
  ],
  notASheet: ['这不是表格文件，请上传 .xlsx 或 CSV', 'not a sheet: send .xlsx or CSV'],
  encodingUnknown: [
    '读不懂文字编码，请另存为 UTF-8 的 CSV',
    'the encoding cannot be read: save it as CSV in UTF-8',
  ],
  damaged: [
    '文件已损坏或有密码，请用表格软件打开后另存一份',
    'damaged, or locked by a password: open it and save it anew',
  ],
  unpackedTooLarge: [
    '表格展开后太大，请拆成几个文件',
    'too large once unpacked: split it into several files',
  ],
  tooManyRows: ['行数超过上限 100000，请拆成几个文件', 'more than 100,000 rows: split it into several files'],
  noHeader: [
    '前 10 行里没有找到表头：至少要有“名称”和另一列（如“统一社会信用代码”）',
    'no header in the first 10 lines: there must be “Name” and one more column, such as “USCC”',
  ],
  noRows: ['表头下面没有内容', 'nothing stands below the header'],
};

/** Why a file was not read, in words. */
export function refusalSentence(code: ImportRefusal): Sentence {
  const [zh, en] = REFUSALS[code];
  return { 'zh-CN': zh, en };
}

/** How far an import is, and what became of its rows. */
export function importAnswer(
  stored: StoredImport,
  counts: ImportCounts,
  problems: readonly StoredRow[],
  language: Language,
): object {
  return {
    id: stored.publicId,
    fileName: stored.fileName,
    state: stored.state,
    ...(stored.problem === null
      ? {}
      : { problem: { code: stored.problem.code, message: refusalSentence(stored.problem.code)[language] } }),
    columns: stored.columns,
    unknownColumns: stored.columns.filter(({ field }) => field === null).map(({ title }) => title),
    progress: { done: stored.rowsDone, total: stored.rowsTotal },
    counts,
    problems: problems.map(row => rowAnswer(row, language)),
    createdAt: stored.createdAt.toISOString(),
    readyAt: stored.readyAt?.toISOString() ?? null,
    finishedAt: stored.finishedAt?.toISOString() ?? null,
  };
}

/** One row of the preview. */
export function rowAnswer(row: StoredRow, language: Language): object {
  const { problems, requestId: _request, ...rest } = row;
  return {
    ...rest,
    problems: problems.map(problem => ({ ...problem, message: sentenceOf(problem)[language] })),
  };
}

const REPORT_COLUMNS: readonly (readonly [zh: string, en: string, wide: boolean])[] = [
  ['行', 'Line', false],
  ['结果', 'Result', false],
  ['名称', 'Name', true],
  ['统一社会信用代码', 'USCC', false],
  ['主体编号', 'Party', false],
  ['说明', 'Remarks', true],
];

const OUTCOMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  new: ['新登记', 'registered'],
  change: ['已更新', 'updated'],
  same: ['无变化', 'unchanged'],
  error: ['未导入', 'left out'],
  waiting: ['待导入', 'not written yet'],
};

/** Columns of the result report. */
export function reportColumns(language: Language): readonly SheetColumn[] {
  return REPORT_COLUMNS.map(([zh, en, wide]) => ({ title: language === 'en' ? en : zh, wide }));
}

/** Every row of an import with what became of it, block by block. */
export async function* reportRows(
  { ctx }: ImportParts,
  stored: StoredImport,
  language: Language,
): AsyncGenerator<readonly RowCells[]> {
  for (let after = 0; ; ) {
    const rows = await rowsOf(ctx.database, stored.id, { after, limit: 2_000 });
    if (rows.length === 0) return;
    yield rows.map(row => reportCells(row, language));
    after = rows.at(-1)!.line;
  }
}

function reportCells(row: StoredRow, language: Language): RowCells {
  const outcome = row.written || row.outcome === 'same' || row.outcome === 'error' ? row.outcome : 'waiting';
  const [zh, en] = OUTCOMES[outcome]!;
  const remarks = row.problems.map(problem =>
    `${problem.column ?? ''} ${sentenceOf(problem)[language]}`.trim(),
  );
  return [
    String(row.line),
    language === 'en' ? en : zh,
    row.nameZh ?? '',
    row.uscc ?? '',
    row.partyId ?? '',
    remarks.join('; '),
  ];
}
