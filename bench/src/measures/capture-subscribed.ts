import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Database, openDatabase } from '@pinxin/server/kernel/db/database';
import { chainWords } from '../chain/chain-words.ts';
import type { DatabaseServer } from '../database-server.ts';
import { type Figure, ratioOf } from '../figure.ts';
import { captureLoad } from '../load/run-apart.ts';
import type { ServerProcess } from '../load/serve-apart.ts';
import type { Options } from '../options.ts';
import { interleaved } from '../rounds.ts';
import { captureHeaders, queryHeaders, serveOurs } from '../subject/our-server.ts';
import { assertStored } from './stored-events.ts';

const SUBSCRIPTIONS = 1_000;
const BATCH = 100;
const CONNECTIONS = 16;
const CEILING = 30_000;

interface Bed {
  readonly database: Database;
  readonly process: ServerProcess;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Capture with a thousand subscriptions alive against capture with none, both by the product itself. All thousand are
 * of the party that captures, so that each could want every event; one of them does, and is told by webhook.
 */
export async function measureSubscribed(server: DatabaseServer, options: Options): Promise<Figure[]> {
  const names = ['capture_subscribed', 'capture_alone'] as const;
  const receiver = await openCounter();
  const beds: Bed[] = [];
  try {
    beds.push(await openBed(server, names[0], receiver.url), await openBed(server, names[1], undefined));
    const [subscribed, alone] = beds as [Bed, Bed];
    let run = 0;
    let sent = 0;
    const round = async (bed: Bed): Promise<number> => {
      const name = `s${run++}`;
      const { seconds } = options;
      const url = `${bed.process.origin}/capture`;
      const result = await captureLoad({
        ...{ url, headers: bed.headers, run: name, batch: BATCH, connections: CONNECTIONS, seconds },
        limit: CEILING * seconds,
      });
      await assertStored(bed.database.pool, name, result);
      if (bed === subscribed) sent += result.acknowledged;
      return result.acknowledged / (result.milliseconds / 1000);
    };
    const spreads = await interleaved(options.rounds, {
      ours: () => round(subscribed),
      alone: () => round(alone),
    });
    const waited = await receiver.until(sent);
    return [
      {
        ...{ bench: 'subscriptions', name: `capture with ${SUBSCRIPTIONS} subscriptions alive`, size: null },
        ...{ value: ratioOf(spreads.ours, spreads.alone, 'rate'), unit: '×', ours: spreads.ours },
        baseline: { ...spreads.alone, name: 'no subscription' },
        bar: { kind: 'atLeast', value: 0.8 },
        note: `events/s; all ${sent} events told by webhook once, ${waited.toFixed(1)} s after the last round`,
      },
    ];
  } finally {
    for (const { process, database } of beds) {
      await process.stop();
      await database.close();
    }
    receiver.server.close();
    for (const name of names) await server.drop(name);
  }
}

async function openBed(server: DatabaseServer, name: string, dest: string | undefined): Promise<Bed> {
  const url = await server.newDatabase(name);
  const database = openDatabase(url, 2, () => {});
  const { party } = await chainWords(database.pool);
  const headers = await captureHeaders(database, party);
  const process = await serveOurs({ databaseUrl: url, folder: `${server.folder}/${name}` });
  if (dest !== undefined) await subscribeAll(database, process.origin, party, dest);
  return { database, process, headers };
}

/** One that wants everything, by the interface; the others, more than a party may have, straight into the tables. */
async function subscribeAll(database: Database, origin: string, party: number, dest: string): Promise<void> {
  const headers = await queryHeaders(database, party);
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  await post('/queries', { name: 'all', query: {} });
  await post('/queries/all/subscriptions', { dest, stream: true });
  await database.pool.query(
    `with made as (
       insert into named_query (party, name, query, created_at, created_by)
       select $1, 'q' || n, jsonb_build_object(
           'MATCH_anyEPCClass', jsonb_build_array('https://id.gs1.org/01/09520001000126/10/other-' || n)), now(), 'bench'
         from generate_series(2, $2::int) n returning id)
     insert into subscription (public_id, query, party, sees_all, dest, secret, report_if_empty, state, batch, created_at, created_by)
     select 'sub_bench' || id, id, $1, false, $3, '', false, 'active', 500, now(), 'bench' from made`,
    [party, SUBSCRIPTIONS, dest],
  );
}

interface Counter {
  readonly url: string;
  readonly server: Server;
  /** Waits until so many events came, each once; the seconds that took. */
  readonly until: (count: number) => Promise<number>;
}

async function openCounter(): Promise<Counter> {
  const heard = new Set<string>();
  let twice = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { eventList } = JSON.parse(Buffer.concat(chunks).toString()).epcisBody.queryResults.resultsBody;
      for (const { eventID } of eventList as { eventID: string }[]) {
        if (heard.has(eventID)) twice += 1;
        heard.add(eventID);
      }
      response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise(done => server.once('listening', done));
  const until = async (count: number): Promise<number> => {
    const from = performance.now();
    while (heard.size < count && performance.now() - from < 120_000)
      await new Promise(done => setTimeout(done, 100));
    if (heard.size !== count || twice > 0)
      throw new Error(`${heard.size} of ${count} events were told, ${twice} twice`);
    return (performance.now() - from) / 1000;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server, until };
}
