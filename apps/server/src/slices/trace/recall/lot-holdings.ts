import type { Context } from '../../../kernel/context.ts';
import type { Lineage } from '../lineage/lineage.ts';
import { custodyAsOf } from './custody-as-of.ts';
import type { CustodyFact } from './custody-fact.ts';
import type { HoldingRow } from './holding-walk.ts';
import { containersOf, type Holding, holdingsOf, listedOf, type Whereabouts } from './holdings.ts';
import { classLotsAmong, holdingRows, openingRows } from './holdings-views.ts';
import { custodyFacts, usedUpIn } from './sheet-views.ts';

/**
 * Recalls of up to so many lots list every holding of a class lot. Above, the sheet is streamed and a class lot shows
 * its last holder only: books of millions of lots would take minutes, and mostly of serial-numbered items anyway.
 */
export const MOST_HELD_LOTS = 5_000;
/** Lots whose rows are in memory at once. */
const AT_ONCE = 500;

/** What class lots are held, by lot, and the facts of the events that brought them there. */
export interface LotHoldings {
  readonly holdings: ReadonlyMap<number, readonly Holding[]>;
  readonly facts: ReadonlyMap<number, CustodyFact>;
}

/** Where the class lots among `lots` are, part by part, now or at `asOf` (ms). Lots without quantities are left out. */
export async function findHoldings(
  parts: { readonly ctx: Context; readonly lineage: Lineage },
  lots: Uint32Array,
  asOf: number | undefined,
): Promise<LotHoldings> {
  const { database } = parts.ctx;
  const classLots = await classLotsAmong(database, [...lots]);
  const holdings = new Map<number, readonly Holding[]>();
  for (let from = 0; from < classLots.length; from += AT_ONCE) {
    const books = await rowsByLot(parts, classLots.slice(from, from + AT_ONCE), asOf);
    const containers = new Set([...books.values()].flatMap(containersOf));
    const whereIs = await whereaboutsOf(parts, [...containers], asOf);
    for (const [lot, rows] of books) {
      const listed = listedOf(holdingsOf(rows, container => whereIs.get(container)));
      if (listed.length > 0) holdings.set(lot, listed);
    }
  }
  const events = new Set([...holdings.values()].flatMap(each => each.map(({ event }) => event)));
  return { holdings, facts: await custodyFacts(database, [...events]) };
}

async function rowsByLot(
  { ctx }: { readonly ctx: Context },
  lots: readonly number[],
  asOf: number | undefined,
): Promise<ReadonlyMap<number, readonly HoldingRow[]>> {
  const books = new Map<number, HoldingRow[]>();
  const lotsIn = new Map<number, Set<number>>();
  for (const row of await holdingRows(ctx.database, lots, asOf)) {
    const book = books.get(row.lot) ?? [];
    books.set(row.lot, book);
    book.push(row);
    if (row.container === null) continue;
    const within = lotsIn.get(row.container) ?? new Set<number>();
    lotsIn.set(row.container, within);
    within.add(row.lot);
  }
  for (const opening of await openingRows(ctx.database, [...lotsIn.keys()], asOf))
    for (const lot of lotsIn.get(opening.container!) ?? []) books.get(lot)?.push(opening);
  return books;
}

async function whereaboutsOf(
  { ctx, lineage }: { readonly ctx: Context; readonly lineage: Lineage },
  containers: readonly number[],
  asOf: number | undefined,
): Promise<ReadonlyMap<number, Whereabouts>> {
  const lots = Uint32Array.from(containers).sort();
  if (lots.length === 0) return new Map();
  const custody =
    asOf === undefined ? await lineage.custody(lots) : await custodyAsOf(ctx.database, lots, asOf);
  const events = [...new Set(custody.event)].filter(event => event !== 0);
  const facts = await custodyFacts(ctx.database, events);
  const usedUp = await usedUpIn(ctx.database, events);
  const found = new Map<number, Whereabouts>();
  for (const [index, lot] of lots.entries()) {
    const event = custody.event[index]!;
    const state = facts.get(event)?.state;
    if (state === undefined) continue;
    const party = custody.party[index]!;
    const place = custody.place[index]!;
    found.set(lot, { party, place, event, state: usedUp.has(lot) && state === 'inStock' ? 'usedUp' : state });
  }
  return found;
}
