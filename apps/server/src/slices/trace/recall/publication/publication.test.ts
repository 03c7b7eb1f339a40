import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { item, lot, objectEvent, PALLET, transformation } from '../../testing/events.ts';
import { draftOf, type RecallApp, recallApp, tellChain } from '../testing/recall-app.ts';
import { addLateLots } from './add-late-lots.ts';
import { notifyHolders } from './notify-holders.ts';

describe('a published recall', () => {
  let t: RecallApp;
  let id = '';

  beforeAll(async () => {
    t = await recallApp();
    await tellChain(t);
  });
  afterAll(() => t.close());

  const lotsOnRecord = async (): Promise<readonly string[]> => {
    const { rows } = await t.database.pool.query<{ uri: string }>(
      `select l.uri from recall_lot x join recall r on r.id = x.recall join lot l on l.id = x.lot
        where r.public_id = $1 and x.part = 1 order by l.uri`,
      [id],
    );
    return rows.map(({ uri }) => uri);
  };
  const number = async (): Promise<number> =>
    (await t.database.pool.query<{ id: number }>('select id from recall where public_id = $1', [id])).rows[0]!
      .id;
  const journaled = async (kind: string): Promise<readonly Record<string, unknown>[]> =>
    (
      await t.database.pool.query<{ facts: Record<string, unknown> }>(
        'select facts from journal where kind = $1 order by seq',
        [kind],
      )
    ).rows.map(({ facts }) => facts);

  it('is drafted once, however often the draft is sent', async () => {
    const draft = draftOf('draft-0001', [lot('RAW')]);
    const first = await t.send('authority', 'POST', '/recalls', draft);
    expect([first.statusCode, first.json().state]).toEqual([201, 'draft']);
    ({ id } = first.json());
    const second = await t.send('authority', 'POST', '/recalls', draft);
    expect([second.statusCode, second.json().id]).toEqual([200, id]);
    expect(await journaled('recall-drafted')).toHaveLength(1);
  });

  it('is not drafted with codes that cannot be used, each of which is told with its place', async () => {
    const answer = await t.send(
      'authority',
      'POST',
      '/recalls',
      draftOf('draft-bad', [lot('RAW'), lot('NOBODY')]),
    );
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'recall.unusedCodes']);
    expect(answer.json().problems).toMatchObject([{ at: '/suspects/1', code: 'notFound' }]);
    const empty = { ...draftOf('x', []), phone: 'call me', hazard: 'tenth' };
    const wrong = await t.send('authority', 'POST', '/recalls', empty);
    expect(wrong.statusCode).toBe(400);
    expect(wrong.json().problems.length).toBeGreaterThanOrEqual(3);
  });

  it('is nobody else’s to see as long as it is a draft', async () => {
    expect((await t.send(undefined, 'GET', `/recalls/${id}`)).statusCode).toBe(404);
    expect((await t.send('authority', 'GET', `/recalls/${id}`)).statusCode).toBe(200);
    expect((await t.send(undefined, 'GET', '/recalls?state=all')).json().recalls).toEqual([]);
  });

  it('says what it would do before anybody decides', async () => {
    const forecast = await t.send('authority', 'GET', `/recalls/${id}/forecast`);
    expect(forecast.json()).toMatchObject({ lots: 2, carriers: 0, holders: 3, unused: [] });
  });

  it('is published by nobody who may only work out what is affected', async () => {
    expect((await t.send('packer', 'POST', `/recalls/${id}/publication`)).statusCode).toBe(403);
    expect((await t.send(undefined, 'POST', `/recalls/${id}/publication`)).statusCode).toBe(401);
  });

  it('is published once when many publish it at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => t.send('authority', 'POST', `/recalls/${id}/publication`)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(answers.map(answer => answer.json().publishedAt)).size).toBe(1);
    expect(await journaled('recall-published')).toMatchObject([{ recall: id, lots: 2, carriers: 0 }]);
    expect(await lotsOnRecord()).toEqual([lot('DRY'), lot('RAW')]);
  });

  it('is announced to everybody, with words to look for it by', async () => {
    const list = (await t.send(undefined, 'GET', '/recalls')).json();
    expect(list).toMatchObject({ total: 1, recalls: [{ id, hazard: 'first', lots: 2 }] });
    expect((await t.send(undefined, 'GET', '/recalls?q=%E7%A6%81%E7%94%A8')).json().total).toBe(1);
    expect((await t.send(undefined, 'GET', '/recalls?q=nothing')).json().total).toBe(0);
    expect((await t.send(undefined, 'GET', '/recalls?hazard=third')).json().total).toBe(0);
  });

  it('is listed in the order that is asked for, and a wrong order is refused', async () => {
    const { rows } = await t.database.pool.query<{ id: string }>(
      `insert into recall (public_id, party, client_id, state, question, hazard, reason_zh, advice_zh, contact_zh, phone, legal_basis,
          drafted_at, drafted_by, published_at, watermark, lots, closed_at)
       select 'rcl_old', party, 'older', 'ended', question, 'third', '演示旧召回', advice_zh, contact_zh, phone, legal_basis,
          drafted_at - interval '1 day', drafted_by, published_at - interval '1 day', 1, 99, published_at from recall where public_id = $1
       returning public_id as id`,
      [id],
    );
    const listed = async (order: string): Promise<string[]> =>
      (await t.send(undefined, 'GET', `/recalls?state=all&order=${order}`))
        .json()
        .recalls.map((recall: { id: string }) => recall.id);
    const old = rows[0]!.id;
    expect(await listed('newest')).toEqual([id, old]);
    expect(await listed('oldest')).toEqual([old, id]);
    expect(await listed('hazard')).toEqual([id, old]);
    expect(await listed('lots')).toEqual([old, id]);
    expect((await t.send(undefined, 'GET', '/recalls?order=loudest')).statusCode).toBe(400);
    await t.database.pool.query(`delete from recall where public_id = 'rcl_old'`);
  });

  it('tells each holder once what it holds, and takes its answer once', async () => {
    expect(await notifyHolders(t.parts, await number())).toBe(3);
    await notifyHolders(t.parts, await number());
    const all = (await t.send('authority', 'GET', `/recalls/${id}/notices`)).json();
    expect(all.notices).toHaveLength(3);
    const own = (await t.send('shop', 'GET', `/recalls/${id}/notices`)).json();
    expect(own.notices).toMatchObject([
      { party: { id: 'pty_shop' }, lots: 1, quantities: [{ value: '5', unit: 'KGM' }] },
    ]);
    expect((await t.send('shop', 'GET', '/recall-notices')).json()).toEqual({
      notices: [{ recall: id, isAnswered: false }],
    });
    const answers = await Promise.all(
      [1, 2, 3].map(() => t.send('shop', 'POST', `/recalls/${id}/acknowledgement`)),
    );
    expect(answers.map(answer => answer.json().acknowledged).sort()).toEqual([0, 0, 1]);
    expect(await journaled('recall-acknowledged')).toHaveLength(1);
  });

  it('has no notice for who holds nothing', async () => {
    const answer = await t.send('authority', 'POST', `/recalls/${id}/acknowledgement`);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'recall.noNotice']);
  });

  it('takes in what is told later and belongs to it, and nothing else', async () => {
    await t.capture('packer', [
      transformation(['DRY'], ['PACKS'], { eventTime: '2026-07-06T08:00:00+08:00' }),
      transformation(['CLEAN'], ['GOOD'], { eventTime: '2026-07-06T08:00:00+08:00' }),
      {
        ...objectEvent({ eventTime: '2026-07-06T09:00:00+08:00', action: 'ADD', epcList: [item('S1')] }),
        bizStep: 'commissioning',
      },
      {
        ...{
          type: 'AggregationEvent',
          eventTime: '2026-07-06T10:00:00+08:00',
          eventTimeZoneOffset: '+08:00',
        },
        ...{
          action: 'ADD',
          parentID: PALLET,
          childQuantityList: [{ epcClass: lot('PACKS'), quantity: 5, uom: 'KGM' }],
        },
      },
    ]);
    expect(await addLateLots(t.parts)).toEqual({ lots: 2 });
    expect(await addLateLots(t.parts)).toEqual({ lots: 0 });
    expect(await lotsOnRecord()).toEqual([lot('DRY'), lot('PACKS'), lot('RAW')]);
    expect(await journaled('recall-extended')).toMatchObject([{ recall: id, lots: 1, carriers: 1 }]);
    const face = (await t.send(undefined, 'GET', `/recalls/${id}`)).json();
    expect(face.lots).toBe(3);
  });

  it('is extended once when several processes notice at the same time', async () => {
    await t.capture('packer', [
      transformation(['PACKS'], ['MORE'], { eventTime: '2026-07-07T08:00:00+08:00' }),
    ]);
    const found = await Promise.all([addLateLots(t.parts), addLateLots(t.parts), addLateLots(t.parts)]);
    expect(found.reduce((sum, { lots }) => sum + lots, 0)).toBe(1);
    expect(await journaled('recall-extended')).toHaveLength(2);
  });

  it('asks a holder again that holds more than it answered for', async () => {
    await notifyHolders(t.parts, await number());
    const before = (await t.send('packer', 'POST', `/recalls/${id}/acknowledgement`)).json();
    expect(before).toEqual({ acknowledged: 1 });
    await t.capture('packer', [
      transformation(['MORE'], ['LAST'], { eventTime: '2026-07-08T08:00:00+08:00' }),
    ]);
    await addLateLots(t.parts);
    await notifyHolders(t.parts, await number());
    const notice = (await t.send('packer', 'GET', `/recalls/${id}/notices`)).json().notices[0];
    // What was used up to make the next lot is held no more.
    expect(notice.party.id).toBe('pty_packer');
    expect(notice.acknowledgedAt).toBeDefined();
  });

  it('has its sheet in the form of every recall sheet', async () => {
    const sheet = await t.send('authority', 'GET', `/recalls/${id}/sheet.csv`);
    expect(sheet.headers['content-type']).toContain('text/csv');
    for (const name of ['RAW', 'DRY', 'PACKS']) expect(sheet.body).toContain(name);
    expect(sheet.body).not.toContain('CLEAN');
    const xlsx = await t.send('authority', 'GET', `/recalls/${id}/sheet.xlsx`);
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await t.send('shop', 'GET', `/recalls/${id}/sheet.csv`)).statusCode).toBe(403);
  });

  it('ends once, and can then neither be withdrawn nor published again', async () => {
    const closing = { reason: { 'zh-CN': '全部追回' } };
    const ended = await Promise.all(
      [1, 2].map(() => t.send('authority', 'POST', `/recalls/${id}/end`, closing)),
    );
    expect(ended.map(answer => [answer.statusCode, answer.json().state])).toEqual([
      [200, 'ended'],
      [200, 'ended'],
    ]);
    expect(await journaled('recall-ended')).toHaveLength(1);
    const late = await t.send('authority', 'POST', `/recalls/${id}/withdrawal`, closing);
    expect([late.statusCode, late.json().code]).toEqual([409, 'recall.wrongState']);
    expect((await t.send('authority', 'POST', `/recalls/${id}/publication`)).statusCode).toBe(409);
    expect((await t.send(undefined, 'GET', '/recalls')).json().total).toBe(0);
    expect((await t.send(undefined, 'GET', '/recalls?state=ended')).json().total).toBe(1);
  });

  it('withdraws a draft that nobody wants', async () => {
    const draft = await t.send('authority', 'POST', '/recalls', draftOf('draft-0002', [lot('CLEAN')]));
    const url = `/recalls/${draft.json().id}/withdrawal`;
    const answer = await t.send('authority', 'POST', url, { reason: { 'zh-CN': '查明无事' } });
    expect(answer.json().state).toBe('withdrawn');
    expect((await t.send(undefined, 'GET', `/recalls/${draft.json().id}`)).statusCode).toBe(404);
  });
});
