import { cell } from './csv-cell.ts';
import type { RowCells, SheetColumn } from './workbook.ts';

/** CSV (RFC 4180, UTF-8 with a byte order mark so that Excel opens it right) of these rows, as a stream. */
export async function* csvLines(
  columns: readonly SheetColumn[],
  blocks: AsyncIterable<Iterable<RowCells>>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(`\uFEFF${columns.map(({ title }) => cell(title)).join(',')}\r\n`);
  for await (const block of blocks) {
    const lines = [...block].map(cells => `${cells.map(text => cell(text ?? '')).join(',')}\r\n`);
    if (lines.length > 0) yield Buffer.from(lines.join(''));
  }
}
