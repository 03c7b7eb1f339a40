import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { series } from '../testing/events.ts';
import { type SubscriptionApp, subscriptionApp } from './testing/subscription-app.ts';

let t: SubscriptionApp;
let base: string;
beforeAll(async () => {
  t = await subscriptionApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  base = `127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
  for (const name of ['all', 'shipped'])
    await t.call('farm:query', 'POST', '/queries', {
      name,
      query: name === 'all' ? {} : { EQ_bizStep: ['shipping'] },
    });
});
afterAll(async () => await t.close());

interface Reader {
  readonly socket: WebSocket;
  readonly messages: { readonly position?: string; readonly events: readonly number[] }[];
  readonly until: (count: number) => Promise<void>;
}

function listen(
  path: string,
  headers: Record<string, string> = { authorization: 'Bearer farm:query' },
): Reader {
  const socket = new WebSocket(`ws://${base}${path}`, { headers });
  const messages: Reader['messages'] = [];
  socket.on('error', () => {});
  socket.on('message', data => {
    const { queryResults } = JSON.parse(String(data)).epcisBody;
    const events = (queryResults.resultsBody.eventList as { quantityList: { quantity: number }[] }[]).map(
      ({ quantityList }) => quantityList[0]?.quantity ?? 0,
    );
    messages.push({ position: queryResults['pinxin:position'], events });
  });
  const until = async (count: number): Promise<void> => {
    for (let tries = 0; tries < 300; tries++) {
      if (messages.flatMap(({ events }) => events).length >= count) return;
      await new Promise(done => setTimeout(done, 20));
    }
    throw new Error(`only ${messages.flatMap(({ events }) => events).length} events came`);
  };
  return { socket, messages, until };
}

const opened = (socket: WebSocket): Promise<void> => new Promise(done => socket.once('open', () => done()));
const refusal = (socket: WebSocket): Promise<number> =>
  new Promise(done =>
    socket.once('unexpected-response', (_request, response) => done(response.statusCode ?? 0)),
  );

describe('a WebSocket', () => {
  it('hears of what is captured from now on, and goes on where it stopped', async () => {
    const first = listen('/queries/all/events?stream=true');
    await opened(first.socket);
    await t.tell('farm', series('ws', 300));
    await first.until(300);
    const heard = first.messages.flatMap(({ events }) => events);
    expect(heard).toEqual(Array.from({ length: 300 }, (_, n) => n + 0.5));
    first.socket.terminate();
    // It had taken only the first message when it broke.
    await t.tell('farm', series('ws-2', 5));
    const place = first.messages[0]?.position as string;
    const again = listen(`/queries/all/events?stream=true&position=${place}`);
    await again.until(300 - first.messages[0]!.events.length + 5);
    expect(again.messages.flatMap(({ events }) => events)).toEqual([
      ...heard.slice(first.messages[0]!.events.length),
      ...[0.5, 1.5, 2.5, 3.5, 4.5],
    ]);
    again.socket.terminate();
  });

  it('hears only what its query asks and its party may see', async () => {
    const reader = listen('/queries/shipped/events?stream=true');
    await opened(reader.socket);
    await t.tell('shop', series('other', 2));
    const shipped = series('shipped', 3).map(event => ({ ...event, bizStep: 'shipping' }));
    await t.tell('farm', [...series('not', 2), ...shipped]);
    await reader.until(3);
    expect(reader.messages.flatMap(({ events }) => events)).toEqual([0.5, 1.5, 2.5]);
    reader.socket.terminate();
  });

  it('with a schedule hears at its times', async () => {
    const reader = listen('/queries/all/events?minute=0&reportIfEmpty=true');
    await opened(reader.socket);
    await t.tell('farm', series('timed', 4));
    await new Promise(done => setTimeout(done, 500));
    expect(reader.messages).toHaveLength(0);
    t.clock.advance(3_600_000);
    await reader.until(4);
    expect(reader.messages).toHaveLength(1);
    reader.socket.terminate();
  });

  it('is refused as any other request is', async () => {
    expect(await refusal(listen('/queries/all/events?stream=true', {}).socket)).toBe(401);
    expect(await refusal(listen('/queries/none/events?stream=true').socket)).toBe(404);
    const plain = await t.call('farm:query', 'GET', '/queries/all/events?stream=true&colour=red');
    expect(plain.statusCode).toBe(400);
    expect(plain.json().problems.map(({ at, code }: { at: string; code: string }) => [at, code])).toEqual([
      ['/query/stream', 'ofAWebSocket'],
      ['/query/colour', 'unknownParameter'],
    ]);
    expect(await refusal(listen('/queries/all/events').socket)).toBe(400);
    expect(await refusal(listen('/queries/all/events?stream=true&position=here').socket)).toBe(400);
    expect(await refusal(listen('/nowhere').socket)).toBe(404);
  });

  it('of another site is refused even with the reader’s cookie', async () => {
    const cookie = { cookie: 'pinxin_key=farm:query', origin: 'https://elsewhere.example' };
    expect([401, 403]).toContain(await refusal(listen('/queries/all/events?stream=true', cookie).socket));
    const named = { ...cookie, origin: `http://${base}` };
    const own = listen('/queries/all/events?stream=true', named);
    await opened(own.socket);
    own.socket.terminate();
  });
});
