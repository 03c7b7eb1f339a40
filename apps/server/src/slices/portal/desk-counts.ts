import type { TraceCounts } from '@pinxin/contract/lineage-page';
import { type Recall, type RecallParts, rowBlocks, type SheetRow, sumText } from '../trace/api.ts';

/** States in which goods are nowhere to be fetched from any more. */
const GONE: ReadonlySet<string> = new Set(['usedUp', 'destroyed']);
/** Quantities that are added up at once. */
const SUMMED_AT_ONCE = 1_000;

type Counts = Pick<TraceCounts, 'holders' | 'places' | 'quantities'>;

/** Holders, places and quantities of these rows. */
export function countRows(rows: Iterable<SheetRow>): Counts {
  const counting = new Counting();
  for (const row of rows) counting.add(row);
  return counting.counts();
}

/** Holders, places and quantities of a recall, holding by holding, without keeping its rows. */
export async function countRecall(parts: RecallParts, recall: Recall): Promise<Counts> {
  const counting = new Counting();
  for await (const rows of rowBlocks(parts, recall)) for (const row of rows) counting.add(row);
  return counting.counts();
}

/** What was used up is not added: its weight is in what was made of it. Units are never mixed. */
class Counting {
  readonly #holders = new Set<string>();
  readonly #places = new Set<number>();
  readonly #told = new Map<string | undefined, string[]>();

  add({ uri, quantity, unit, custody }: SheetRow): void {
    if (custody !== undefined && GONE.has(custody.state)) return;
    if (custody !== undefined) this.#holders.add(custody.holder['zh-CN']);
    if (custody !== undefined && custody.placeNumber !== 0) this.#places.add(custody.placeNumber);
    // Serial-numbered items are counted as items.
    if (quantity === undefined || uri.includes('/21/')) return;
    const texts = this.#told.get(unit) ?? [];
    if (texts.length === 0) this.#told.set(unit, texts);
    texts.push(quantity);
    if (texts.length > SUMMED_AT_ONCE) texts.splice(0, texts.length, sumText(texts));
  }

  counts(): Counts {
    return {
      holders: this.#holders.size,
      places: this.#places.size,
      quantities: [...this.#told].map(([unit, texts]) => ({
        value: sumText(texts),
        ...(unit === undefined ? {} : { unit }),
      })),
    };
  }
}
