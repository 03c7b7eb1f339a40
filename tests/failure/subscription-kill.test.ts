import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openReceiver } from '../../apps/server/src/slices/trace/subscriptions/testing/receiver.ts';
import { diceOf } from '../fuzz/dice.ts';
import { freePort, startInstance } from './instance.ts';
import { producerKey } from './kill-rounds.ts';

/** 10,000 for the whole proof; a part of it each time. */
const EVENTS = Number(process.env.PINXIN_SUBSCRIPTION_EVENTS ?? 600);
const KILLS = Number(process.env.PINXIN_SUBSCRIPTION_KILLS ?? 2);
const A_DOCUMENT = 20;

it(
  `${EVENTS} events reach a webhook each once, over ${KILLS} kills of the server while they flow`,
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'pinxin-subscription-kill-'));
    const receiver = await openReceiver();
    try {
      const chance = diceOf(Number(process.env.PINXIN_KILL_SEED ?? 11)).next;
      const port = await freePort();
      const env = { PINXIN_WEBHOOK_NETWORKS: '127.0.0.1' };
      let instance = await startInstance(data, port, env);
      const operator = readFileSync(join(data, 'operator-key'), 'utf8').trim();
      const key = await producerKey(instance.url, operator);
      const call = (path: string, body: object): Promise<Response> =>
        fetch(instance.url + path, {
          ...{ method: 'POST', body: JSON.stringify(body) },
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        });
      await call('/queries', { name: 'all', query: {} });
      const made = await call('/queries/all/subscriptions', { dest: receiver.url, stream: true });
      expect(made.status).toBe(201);
      // Receivers are slow now and then, so that kills come while requests are under way.
      const heard = new Map<string, Set<string>>();
      const order: string[] = [];
      let requests = 0;
      receiver.answer = ({ headers, events }) => {
        requests += 1;
        const delivery = String(headers['pinxin-delivery']);
        for (const event of events) {
          const deliveries = heard.get(event) ?? new Set<string>();
          if (deliveries.size === 0) order.push(event);
          heard.set(event, deliveries.add(delivery));
        }
        return 204;
      };
      const progress = { sent: 0 };
      const flow = sendAll(call, progress);
      let kills = 0;
      while (kills < KILLS) {
        // Spread over the flow, and each at another moment of matching, sending, settling.
        while (progress.sent < (EVENTS * (kills + 1)) / (KILLS + 1)) await pause(5);
        await pause(chance() * 400);
        await instance.killServer();
        kills += 1;
        instance = await startInstance(data, port, env);
      }
      const sent = await flow;
      for (let tries = 0; tries < 600 && heard.size < EVENTS; tries++) await pause(100);
      console.log(
        JSON.stringify({
          events: heard.size,
          kills,
          requests,
          again: [...heard.values()].filter(({ size }) => size > 1).length,
        }),
      );
      expect(kills).toBe(KILLS);
      expect([...heard.keys()].sort()).toEqual([...sent].sort());
      // A request may come twice, with the same id, when its answer was lost; no event comes in two requests.
      expect([...heard].filter(([, deliveries]) => deliveries.size > 1)).toEqual([]);
      expect(await instance.stop()).toBe(0);
    } finally {
      await receiver.close();
      rmSync(data, { recursive: true, force: true });
    }
  },
  Math.max(300_000, EVENTS * 60),
);

/** Captures all events, a document again and again until it is answered: capture stores nothing twice. */
async function sendAll(
  call: (path: string, body: object) => Promise<Response>,
  progress: { sent: number },
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let from = 0; from < EVENTS; from += A_DOCUMENT) {
    const count = Math.min(A_DOCUMENT, EVENTS - from);
    const names = Array.from(
      { length: count },
      (_, n) => `urn:uuid:00000000-0000-4000-8000-${String(from + n).padStart(12, '0')}`,
    );
    ids.push(...names);
    for (;;) {
      const status = await call('/capture', documentOf(names, from)).then(
        answer => answer.status,
        () => 0,
      );
      if (status === 202) break;
      if (status !== 0 && status < 500) throw new Error(`capture was refused: ${status}`);
      await pause(50);
    }
    progress.sent += count;
    await pause(15);
  }
  return ids;
}

function documentOf(ids: readonly string[], from: number): object {
  return {
    '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
    ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-07-18T00:00:00Z' },
    epcisBody: {
      eventList: ids.map((eventID, n) => ({
        ...{ type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning', eventID },
        eventTime: new Date(Date.UTC(2026, 5, 1) + (from + n) * 1000).toISOString(),
        eventTimeZoneOffset: '+08:00',
        quantityList: [
          { epcClass: `https://id.gs1.org/01/09520000000011/10/K-${from + n}`, quantity: 1, uom: 'KGM' },
        ],
      })),
    },
  };
}
