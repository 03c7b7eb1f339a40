import { INTERVAL_CELLS } from '@pinxin/lineage/containment';
import type { LineageGraph } from '@pinxin/lineage/graph';
import { IntBuffer } from '@pinxin/lineage/int-buffer';

/** What stands around a lot. */
export interface NearLots {
  /** What it came from, however far back; as many as were asked for at most. */
  readonly upstream: readonly number[];
  /** What it was put into, and what that was put into. */
  readonly carriers: readonly number[];
  /** By which all these came about, and by which it was put into them. */
  readonly events: readonly number[];
}

/** Of a crate's many uses only the latest are looked at. */
const LATEST_STAYS = 4;

/** The lots around one, and what happened to them, without looking at their rows. */
export function nearLots(graph: LineageGraph, lot: number, most: number): NearLots {
  const boxes = staysOf(graph, lot);
  const outer = boxes.flatMap(({ carrier }) => staysOf(graph, carrier));
  const carriers = new Set([...boxes, ...outer].map(({ carrier }) => carrier));
  const { lots, events } = graph.backward({ suspects: [{ lot }], maxLots: most });
  return {
    // An event may have used thousands at once.
    upstream: Array.from(lots)
      .filter(each => each !== lot && !carriers.has(each))
      .slice(0, most),
    carriers: [...carriers].filter(each => each !== lot),
    events: [...events.subarray(0, most), ...[...boxes, ...outer].map(({ began }) => began)],
  };
}

const intervals = new IntBuffer();

/** In what a lot was put, by which event; the latest. */
function staysOf(
  { relations, events }: LineageGraph,
  lot: number,
): readonly { readonly carrier: number; readonly began: number }[] {
  const cells = relations.containment.collect(lot, intervals);
  const found: { carrier: number; began: number }[] = [];
  for (let at = 0; at < cells; at += INTERVAL_CELLS) {
    const began = intervals.ints[at + 1]!;
    if (events.counts(began)) found.push({ carrier: intervals.ints[at]!, began });
  }
  return found.slice(-LATEST_STAYS);
}
