import { describe, expect, it } from 'vitest';
import { naiveAffected } from '../chain/naive-walk.ts';
import { backwardEdges } from '../chain/pair-edges.ts';
import { syntheticChain } from '../chain/synthetic-chain.ts';
import { backwardSet, chainGraph, chainGraphWithDelta, forwardSet } from './chain-graph.ts';

const chain = syntheticChain(1500);
const straight = (lot: number): number => lot;

function ancestors(lot: number): Uint32Array {
  const { parents, children, count } = backwardEdges(chain);
  const seen = new Set([lot]);
  for (let before = 0; before !== seen.size; ) {
    before = seen.size;
    for (let edge = 0; edge < count; edge++) if (seen.has(children[edge]!)) seen.add(parents[edge]!);
  }
  return Uint32Array.from(seen).sort();
}

describe('our graph of a chain', () => {
  it('finds what the naive walk finds, whether built at once or added to', () => {
    const expected = Uint32Array.from(naiveAffected(chain, chain.suspect)).sort();
    expect(forwardSet(chainGraph(chain, straight), chain.suspect)).toEqual(expected);
    expect(forwardSet(chainGraphWithDelta(chain, 0.3), chain.suspect)).toEqual(expected);
  });

  it('finds the same lots under other numbers', () => {
    const reversed = (lot: number): number => chain.lotCount + 1 - lot;
    const found = forwardSet(chainGraph(chain, reversed), reversed(chain.suspect));
    expect(found.map(reversed).sort()).toEqual(forwardSet(chainGraph(chain, straight), chain.suspect));
  });

  it('traces a case back to what it was made of and what held it', () => {
    const cases = chain.runs.filter(run => run.level === 'case');
    const graph = chainGraph(chain, straight);
    for (const run of [cases[0]!, cases.at(-1)!])
      expect(backwardSet(graph, run.first)).toEqual(ancestors(run.first));
  });
});
