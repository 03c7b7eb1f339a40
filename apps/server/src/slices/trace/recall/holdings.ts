import { type Decimal, multiply, readDecimal, writeDecimal } from '@pinxin/lineage/decimal';
import { Role } from '@pinxin/lineage/role';
import { unitOf } from '@pinxin/lineage/unit';
import type { CustodyState } from './custody-fact.ts';
import { type Book, carry, draw, emptyBook, type HoldingRow, type Part, spotOf } from './holding-walk.ts';

/** Where a container is, as its own custody tells. */
export interface Whereabouts {
  readonly party: number;
  readonly place: number;
  readonly event: number;
  readonly state: CustodyState;
}

/** 一处持有: so much of a class lot is with this party at this place in this state. */
export interface Holding extends Whereabouts {
  /** Decimal text, more than 0. */
  readonly quantity: string;
  /** UN/ECE code; null = pieces. */
  readonly unit: string | null;
}

/** A book closed: its small unit is 10^−`scale` of `unit`. */
interface ClosedBook {
  readonly book: Book;
  readonly scale: number;
  readonly unit: string | null;
}

/**
 * All holdings of one class lot, those used up included, from its rows in any order. Quantities in comparable units
 * are told in one unit, others apart. Empty when nobody said how much. `whereIs` tells where a container is; without
 * an answer its content is where it was packed.
 */
export function holdingsOf(
  rows: readonly HoldingRow[],
  whereIs: (container: number) => Whereabouts | undefined = () => undefined,
): readonly Holding[] {
  return booksOf(rows).flatMap(closed => holdingsIn(closed, whereIs));
}

/** Containers that hold some of the lot in the end. */
export function containersOf(rows: readonly HoldingRow[]): readonly number[] {
  return booksOf(rows).flatMap(({ book }) =>
    [...book.inside].filter(([, { amount }]) => amount > 0n).map(([container]) => container),
  );
}

/** What of a lot is to be listed in a recall: what was used up only if nothing else is left, as one. */
export function listedOf(holdings: readonly Holding[]): readonly Holding[] {
  const left = holdings.filter(({ state }) => state !== 'usedUp');
  if (left.length > 0) return left;
  const units = [...new Set(holdings.map(({ unit }) => unit))];
  return units.map(unit => {
    const used = holdings.filter(holding => holding.unit === unit);
    const largest = used.reduce((one, other) =>
      Number(other.quantity) > Number(one.quantity) ? other : one,
    );
    return { ...largest, quantity: sumText(used.map(({ quantity }) => quantity)) };
  });
}

/** The exact sum of decimal texts. */
export function sumText(texts: readonly string[]): string {
  const decimals = texts.map(text => readDecimal(text)).filter(each => each !== undefined);
  const scale = scaleOf(decimals);
  return writeDecimal({ units: decimals.reduce((sum, each) => sum + unitsAt(each, scale), 0n), scale });
}

function booksOf(rows: readonly HoldingRow[]): readonly ClosedBook[] {
  const ordered = [...rows].sort((a, b) => a.time - b.time || a.event - b.event || a.role - b.role);
  const isOutput = ordered.some(({ role, quantity }) => role === Role.output && quantity !== null);
  const bases = new Set(
    ordered.filter(({ quantity }) => quantity !== null).map(({ unit }) => unitOf(unit).base),
  );
  return [...bases].map(base => bookOf(ordered, base, isOutput));
}

function bookOf(ordered: readonly HoldingRow[], base: string, isOutput: boolean): ClosedBook {
  const own = ordered.filter(({ quantity, unit }) => quantity === null || unitOf(unit).base === base);
  const codes = new Set(own.filter(({ quantity }) => quantity !== null).map(({ unit }) => unit));
  // As it was told where all told it alike; in the base unit, exactly, where they did not.
  const isAlike = codes.size === 1;
  const amounts = own.map(({ quantity, unit }) => {
    const amount = quantity === null ? undefined : readDecimal(quantity);
    const told = unitOf(unit);
    return amount === undefined || isAlike || told.kind === 'unknown'
      ? amount
      : multiply(amount, told.factor);
  });
  const scale = scaleOf(amounts.filter(amount => amount !== undefined));
  const book = emptyBook();
  for (const [at, row] of own.entries()) {
    const amount = amounts[at];
    // A quantity that is no number says nothing; only a row without any empties a container.
    if (amount === undefined && row.quantity !== null) continue;
    carry(book, row, amount === undefined ? undefined : unitsAt(amount, scale), isOutput);
  }
  return { book, scale, unit: isAlike ? ([...codes][0] ?? null) : base };
}

function scaleOf(decimals: readonly Decimal[]): number {
  return decimals.reduce((most, each) => Math.max(most, each.scale), 0);
}

function unitsAt({ units, scale }: Decimal, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - scale);
}

function holdingsIn(
  { book, scale, unit }: ClosedBook,
  whereIs: (container: number) => Whereabouts | undefined,
): readonly Holding[] {
  const found = new Map<string, Part & { readonly state: CustodyState }>();
  const add = ({ party, place, amount, event }: Part, state: CustodyState): void => {
    if (amount <= 0n) return;
    const key = `${state} ${spotOf({ party, place })}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { party, place, amount, event, state });
    else {
      known.amount += amount;
      if (event > known.event) known.event = event;
    }
  };
  const contents = [...book.inside].map(([container, part]) => {
    const { state, ...at } = whereIs(container) ?? { ...part, state: 'inStock' as const };
    return { state, part: { ...at, amount: part.amount } };
  });
  settle(
    book,
    contents.filter(({ state }) => state === 'inStock').map(({ part }) => part),
  );
  for (const part of book.stock.values()) add(part, 'inStock');
  for (const { part, state } of contents) add(part, state);
  for (const part of book.transit) add(part, 'inTransit');
  for (const part of book.sold.values()) add(part, 'sold');
  for (const part of book.destroyed.values()) add(part, 'destroyed');
  for (const part of book.used.values()) add(part, 'usedUp');
  return [...found.values()].map(({ amount, ...rest }) => ({
    ...rest,
    quantity: writeDecimal({ units: amount, scale }),
    unit,
  }));
}

/**
 * What went out without having come in is taken from what came in later, from containers that stand there and were
 * never told to be opened, and from what was sent and never told to be received.
 */
function settle(book: Book, standing: readonly Part[]): void {
  for (const [spot, owed] of book.owed) {
    const own = book.stock.get(spot);
    let left = draw(own === undefined ? [] : [own], owed);
    left = draw(
      standing.filter(part => spotOf(part) === spot),
      left,
    );
    book.owed.set(spot, left);
  }
  for (const [spot, owed] of book.owed) {
    book.owed.set(
      spot,
      draw(
        book.transit.filter(part => spotOf(part) !== spot),
        owed,
      ),
    );
  }
}
