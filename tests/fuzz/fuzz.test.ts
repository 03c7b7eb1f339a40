import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type Instance, startInstance } from '../failure/instance.ts';
import { producerKey } from '../failure/kill-rounds.ts';
import { diceOf } from './dice.ts';
import { type FuzzRequest, type FuzzRoute, fuzzRequest, PAGES } from './fuzz-requests.ts';

const REQUESTS = Number(process.env.PINXIN_FUZZ ?? 20_000);
const SEED = Number(process.env.PINXIN_FUZZ_SEED ?? 20260718);
const AT_ONCE = 12;

describe('a server that is sent nonsense', () => {
  let data: string;
  let instance: Instance;
  let keys: readonly string[];

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'pinxin-fuzz-'));
    instance = await startInstance(data, await freePort());
    const operator = readFileSync(join(data, 'operator-key'), 'utf8').trim();
    const producer = await producerKey(instance.url, operator);
    keys = ['', 'pxk_wrong', producer, producer, producer, operator, operator];
  });
  afterAll(async () => {
    await instance?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  it(`answers ${REQUESTS} broken requests over every route without a 500, a hang or a half-written event`, async () => {
    const routes = [...PAGES, ...(await describedRoutes(instance.url))];
    const dice = diceOf(SEED);
    const faults: string[] = [];
    const seen = new Map<number, number>();
    let left = REQUESTS;
    const work = async () => {
      while (left-- > 0) {
        const wish = fuzzRequest(routes, keys, dice);
        const status = await send(instance.url, wish).catch((error: Error) => error);
        if (status instanceof Error) faults.push(`${wish.method} ${wish.path}: ${status.message}`);
        else {
          seen.set(status, (seen.get(status) ?? 0) + 1);
          if (status >= 500)
            faults.push(
              `${status} ${wish.method} ${wish.path} ${wish.body?.toString('latin1').slice(0, 600)}`,
            );
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(faults.slice(0, 20)).toEqual([]);
    expect([...seen.keys()].filter(status => status >= 200 && status < 300).length).toBeGreaterThan(0);
    expect(await halfWritten(data)).toEqual([]);
    expect((await fetch(`${instance.url}/readyz`)).status).toBe(200);
  }, 400_000);

  it('refuses a body of 100 MB before it has been sent', async () => {
    const answer = await sendSlowly(instance.url, keys[2]!, 100 * 1024 * 1024);
    expect(answer.status).toBe(413);
    expect(answer.sent).toBeLessThan(70 * 1024 * 1024);
    expect(answer.body).toContain('"code"');
  }, 60_000);
});

async function describedRoutes(url: string): Promise<readonly FuzzRoute[]> {
  const api = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => ({ method: method.toUpperCase(), path })),
  );
}

/** Sends as written: `fetch` would tidy the path. */
function send(url: string, wish: FuzzRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const outgoing = request(
      {
        host: target.hostname,
        port: target.port,
        method: wish.method,
        path: wish.path,
        headers: wish.headers,
        timeout: 15_000,
      },
      response => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', reject);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 15 s')));
    outgoing.on('error', reject);
    outgoing.end(wish.body);
  });
}

function sendSlowly(
  url: string,
  key: string,
  size: number,
): Promise<{ status: number; sent: number; body: string }> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    let sent = 0;
    let answered = false;
    const outgoing = request(
      {
        host: target.hostname,
        port: target.port,
        method: 'POST',
        path: '/capture',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'transfer-encoding': 'chunked',
        },
      },
      response => {
        answered = true;
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.on('close', () => resolve({ status: response.statusCode ?? 0, sent, body }));
      },
    );
    outgoing.on('error', error => (answered ? undefined : reject(error)));
    const chunk = Buffer.alloc(256 * 1024, 0x20);
    const more = () => {
      if (answered || sent >= size || outgoing.destroyed) return;
      sent += chunk.length;
      outgoing.write(chunk, () => setImmediate(more));
    };
    more();
  });
}

async function halfWritten(data: string): Promise<readonly string[]> {
  const { port, password } = JSON.parse(readFileSync(join(data, 'database.json'), 'utf8')) as {
    port: number;
    password: string;
  };
  const client = new Client({ connectionString: `postgres://pinxin:${password}@127.0.0.1:${port}/pinxin` });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `select e.id::text as id from event e where not exists (select from event_lot l where l.event = e.id) and e.type = 5
       union all select 'orphan row of ' || l.event from event_lot l where not exists (select from event e where e.id = l.event)
       union all select 'job ' || id from capture_job where state in ('queued', 'running')`,
    );
    return rows.map(row => row.id);
  } finally {
    await client.end();
  }
}
