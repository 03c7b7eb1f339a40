import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort, type Instance, startInstance } from './instance.ts';
import { captureUntilStopped } from './witness.ts';

/** What a series of kills showed. All faults must be empty. */
export interface KillReport {
  readonly serverKills: number;
  readonly databaseKills: number;
  readonly acknowledged: number;
  readonly unanswered: number;
  /** Acknowledged and not there. */
  readonly lost: readonly string[];
  /** There more than once. */
  readonly doubled: readonly string[];
  /** There without all of its three lots. */
  readonly half: readonly string[];
  /** Journal numbers that are missing between the first and the last. */
  readonly journalGaps: number;
}

/** Chance, given from outside so that a series can be repeated. */
export type Chance = () => number;

/**
 * Captures over four connections while server or database are killed (SIGKILL) at random moments, and looks
 * afterwards at every event that was ever sent. A killed database must not take the server with it for good:
 * either it comes back by itself or the restarted server works again.
 */
export async function killRounds(data: string, rounds: number, chance: Chance): Promise<KillReport> {
  const port = await freePort();
  let instance = await startInstance(data, port);
  const key = await producerKey(instance.url, readFileSync(join(data, 'operator-key'), 'utf8').trim());
  const acknowledged = new Set<string>();
  const unanswered = new Set<string>();
  let databaseKills = 0;
  for (let round = 0; round < rounds; round++) {
    const witness = captureUntilStopped(instance.url, key, 4);
    await pause(50 + chance() * 650);
    if (chance() < 0.4) {
      databaseKills++;
      instance.killDatabase();
      await pause(chance() * 60);
    }
    await instance.killServer();
    await witness.stop();
    for (const id of witness.acknowledged) acknowledged.add(id);
    for (const id of witness.unanswered) unanswered.add(id);
    instance = await startInstance(data, port);
  }
  const report = await inspect(data, acknowledged, unanswered);
  await endWell(instance);
  return { ...report, serverKills: rounds, databaseKills };
}

/** Registers a producer with the operator's key and gets it a key of its own. */
export async function producerKey(url: string, operatorKey: string): Promise<string> {
  const call = async (method: string, path: string, body: object) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { secret?: string };
  };
  const uscc = '91640521PDY00001X8';
  await call('PUT', `/parties/${uscc}`, {
    kind: 'cooperative',
    nameZh: '演示合作社',
    gs1Prefixes: ['9520000'],
  });
  const { secret } = await call('POST', `/parties/${uscc}/keys`, {
    scopes: ['capture', 'query'],
    label: 'failure test',
  });
  if (secret === undefined) throw new Error('the server gave no secret');
  return secret;
}

/** Looks at every event that is stored, and for those that must be. */
export async function inspect(
  data: string,
  acknowledged: ReadonlySet<string>,
  unanswered: ReadonlySet<string>,
) {
  const { port, password } = JSON.parse(readFileSync(join(data, 'database.json'), 'utf8')) as {
    port: number;
    password: string;
  };
  const client = new Client({ connectionString: `postgres://pinxin:${password}@127.0.0.1:${port}/pinxin` });
  await client.connect();
  try {
    const { rows } = await client.query<{ event_id: string; times: number; lots: number }>(
      `select e.event_id, count(distinct e.id)::int as times, count(l.lot)::int as lots
         from event e left join event_lot l on l.event = e.id
        where e.event_id is not null group by e.event_id`,
    );
    const journal = await client.query<{ gaps: number }>(
      'select (max(seq) - count(*))::int as gaps from journal',
    );
    const found = new Map(rows.map(row => [row.event_id, row]));
    return {
      acknowledged: acknowledged.size,
      unanswered: unanswered.size,
      lost: [...acknowledged].filter(id => !found.has(id)),
      doubled: rows.filter(row => row.times !== 1).map(row => row.event_id),
      half: rows.filter(row => row.times === 1 && row.lots !== 3).map(row => row.event_id),
      journalGaps: journal.rows[0]?.gaps ?? 0,
    };
  } finally {
    await client.end();
  }
}

async function endWell(instance: Instance): Promise<void> {
  const code = await instance.stop();
  if (code !== 0) throw new Error(`the server did not stop cleanly: ${code}`);
}
