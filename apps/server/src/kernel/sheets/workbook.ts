import { setImmediate } from 'node:timers/promises';
import { bookParts, rowXml, SHEET_END, sheetBeginning, sheetPath } from './xlsx-parts.ts';
import { ZipStream } from './zip-stream.ts';

/** Rows that a worksheet can have, its header included (Excel specifications and limits). */
const MOST_SHEET_ROWS = 1_048_576;
/** Rows made into text at once. */
const ROWS_IN_PIECE = 512;

/** A column of a sheet: its title, and whether it holds long texts. */
export interface SheetColumn {
  readonly title: string;
  readonly wide?: boolean;
}

/** Texts of one row's cells, in the order of the columns. */
export type RowCells = readonly (string | undefined)[];

/** How a workbook is written. */
export interface WorkbookWish {
  /** Rows of a worksheet, header included. */
  readonly most?: number | undefined;
  /** Cells say where they stand: larger, but other programs that import it want it. */
  readonly placed?: boolean;
}

/**
 * A workbook of these rows, as a stream. Every cell is text, so that leading zeros survive. What does not fit into one
 * worksheet goes on in the next.
 */
export async function* workbook(
  columns: readonly SheetColumn[],
  blocks: AsyncIterable<Iterable<RowCells>>,
  { most = MOST_SHEET_ROWS, placed = false }: WorkbookWish = {},
): AsyncGenerator<Buffer> {
  const zip = new ZipStream();
  const pieces = rowPieces(blocks, Math.min(ROWS_IN_PIECE, most - 1), most, placed);
  let sheets = 0;
  try {
    for (let next = await pieces.next(); sheets === 0 || !next.done; ) {
      sheets++;
      const sheet = async function* (): AsyncGenerator<Buffer> {
        const header = rowXml(
          columns.map(({ title }) => title),
          'bold',
          placed ? 1 : undefined,
        );
        yield Buffer.from(sheetBeginning(columns.map(({ wide }) => wide === true)) + header);
        let rows = 1;
        for (; !next.done && rows + next.value.rows <= most; next = await pieces.next()) {
          rows += next.value.rows;
          yield next.value.bytes;
          await setImmediate();
        }
        yield Buffer.from(SHEET_END);
      };
      yield* zip.file(sheetPath(sheets), sheet());
    }
    for (const [path, text] of bookParts(sheets)) yield* zip.file(path, [Buffer.from(text)]);
    yield zip.end();
  } finally {
    await pieces.return(undefined);
  }
}

interface Piece {
  readonly rows: number;
  readonly bytes: Buffer;
}

async function* rowPieces(
  blocks: AsyncIterable<Iterable<RowCells>>,
  size: number,
  most: number,
  placed: boolean,
): AsyncGenerator<Piece, undefined> {
  // The same count as the worksheet keeps: a piece that does not fit begins the next one.
  let line = 1;
  for await (const block of blocks) {
    let waiting: RowCells[] = [];
    const piece = (): Piece => {
      if (line + waiting.length > most) line = 1;
      const texts = waiting.map((cells, index) =>
        rowXml(cells, undefined, placed ? line + index + 1 : undefined),
      );
      line += waiting.length;
      const made = { rows: waiting.length, bytes: Buffer.from(texts.join('')) };
      waiting = [];
      return made;
    };
    for (const cells of block) {
      waiting.push(cells);
      if (waiting.length === size) yield piece();
    }
    if (waiting.length > 0) yield piece();
  }
}
