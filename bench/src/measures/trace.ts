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

/** How long the graph may take to load, ms. */
const LOAD_PATIENCE = 300_000;

/** Trace-back of single cases over HTTP, as a person waits for it; and before that, while the graph still loads. */
export async function measureTraceOverHttp(bed: ChainBed, options: Options): Promise<Figure[]> {
  const { size } = bed;
  const headers = await traceHeaders(bed.database, bed.words.party);
  const bodies = lotsOf(bed, 'case', 2000).map(lot =>
    JSON.stringify({ direction: 'back', suspects: [lotUri('case', lot)] }),
  );
  const server = await serveOurs({ databaseUrl: bed.url, folder: bed.folder });
  try {
    const load = { url: `${server.origin}/recall/closure`, headers, bodies, connections: 1 };
    const loading = await tracedWhileLoading(load.url, headers, bodies);
    await postLoad({ ...load, seconds: 2 });
    const result = await postLoad({ ...load, seconds: options.seconds });
    if (result.refused > 0) throw new Error(`trace-back over HTTP refused: ${result.firstRefusal}`);
    return [
      {
        ...{ bench: 'trace', name: 'trace-back over HTTP, 99th percentile', size, unit: 'ms' },
        value: result.p99,
        ...barAtFullSize(size, { kind: 'atMost', value: 5 }),
        note: `p50 ${result.p50.toFixed(2)} ms; ${result.acknowledged} traces on one connection, one after the other, by the loaded graph`,
      },
      {
        ...{ bench: 'trace', name: 'trace-back over HTTP while the graph loads', size, unit: 'ms' },
        value: loading.slowest,
        note: `the slowest of ${loading.count}, one after the other; the graph answered ${(loading.milliseconds / 1000).toFixed(1)} s after the server was ready`,
      },
    ];
  } finally {
    await server.stop();
  }
}

/** Traces one after the other until the graph gives the answer. */
async function tracedWhileLoading(
  url: string,
  headers: Record<string, string>,
  bodies: readonly string[],
): Promise<{ readonly count: number; readonly slowest: number; readonly milliseconds: number }> {
  const start = performance.now();
  let slowest = 0;
  for (let count = 1; ; count++) {
    const asked = performance.now();
    const body = bodies[count % bodies.length]!;
    const response = await fetch(url, { method: 'POST', headers, body });
    const answer = (await response.json()) as { readonly by?: string };
    const answered = performance.now();
    if (response.status !== 200) throw new Error(`a trace while the graph loads gave ${response.status}`);
    slowest = Math.max(slowest, answered - asked);
    if (answer.by === 'graph') return { count, slowest, milliseconds: answered - start };
    if (answered - start > LOAD_PATIENCE) throw new Error('the graph did not answer');
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
