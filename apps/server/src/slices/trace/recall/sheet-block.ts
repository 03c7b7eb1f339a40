import { LOT_KINDS } from '../codes.ts';
import { custodyAsOf } from '../lineage/custody-as-of.ts';
import type { CustodyColumns } from '../lineage/lineage.ts';
import { custodyWithin } from './custody-columns.ts';
import { ascending, type FactReader, recentFactReader } from './fact-reader.ts';
import type { FactTable } from './fact-table.ts';
import { FEW } from './few-views.ts';
import type { Holding } from './holdings.ts';
import { findHoldings } from './lot-holdings.ts';
import type { RecallParts, SheetPart } from './recall.ts';
import { ReusedMemory } from './row-memory.ts';
import type { SheetNames } from './sheet-names.ts';
import { type LotColumns, leftOver, lotColumns, lotsAndEvents } from './sheet-views.ts';

/** Lots whose rows are made at once. */
const LOTS_IN_BLOCK = 16_384;
/** Blocks that are read while another is written. */
const READ_AHEAD = 2;
/** Canonical Digital Links of trade items begin so. */
const GTIN_STEM = Buffer.from('https://id.gs1.org/01/');
const GTIN_DIGITS = 14;
/** Application identifier 21, serial number, in a Digital Link. */
const SERIAL = Buffer.from('/21/');
const SLASH = 0x2f;

/** Some lots of a sheet, ascending, and all that their rows say. Columns are beside `lots`. */
export interface SheetBlock extends LotColumns {
  readonly lots: Uint32Array;
  /** Affected from (forward), or mattering until (back), in ms; not finite = without bound. */
  readonly times: Float64Array;
  /** The event that decides where it is, 0 = never seen. */
  readonly events: Int32Array;
  /** 1 = that event used it up. */
  readonly usedUp: Uint8Array;
  /** How much was made of it; NaN = not said. */
  readonly made: Float64Array;
  /** Its unit as a `term` number, 0 = pieces. */
  readonly units: Int32Array;
  /** What those events tell. */
  readonly facts: FactTable;
  /** Class lots of which somebody said how much: they have a row for each holding. */
  readonly holdings: ReadonlyMap<number, readonly Holding[]>;
  /** What the events of `holdings` tell. */
  readonly heldFacts: FactTable;
  /** GTIN of each lot as a number in `gtins`, −1 = none. */
  readonly gtinAt: Int32Array;
  readonly gtins: readonly string[];
  /** 1 = a serial-numbered item: its code has /21/. */
  readonly serial: Uint8Array;
  /** Knows all that is named in this block. */
  readonly names: SheetNames;
  /** The memory behind `uris` and the facts. */
  readonly memory: ReusedMemory;
}

/**
 * Reads a sheet block by block, some blocks ahead of whoever writes it. Nothing is held between blocks: a slow
 * reader keeps no connection busy, and one that goes away stops the work. Each block tells how things stand when it is
 * read, unless the part has an instant. The next block may lie in the memory of the one before.
 */
export async function* sheetBlocks(
  parts: RecallParts,
  part: SheetPart,
  lotsInBlock: number = LOTS_IN_BLOCK,
): AsyncGenerator<SheetBlock> {
  const reader = new BlockReader(parts, part);
  const ahead: Promise<SheetBlock>[] = [];
  let from = 0;
  const readAhead = (): void => {
    for (; ahead.length < READ_AHEAD && from < part.lots.length; from += lotsInBlock) {
      const block = reader.read(from, from + lotsInBlock);
      // A block that fails is told of when it has its turn.
      block.catch(() => {});
      ahead.push(block);
    }
  };
  try {
    readAhead();
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) {
      const block = await next;
      readAhead();
      yield block;
      block.memory.giveBack();
    }
  } finally {
    await Promise.allSettled(ahead);
  }
}

class BlockReader {
  readonly #parts: RecallParts;
  readonly #part: SheetPart;
  readonly #names: SheetNames;
  readonly #facts: FactReader;
  readonly #pool: Buffer[] = [];
  readonly #gtins: string[] = [];
  readonly #gtinNumbers = new Map<string, number>();

  constructor(parts: RecallParts, part: SheetPart) {
    this.#parts = parts;
    this.#part = part;
    this.#facts = recentFactReader(parts.ctx);
    this.#names = this.#facts.names;
  }

  async read(from: number, to: number): Promise<SheetBlock> {
    const lots = this.#part.lots.slice(from, to);
    const memory = new ReusedMemory(this.#pool);
    const [columns, custody, facts] = await this.#located(lots, from, to, memory);
    const gtinAt = this.#gtinNumbersOf(columns);
    const [held, usedUp] = await Promise.all([
      this.#held(lots, columns.kinds, custody.told),
      this.#usedUp(lots, columns.kinds, custody),
      this.#names.learnWords(custody.unit),
      this.#names.learnProducts(this.#gtins),
    ]);
    return {
      ...{ lots, ...columns, times: this.#part.times.subarray(from, to) },
      ...{ events: custody.event, usedUp, made: custody.made, units: custody.unit, facts, ...held },
      ...{ gtinAt, gtins: this.#gtins, serial: serialsAmong(columns, gtinAt) },
      ...{ names: this.#names, memory },
    };
  }

  /** What the lots are, where they are, and what their last events tell. */
  async #located(
    lots: Uint32Array,
    from: number,
    to: number,
    memory: ReusedMemory,
  ): Promise<readonly [LotColumns, CustodyColumns, FactTable]> {
    const { database } = this.#parts.ctx;
    const custody = this.#custodyOf(lots, from, to);
    if (this.#part.custody !== undefined && lots.length <= FEW) {
      // Where they are is known: all that is missing is asked at once.
      const known = await custody;
      const [columns, told] = await lotsAndEvents(database, lots, ascending(known.event));
      return [columns, known, await this.#facts.of(told)];
    }
    return await Promise.all([
      lotColumns(database, lots, memory),
      custody,
      custody.then(({ event }) => this.#facts.read(event, memory)),
    ]);
  }

  async #custodyOf(lots: Uint32Array, from: number, to: number): Promise<CustodyColumns> {
    const { asOf, custody } = this.#part;
    const { ctx, lineage } = this.#parts;
    const now = custody === undefined ? await lineage.custody(lots) : custodyWithin(custody, from, to);
    return asOf === undefined ? now : { ...now, ...(await custodyAsOf(ctx.database, lots, asOf)) };
  }

  async #held(
    lots: Uint32Array,
    kinds: Int16Array,
    told: Uint8Array,
  ): Promise<Pick<SheetBlock, 'holdings' | 'heldFacts'>> {
    const classLots = Array.from(
      lots.filter((_, index) => kinds[index] === LOT_KINDS.lot && told[index] === 1),
    );
    const parts = { ...this.#parts, facts: this.#facts, reached: this.#part.reached };
    const holdings = await findHoldings(parts, classLots, this.#part.asOf);
    const events = [...holdings.values()].flatMap(each => each.map(({ event }) => event));
    return { holdings, heldFacts: await this.#facts.read(Int32Array.from(events)) };
  }

  /** What an event used is used up, unless amounts say that some is left. A class lot with amounts has its holdings. */
  async #usedUp(lots: Uint32Array, kinds: Int16Array, { used, made }: CustodyColumns): Promise<Uint8Array> {
    const doubtful = lots.filter(
      (_, index) => used[index] === 1 && made[index]! > 0 && kinds[index] !== LOT_KINDS.lot,
    );
    if (doubtful.length === 0) return used;
    const left = await leftOver(this.#parts.ctx.database, [...doubtful], this.#part.asOf);
    return used.map((each, index) => (left.has(lots[index]!) ? 0 : each));
  }

  /** Neighbours mostly are of one product: only where it changes is a number looked up. */
  #gtinNumbersOf({ uris, uriEnds }: LotColumns): Int32Array {
    const numbers = new Int32Array(uriEnds.length).fill(-1);
    const bytes = GTIN_STEM.length + GTIN_DIGITS;
    let start = 0;
    let before = -1;
    let number = -1;
    for (let index = 0; index < uriEnds.length; start = uriEnds[index++]!) {
      if (start + bytes > uriEnds[index]!) continue;
      if (before < 0 || !areAlike(uris, start, uris, before, bytes)) {
        if (!areAlike(uris, start, GTIN_STEM, 0, GTIN_STEM.length)) continue;
        number = this.#gtinNumber(uris.toString('latin1', start + GTIN_STEM.length, start + bytes));
        before = start;
      }
      numbers[index] = number;
    }
    return numbers;
  }

  #gtinNumber(gtin: string): number {
    const known = this.#gtinNumbers.get(gtin);
    if (known !== undefined) return known;
    const number = this.#gtins.push(gtin) - 1;
    this.#gtinNumbers.set(gtin, number);
    return number;
  }
}

function areAlike(one: Buffer, oneAt: number, other: Buffer, otherAt: number, bytes: number): boolean {
  // What tells products apart stands last.
  for (let at = bytes - 1; at >= 0; at--) if (one[oneAt + at] !== other[otherAt + at]) return false;
  return true;
}

function serialsAmong({ uris, uriEnds }: LotColumns, gtinAt: Int32Array): Uint8Array {
  const serial = new Uint8Array(uriEnds.length);
  for (let index = 0, start = 0; index < uriEnds.length; start = uriEnds[index++]!) {
    // Behind a GTIN there are a few signs only.
    const from = gtinAt[index]! < 0 ? start : start + GTIN_STEM.length + GTIN_DIGITS;
    const last = uriEnds[index]! - SERIAL.length;
    for (let at = from; at <= last; at++) {
      if (uris[at] !== SLASH || !areAlike(uris, at, SERIAL, 0, SERIAL.length)) continue;
      serial[index] = 1;
      break;
    }
  }
  return serial;
}
