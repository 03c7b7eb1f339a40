import { Readable } from 'node:stream';
import type { Language } from '@pinxin/site/language';
import type { CustodyFact } from './custody-fact.ts';
import { readLotStream } from './lot-stream.ts';
import {
  GTIN_STEM,
  listsHoldings,
  quantityOf,
  type Recall,
  type RecallParts,
  type SheetWords,
  sheetRows,
  sheetWords,
} from './recall.ts';
import { cellsOf, inLanguage, SHEET_COLUMNS, STATE_WORDS } from './sheet-columns.ts';
import { openLotStream } from './sheet-views.ts';

const BOM = '\uFEFF';
const PIECE_BYTES = 256 * 1024;
/** Longest row that is expected; the buffer always has this much room left. */
const ROW_BYTES = 16 * 1024;

/**
 * The recall sheet as CSV (RFC 4180, UTF-8 with a byte order mark so that Excel opens it right), streamed in the
 * order of lot numbers. What millions of lots share (custody, product) is written out once and copied. Beyond what
 * `listsHoldings` allows a class lot shows its last holder only; up to there the rows are those of the workbook.
 */
export function csvSheet(parts: RecallParts, recall: Recall, language: Language): Readable {
  return Readable.from(csvPieces(parts, recall, language), { objectMode: false, highWaterMark: PIECE_BYTES });
}

async function* csvPieces(parts: RecallParts, recall: Recall, language: Language): AsyncGenerator<Buffer> {
  const header = Object.values(SHEET_COLUMNS)
    .map(words => words[language])
    .join(',');
  yield Buffer.from(`${BOM}${header}\r\n`);
  if (recall.lots.length === 0) return;
  if (listsHoldings(recall.lots.length)) {
    for (const row of await sheetRows(parts, recall)) {
      const cells = cellsOf(row, language).map(text => cell(text ?? ''));
      yield Buffer.from(`${cells.join(',')}\r\n`);
    }
    return;
  }
  const words = await sheetWords(parts, recall.lots, recall.asOf);
  const rows = new CsvRows(recall, words, language);
  const { stream, release } = await openLotStream(parts.ctx.database, recall.lots);
  const pieces = piecesOf(stream, rows);
  try {
    yield* pieces;
    release();
  } catch (error) {
    release(error as Error);
    throw error;
  }
}

/** Turns the push of the row reader into pulled pieces, never more than a few ahead of the reader. */
async function* piecesOf(stream: Readable, rows: CsvRows): AsyncGenerator<Buffer> {
  const ready: Buffer[] = [];
  let wake = () => {};
  let room = () => {};
  let ended = false;
  let failure: unknown;
  const reading = readLotStream(stream, rows.add, async () => {
    ready.push(...rows.take(false));
    wake();
    if (ready.length > 8) await new Promise<void>(resolve => (room = resolve));
  })
    .then(
      () => ready.push(...rows.take(true)),
      error => (failure = error),
    )
    .finally(() => {
      ended = true;
      wake();
    });
  try {
    while (!ended || ready.length > 0) {
      const piece = ready.shift();
      if (piece !== undefined) {
        room();
        yield piece;
      } else await new Promise<void>(resolve => (wake = resolve));
    }
    if (failure !== undefined) throw failure;
  } finally {
    // The reader of the answer went away: the rest of the table is not read.
    if (!ended) stream.destroy();
    room();
    await reading;
  }
}

/** Writes rows into a buffer; lots must come in ascending order. */
class CsvRows {
  readonly #recall: Recall;
  readonly #words: SheetWords;
  readonly #language: Language;
  readonly #custody = new Map<CustodyFact, { readonly plain: Buffer; readonly usedUp: Buffer }>();
  readonly #products = new Map<string, Buffer>();
  readonly #done: Buffer[] = [];
  #buffer = Buffer.allocUnsafe(PIECE_BYTES + ROW_BYTES);
  #length = 0;
  #next = 0;

  constructor(recall: Recall, words: SheetWords, language: Language) {
    this.#recall = recall;
    this.#words = words;
    this.#language = language;
  }

  readonly add = (lot: number, bytes: Buffer, from: number, to: number): void => {
    const { lots } = this.#recall;
    while (this.#next < lots.length && lots[this.#next]! < lot) this.#next++;
    if (lots[this.#next] !== lot) return;
    this.#write(this.#next, bytes, from, to);
    if (this.#length >= PIECE_BYTES) this.#close();
  };

  /** Finished pieces; with `all` also the one begun. */
  take(all: boolean): Buffer[] {
    if (all && this.#length > 0) this.#close();
    return this.#done.splice(0);
  }

  #close(): void {
    this.#done.push(this.#buffer.subarray(0, this.#length));
    this.#buffer = Buffer.allocUnsafe(PIECE_BYTES + ROW_BYTES);
    this.#length = 0;
  }

  #write(index: number, bytes: Buffer, from: number, to: number): void {
    const { custody, facts, usedUp, units } = this.#words;
    const plainUri = isPlain(bytes, from, to);
    if (plainUri) this.#length += bytes.copy(this.#buffer, this.#length, from, to);
    else this.#text(cell(bytes.toString('utf8', from, to)));
    this.#copy(this.#product(bytes, from, to));
    const made = custody.made[index]!;
    if (made > 0) {
      const { quantity, unit } = quantityOf('', custody, index, units);
      this.#text(`${quantity},${cell(unit ?? '')}`);
    } else this.#text(bytes.subarray(from, to).includes('/21/') ? '1,' : ',');
    this.#text(`,${instant(this.#recall.times[index]!)}`);
    const fact = facts.get(custody.event[index]!);
    if (fact === undefined) this.#text(`,${cell(STATE_WORDS.unknown[this.#language])},,,,,,,,\r\n`);
    else
      this.#copy(
        usedUp.size > 0 && usedUp.has(this.#recall.lots[index]!)
          ? this.#tail(fact).usedUp
          : this.#tail(fact).plain,
      );
  }

  #text(text: string): void {
    this.#length += this.#buffer.write(text, this.#length, 'utf8');
  }

  #copy(bytes: Buffer): void {
    this.#length += bytes.copy(this.#buffer, this.#length);
  }

  #product(bytes: Buffer, from: number, to: number): Buffer {
    const start = from + GTIN_STEM.length;
    const gtin =
      to - from > GTIN_STEM.length + 14 && bytes[from + 19] === 0x30
        ? bytes.toString('latin1', start, start + 14)
        : '';
    const known = this.#products.get(gtin);
    if (known !== undefined) return known;
    const name = this.#words.products.get(gtin);
    const text = name === undefined ? '' : this.#language === 'en' ? (name.en ?? name.zh) : name.zh;
    const made = Buffer.from(`,${cell(text)},`);
    this.#products.set(gtin, made);
    return made;
  }

  #tail(fact: CustodyFact): { readonly plain: Buffer; readonly usedUp: Buffer } {
    const known = this.#custody.get(fact);
    if (known !== undefined) return known;
    const made = {
      plain: Buffer.from(tailOf(fact, this.#language)),
      usedUp: Buffer.from(
        tailOf(fact.state === 'inStock' ? { ...fact, state: 'usedUp' } : fact, this.#language),
      ),
    };
    this.#custody.set(fact, made);
    return made;
  }
}

function tailOf(fact: CustodyFact, language: Language): string {
  const cells = [
    STATE_WORDS[fact.state][language],
    inLanguage(fact.holder, language),
    inLanguage(fact.place, language),
    fact.division,
    fact.since,
    inLanguage(fact.from, language),
    inLanguage(fact.to, language),
    fact.phone,
    `/records/event/${fact.hash}`,
  ];
  return `,${cells.map(text => cell(text ?? '')).join(',')}\r\n`;
}

/** Neither quotes, commas nor line ends, and no beginning that a spreadsheet would take for a formula. */
function isPlain(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === 0x22 || byte === 0x2c || byte === 0x0a || byte === 0x0d) return false;
  }
  const first = bytes[from];
  return first !== 0x3d && first !== 0x2b && first !== 0x2d && first !== 0x40 && first !== 0x09;
}

/** One cell; what would be a formula in a spreadsheet is defused by an apostrophe (CSV injection, OWASP). */
export function cell(text: string): string {
  const defused = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}

function instant(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString() : '';
}
