import type { Language } from '@pinxin/site/language';
import { cell } from '../../../kernel/sheets/csv-cell.ts';
import { LOT_KINDS } from '../codes.ts';
import { InstantWriter, QUOTED, startsFormula, writeHex } from './csv-bytes.ts';
import type { CustodyState } from './custody-fact.ts';
import { type FactTable, offsetText } from './fact-table.ts';
import { newMemory, type PieceMemory } from './piece-stream.ts';
import type { SheetBlock } from './sheet-block.ts';
import { inLanguage, STATE_WORDS } from './sheet-columns.ts';
import { amountOf, stateOf } from './sheet-rows.ts';

const PIECE_BYTES = 256 * 1024;
/** Room beyond a piece for the line that fills it; a longer one makes the piece longer. */
const LINE_BYTES = 4 * 1024;
/** Memory of a piece. */
export const PIECE_MEMORY_BYTES = PIECE_BYTES + LINE_BYTES;
const HASH_BYTES = 32;
/** Bytes of an instant at most. */
const INSTANT_BYTES = 32;

/** Texts of a custody around its instant, encoded once. */
interface Tail {
  readonly before: Buffer;
  readonly after: Buffer;
}

/** Writes blocks as lines of CSV into pieces. A line that says the same as the one before copies it. */
export class CsvWriter {
  readonly #language: Language;
  readonly #affected = new InstantWriter();
  readonly #since = new InstantWriter();
  /** By state, then by number of the shared custody. */
  readonly #tails = new Map<CustodyState, Tail[]>();
  /** By minutes ahead of UTC. */
  readonly #zones = new Map<number, Buffer>();
  #lastAmount = { quantity: '', unit: '', bytes: Buffer.from(',,') };
  readonly #products: Buffer[] = [];
  readonly #noProduct = Buffer.from(',,');
  readonly #unseen: Buffer;
  readonly #memory: PieceMemory;
  #buffer: Buffer;
  #length = 0;
  /** The last line without holdings: which lot it is about, and where it goes on after its code; −1 = none here. */
  #model = 0;
  #modelFrom = -1;
  #modelTo = 0;
  /** No code of the block needs quotes. */
  #isPlainBlock = false;

  constructor(language: Language, memory: PieceMemory = newMemory) {
    this.#language = language;
    this.#memory = memory;
    this.#buffer = memory.piece(PIECE_MEMORY_BYTES);
    this.#unseen = Buffer.from(`,${cell(STATE_WORDS.unknown[language])},,,,,,,,\r\n`);
  }

  /** Lines of a block, in pieces that are the reader's own. */
  *pieces(block: SheetBlock): Generator<Buffer> {
    this.#modelFrom = -1;
    this.#isPlainBlock = !QUOTED.some(byte => block.uris.includes(byte));
    for (let index = 0; index < block.lots.length; index++) {
      if (block.kinds[index] === LOT_KINDS.process) continue;
      const held = block.holdings.get(block.lots[index]!);
      if (held === undefined) this.#line(block, index);
      else
        for (const { quantity, unit, event, state } of held) {
          this.#code(block, index);
          this.#copy(this.#product(block, index));
          this.#text(`${quantity},${cell(unit ?? '')},`);
          this.#time(block.times[index]!);
          this.#custody(block.heldFacts, block.heldFacts.indexOf(event), state);
          if (this.#length >= PIECE_BYTES) yield this.#taken();
        }
      if (this.#length >= PIECE_BYTES) yield this.#taken();
    }
    if (this.#length > 0) yield this.#taken();
  }

  /** The line of a lot that has no holdings. */
  #line(block: SheetBlock, index: number): void {
    if (this.#modelFrom >= 0 && isAlike(block, index, this.#model)) {
      this.#code(block, index);
      const bytes = this.#modelTo - this.#modelFrom;
      this.#room(bytes);
      this.#buffer.copyWithin(this.#length, this.#modelFrom, this.#modelTo);
      this.#length += bytes;
      return;
    }
    this.#code(block, index);
    this.#model = index;
    this.#modelFrom = this.#length;
    this.#copy(this.#product(block, index));
    this.#copy(this.#amount(block, index));
    this.#time(block.times[index]!);
    const fact = block.facts.indexOf(block.events[index]!);
    if (fact < 0) this.#copy(this.#unseen);
    else this.#custody(block.facts, fact, stateOf(block, index, fact));
    this.#modelTo = this.#length;
  }

  #code({ uris, uriEnds }: SheetBlock, index: number): void {
    const from = index === 0 ? 0 : uriEnds[index - 1]!;
    const to = uriEnds[index]!;
    if (!this.#isPlainBlock || startsFormula(uris[from]!)) {
      this.#text(cell(uris.toString('utf8', from, to)));
      return;
    }
    this.#room(to - from);
    const buffer = this.#buffer;
    let at = this.#length;
    for (let byte = from; byte < to; byte++) buffer[at++] = uris[byte]!;
    this.#length = at;
  }

  #time(time: number): void {
    if (!Number.isFinite(time)) return;
    this.#room(INSTANT_BYTES);
    this.#length = this.#affected.milliseconds(this.#buffer, this.#length, time);
  }

  #custody(facts: FactTable, fact: number, state: CustodyState): void {
    const { before, after } = this.#tailOf(facts, facts.told[fact]!, state);
    this.#copy(before);
    const offset = facts.offsetAt(fact);
    this.#room(INSTANT_BYTES);
    this.#length = this.#since.seconds(this.#buffer, this.#length, facts.timeAt(fact) + offset * 60_000);
    this.#copy(this.#zone(offset));
    this.#copy(after);
    this.#room(2 * HASH_BYTES + 2);
    const from = fact * HASH_BYTES;
    let at = writeHex(this.#buffer, this.#length, facts.hashes, from, from + HASH_BYTES);
    this.#buffer[at++] = 0x0d;
    this.#buffer[at++] = 0x0a;
    this.#length = at;
  }

  /** How much was made of a lot; neighbours are alike. */
  #amount(block: SheetBlock, index: number): Buffer {
    const { quantity = '', unit = '' } = amountOf(block, index);
    const last = this.#lastAmount;
    if (last.quantity === quantity && last.unit === unit) return last.bytes;
    this.#lastAmount = { quantity, unit, bytes: Buffer.from(`${quantity},${cell(unit)},`) };
    return this.#lastAmount.bytes;
  }

  #zone(offset: number): Buffer {
    const known = this.#zones.get(offset);
    if (known !== undefined) return known;
    const made = Buffer.from(offsetText(offset));
    this.#zones.set(offset, made);
    return made;
  }

  #tailOf(facts: FactTable, number: number, state: CustodyState): Tail {
    const tails = this.#tails.get(state) ?? [];
    if (tails.length === 0) this.#tails.set(state, tails);
    const known = tails[number];
    if (known !== undefined) return known;
    const { holder, place, division, from, to, phone } = facts.shared[number]!;
    const language = this.#language;
    const cells = (...texts: readonly (string | null | undefined)[]) =>
      texts.map(text => cell(text ?? '')).join(',');
    const where = cells(inLanguage(holder, language), inLanguage(place, language), division);
    const others = cells(inLanguage(from, language), inLanguage(to, language), phone);
    const tail = {
      before: Buffer.from(`,${cell(STATE_WORDS[state][language])},${where},`),
      after: Buffer.from(`,${others},/records/event/`),
    };
    tails[number] = tail;
    return tail;
  }

  #product({ gtinAt, gtins, names }: SheetBlock, index: number): Buffer {
    const number = gtinAt[index]!;
    if (number < 0) return this.#noProduct;
    const known = this.#products[number];
    if (known !== undefined) return known;
    const text = inLanguage(names.product(gtins[number]!), this.#language);
    const made = Buffer.from(`,${cell(text ?? '')},`);
    this.#products[number] = made;
    return made;
  }

  #text(text: string): void {
    // Three bytes at most for each UTF-16 unit.
    this.#room(text.length * 3);
    this.#length += this.#buffer.write(text, this.#length);
  }

  #copy(bytes: Buffer): void {
    this.#room(bytes.length);
    const buffer = this.#buffer;
    let at = this.#length;
    for (let byte = 0; byte < bytes.length; byte++) buffer[at++] = bytes[byte]!;
    this.#length = at;
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow((this.#length + bytes) * 2);
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }

  #taken(): Buffer {
    const piece = this.#buffer.subarray(0, this.#length);
    this.#buffer = this.#memory.piece(PIECE_MEMORY_BYTES);
    this.#length = 0;
    this.#modelFrom = -1;
    return piece;
  }
}

/** Whether all that a line says after its code is the same for two lots without holdings. */
function isAlike(block: SheetBlock, one: number, other: number): boolean {
  const { events, times, gtinAt, usedUp, made, units, serial } = block;
  return (
    events[one] === events[other] &&
    times[one] === times[other] &&
    gtinAt[one] === gtinAt[other] &&
    usedUp[one] === usedUp[other] &&
    Object.is(made[one], made[other]) &&
    units[one] === units[other] &&
    serial[one] === serial[other]
  );
}
