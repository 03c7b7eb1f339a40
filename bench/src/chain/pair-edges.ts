import { Role } from '@pinxin/lineage/role';
import type { Chain } from './chain-writer.ts';

/** Lot→lot edges of a chain, what a pair-edge table would hold. */
export interface PairEdges {
  readonly count: number;
  readonly parents: Uint32Array;
  readonly children: Uint32Array;
}

/**
 * What must be found if the first is bad: every input with every output of its event; every content with its
 * container, which must be found too.
 */
export function pairEdges(chain: Chain): PairEdges {
  return edgesOf(chain, 'contentFirst');
}

/**
 * What may have made the second bad: every input with every output; every container with its content, since a
 * bad container spoils what is in it.
 */
export function backwardEdges(chain: Chain): PairEdges {
  return edgesOf(chain, 'containerFirst');
}

function edgesOf(chain: Chain, containment: 'contentFirst' | 'containerFirst'): PairEdges {
  let parents = new Uint32Array(chain.rowCount);
  let children = new Uint32Array(chain.rowCount);
  let count = 0;
  const add = (parent: number, child: number): void => {
    if (count === parents.length) {
      parents = doubled(parents);
      children = doubled(children);
    }
    parents[count] = parent;
    children[count++] = child;
  };
  for (const { inputs, outputs, contents, container } of movements(chain)) {
    for (const input of inputs) for (const output of outputs) add(input, output);
    for (const content of contents) {
      if (containment === 'contentFirst') add(content, container);
      else add(container, content);
    }
  }
  return { count, parents: parents.slice(0, count), children: children.slice(0, count) };
}

interface Movement {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly contents: readonly number[];
  /** 0 = none. */
  readonly container: number;
}

function* movements(chain: Chain): Generator<Movement> {
  let row = 0;
  for (let event = 1; event <= chain.eventCount; event++) {
    const inputs: number[] = [];
    const outputs: number[] = [];
    const contents: number[] = [];
    let container = 0;
    for (; row < chain.rowCount && chain.rowEvents[row] === event; row++) {
      const lot = chain.rowLots[row]!;
      const role = chain.rowRoles[row];
      if (role === Role.input) inputs.push(lot);
      else if (role === Role.output) outputs.push(lot);
      else if (role === Role.childAdd) contents.push(lot);
      else if (role === Role.parentAdd) container = lot;
    }
    yield { inputs, outputs, contents, container };
  }
}

function doubled(column: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}
