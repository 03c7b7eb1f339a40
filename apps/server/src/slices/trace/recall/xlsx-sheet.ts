import { Readable } from 'node:stream';
import type { Language } from '@pinxin/site/language';
import { type RowCells, type SheetColumn, workbook } from '../../../kernel/sheets/workbook.ts';
import type { SheetRow } from './custody-fact.ts';
import type { Recall, RecallParts } from './recall.ts';
import { cellsOf, SHEET_COLUMNS } from './sheet-columns.ts';
import { rowBlocks } from './sheet-rows.ts';

const WIDE: ReadonlySet<string> = new Set(['uri', 'record']);

/** The recall sheet as a workbook, streamed; the rows are those of `sheetRows`. */
export function xlsxSheet(parts: RecallParts, recall: Recall, language: Language): Readable {
  return Readable.from(recallWorkbook(rowBlocks(parts, recall), language), { objectMode: false });
}

/** A workbook of these rows, up to `most` on a worksheet. */
export function recallWorkbook(
  blocks: AsyncIterable<Iterable<SheetRow>>,
  language: Language,
  most?: number,
): AsyncGenerator<Buffer> {
  const columns = Object.entries(SHEET_COLUMNS).map(
    ([name, words]): SheetColumn => ({ title: words[language], wide: WIDE.has(name) }),
  );
  return workbook(columns, cellBlocks(blocks, language), { most });
}

async function* cellBlocks(
  blocks: AsyncIterable<Iterable<SheetRow>>,
  language: Language,
): AsyncGenerator<Iterable<RowCells>> {
  for await (const block of blocks) {
    yield (function* () {
      for (const row of block) yield cellsOf(row, language);
    })();
  }
}
