import type { SheetRow } from '../custody-fact.ts';
import { sumText } from '../holdings.ts';
import type { RecallParts, SheetPart } from '../recall.ts';
import { rowBlocks } from '../sheet-rows.ts';
import type { HolderCount } from './store.ts';

/** States in which nobody has the goods any more. A shop that sold them is told: it knows its buyers. */
const GONE: ReadonlySet<string> = new Set(['usedUp', 'destroyed']);
/** Quantities that are added up at once. */
const SUMMED_AT_ONCE = 1_000;
const GTIN = /^https:\/\/id\.gs1\.org\/01\/(\d{14})/;

/** Who holds goods, and of which products they are. */
export interface HoldersFound {
  readonly holders: readonly HolderCount[];
  /** GTIN → lots. */
  readonly products: ReadonlyMap<string, number>;
}

/** Counts holders and products of these lots, holding by holding, without keeping rows. */
export async function countHolders(parts: RecallParts, part: SheetPart): Promise<HoldersFound> {
  const counting = new Counting();
  for await (const rows of rowBlocks(parts, part)) for (const row of rows) counting.add(row);
  return counting.found();
}

interface Tally {
  lots: number;
  lastLot: number;
  readonly told: Map<string, string[]>;
}

class Counting {
  readonly #holders = new Map<number, Tally>();
  readonly #products = new Map<string, number>();
  #lastLot = 0;

  add({ lot, uri, quantity, unit, custody }: SheetRow): void {
    if (lot !== this.#lastLot) this.#countProduct(uri);
    this.#lastLot = lot;
    if (custody === undefined || GONE.has(custody.state)) return;
    const tally = this.#tallyOf(custody.holderNumber);
    // A lot's rows stand together.
    if (tally.lastLot !== lot) tally.lots += 1;
    tally.lastLot = lot;
    if (quantity === undefined) return;
    const texts = tally.told.get(unit ?? '') ?? [];
    if (texts.length === 0) tally.told.set(unit ?? '', texts);
    texts.push(quantity);
    if (texts.length > SUMMED_AT_ONCE) texts.splice(0, texts.length, sumText(texts));
  }

  found(): HoldersFound {
    const holders = [...this.#holders].map(([party, { lots, told }]) => ({
      party,
      lots,
      amounts: new Map([...told].map(([unit, texts]) => [unit, sumText(texts)])),
    }));
    return { holders, products: this.#products };
  }

  #tallyOf(party: number): Tally {
    let tally = this.#holders.get(party);
    if (tally === undefined) {
      tally = { lots: 0, lastLot: 0, told: new Map() };
      this.#holders.set(party, tally);
    }
    return tally;
  }

  #countProduct(uri: string): void {
    const gtin = GTIN.exec(uri)?.[1];
    if (gtin !== undefined) this.#products.set(gtin, (this.#products.get(gtin) ?? 0) + 1);
  }
}
