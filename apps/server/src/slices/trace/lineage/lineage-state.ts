import type { LineageGraph } from '@pinxin/lineage/graph';
import type { MadeAmounts } from './made-amounts.ts';

/** All that the worker keeps in memory; `graph.watermark` is the last journal entry in both. */
export interface LineageState {
  readonly graph: LineageGraph;
  readonly made: MadeAmounts;
  /** Voided events whose amounts are still in `made`: the tables must be asked. */
  readonly uncorrected: Set<number>;
}

/** Whether nothing that was voided waits to be put right by the tables. */
export function isSettled({ graph, uncorrected }: LineageState): boolean {
  return uncorrected.size === 0 && graph.custody.stale.size === 0;
}
