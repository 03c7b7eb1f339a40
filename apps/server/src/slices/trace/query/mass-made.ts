import { multiply, readDecimal } from '@pinxin/lineage/decimal';
import { unitOf } from '@pinxin/lineage/unit';
import type { Moment } from '../../../kernel/db/one-moment.ts';
import { byContent } from '../recall/net-content.ts';
import { type MadeQuestion, type MadeRow, madeRows, type ShippedRow, shippedRows } from './made-views.ts';

/** A mass in whole grams, and how many quantities told none. */
export interface MassMade {
  readonly grams: number;
  readonly untold: number;
}

/** How much came into being by these parties' events within a time, by mass; packs count with their net content. */
export async function massMade(moment: Moment, question: MadeQuestion): Promise<MassMade> {
  return sumOf(await madeRows(moment, question));
}

/**
 * How much these parties shipped or sold of some products. Goods that go from one's own store to one's own shop and on
 * from there are sold once: of each lot the place counts from which most of it went.
 */
export async function massShipped(
  moment: Moment,
  question: MadeQuestion & { readonly gtins: readonly string[] },
): Promise<MassMade> {
  const ofLots = placesOfLots(await shippedRows(moment, question));
  let [grams, untold] = [0, 0];
  for (const places of ofLots.values()) {
    const sums = [...places.values()].map(sumOf);
    grams += Math.max(...sums.map(sum => sum.grams));
    untold += Math.max(...sums.map(sum => sum.untold));
  }
  return { grams, untold };
}

/** Rows by lot, and of each lot by the place from which it went. */
export function placesOfLots(
  rows: readonly ShippedRow[],
): ReadonlyMap<number, ReadonlyMap<string, readonly ShippedRow[]>> {
  const ofLots = new Map<number, Map<string, ShippedRow[]>>();
  for (const row of rows) {
    const places = ofLots.get(row.id) ?? new Map<string, ShippedRow[]>();
    ofLots.set(row.id, places);
    const known = places.get(row.place);
    if (known === undefined) places.set(row.place, [row]);
    else known.push(row);
  }
  return ofLots;
}

function sumOf(rows: readonly MadeRow[]): MassMade {
  const { milligrams, untold } = massOf(rows);
  return { grams: Math.floor(milligrams / 1000), untold };
}

/** The mass that rows tell, in whole milligrams, and how many of them tell none. */
export function massOf(rows: readonly MadeRow[]): { readonly milligrams: number; readonly untold: number } {
  let milligrams = 0n;
  let untold = 0;
  for (const row of rows) {
    const { quantity, unit } = byContent(row.quantity, row.unit, row.net);
    const known = unit === null ? undefined : unitOf(unit);
    const amount = quantity === null ? undefined : readDecimal(quantity);
    if (known?.kind !== 'mass' || amount === undefined) {
      untold += 1;
      continue;
    }
    const { units, scale } = multiply(amount, known.factor);
    milligrams += (units * 1_000_000n) / 10n ** BigInt(scale);
  }
  return { milligrams: Number(milligrams), untold };
}
