import type { ChainBed } from '../chain/chain-bed.ts';
import { barAtFullSize, type Figure } from '../figure.ts';
import { chainGraph, chainGraphWithDelta } from '../subject/chain-graph.ts';

/** What the graph costs in memory, both directions, by its own account of its arrays as allocated. */
export function measureMemory({ chain, size }: ChainBed): Figure[] {
  const { transformation, containment, bytes, counts } = chainGraph(chain, lot => lot).bytesPerEdge();
  const later = chainGraphWithDelta(chain, 0.1).bytesPerEdge();
  const figure = (name: string, value: number, bar: number, note: string): Figure => ({
    ...{ bench: 'recall', name, size, value, unit: 'B', note },
    ...barAtFullSize(size, { kind: 'atMost', value: bar }),
  });
  return [
    figure(
      'memory per transformation edge',
      transformation,
      12,
      `${counts.transformation} pairs of lot and event; whole graph ${(bytes / 2 ** 20).toFixed(1)} MB`,
    ),
    figure('memory per containment interval', containment, 20, `${counts.containment} intervals`),
    figure(
      'memory per row of the delta',
      later.delta,
      26,
      `${later.counts.delta} rows: the last tenth of events`,
    ),
  ];
}
