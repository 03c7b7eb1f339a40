import type { Language } from '@pinxin/site/language';
import writeExcelFile from 'write-excel-file/node';
import { partOf, type Recall, type RecallParts, sheetRows } from './recall.ts';
import { inLanguage, SHEET_COLUMNS, STATE_WORDS } from './sheet-columns.ts';
import type { SheetRow } from './custody-fact.ts';

/** Above this a workbook would not open well; the CSV has no bound. */
export const MOST_XLSX_ROWS = 100_000;
const AT_ONCE = 10_000;

/** The recall sheet as a workbook: codes stay text, so that leading zeros survive. */
export async function xlsxSheet(parts: RecallParts, recall: Recall, language: Language): Promise<Buffer> {
  const header = Object.values(SHEET_COLUMNS).map(words => ({
    value: words[language],
    fontWeight: 'bold' as const,
  }));
  const data: object[][] = [header];
  for (let from = 0; from < recall.lots.length; from += AT_ONCE) {
    const rows = await sheetRows(parts, partOf(recall, from, AT_ONCE));
    for (const row of rows)
      data.push(cellsOf(row, language).map(value => ({ type: String, value: value ?? '' })));
  }
  const columns = Object.keys(SHEET_COLUMNS).map(name => ({
    width: name === 'uri' || name === 'record' ? 48 : 18,
  }));
  return await writeExcelFile(data as never, { columns, stickyRowsCount: 1 } as never).toBuffer();
}

/** A row's cells in the order of the columns. */
export function cellsOf(row: SheetRow, language: Language): readonly (string | undefined)[] {
  const { custody } = row;
  return [
    row.uri,
    inLanguage(row.product, language),
    row.quantity,
    row.unit,
    row.time === undefined ? undefined : new Date(row.time).toISOString(),
    STATE_WORDS[custody?.state ?? 'unknown'][language],
    inLanguage(custody?.holder, language),
    inLanguage(custody?.place, language),
    custody?.division ?? undefined,
    custody?.since,
    inLanguage(custody?.from, language),
    inLanguage(custody?.to, language),
    custody?.phone ?? undefined,
    custody && `/records/event/${custody.hash}`,
  ];
}
