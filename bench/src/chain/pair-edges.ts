import { Role } from '@pinxin/lineage/role';
import type { Chain } from './chain-writer.ts';

/** Lot→lot edges of a chain, what a pair-edge table would hold. */
export interface PairEdges {
  readonly count: number;
  readonly parents: Uint32Array;
  readonly children: Uint32Array;
  /** How many of them come from transformations (the others: content → container). */
  readonly transformationEdges: number;
}

/** Every input with every output of its event; every content with its container. */
export function pairEdges(chain: Chain): PairEdges {
  const parents: number[][] = [];
  const children: number[][] = [];
  let transformationEdges = 0;
  let row = 0;
  for (let event = 1; event <= chain.eventCount; event++) {
    const from: number[] = [];
    const to: number[] = [];
    let transforms = false;
    for (; row < chain.rowCount && chain.rowEvents[row] === event; row++) {
      const role = chain.rowRoles[row];
      const lot = chain.rowLots[row]!;
      if (role === Role.input || role === Role.childAdd) from.push(lot);
      else if (role === Role.output || role === Role.parentAdd) to.push(lot);
      transforms ||= role === Role.output;
    }
    if (transforms) transformationEdges += from.length * to.length;
    parents.push(from.flatMap(lot => to.map(() => lot)));
    children.push(from.flatMap(() => to));
  }
  const count = parents.reduce((sum, list) => sum + list.length, 0);
  return { count, parents: flat(parents, count), children: flat(children, count), transformationEdges };
}

function flat(lists: readonly number[][], count: number): Uint32Array {
  const all = new Uint32Array(count);
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}
