import { multiply, readDecimal } from '@pinxin/lineage/decimal';
import { unitOf } from '@pinxin/lineage/unit';
import type { Database } from '../../../kernel/db/database.ts';
import { byContent } from '../recall/net-content.ts';
import { type MadeQuestion, madeRows } from './made-views.ts';

/** A mass in whole grams, and how many quantities told none. */
export interface MassMade {
  readonly grams: number;
  readonly untold: number;
}

/** How much came into being by these parties' events within a time, by mass; packs count with their net content. */
export async function massMade(database: Pick<Database, 'pool'>, question: MadeQuestion): Promise<MassMade> {
  let milligrams = 0n;
  let untold = 0;
  for (const row of await madeRows(database, question)) {
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
