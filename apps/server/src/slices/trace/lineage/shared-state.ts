import type { LineageGraph } from '@pinxin/lineage/graph';
import { graphOver, type SharedGraph, shareGraph } from '@pinxin/lineage/shared-graph';
import { isSettled, type LineageState } from './lineage-state.ts';
import { MadeAmounts } from './made-amounts.ts';

/** Where the numbers of a state are, as its thread hands them to the server's. */
export interface SharedState {
  readonly graph: SharedGraph;
  readonly made: Pick<MadeAmounts, 'sums' | 'units' | 'told'>;
}

/** Moves a state into shared memory and tells where it is; undefined while parts of it wait to be put right. */
export function shareState(state: LineageState): SharedState | undefined {
  if (!isSettled(state)) return undefined;
  const { sums, units, told } = state.made.share();
  return { graph: shareGraph(state.graph), made: { sums, units, told } };
}

/** The state to be looked at, by whoever has a turn; `before` is the one that it replaces. */
export function stateOver({ graph, made }: SharedState, before?: LineageGraph): LineageState {
  return {
    graph: graphOver(graph, before),
    made: new MadeAmounts(made.sums, made.units, made.told),
    uncorrected: new Set(),
  };
}

/** Bytes of the memory in which a state lies, reserve included. */
export function bytesOf(state: SharedState): number {
  const memory = new Set<ArrayBufferLike>();
  const walk = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) memory.add(part.buffer);
    else if (part instanceof SharedArrayBuffer) memory.add(part);
    else if (typeof part === 'object' && part !== null) Object.values(part).forEach(walk);
  };
  walk(state);
  return [...memory].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
