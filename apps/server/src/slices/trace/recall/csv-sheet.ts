import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Language } from '@pinxin/site/language';
import { CsvWriter, PIECE_MEMORY_BYTES } from './csv-writer.ts';
import { type PieceMemory, PieceStream } from './piece-stream.ts';
import type { Recall, RecallParts } from './recall.ts';
import { sheetBlocks } from './sheet-block.ts';
import { SHEET_COLUMNS } from './sheet-columns.ts';

const BOM = '\uFEFF';

/**
 * The recall sheet as CSV (RFC 4180, UTF-8 with a byte order mark so that Excel opens it right), streamed in the
 * order of lot numbers; the rows are those of `sheetRows`.
 */
export function csvSheet(parts: RecallParts, recall: Recall, language: Language): Readable {
  return new PieceStream(PIECE_MEMORY_BYTES, memory => csvPieces(parts, recall, language, memory));
}

async function* csvPieces(
  parts: RecallParts,
  recall: Recall,
  language: Language,
  memory: PieceMemory,
): AsyncGenerator<Buffer> {
  const header = Object.values(SHEET_COLUMNS)
    .map(words => words[language])
    .join(',');
  yield Buffer.from(`${BOM}${header}\r\n`);
  const writer = new CsvWriter(language, memory);
  for await (const block of sheetBlocks(parts, recall)) {
    for (const piece of writer.pieces(block)) {
      yield piece;
      // Others have their turn: a reader that takes everything at once would leave them none.
      await setImmediate();
    }
  }
}
