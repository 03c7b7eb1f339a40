import { multiply, readDecimal } from '@pinxin/lineage/decimal';
import { unitOf } from '@pinxin/lineage/unit';
import type { Database } from '../../../kernel/db/database.ts';
import { byContent } from '../recall/net-content.ts';
import { type MadeQuestion, type MadeRow, madeRows, shippedRows } from './made-views.ts';

/** A mass in whole grams, and how many quantities told none. */
export interface MassMade {
  readonly grams: number;
  readonly untold: number;
}

/** How much came into being by these parties' events within a time, by mass; packs count with their net content. */
export async function massMade(database: Pick<Database, 'pool'>, question: MadeQuestion): Promise<MassMade> {
  return sumOf(await madeRows(database, question));
}

/**
 * How much these parties shipped or sold of some products. Goods that go from one's own store to one's own shop and on
 * from there are sold once: of each lot the place counts from which most of it went.
 */
export async function massShipped(
  database: Pick<Database, 'pool'>,
  question: MadeQuestion & { readonly gtins: readonly string[] },
): Promise<MassMade> {
  const ofLots = new Map<string, Map<string, MadeRow[]>>();
  for (const row of await shippedRows(database, question)) {
    const places = ofLots.get(row.lot) ?? new Map<string, MadeRow[]>();
    ofLots.set(row.lot, places);
    places.set(row.place, [...(places.get(row.place) ?? []), row]);
  }
  let [grams, untold] = [0, 0];
  for (const places of ofLots.values()) {
    const sums = [...places.values()].map(sumOf);
    grams += Math.max(...sums.map(sum => sum.grams));
    untold += Math.max(...sums.map(sum => sum.untold));
  }
  return { grams, untold };
}

function sumOf(rows: readonly MadeRow[]): MassMade {
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
  return { grams: Number(milligrams / 1000n), untold };
}
