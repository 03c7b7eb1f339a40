import { type Database, openDatabase } from '@pinxin/server/kernel/db/database';
import { chainWords } from '../chain/chain-words.ts';
import { loadChain } from '../chain/load-chain.ts';
import { syntheticChain } from '../chain/synthetic-chain.ts';
import type { DatabaseServer } from '../database-server.ts';
import { type Figure, ratioOf } from '../figure.ts';
import type { CaptureLoad } from '../load/capture-load.ts';
import { captureLoad } from '../load/run-apart.ts';
import { type ServerProcess, type ServeTask, serveApart } from '../load/serve-apart.ts';
import type { Options } from '../options.ts';
import { interleaved } from '../rounds.ts';
import { captureHeaders, serveOurs } from '../subject/our-server.ts';
import { measureDatabasePath } from './database-path.ts';
import { assertStored, storedRows } from './stored-events.ts';

const PLAIN = new URL('../baseline/insert-server.ts', import.meta.url);
const servePlain = (task: ServeTask): Promise<ServerProcess> => serveApart(PLAIN, task);

/** One way of sending, and its bar. */
interface Way {
  readonly name: string;
  readonly path: '/capture' | '/events';
  readonly batch: number;
  readonly connections: number;
  /** More events a second than either server can take: so many bodies are made beforehand. */
  readonly ceiling: number;
  readonly bar: number;
}

const WAYS: readonly Way[] = [
  {
    name: 'capture, 100 events a document',
    path: '/capture',
    batch: 100,
    connections: 16,
    ceiling: 30_000,
    bar: 5,
  },
  {
    name: 'capture, one event a request',
    path: '/events',
    batch: 1,
    connections: 64,
    ceiling: 10_000,
    bar: 3,
  },
];

interface Contestant {
  readonly name: string;
  readonly database: Database;
  readonly process: ServerProcess;
  readonly party: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Durable capture over HTTP against a plain server, with a chain of `size` already stored in both databases. */
export async function measureCapture(
  server: DatabaseServer,
  size: number,
  options: Options,
): Promise<Figure[]> {
  const names = [`capture_ours_${size}`, `capture_plain_${size}`] as const;
  const contestants: Contestant[] = [];
  try {
    contestants.push(await contestant(server, names[0], size, serveOurs));
    contestants.push(await contestant(server, names[1], size, servePlain));
    const [ours, plain] = contestants as [Contestant, Contestant];
    await assertSameRows(ours, plain);
    const figures: Figure[] = [];
    for (const way of WAYS) figures.push(...(await measureWay(ours, plain, way, size, options)));
    figures.push(await measureDatabasePath(ours, plain, size, options));
    return figures;
  } finally {
    for (const { process, database } of contestants) {
      await process.stop();
      await database.close();
    }
    for (const name of names) await server.drop(name);
  }
}

async function contestant(
  server: DatabaseServer,
  name: string,
  size: number,
  serve: (task: ServeTask) => Promise<ServerProcess>,
): Promise<Contestant> {
  const url = await server.newDatabase(name);
  const database = openDatabase(url, 2, () => {});
  const words = await chainWords(database.pool);
  await loadChain(database.pool, syntheticChain(size), words);
  const headers = await captureHeaders(database, words.party);
  const process = await serve({ databaseUrl: url, folder: `${server.folder}/${name}` });
  return { name, database, process, party: words.party, headers };
}

/** The same events to both; the rows must be the same, words for words. */
async function assertSameRows(ours: Contestant, plain: Contestant): Promise<void> {
  for (const [index, way] of WAYS.entries()) {
    const run = `same${index}`;
    for (const one of [ours, plain]) {
      const result = await captureLoad({ ...task(one, way, run), seconds: 60, limit: way.batch * 3 });
      await assertStored(one.database.pool, run, result);
    }
    const [mine, theirs] = [
      await storedRows(ours.database.pool, run),
      await storedRows(plain.database.pool, run),
    ];
    const differs = mine.findIndex((row, at) => row !== theirs[at]);
    if (mine.length !== theirs.length || mine.length === 0 || differs >= 0) {
      throw new Error(
        `the servers stored different rows, first at ${differs}: ${mine[differs]} / ${theirs[differs]}`,
      );
    }
  }
}

async function measureWay(
  ours: Contestant,
  plain: Contestant,
  way: Way,
  size: number,
  options: Options,
): Promise<Figure[]> {
  let run = 0;
  const latencies = new Map<Contestant, { p50: number; p99: number }>();
  const round = async (one: Contestant): Promise<number> => {
    const name = `b${way.batch}r${run++}`;
    const limit = way.ceiling * options.seconds;
    const result = await captureLoad({ ...task(one, way, name), seconds: options.seconds, limit });
    await assertStored(one.database.pool, name, result);
    latencies.set(one, result);
    return result.acknowledged / (result.milliseconds / 1000);
  };
  const spreads = await interleaved(options.rounds, { ours: () => round(ours), plain: () => round(plain) });
  const told = (one: Contestant): string =>
    `p50 ${latencies.get(one)!.p50.toFixed(1)} p99 ${latencies.get(one)!.p99.toFixed(1)} ms`;
  return [
    {
      bench: 'capture',
      name: way.name,
      size,
      value: ratioOf(spreads.ours, spreads.plain, 'rate'),
      unit: '×',
      ours: spreads.ours,
      baseline: { ...spreads.plain, name: 'plain row inserts' },
      bar: { kind: 'atLeast', value: way.bar },
      note: `events/s; ours ${told(ours)}, plain ${told(plain)}`,
    },
  ];
}

function task(one: Contestant, way: Way, run: string): Omit<CaptureLoad, 'seconds' | 'limit'> {
  const { batch, connections } = way;
  return { url: `${one.process.origin}${way.path}`, headers: one.headers, run, batch, connections };
}
