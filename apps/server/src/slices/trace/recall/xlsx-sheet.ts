import type { Language } from '@pinxin/site/language';
import writeExcelFile from 'write-excel-file/node';
import { partOf, type Recall, type RecallParts, sheetRows } from './recall.ts';
import { cellsOf, SHEET_COLUMNS } from './sheet-columns.ts';

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
