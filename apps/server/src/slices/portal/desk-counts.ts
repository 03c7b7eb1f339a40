import type { TraceCounts } from '@pinxin/contract/lineage-page';
import type { Quantity } from '@pinxin/contract/scan';
import { type Recall, type RecallParts, type SheetRow, sheetWords, sumText } from '../trace/api.ts';

/** States in which goods are nowhere to be fetched from any more. */
const GONE: ReadonlySet<string> = new Set(['usedUp', 'destroyed']);

/** Holders, places and quantities of the rows of a recall that lists all holdings. */
export function countRows(rows: readonly SheetRow[]): Pick<TraceCounts, 'holders' | 'places' | 'quantities'> {
  const left = rows.filter(({ custody }) => custody === undefined || !GONE.has(custody.state));
  const told = new Map<string | undefined, string[]>();
  for (const { uri, quantity, unit } of left) {
    // Serial-numbered items are counted as items.
    if (quantity === undefined || uri.includes('/21/')) continue;
    told.set(unit, [...(told.get(unit) ?? []), quantity]);
  }
  return {
    holders: new Set(left.flatMap(({ custody }) => custody?.holder['zh-CN'] ?? [])).size,
    places: new Set(left.flatMap(({ custody }) => custody?.placeNumber || [])).size,
    quantities: [...told].map(([unit, texts]) => ({
      value: sumText(texts),
      ...(unit === undefined ? {} : { unit }),
    })),
  };
}

/**
 * Holders, places and quantities of a recall, lot by lot. What was used up is not added: its weight is in what was made of
 * it. Units are never mixed.
 */
export async function countRecall(
  parts: RecallParts,
  recall: Recall,
): Promise<Pick<TraceCounts, 'holders' | 'places' | 'quantities'>> {
  if (recall.lots.length === 0) return { holders: 0, places: 0, quantities: [] };
  const { custody, facts, usedUp, units } = await sheetWords(parts, recall.lots, recall.asOf);
  const holders = new Set<string>();
  const places = new Set<number>();
  const sums = new Map<number, number>();
  for (let index = 0; index < recall.lots.length; index++) {
    const fact = facts.get(custody.event[index]!);
    if (fact !== undefined && (GONE.has(fact.state) || usedUp.has(recall.lots[index]!))) continue;
    if (fact !== undefined) holders.add(fact.holder['zh-CN']);
    if (custody.place[index] !== 0) places.add(custody.place[index]!);
    const made = custody.made[index]!;
    if (made > 0) sums.set(custody.unit[index]!, (sums.get(custody.unit[index]!) ?? 0) + made);
  }
  const quantities = [...sums].map(([unit, sum]): Quantity => {
    const word = units.get(unit);
    return { value: String(Math.round(sum * 1e6) / 1e6), ...(word === undefined ? {} : { unit: word }) };
  });
  return { holders: holders.size, places: places.size, quantities };
}
