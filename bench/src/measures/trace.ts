import {
  buildPairEdgeTable,
  cteClient,
  cteClosure,
  cteCount,
  releaseCteClient,
  sameSet,
} from '../baseline/pair-edge-table.ts';
import type { ChainBed } from '../chain/chain-bed.ts';
import type { Level } from '../chain/chain-writer.ts';
import { diceOf } from '../chain/dice.ts';
import { lotUri } from '../chain/lot-uri.ts';
import { backwardEdges } from '../chain/pair-edges.ts';
import { barAtFullSize, type Figure, ratioOf } from '../figure.ts';
import { postLoad } from '../load/run-apart.ts';
import type { Options } from '../options.ts';
import { interleaved, timed } from '../rounds.ts';
import { backwardSet, chainGraph } from '../subject/chain-graph.ts';
import { serveOurs, traceHeaders } from '../subject/our-server.ts';

const TRACED = 200;

/** Trace-back of single cases in the graph against recursive SQL, one after the other. */
export async function measureTraceInProcess(bed: ChainBed, options: Options): Promise<Figure[]> {
  const { chain, size, database } = bed;
  const pairs = await buildPairEdgeTable(database.pool, 'back', backwardEdges(chain), lot => lot);
  const graph = chainGraph(chain, lot => lot);
  const cases = lotsOf(bed, 'case', TRACED);
  const client = await cteClient(database.pool);
  try {
    for (const lot of cases) {
      if (!sameSet(backwardSet(graph, lot), await cteClosure(client, pairs, 'backward', lot))) {
        throw new Error(`trace-back of lot ${lot}: the graph and the recursive query found different lots`);
      }
    }
    const perSecond = (milliseconds: number): number => cases.length / (milliseconds / 1000);
    const spreads = await interleaved(options.rounds, {
      ours: async () => perSecond(await timed(() => cases.forEach(lot => void backwardSet(graph, lot)))),
      query: async () =>
        perSecond(
          await timed(async () => {
            for (const lot of cases) await cteCount(client, pairs, 'backward', lot);
          }),
        ),
    });
    return [
      {
        ...{ bench: 'trace', name: 'trace-back of a case, in process', size, unit: '×' },
        value: ratioOf(spreads.ours, spreads.query, 'rate'),
        ours: spreads.ours,
        baseline: { ...spreads.query, name: 'recursive query over bigint pairs' },
        note: `traces a second; ${cases.length} cases one after the other`,
      },
    ];
  } finally {
    await releaseCteClient(client);
    await database.pool.query(`drop table ${pairs.name}`);
  }
}

/** Trace-back of single cases over HTTP, as a person waits for it. */
export async function measureTraceOverHttp(bed: ChainBed, options: Options): Promise<Figure[]> {
  const { size } = bed;
  const headers = await traceHeaders(bed.database, bed.words.party);
  const bodies = lotsOf(bed, 'case', 2000).map(lot =>
    JSON.stringify({ direction: 'back', suspects: [lotUri('case', lot)] }),
  );
  const server = await serveOurs({ databaseUrl: bed.url, folder: bed.folder });
  try {
    const load = { url: `${server.origin}/recall/closure`, headers, bodies, connections: 1 };
    await postLoad({ ...load, seconds: 2 });
    const result = await postLoad({ ...load, seconds: options.seconds });
    if (result.refused > 0) throw new Error(`trace-back over HTTP refused: ${result.firstRefusal}`);
    return [
      {
        ...{ bench: 'trace', name: 'trace-back over HTTP, 99th percentile', size, unit: 'ms' },
        value: result.p99,
        ...barAtFullSize(size, { kind: 'atMost', value: 5 }),
        note: `p50 ${result.p50.toFixed(2)} ms; ${result.acknowledged} traces on one connection, one after the other`,
      },
    ];
  } finally {
    await server.stop();
  }
}

/** Some lots of a level, picked by dice that always fall the same. */
function lotsOf({ chain }: ChainBed, level: Level, count: number): number[] {
  const runs = chain.runs.filter(run => run.level === level);
  const dice = diceOf(11);
  return Array.from({ length: count }, () => {
    const run = runs[dice.between(0, runs.length - 1)]!;
    return run.first + dice.between(0, run.count - 1);
  });
}
