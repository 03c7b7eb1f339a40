import type { RowCells } from '../../../kernel/sheets/workbook.ts';

/** Rows read block by block behind the last one of the block before, so that nothing but a block is kept. */
export async function* rowsInBlocks<Row>(
  read: (after: string | undefined) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
  cells: (row: Row) => RowCells,
): AsyncGenerator<Iterable<RowCells>> {
  let after: string | undefined;
  for (;;) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(cells);
    after = keyOf(last);
  }
}
