import { Role } from '@pinxin/lineage/role';
import { EVENT_TYPES } from '../codes.ts';

/** One row that a class lot has in an event, or an opening (`parentDelete`) of a container that it went into. */
export interface HoldingRow {
  readonly event: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly role: number;
  /** Decimal text; null = not said. */
  readonly quantity: string | null;
  /** UN/ECE Recommendation 20 code; null = pieces. */
  readonly unit: string | null;
  /** Business step as its bare word (CBV 2.0 §7.1). */
  readonly step: string | null;
  readonly type: number;
  readonly action: number;
  /** Party that told the event. */
  readonly party: number;
  /** `term` number of the place, 0 = not said. */
  readonly place: number;
  /** For childAdd, childDelete and parentDelete: the container's lot. */
  readonly container: number | null;
}

/** A part of a lot: so much at a party's place, and the event that last brought some there. */
export interface Part {
  readonly party: number;
  readonly place: number;
  amount: bigint;
  event: number;
}

/** 流水账: where a lot is, carried from event to event. Amounts are whole numbers of one small unit, never negative. */
export interface Book {
  readonly stock: Map<string, Part>;
  /** One part for each shipment, oldest first; the party is the shipper. */
  readonly transit: Part[];
  readonly sold: Map<string, Part>;
  readonly destroyed: Map<string, Part>;
  readonly used: Map<string, Part>;
  /** By container. */
  readonly inside: Map<number, Part>;
  /** What went out of a (party, place) beyond what was known to be there. */
  readonly owed: Map<string, bigint>;
  /** Sums by party and step: the same delivery may be told as arriving, receiving and accepting. */
  readonly told: Map<string, Map<string, bigint>>;
}

const ARRIVING: ReadonlySet<string> = new Set(['receiving', 'arriving', 'accepting']);
const LEAVING: ReadonlySet<string> = new Set(['shipping', 'departing', 'returning']);
const SELLING: ReadonlySet<string> = new Set(['retail_selling', 'dispensing']);
const DESTROYING: ReadonlySet<string> = new Set(['destroying', 'decommissioning']);
const USING: ReadonlySet<string> = new Set(['consuming', 'killing']);

/** The key of a (party, place). */
export function spotOf({ party, place }: { readonly party: number; readonly place: number }): string {
  return `${party} ${place}`;
}

/** An instance was brought into being here: ObjectEvent ADD (EPCIS 2.0 §7.4.1). */
export function isCommissioning({ role, type, action }: HoldingRow): boolean {
  return role === Role.seen && type === EVENT_TYPES.ObjectEvent && action === 1;
}

export function emptyBook(): Book {
  return {
    ...{ stock: new Map(), transit: [], sold: new Map(), destroyed: new Map(), used: new Map() },
    ...{ inside: new Map(), owed: new Map(), told: new Map() },
  };
}

/**
 * Carries the book over one row; `amount` undefined where none was said, which empties a container and says
 * nothing otherwise. `isOutput`: the lot comes out of transformations, so that its commissioning adds nothing.
 */
export function carry(book: Book, row: HoldingRow, amount: bigint | undefined, isOutput: boolean): void {
  const { role } = row;
  if (role === Role.childDelete || role === Role.parentDelete) takeOut(book, row, amount);
  else if (amount === undefined || amount <= 0n) return;
  else if (role === Role.output) put(book.stock, row, amount);
  else if (role === Role.input) move(book, row, amount, book.used);
  else if (role === Role.childAdd) takeIn(book, row, amount);
  else if (role !== Role.seen) return;
  else if (!isCommissioning(row)) see(book, row, amount);
  else if (!isOutput) put(book.stock, row, amount);
}

function see(book: Book, row: HoldingRow, amount: bigint): void {
  const step = row.step ?? '';
  if (ARRIVING.has(step)) arrive(book, row, step, amount);
  else if (LEAVING.has(step)) leave(book, row, step, amount);
  else if (SELLING.has(step)) move(book, row, amount, book.sold);
  else if (USING.has(step)) move(book, row, amount, book.used);
  else if (DESTROYING.has(step) || (row.type === EVENT_TYPES.ObjectEvent && row.action === 3))
    move(book, row, amount, book.destroyed);
  else if (step === 'void_shipping') {
    const own = book.transit.filter(part => part.party === row.party).reverse();
    put(book.stock, row, amount - draw(own, amount));
  }
}

function put(parts: Map<string, Part>, { party, place, event }: HoldingRow, amount: bigint): void {
  if (amount <= 0n) return;
  const key = spotOf({ party, place });
  const known = parts.get(key);
  if (known === undefined) parts.set(key, { party, place, amount, event });
  else {
    known.amount += amount;
    known.event = event;
  }
}

/** Takes up to `wanted` out of the parts, in their order; returns what they could not give. */
export function draw(parts: Iterable<Part>, wanted: bigint): bigint {
  let left = wanted;
  for (const part of parts) {
    let given = left;
    if (part.amount < left) given = part.amount;
    part.amount -= given;
    left -= given;
  }
  return left;
}

/**
 * Takes out of stock: from this place of the party, from its other places, then from what others have at this very
 * place (a sampler takes from the packer's shelf). What is short is owed: the statement stands all the same, a recall
 * rather lists too much than too little.
 */
function release(book: Book, row: HoldingRow, amount: bigint): void {
  const key = spotOf(row);
  const all = [...book.stock.values()];
  const own = book.stock.get(key);
  let left = draw(own === undefined ? [] : [own], amount);
  left = draw(
    all.filter(part => part.party === row.party),
    left,
  );
  if (row.place !== 0)
    left = draw(
      all.filter(part => part.place === row.place),
      left,
    );
  if (left > 0n) book.owed.set(key, (book.owed.get(key) ?? 0n) + left);
}

function move(book: Book, row: HoldingRow, amount: bigint, to: Map<string, Part>): void {
  release(book, row, amount);
  put(to, row, amount);
}

/** How much of `amount` is news: not yet told under another step of the same way, as far as that is still there. */
function news(book: Book, way: string, step: string, amount: bigint, there: bigint): bigint {
  const sums = book.told.get(way) ?? new Map<string, bigint>();
  book.told.set(way, sums);
  const most = [...sums.values()].reduce((one, other) => (one > other ? one : other), 0n);
  const sum = (sums.get(step) ?? 0n) + amount;
  sums.set(step, sum);
  const growth = sum > most ? sum - most : 0n;
  const repeated = amount > growth ? amount - growth : 0n;
  return amount - (repeated < there ? repeated : there);
}

function sumOf(parts: Iterable<Part>, party: number): bigint {
  let sum = 0n;
  for (const part of parts) if (part.party === party) sum += part.amount;
  return sum;
}

function arrive(book: Book, row: HoldingRow, step: string, amount: bigint): void {
  const there = sumOf(book.stock.values(), row.party);
  const fresh = news(book, `in ${row.party}`, step, amount, there);
  // Told before under another step: it is here now, wherever in the house it was then.
  const elsewhere = [...book.stock.values()].filter(
    part => part.party === row.party && part.place !== row.place,
  );
  const moved = amount - fresh;
  put(book.stock, row, moved - draw(elsewhere, moved));
  const exact = book.transit.find(part => part.amount === fresh);
  draw(exact === undefined ? book.transit : [exact], fresh);
  put(book.stock, row, fresh);
}

function leave(book: Book, row: HoldingRow, step: string, amount: bigint): void {
  const { party, place, event } = row;
  const fresh = news(book, `out ${party}`, step, amount, sumOf(book.transit, party));
  if (fresh <= 0n) return;
  release(book, row, fresh);
  book.transit.push({ party, place, amount: fresh, event });
}

function takeIn(book: Book, row: HoldingRow, amount: bigint): void {
  if (row.container === null) return;
  release(book, row, amount);
  const { party, place, event } = row;
  const known = book.inside.get(row.container);
  book.inside.set(row.container, { party, place, event, amount: amount + (known?.amount ?? 0n) });
}

/** Without an amount everything of the lot comes out. */
function takeOut(book: Book, row: HoldingRow, amount: bigint | undefined): void {
  const content = row.container === null ? undefined : book.inside.get(row.container);
  const out = amount ?? content?.amount ?? 0n;
  if (content !== undefined) draw([content], out);
  put(book.stock, row, out);
}
