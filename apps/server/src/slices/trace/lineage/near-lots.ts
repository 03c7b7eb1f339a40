import { INTERVAL_CELLS } from '@pinxin/lineage/containment';
import type { LineageGraph } from '@pinxin/lineage/graph';
import { IntBuffer } from '@pinxin/lineage/int-buffer';

/** What stands around a lot. */
export interface NearLots {
  /** What it came from, however far back; as many as were asked for at most. */
  readonly upstream: readonly number[];
  /** What it was put into, and what that was put into. */
  readonly carriers: readonly number[];
}

/** Of a crate's many uses only the latest are looked at. */
const LATEST_STAYS = 4;

/** The lots around one, without looking at their rows. */
export function nearLots(graph: LineageGraph, lot: number, most: number): NearLots {
  const boxes = carriersOf(graph, lot);
  const carriers = new Set([...boxes, ...boxes.flatMap(box => carriersOf(graph, box))]);
  const { lots } = graph.backward({ suspects: [{ lot }], maxLots: most });
  return {
    // An event may have used thousands at once.
    upstream: Array.from(lots)
      .filter(each => each !== lot && !carriers.has(each))
      .slice(0, most),
    carriers: [...carriers].filter(each => each !== lot),
  };
}

const intervals = new IntBuffer();

function carriersOf({ relations, events }: LineageGraph, lot: number): readonly number[] {
  const cells = relations.containment.collect(lot, intervals);
  const found: number[] = [];
  for (let at = 0; at < cells; at += INTERVAL_CELLS) {
    if (events.counts(intervals.ints[at + 1]!)) found.push(intervals.ints[at]!);
  }
  return found.slice(-LATEST_STAYS);
}
