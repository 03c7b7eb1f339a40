import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Language } from '@pinxin/site/language';
import type { SheetRow } from './custody-fact.ts';
import type { Recall, RecallParts } from './recall.ts';
import { cellsOf, SHEET_COLUMNS } from './sheet-columns.ts';
import { rowBlocks } from './sheet-rows.ts';
import { bookParts, rowXml, SHEET_END, sheetBeginning, sheetPath } from './xlsx-parts.ts';
import { ZipStream } from './zip-stream.ts';

/** Rows that a worksheet can have, its header included (Excel specifications and limits). */
const MOST_SHEET_ROWS = 1_048_576;
/** Rows made into text at once. */
const ROWS_IN_PIECE = 512;

/**
 * The recall sheet as a workbook, streamed; the rows are those of `sheetRows`. Codes stay text, so that leading zeros
 * survive. What does not fit into one worksheet goes on in the next.
 */
export function xlsxSheet(parts: RecallParts, recall: Recall, language: Language): Readable {
  return Readable.from(workbook(rowBlocks(parts, recall), language), { objectMode: false });
}

/** A workbook of these rows, up to `most` on a worksheet. */
export async function* workbook(
  blocks: AsyncIterable<Iterable<SheetRow>>,
  language: Language,
  most: number = MOST_SHEET_ROWS,
): AsyncGenerator<Buffer> {
  const zip = new ZipStream();
  const pieces = rowPieces(blocks, language, Math.min(ROWS_IN_PIECE, most - 1));
  let sheets = 0;
  try {
    for (let next = await pieces.next(); sheets === 0 || !next.done; ) {
      sheets++;
      const sheet = async function* (): AsyncGenerator<Buffer> {
        const header = Object.values(SHEET_COLUMNS).map(words => words[language]);
        yield Buffer.from(sheetBeginning(Object.keys(SHEET_COLUMNS)) + rowXml(header, 'bold'));
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
  blocks: AsyncIterable<Iterable<SheetRow>>,
  language: Language,
  most: number,
): AsyncGenerator<Piece, undefined> {
  for await (const block of blocks) {
    let texts: string[] = [];
    for (const row of block) {
      texts.push(rowXml(cellsOf(row, language)));
      if (texts.length < most) continue;
      yield { rows: texts.length, bytes: Buffer.from(texts.join('')) };
      texts = [];
    }
    if (texts.length > 0) yield { rows: texts.length, bytes: Buffer.from(texts.join('')) };
  }
}
