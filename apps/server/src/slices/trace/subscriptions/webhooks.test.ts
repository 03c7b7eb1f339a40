import { createHmac } from 'node:crypto';
import { parseXmlDocument } from '@pinxin/epcis/xml/xml-document';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../kernel/transaction.ts';
import { lot, objectEvent, series } from '../testing/events.ts';
import { subscriptionsFollowMerge } from './follow-merge-store.ts';
import { openReceiver, type Receiver } from './testing/receiver.ts';
import { type SubscriptionApp, subscriptionApp } from './testing/subscription-app.ts';

let t: SubscriptionApp;
let receiver: Receiver;
beforeAll(async () => {
  [t, receiver] = await Promise.all([subscriptionApp(), openReceiver()]);
});
afterAll(async () => {
  await t.close();
  await receiver.close();
});
afterEach(async () => {
  receiver.received.length = 0;
  receiver.answer = () => 204;
  for (const who of ['farm', 'packer', 'shop', 'authority'])
    for (const { name } of (await t.call(`${who}:query`, 'GET', '/queries')).json())
      await t.call(`${who}:query`, 'DELETE', `/queries/${encodeURIComponent(name)}`);
});

const stream = () => ({ dest: receiver.url, signatureToken: 'a token of the receiver', stream: true });
const heard = (): readonly string[] => receiver.received.flatMap(({ events }) => events);
const stateOf = async (who: string, id: string) =>
  (await t.call(`${who}:query`, 'GET', '/subscriptions'))
    .json()
    .items.find(({ subscriptionID }: { subscriptionID: string }) => subscriptionID === id);

describe('a webhook', () => {
  it('tells in order of what is captured from now on, signed, each event once', async () => {
    await t.tell('farm', series('before', 3));
    const id = await t.subscribe('farm', 'all', {}, stream());
    await t.tell('farm', series('now', 7));
    await t.tell('farm', series('now', 9));
    await t.move();
    await t.move();
    const [first] = receiver.received;
    const times = receiver.received.flatMap(({ text }) =>
      JSON.parse(text).epcisBody.queryResults.resultsBody.eventList.map(
        ({ quantityList }: { quantityList: { quantity: number }[] }) => quantityList[0]?.quantity,
      ),
    );
    expect(times).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5]);
    expect(JSON.parse(first!.text)).toMatchObject({
      type: 'EPCISQueryDocument',
      epcisBody: { queryResults: { queryName: 'all', subscriptionID: id } },
    });
    const [, seconds, delivery, mac] = /^t=(\d+),id=(dlv_\w+),v1=([0-9a-f]{64})$/.exec(
      String(first!.headers['gs1-signature']),
    )!;
    const made = createHmac('sha256', 'a token of the receiver').update(
      `${seconds}.${delivery}.${first!.text}`,
    );
    expect(mac).toBe(made.digest('hex'));
    expect(await stateOf('farm', id)).toMatchObject({ state: 'active', waiting: 0, deadLetters: 0 });
  });

  it('tells in the form that the subscriber asks for with the headers of the standard', async () => {
    expect((await t.call('farm:query', 'POST', '/queries', { name: 'forms', query: {} })).statusCode).toBe(
      201,
    );
    const subscribe = (headers: Record<string, string>) =>
      t.app.inject({
        ...{ method: 'POST', url: '/queries/forms/subscriptions', payload: stream() },
        headers: { authorization: 'Bearer farm:query', ...headers },
      });
    const xml = await subscribe({ 'gs1-cbv-xml-format': 'Always_URN', 'gs1-epcis-version': '1.2.0' });
    expect([xml.statusCode, xml.json().mediaType]).toEqual([201, 'application/xml']);
    const links = await subscribe({ 'gs1-epc-format': 'Always_GS1_Digital_Link' });
    expect([links.statusCode, links.json().mediaType]).toEqual([201, 'application/json']);
    expect((await subscribe({ 'gs1-epc-format': 'Sometimes' })).statusCode).toBe(406);
    await t.tell('farm', [
      objectEvent({ quantityList: [], epcList: ['urn:epc:id:sgtin:9520001.000001.W1'] }),
    ]);
    await t.move();
    const [asXml, asJson] = ['<', '{'].map(sign =>
      receiver.received.find(({ text }) => text.startsWith(sign)),
    );
    expect(asXml?.headers).toMatchObject({
      'content-type': 'application/xml; charset=utf-8',
      'gs1-epcis-version': '1.2.0',
      'gs1-cbv-xml-format': 'Always_URN',
    });
    const read = parseXmlDocument(Buffer.from(asXml!.text), { strictness: 'strict' });
    expect(read.ok && read.value.events.map(({ ok }) => ok)).toEqual([true]);
    expect(asXml?.text).toContain('<epc>urn:epc:id:sgtin:9520001.000001.W1</epc>');
    expect(asJson?.headers['gs1-epc-format']).toBe('Always_GS1_Digital_Link');
    expect(asJson?.text).toContain('"https://id.gs1.org/01/09520001000010/21/W1"');
  });

  it('follows its party into the one that it is merged into, under another name where that is taken', async () => {
    for (const who of ['shop', 'packer']) await t.subscribe(who, 'mine', {}, stream());
    const kept = await t.subscribe('shop', 'second', {}, stream());
    await inTransaction(t.ctx, async tx => {
      await tx.client.query('update party set merged_into = $1 where id = $2', [
        ...[t.party('packer'), t.party('shop')],
      ]);
      await subscriptionsFollowMerge(tx, t.party('shop'), t.party('packer'));
    });
    const names = (await t.call('packer:query', 'GET', '/queries')).json();
    expect(names.map(({ name }: { name: string }) => name)).toEqual(['mine', 'mine-pty_shop', 'second']);
    expect(await stateOf('packer', kept)).toMatchObject({ queryName: 'second', state: 'active' });
    await t.tell('packer', series('merged', 1));
    await t.move();
    expect(heard()).toHaveLength(3);
    await t.database.pool.query('update party set merged_into = null');
  });

  it('tells a party what it may see and nothing more', async () => {
    await t.subscribe('packer', 'mine', {}, stream());
    await t.tell('farm', [
      objectEvent({ quantityList: [{ epcClass: lot('seen') }], eventTime: '2026-07-09T08:00:00Z' }),
    ]);
    await t.move();
    expect(heard()).toHaveLength(0);
    await t.tell('packer', [
      objectEvent({ quantityList: [{ epcClass: lot('seen') }], bizStep: 'receiving' }),
    ]);
    await t.tell('farm', [objectEvent({ quantityList: [{ epcClass: lot('seen') }], bizStep: 'shipping' })]);
    await t.move();
    expect(heard()).toHaveLength(2);
    await t.subscribe('authority:query,trace', 'all', {}, stream());
    await t.tell('shop', series('of-shop', 2));
    await t.move();
    expect(heard()).toHaveLength(4);
  });

  it('is sent less at once when its receiver says 413, and an event that alone is too large is put aside', async () => {
    receiver.answer = ({ events }) => (events.length > 3 ? 413 : 204);
    const id = await t.subscribe('farm', 'small', {}, stream());
    await t.tell('farm', series('many', 20));
    await t.move();
    expect(receiver.received.every(({ events }) => events.length <= 3)).toBe(true);
    expect(new Set(heard()).size).toBe(20);
    expect(heard()).toHaveLength(20);
    receiver.answer = () => 413;
    await t.tell('farm', series('large', 1));
    await t.move();
    expect(await stateOf('farm', id)).toMatchObject({ deadLetters: 1, waiting: 0, state: 'active' });
  });

  it('is tried again with growing pauses as the same request, then put aside, and sent again when asked', async () => {
    let tries: string[] = [];
    receiver.answer = ({ headers }) => {
      tries.push(String(headers['pinxin-delivery']));
      return 503;
    };
    const id = await t.subscribe('farm', 'weak', {}, stream());
    await t.tell('farm', series('weak', 2));
    const pauses: number[] = [];
    for (let n = 0; n < 20; n++) {
      await t.move();
      const { rows } = await t.database.pool.query('select next_at from subscription where public_id = $1', [
        id,
      ]);
      const next: Date | null = rows[0].next_at;
      if (next !== null) {
        pauses.push((next.getTime() - t.clock.now().getTime()) / 1000);
        t.clock.advance(next.getTime() - t.clock.now().getTime());
      }
    }
    expect(tries).toHaveLength(20);
    expect(new Set(tries).size).toBe(1);
    expect(pauses.slice(0, 5)).toEqual([5, 10, 20, 40, 80]);
    expect(Math.max(...pauses)).toBe(3600);
    expect(await stateOf('farm', id)).toMatchObject({ deadLetters: 1, waiting: 0, lastError: 'refused 503' });
    tries = [];
    receiver.answer = () => 200;
    await t.tell('farm', series('after', 1));
    await t.move();
    expect(heard()).toHaveLength(1);
    const again = await t.call('farm:query', 'POST', `/subscriptions/${id}/dead-letters`, {
      decision: 'resend',
    });
    expect(again.json()).toEqual({ deadLetters: 1 });
    const wrong = await t.call('farm:query', 'POST', `/subscriptions/${id}/dead-letters`, {
      decision: 'eat',
    });
    expect(wrong.json().problems).toMatchObject([
      { at: '/decision', message: expect.stringContaining('resend, drop') },
    ]);
    await t.move();
    expect(new Set(heard()).size).toBe(3);
    const log = await t.call('farm:query', 'GET', `/subscriptions/${id}/deliveries?perPage=1`);
    expect(log.json().items[0]).toMatchObject({ state: 'done', events: 2, lastStatus: 200 });
  });

  it('whose receiver is gone is halted where it stands, and resumed misses nothing', async () => {
    receiver.answer = () => 410;
    const id = await t.subscribe('farm', 'gone', {}, stream());
    await t.tell('farm', series('gone-1', 2));
    await t.move();
    expect(await stateOf('farm', id)).toMatchObject({ state: 'halted' });
    await t.tell('farm', series('gone-2', 3));
    await t.move();
    receiver.answer = () => 200;
    expect((await t.call('farm:query', 'POST', `/subscriptions/${id}/resume`)).statusCode).toBe(204);
    await t.move();
    expect(heard()).toHaveLength(5);
    expect(new Set(heard()).size).toBe(5);
    expect(await stateOf('farm', id)).toMatchObject({ state: 'active', catchingUp: false });
  });

  it('paused keeps its place; replayed tells again from a moment on; ended hears no more', async () => {
    const id = await t.subscribe('farm', 'paused', {}, stream());
    await t.call('farm:query', 'POST', `/subscriptions/${id}/pause`);
    await t.tell('farm', series('paused', 4));
    await t.move();
    expect(heard()).toHaveLength(0);
    await t.call('farm:query', 'POST', `/subscriptions/${id}/resume`);
    await t.move();
    expect(heard()).toHaveLength(4);
    t.clock.advance(3_600_000);
    const from = t.clock.now().toISOString();
    await t.tell('farm', series('later', 2));
    await t.move();
    expect(heard()).toHaveLength(6);
    expect((await t.call('farm:query', 'POST', `/subscriptions/${id}/replay`, { from })).statusCode).toBe(
      204,
    );
    await t.move();
    expect(heard()).toHaveLength(8);
    expect((await t.call('farm:query', 'DELETE', `/queries/paused/subscriptions/${id}`)).statusCode).toBe(
      204,
    );
    await t.tell('farm', series('ended', 1));
    await t.move();
    expect(heard()).toHaveLength(8);
  });

  it('that begins in the past is told of it first, each event once', async () => {
    const from = t.clock.now().toISOString();
    t.clock.advance(3_600_000);
    await t.tell('shop', series('past', 350));
    await t.tell('shop', series('past', 500).slice(350));
    const id = await t.subscribe('shop', 'past', {}, { ...stream(), initialRecordTime: from });
    await t.tell('shop', series('present', 5));
    await t.move();
    expect(heard()).toHaveLength(505);
    expect(new Set(heard()).size).toBe(505);
    expect(await stateOf('shop', id)).toMatchObject({ catchingUp: false, initialRecordTime: from });
  });

  it('with a schedule is told at its times, of nothing too where it wants that', async () => {
    await t.subscribe(
      'farm',
      'hourly',
      {},
      {
        ...{ dest: receiver.url, signatureToken: 'a token of the receiver' },
        ...{ schedule: { minute: '0' }, reportIfEmpty: true },
      },
    );
    await t.tell('farm', series('hourly', 3));
    await t.move();
    expect(receiver.received).toHaveLength(0);
    const next = Math.ceil((t.clock.now().getTime() + 1) / 3_600_000) * 3_600_000;
    t.clock.advance(next - t.clock.now().getTime());
    await t.move();
    expect(receiver.received.map(({ events }) => events.length)).toEqual([3]);
    t.clock.advance(3_600_000);
    await t.move();
    expect(receiver.received.map(({ events }) => events.length)).toEqual([3, 0]);
  });
});

describe('named queries and subscriptions', () => {
  it('are kept under a name of the party’s own, and answer what they find', async () => {
    const query = { eventType: ['ObjectEvent'], EQ_bizStep: ['shipping', 'receiving'] };
    const make = (who: string, body: object) => t.call(`${who}:query`, 'POST', '/queries', body);
    const made = await make('farm', { name: '发货', query });
    expect([made.statusCode, made.headers.location]).toEqual([201, '/queries/%E5%8F%91%E8%B4%A7']);
    expect((await make('farm', { name: '发货', query })).statusCode).toBe(200);
    const taken = await make('farm', { name: '发货', query: {} });
    expect([taken.statusCode, taken.json().code]).toEqual([409, 'nameTaken']);
    expect((await make('shop', { name: '发货', query: {} })).statusCode).toBe(201);
    const events = await t.call('farm:query', 'GET', '/queries/%E5%8F%91%E8%B4%A7/events?perPage=1');
    expect(events.json().epcisBody.queryResults.resultsBody.eventList).toHaveLength(1);
    const strange = await t.call('farm:query', 'GET', '/queries/%E5%8F%91%E8%B4%A7/events?EQ_action=ADD');
    expect([strange.statusCode, strange.json().problems[0].at]).toEqual([400, '/query/EQ_action']);
    expect((await t.call('packer:query', 'GET', '/queries/%E5%8F%91%E8%B4%A7')).statusCode).toBe(404);
  });

  it('are refused with everything that is wrong', async () => {
    const bad = await t.call('farm:query', 'POST', '/queries', {
      name: 'bad',
      query: { EQ_bizzStep: ['a'], perPage: 3 },
    });
    expect(
      bad
        .json()
        .problems.map(({ at }: { at: string }) => at)
        .sort(),
    ).toEqual(['/query/EQ_bizzStep', '/query/perPage']);
    await t.call('farm:query', 'POST', '/queries', { name: 'q', query: {} });
    const wrong = await t.call('farm:query', 'POST', '/queries/q/subscriptions', {
      ...{ dest: 'http://10.0.0.1/', signatureToken: 'short', stream: true, schedule: { minute: '61' } },
      ...{ initialRecordTime: 'yesterday', reportIfEmpty: 'perhaps', destination: 'x' },
    });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.json().type).toBe('epcisException:SubscriptionControlsException');
    expect(
      wrong
        .json()
        .problems.map(({ at, code }: { at: string; code: string }) => `${at} ${code}`)
        .sort(),
    ).toEqual([
      '/dest notReachable',
      '/destination unknownMember',
      '/initialRecordTime notATime',
      '/reportIfEmpty notATruth',
      '/signatureToken secretTooShort',
      '/stream scheduleOrStream',
    ]);
    const field = await t.call('farm:query', 'POST', '/queries/q/subscriptions', {
      ...{ dest: receiver.url, schedule: { minute: '61', hours: '1' } },
    });
    expect(field.json().problems[0]).toMatchObject({ at: '/schedule/hours', code: 'unknownMember' });
    const limited = { name: 'limited', query: { orderBy: 'eventTime', eventCountLimit: 5 } };
    await t.call('farm:query', 'POST', '/queries', limited);
    const not = await t.call('farm:query', 'POST', '/queries/limited/subscriptions', stream());
    expect([not.statusCode, not.json().type]).toEqual([400, 'epcisException:SubscribeNotPermittedException']);
  });

  it('are the party’s own: another sees, changes and ends none of them, and a secret is never told again', async () => {
    const id = await t.subscribe('farm', 'own', {}, { dest: receiver.url, stream: true });
    const urls = [
      ['GET', `/queries/own/subscriptions/${id}`],
      ['DELETE', `/queries/own/subscriptions/${id}`],
      ['POST', `/subscriptions/${id}/pause`],
      ['POST', `/subscriptions/${id}/resume`],
      ['GET', `/subscriptions/${id}/deliveries`],
    ] as const;
    for (const [method, url] of urls) expect((await t.call('shop:query', method, url)).statusCode).toBe(404);
    const told = await t.call('farm:query', 'GET', `/queries/own/subscriptions/${id}`);
    expect(told.json()).toMatchObject({ subscriptionID: id, stream: true, dest: receiver.url });
    expect(told.body).not.toContain('signatureToken');
    const { rows } = await t.database.pool.query('select kind from journal where kind like $1', [
      'subscription-%',
    ]);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('have limits', async () => {
    await t.call('packer:query', 'POST', '/queries', { name: 'limit', query: {} });
    const subscribe = (n: number) =>
      t.call('packer:query', 'POST', '/queries/limit/subscriptions', {
        ...stream(),
        dest: `${receiver.url}?${n}`,
      });
    for (let n = 0; n < 100; n++) expect((await subscribe(n)).statusCode).toBe(201);
    const again = await subscribe(7);
    expect(again.statusCode).toBe(200);
    const one = await subscribe(100);
    expect([one.statusCode, one.json().code]).toEqual([409, 'tooManySubscriptions']);
    const page = await t.call('packer:query', 'GET', '/queries/limit/subscriptions?perPage=40');
    expect(page.json()).toHaveLength(40);
    const next = /<([^>]+)>/.exec(String(page.headers.link))?.[1] as string;
    expect((await t.call('packer:query', 'GET', next)).json()).toHaveLength(40);
  });
});
