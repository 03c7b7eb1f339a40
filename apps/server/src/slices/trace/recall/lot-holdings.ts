import type { Context } from '../../../kernel/context.ts';
import { custodyAsOf } from '../lineage/custody-as-of.ts';
import type { Lineage } from '../lineage/lineage.ts';
import type { FactReader } from './fact-reader.ts';
import type { HoldingRow } from './holding-walk.ts';
import { containersOf, type Holding, holdingsOf, listedOf, type Whereabouts } from './holdings.ts';
import { holdingRows, openingRows } from './holdings-views.ts';

/** Lots whose rows are in memory at once: some have thousands of rows. */
const AT_ONCE = 500;

/** With what holdings are found. */
export interface HoldingParts {
  readonly ctx: Context;
  readonly lineage: Lineage;
  readonly facts: FactReader;
  /** See `SheetPart`. */
  readonly reached?: number | undefined;
}

/** Where these class lots are, part by part, now or at `asOf` (ms). Give only those of which somebody said how much. */
export async function findHoldings(
  parts: HoldingParts,
  classLots: readonly number[],
  asOf: number | undefined,
): Promise<ReadonlyMap<number, readonly Holding[]>> {
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
  return holdings;
}

async function rowsByLot(
  { ctx }: HoldingParts,
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
  { ctx, lineage, facts, reached }: HoldingParts,
  containers: readonly number[],
  asOf: number | undefined,
): Promise<ReadonlyMap<number, Whereabouts>> {
  const lots = Uint32Array.from(containers).sort();
  if (lots.length === 0) return new Map();
  const custody =
    asOf === undefined ? await lineage.custody(lots, reached) : await custodyAsOf(ctx.database, lots, asOf);
  const table = await facts.read(custody.event);
  const found = new Map<number, Whereabouts>();
  for (const [index, lot] of lots.entries()) {
    const event = custody.event[index]!;
    const at = table.indexOf(event);
    if (at < 0) continue;
    const told = table.stateAt(at);
    const state = custody.used[index] === 1 && told === 'inStock' ? 'usedUp' : told;
    found.set(lot, { party: custody.party[index]!, place: custody.place[index]!, event, state });
  }
  return found;
}
