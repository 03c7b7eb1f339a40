import type { Database } from '../../kernel/db/database.ts';
import type { NearLots } from '../trace/api.ts';
import { AskedTogether } from './asked-together.ts';
import { eventRecord } from './event-record.ts';
import { KnownTerms } from './known-terms.ts';
import {
  type CardUse,
  type EventRecord,
  eventsOfCard,
  fillingsOf,
  type LotCard,
  lotCard,
  MOST_SOURCES,
} from './lot-card.ts';
import { type MarkRow, readMarksOf } from './mark-views.ts';
import { Recent } from './recent.ts';
import {
  type JournalNews,
  type LotNews,
  readJournalNews,
  readParties,
  readPlaces,
  readProducts,
} from './reference-views.ts';
import { gtinOf } from './row-facts.ts';
import type { PartyRow, PlaceRow, ProductRow } from './scan-views.ts';
import { readDemo, WALK } from './scan-views.ts';
import { SharedPages } from './shared-pages.ts';
import { readContents, readEvents, readLargeEvents } from './walk-event-views.ts';
import {
  type LotRead,
  MOST_LOT_ROWS,
  MOST_PARTS,
  type ReadAt,
  readHubRows,
  readLots,
  readLotsByUri,
} from './walk-views.ts';

const MOST_CARDS = 10_000;
const MOST_EVENTS = 10_000;
const MOST_NAMES = 100_000;

/** What stands around a lot, as far as somebody knows without waiting. */
export type Near = (lot: number, most: number) => NearLots | undefined;

/**
 * What pages read of the records lately, remembered while the journal says that it still holds: a pack's page finds
 * there the fruit that it shares with ten thousand other packs. The lot that a page is about is read anew.
 */
export class KnownRecords {
  readonly #database: Database;
  readonly #near: Near;
  #memory: Memory | undefined;
  #following: Promise<void> | undefined;

  /** `near` tells which lots a page will probably speak of: they are then read all at once and not step by step. */
  constructor(database: Database, near: Near = () => undefined) {
    this.#database = database;
    this.#near = near;
  }

  /** The memory, brought up to this journal number at least. */
  async upTo(head: number): Promise<Memory> {
    while (this.#memory === undefined || this.#memory.journal < head || this.#memory.isFull()) {
      this.#following ??= this.#follow(head).finally(() => {
        this.#following = undefined;
      });
      await this.#following;
    }
    return this.#memory;
  }

  async #follow(head: number): Promise<void> {
    const memory = this.#memory;
    const news: JournalNews =
      memory === undefined || memory.isFull()
        ? { kind: 'anything' }
        : await readJournalNews(this.#database, memory.journal, head);
    if (memory !== undefined && news.kind === 'lots') memory.learn(head, news);
    else this.#memory = new Memory(this.#database, head, await readDemo(this.#database), this.#near);
  }
}

/** Lots, events and names as of a journal number. A page keeps the memory that it began with. */
export class Memory {
  readonly isDemo: boolean;
  readonly parties: Record<string, PartyRow> = Object.create(null);
  readonly places: Record<string, PlaceRow> = Object.create(null);
  readonly products: Record<string, ProductRow> = Object.create(null);
  /** Pages that hold for this memory. */
  readonly shared = new SharedPages();
  readonly #database: Database;
  readonly #cards: Readonly<Record<CardUse, Recent<number, LotCard>>> = {
    own: new Recent(MOST_CARDS),
    upstream: new Recent(MOST_CARDS),
    carrier: new Recent(MOST_CARDS),
  };
  readonly #events = new Recent<number, EventRecord>(MOST_EVENTS);
  /** Lots by URI that are looked for again and again: classes of products. `null`: nobody told of it. */
  readonly #classes = new Recent<string, number | null>(MOST_CARDS);
  /** By product and day; `null`: of what has no product. */
  readonly #marks = new Recent<string, Promise<readonly MarkRow[]>>(MOST_CARDS);
  /** What was looked for in the registers: products by GTIN, parties and places by number. */
  readonly #asked = { products: new Set<string>(), parties: new Set<number>(), places: new Set<number>() };
  readonly #byUri: AskedTogether<string, ReadAt<ReadonlyMap<string, LotRead>>>;
  /** By lot and use, see `cardKey`: lots for all uses are asked for together. */
  readonly #byId: AskedTogether<number, ReadonlyMap<number, LotCard>>;
  readonly #byEvent: AskedTogether<number, ReadonlyMap<number, EventRecord>>;
  readonly #terms: KnownTerms;
  readonly #near: Near;
  #journal: number;

  constructor(database: Database, journal: number, isDemo: boolean, near: Near) {
    this.#near = near;
    this.#database = database;
    this.#journal = journal;
    this.isDemo = isDemo;
    this.#terms = new KnownTerms(database);
    this.#byUri = new AskedTogether(uris => readLotsByUri(database, this.#terms, uris));
    this.#byId = new AskedTogether(keys => this.#readCards(keys));
    this.#byEvent = new AskedTogether(ids => this.#readEvents(ids));
  }

  /** Everything up to this journal number is in what is remembered. */
  get journal(): number {
    return this.#journal;
  }

  /** Forgets what is not so any more. */
  learn(journal: number, { lots, voided, areRecallsChanged, areMarksChanged }: LotNews): void {
    for (const cards of Object.values(this.#cards)) for (const lot of lots) cards.delete(lot);
    // The lot that a page is about is read anew; these are the classes and lots that many stand under.
    if (areRecallsChanged) this.#cards.own.clear();
    for (const event of voided) this.#events.delete(event);
    this.#byId.outdate();
    this.#byEvent.outdate();
    if (areMarksChanged) this.#marks.clear();
    if (voided.length > 0 || areMarksChanged) this.shared.clear();
    else this.shared.forget(lots);
    this.#classes.clear();
    this.#journal = journal;
  }

  /** Names are kept without a bound of their own; before they become too many, everything is forgotten. */
  isFull(): boolean {
    const { products, parties, places } = this.#asked;
    return products.size + parties.size + places.size + this.#terms.size > MOST_NAMES;
  }

  /** The lot that a page is about, read now. */
  async read(uri: string): Promise<LotRead | undefined> {
    return (await this.#byUri.ask([uri])).found.get(uri);
  }

  /** What a walk asks of a lot that was just read. */
  async cardOf(read: LotRead): Promise<LotCard> {
    return (await this.#cardsOf([read], 'own'))[0]!;
  }

  /** What the register says of a product and its maker on a day; read once until it says otherwise. */
  marksOf(product: ProductRow, day: string): Promise<readonly MarkRow[]> {
    const key = `${product.id} ${day}`;
    const known = this.#marks.get(key);
    if (known !== undefined) return known;
    const read = readMarksOf(this.#database, product, day);
    this.#marks.set(key, read);
    // A failure is told to those who wait, and asked anew by the next.
    read.catch(() => this.#marks.delete(key));
    return read;
  }

  /** Classes and the like, which many pages ask about; those that nobody told of are left out. */
  async classes(uris: readonly string[]): Promise<readonly LotCard[]> {
    const unknown = uris.filter(uri => this.#classes.get(uri) === undefined);
    if (unknown.length > 0) {
      const { journal, found } = await this.#byUri.ask(unknown);
      const isCurrent = journal >= this.#journal;
      for (const uri of unknown) if (isCurrent) this.#classes.set(uri, found.get(uri)?.id ?? null);
      return this.cards(
        uris.flatMap(uri => found.get(uri)?.id ?? this.#classes.get(uri) ?? []),
        'own',
      );
    }
    return this.cards(
      uris.flatMap(uri => this.#classes.get(uri) ?? []),
      'own',
    );
  }

  /** Lots by number. */
  async cards(ids: readonly number[], use: CardUse): Promise<readonly LotCard[]> {
    const remembered = this.#cards[use];
    const known = ids.map(id => remembered.get(id));
    const unknown: number[] = [];
    for (let at = 0; at < ids.length; at++) if (known[at] === undefined) unknown.push(cardKey(ids[at]!, use));
    if (unknown.length === 0) return known as readonly LotCard[];
    const read = await this.#byId.askOnce(unknown);
    return ids.flatMap((id, at) => known[at] ?? foundIn(read, cardKey(id, use)) ?? []);
  }

  /** Reads what a walk from this lot will probably meet, with as few questions as can be; what it meets besides is asked for then. */
  async expect(lot: number): Promise<void> {
    const near = this.#near(lot, WALK.nodes);
    if (near === undefined) return;
    const { upstream, carriers, events } = near;
    const unknown = events.filter(event => this.#events.get(event) === undefined);
    await Promise.all([
      this.cards(upstream, 'upstream'),
      this.cards(carriers, 'carrier'),
      // At the same time as the lots, whose lines will name them.
      unknown.length === 0 ? undefined : this.#byEvent.askOnce(unknown),
    ]);
  }

  /** Makes sure that these names are known, where anybody registered them. */
  async name(gtins: Iterable<string>, parties: Iterable<number>, places: Iterable<number>): Promise<void> {
    const asked = this.#asked;
    const newGtins = unasked(asked.products, gtins);
    const newPlaces = unasked(asked.places, places);
    const [products, placed] = await Promise.all([
      newGtins.length === 0 ? [] : readProducts(this.#database, newGtins),
      newPlaces.length === 0 ? [] : readPlaces(this.#database, newPlaces),
    ]);
    for (const product of products) this.products[product.gtin] = product;
    for (const { id, ...place } of placed) this.places[id] = place;
    const owners = products.flatMap(({ party }) => party ?? []);
    const newParties = unasked(asked.parties, owners.length === 0 ? parties : [...parties, ...owners]);
    if (newParties.length > 0) {
      for (const { id, ...party } of await readParties(this.#database, newParties)) this.parties[id] = party;
    }
    for (const key of newGtins) asked.products.add(key);
    for (const key of newPlaces) asked.places.add(key);
    for (const key of newParties) asked.parties.add(key);
  }

  async #readCards(keys: readonly number[]): Promise<ReadonlyMap<number, LotCard>> {
    const ids = [...new Set(keys.map(key => Math.floor(key / USES.length)))];
    const { journal, found } = await readLots(this.#database, this.#terms, ids);
    const cards = new Map<number, LotCard>();
    const read = USES.map(async (use, at) => {
      const lots = keys.flatMap(key =>
        key % USES.length === at ? (found.get(Math.floor(key / USES.length)) ?? []) : [],
      );
      if (lots.length === 0) return;
      for (const card of await this.#cardsOf(lots, use)) {
        cards.set(cardKey(card.id, use), card);
        // Read before the journal moved on, it may lack what the journal told meanwhile.
        if (journal >= this.#journal) this.#cards[use].set(card.id, card);
      }
    });
    await Promise.all(read);
    return cards;
  }

  async #cardsOf(lots: readonly LotRead[], use: CardUse): Promise<readonly LotCard[]> {
    const hubs = lots.filter(lot => lot.rows.length > MOST_LOT_ROWS).map(({ id }) => id);
    const hubRows = hubs.length === 0 ? [] : await readHubRows(this.#database, hubs);
    const whole = lots.map(lot =>
      hubs.includes(lot.id) ? { ...lot, rows: hubRows.filter(row => row.lot === lot.id) } : lot,
    );
    const wanted = new Set(whole.flatMap(lot => eventsOfCard(lot, use)));
    const known = new Map<number, EventRecord>();
    const unknown: number[] = [];
    for (const id of wanted) {
      const event = this.#events.get(id);
      if (event === undefined) unknown.push(id);
      else known.set(id, event);
    }
    const fillings = whole.flatMap(lot => fillingsOf(lot, use));
    const [read, contents] = await Promise.all([
      unknown.length === 0 ? [] : this.#byEvent.askOnce(unknown),
      // One more than are followed: a container may be told to hold itself.
      fillings.length === 0 ? NO_CONTENTS : readContents(this.#database, fillings, MOST_SOURCES + 1),
    ]);
    return whole.map(lot => lotCard(lot, use, event => known.get(event) ?? foundIn(read, event), contents));
  }

  async #readEvents(ids: readonly number[]): Promise<ReadonlyMap<number, EventRecord>> {
    const { journal, found } = await readEvents(this.#database, this.#terms, ids);
    const large = found.filter(event => event.parts.length > MOST_PARTS).map(({ id }) => id);
    const more = large.length === 0 ? new Map() : await readLargeEvents(this.#database, this.#terms, large);
    const records = found.map(event => eventRecord(event, more.get(event.id)));
    await this.#nameOf(records);
    if (journal >= this.#journal) {
      for (const record of records) this.#events.set(record.id, record);
    }
    return new Map(records.map(record => [record.id, record]));
  }

  #nameOf(records: readonly EventRecord[]): Promise<void> {
    const gtins = new Set<string>();
    const parties = new Set<number>();
    const places = new Set<number>();
    for (const { parts, party, place } of records) {
      for (const { uri } of parts) {
        const gtin = gtinOf(uri);
        if (gtin !== undefined) gtins.add(gtin);
      }
      parties.add(party);
      if (place !== null) places.add(place);
    }
    return this.name(gtins, parties, places);
  }
}

/** Each once. */
function unasked<K>(asked: ReadonlySet<K>, keys: Iterable<K>): readonly K[] {
  const found = new Set<K>();
  for (const key of keys) if (!asked.has(key)) found.add(key);
  return [...found];
}

const USES: readonly CardUse[] = ['own', 'upstream', 'carrier'];

/** A lot and what its card is for, as one number. */
function cardKey(lot: number, use: CardUse): number {
  return lot * USES.length + USES.indexOf(use);
}

const NO_CONTENTS: ReadonlyMap<number, readonly number[]> = new Map();

function foundIn<K, V>(answers: readonly ReadonlyMap<K, V>[], key: K): V | undefined {
  for (const answer of answers) {
    const value = answer.get(key);
    if (value !== undefined) return value;
  }
  return undefined;
}
