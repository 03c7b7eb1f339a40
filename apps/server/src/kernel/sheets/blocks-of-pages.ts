import type { PageEnd } from '../keyset.ts';
import type { RowCells } from './workbook.ts';

/** Rows read at once for a sheet. */
export const ROWS_IN_BLOCK = 1_000;

/** A whole list as blocks of cells, page by page, so that nothing but the page at hand is kept. */
export async function* blocksOfPages<Row>(
  read: (
    after: PageEnd | undefined,
  ) => Promise<{ readonly rows: readonly Row[]; readonly end: PageEnd | undefined }>,
  cells: (row: Row) => RowCells,
): AsyncGenerator<readonly RowCells[]> {
  for (let after: PageEnd | undefined; ; ) {
    const page = await read(after);
    yield page.rows.map(cells);
    if (page.end === undefined) return;
    after = page.end;
  }
}
