import type { GraphColumns } from '@pinxin/lineage/columns';
import { LineageGraph } from '@pinxin/lineage/graph';
import type { Chain } from '../chain/chain-writer.ts';

/** Our graph of a chain, built from columns as the follower builds it from the tables. */
export function chainGraph(chain: Chain, idOf: (lot: number) => number): LineageGraph {
  return LineageGraph.build(columnsOf(chain, 0, chain.eventCount, idOf), 1);
}

/** A graph whose last `share` (0…1) of events came afterwards, in small steps, and is not melted in yet. */
export function chainGraphWithDelta(chain: Chain, share: number): LineageGraph {
  const last = Math.floor(chain.eventCount * (1 - share));
  const graph = LineageGraph.build(
    columnsOf(chain, 0, last, lot => lot),
    1,
  );
  const step = 2000;
  for (let from = last; from < chain.eventCount; from += step) {
    graph.append(
      columnsOf(chain, from, Math.min(chain.eventCount, from + step), lot => lot),
      2,
    );
  }
  return graph;
}

/** Events `from` + 1 … `to` with their rows. */
function columnsOf(chain: Chain, from: number, to: number, idOf: (lot: number) => number): GraphColumns {
  const firstRow = rowOf(chain, from + 1);
  const lastRow = rowOf(chain, to + 1);
  return {
    events: {
      id: Int32Array.from({ length: to - from }, (_, index) => from + index + 1),
      time: Float64Array.from(chain.eventTimes.subarray(from, to), seconds => seconds * 1000),
    },
    rows: {
      event: chain.rowEvents.subarray(firstRow, lastRow),
      lot: chain.rowLots.subarray(firstRow, lastRow).map(idOf),
      role: chain.rowRoles.subarray(firstRow, lastRow),
    },
  };
}

/** The first row of an event, or of the next that has rows. */
function rowOf(chain: Chain, event: number): number {
  let low = 0;
  let high = chain.rowCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (chain.rowEvents[middle]! < event) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Everything that must be found if `lot` is bad: affected lots and the containers that carried them. Ascending. */
export function forwardSet(graph: LineageGraph, lot: number): Uint32Array {
  const { lots, carriers } = graph.forward({ suspects: [{ lot }] });
  const all = new Set<number>(lots);
  for (const carrier of carriers) all.add(carrier);
  return Uint32Array.from(all).sort();
}

/** Everything that may have made `lot` bad, itself included. Ascending. */
export function backwardSet(graph: LineageGraph, lot: number): Uint32Array {
  return graph.backward({ suspects: [{ lot }] }).lots;
}
