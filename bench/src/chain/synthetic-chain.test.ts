import { createHash } from 'node:crypto';
import { Role } from '@pinxin/lineage/role';
import { describe, expect, it } from 'vitest';
import type { Chain } from './chain-writer.ts';
import { diceOf, shuffledIds } from './dice.ts';
import { chainLots } from './lot-uri.ts';
import { naiveAffected } from './naive-walk.ts';
import { pairEdges } from './pair-edges.ts';
import { syntheticChain } from './synthetic-chain.ts';

function digest(chain: Chain): string {
  const hash = createHash('sha256');
  for (const column of [chain.rowEvents, chain.rowLots, chain.rowRoles, chain.eventTypes])
    hash.update(column);
  return hash.digest('hex');
}

/** Reachability over the pair edges, by a way that shares nothing with the naive walk over events. */
function reachable(chain: Chain): Set<number> {
  const { parents, children, count } = pairEdges(chain);
  const next = new Map<number, number[]>();
  for (let edge = 0; edge < count; edge++) {
    const list = next.get(parents[edge]!);
    if (list) list.push(children[edge]!);
    else next.set(parents[edge]!, [children[edge]!]);
  }
  const seen = new Set([chain.suspect]);
  for (const lot of seen) for (const child of next.get(lot) ?? []) seen.add(child);
  return seen;
}

describe('the synthetic chain', () => {
  it('is the same chain for the same size, and another one for another size', () => {
    expect(digest(syntheticChain(2000))).toBe(digest(syntheticChain(2000)));
    expect(digest(syntheticChain(2000))).not.toBe(digest(syntheticChain(2100)));
  });

  it('has a closure that a naive walk and the pair edges agree on', () => {
    for (const size of [1000, 5000]) {
      const chain = syntheticChain(size);
      const walked = naiveAffected(chain, chain.suspect);
      expect([...reachable(chain)].sort((a, b) => a - b)).toEqual([...walked].sort((a, b) => a - b));
    }
  });

  it('affects about as many lots as its size says and leaves many unaffected', () => {
    const chain = syntheticChain(20_000);
    const affected = naiveAffected(chain, chain.suspect).size;
    expect(affected).toBeGreaterThan(17_000);
    expect(affected).toBeLessThan(24_000);
    expect(chain.lotCount).toBeGreaterThan(1.5 * affected);
  });

  it('names every lot by a URI of its own', () => {
    const chain = syntheticChain(1000);
    const uris = new Set<string>();
    for (const lot of chainLots(chain)) uris.add(lot.uri);
    expect(uris.size).toBe(chain.lotCount);
  });

  it('never uses a lot before it was made', () => {
    const chain = syntheticChain(1000);
    const made = new Map<number, number>();
    for (let row = 0; row < chain.rowCount; row++) {
      if (chain.rowRoles[row] === Role.output) made.set(chain.rowLots[row]!, chain.rowEvents[row]!);
    }
    for (let row = 0; row < chain.rowCount; row++) {
      if (chain.rowRoles[row] === Role.output) continue;
      expect(made.get(chain.rowLots[row]!) ?? 0).toBeLessThan(chain.rowEvents[row]!);
    }
  });
});

describe('shuffled ids', () => {
  it('are the same numbers in another order', () => {
    const ids = shuffledIds(500, diceOf(7));
    expect([...ids].sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
    expect([...ids]).not.toEqual([...ids].sort((a, b) => a - b));
  });
});
