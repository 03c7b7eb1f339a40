import {
  buildPairEdgeTable,
  cteClient,
  cteClosure,
  cteCount,
  releaseCteClient,
  sameSet,
} from '../baseline/pair-edge-table.ts';
import type { ChainBed } from '../chain/chain-bed.ts';
import { diceOf, shuffledIds } from '../chain/dice.ts';
import { type PairEdges, pairEdges } from '../chain/pair-edges.ts';
import { barAtFullSize, type Figure, ratioOf } from '../figure.ts';
import type { Options } from '../options.ts';
import { interleaved, timed } from '../rounds.ts';
import { chainGraph, forwardSet } from '../subject/chain-graph.ts';

/** The closure of everything that the suspect affects: in the graph against recursive SQL. */
export async function measureClosures(bed: ChainBed, options: Options): Promise<Figure[]> {
  const edges = pairEdges(bed.chain);
  const shuffled = shuffledIds(bed.chain.lotCount, diceOf(5));
  const straight = { name: 'recall closure', bar: 50, idOf: (lot: number) => lot, table: 'edge' };
  const mixed = {
    name: 'recall closure, shuffled numbers',
    bar: 20,
    idOf: (lot: number) => shuffled[lot - 1]!,
    table: 'edge_shuffled',
  };
  return [
    await measureClosure(bed, edges, straight, options),
    await measureClosure(bed, edges, mixed, options),
  ];
}

/** Both sides need some runs to be compiled (ours) and cached (both). */
const WARM_UPS = 3;

interface Numbering {
  readonly name: string;
  readonly bar: number;
  readonly idOf: (lot: number) => number;
  readonly table: string;
}

async function measureClosure(
  bed: ChainBed,
  edges: PairEdges,
  { name, bar, idOf, table }: Numbering,
  options: Options,
): Promise<Figure> {
  const { chain, size } = bed;
  const pairs = await buildPairEdgeTable(bed.database.pool, table, edges, idOf);
  const graph = chainGraph(chain, idOf);
  const suspect = idOf(chain.suspect);
  const client = await cteClient(bed.database.pool);
  try {
    const found = forwardSet(graph, suspect);
    if (!sameSet(found, await cteClosure(client, pairs, 'forward', suspect))) {
      throw new Error(`${name}: the graph and the recursive query found different lots`);
    }
    const contestants = {
      ours: () => timed(() => graph.forward({ suspects: [{ lot: suspect }] })),
      query: () =>
        timed(async () => assertCount(await cteCount(client, pairs, 'forward', suspect), found.length)),
    };
    const spreads = await interleaved(options.rounds, contestants, WARM_UPS);
    return {
      bench: 'recall',
      name,
      size,
      value: ratioOf(spreads.ours, spreads.query, 'time'),
      unit: '×',
      ours: spreads.ours,
      baseline: { ...spreads.query, name: 'recursive query over bigint pairs' },
      ...barAtFullSize(size, { kind: 'atLeast', value: bar }),
      note: `ms; ${found.length} lots found of ${chain.lotCount}, ${edges.count} pairs`,
    };
  } finally {
    await releaseCteClient(client);
    await bed.database.pool.query(`drop table ${pairs.name}`);
  }
}

function assertCount(found: number, expected: number): void {
  if (found !== expected) throw new Error(`${found} lots instead of ${expected}`);
}
