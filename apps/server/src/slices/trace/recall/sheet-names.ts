import type { LocalText } from '@pinxin/contract/scan';
import type { Database } from '../../../kernel/db/database.ts';
import {
  type PartyRow,
  type PlaceRow,
  partyRows,
  placeRows,
  productNames,
  sideRows,
  termWords,
} from './sheet-views.ts';

/** What the numbers of one sheet mean; each is looked up when it is first met. */
export class SheetNames {
  readonly #database: Database;
  readonly #words = new Map<number, string>();
  readonly #parties = new Map<number, PartyRow>();
  readonly #places = new Map<number, PlaceRow>();
  readonly #sides = new Map<number, LocalText>();
  readonly #products = new Map<string, LocalText | undefined>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Learns units, steps and kinds of sides. */
  async learnWords(...columns: readonly Int32Array[]): Promise<void> {
    for (const { id, uri } of await termWords(this.#database, unmet(this.#words, columns)))
      this.#words.set(id, uri);
  }

  async learnParties(parties: Int32Array): Promise<void> {
    for (const row of await partyRows(this.#database, unmet(this.#parties, [parties])))
      this.#parties.set(row.id, row);
  }

  async learnPlaces(places: Int32Array): Promise<void> {
    for (const row of await placeRows(this.#database, unmet(this.#places, [places])))
      this.#places.set(row.id, row);
  }

  async learnSides(values: Int32Array): Promise<void> {
    for (const { id, zh, en } of await sideRows(this.#database, unmet(this.#sides, [values])))
      this.#sides.set(id, named(zh, en));
  }

  async learnProducts(gtins: Iterable<string>): Promise<void> {
    const missing = [...gtins].filter(gtin => !this.#products.has(gtin));
    const rows = await productNames(this.#database, missing);
    // Not before: other blocks are read meanwhile, and what is met is taken for known.
    for (const gtin of missing) this.#products.set(gtin, undefined);
    for (const { gtin, zh, en } of rows) this.#products.set(gtin, named(zh, en));
  }

  word(term: number): string | undefined {
    return this.#words.get(term);
  }

  party(party: number): PartyRow {
    const row = this.#parties.get(party);
    if (row === undefined) throw new Error(`there is no party ${party}`);
    return row;
  }

  place(term: number): PlaceRow | undefined {
    return this.#places.get(term);
  }

  side(term: number): LocalText | undefined {
    return this.#sides.get(term);
  }

  /** Name of a registered product. */
  product(gtin: string): LocalText | undefined {
    return this.#products.get(gtin);
  }
}

/** A name with its English one, where it has one. */
export function named(zh: string, en: string | null): LocalText {
  return { 'zh-CN': zh, ...(en === null ? {} : { en }) };
}

/** Numbers in these columns, none twice, that are not known yet; 0 says nothing. */
function unmet(known: ReadonlyMap<number, unknown>, columns: readonly Int32Array[]): number[] {
  const found = new Set<number>();
  for (const column of columns) {
    for (let index = 0, last = 0; index < column.length; index++) {
      const number = column[index]!;
      if (number === last) continue;
      last = number;
      if (!known.has(number)) found.add(number);
    }
  }
  found.delete(0);
  return [...found];
}
