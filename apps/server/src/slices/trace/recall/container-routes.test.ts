import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnownRoute } from '../../../http/access.ts';
import { createApp } from '../../../http/app.ts';
import { type TestContext, testContext } from '../../../kernel/testing.ts';
import { recordToldPlaces } from '../../parties/api.ts';
import { openCapture } from '../capture/capture.ts';
import { captureDocument } from '../capture/capture-document.ts';
import { type OpenLineage, openLineage } from '../lineage/open-lineage.ts';
import { document, type Fields, lot, objectEvent, PALLET } from '../testing/events.ts';
import { registerContainerRoutes } from './container-routes.ts';
import { registerRecallRoutes } from './routes.ts';

const CRATE = 'https://id.gs1.org/8003/095200010000101';
const [GOOD, BAD] = [lot('GOOD'), lot('BAD')];

function packing(action: 'ADD' | 'DELETE', parentID: string, at: string, child: Fields): Fields {
  return {
    type: 'AggregationEvent',
    eventTime: `2026-07-0${at}:00:00+08:00`,
    eventTimeZoneOffset: '+08:00',
    action,
    parentID,
    ...child,
  };
}
const of = (name: string): Fields => ({ childQuantityList: [{ epcClass: name, quantity: 10, uom: 'KGM' }] });

/** A crate carried bad fruit to the dryer on a pallet, was emptied, and carries good fruit since. */
const EVENTS = [
  objectEvent({ action: 'ADD', quantityList: [{ epcClass: BAD, quantity: 10, uom: 'KGM' }] }),
  packing('ADD', CRATE, '1T09', of(BAD)),
  packing('ADD', PALLET, '1T10', { childEPCs: [CRATE] }),
  packing('DELETE', PALLET, '1T15', { childEPCs: [CRATE] }),
  packing('DELETE', CRATE, '1T16', of(BAD)),
  objectEvent({
    action: 'ADD',
    eventTime: '2026-07-03T08:00:00+08:00',
    quantityList: [{ epcClass: GOOD, quantity: 10, uom: 'KGM' }],
  }),
  packing('ADD', CRATE, '3T09', of(GOOD)),
  objectEvent({
    eventTime: '2026-07-04T09:00:00+08:00',
    bizStep: 'receiving',
    bizLocation: { id: 'https://id.gs1.org/414/9520001000027' },
    epcList: [CRATE],
  }),
];

describe('where a lot is', () => {
  let test: TestContext;
  let lineage: OpenLineage;
  let app: FastifyInstance;
  let routes: readonly KnownRoute[];
  const folder = mkdtempSync(join(tmpdir(), 'pinxin-containers-'));

  beforeAll(async () => {
    test = await testContext();
    const { rows } = await test.database.pool.query<{ id: number }>(
      `insert into party (public_id, kind, name_zh, gs1_prefixes, is_demo, created_at)
       values ('pty_farm', 'cooperative', '演示合作社', '{9520001}', true, now()) returning id`,
    );
    const party = rows[0]!.id;
    const capture = openCapture(test.ctx, (teller, elements) => recordToldPlaces(test.ctx, teller, elements));
    const taken = await captureDocument(
      capture,
      { party, actor: 'farm' },
      Buffer.from(JSON.stringify(document(EVENTS))),
      'rollback',
    );
    if (!taken.ok) throw new Error(JSON.stringify(taken.error));
    lineage = openLineage(test.ctx, {
      databaseUrl: test.database.url,
      snapshotFile: join(folder, 'lineage.snapshot'),
    });
    ({ fastify: app, routes } = createApp({
      callerOf: async secret =>
        secret === 'tracer' || secret === 'reader'
          ? {
              kind: 'party',
              party,
              publicId: 'pty_farm',
              partyKind: 'cooperative',
              scopes: new Set(secret === 'tracer' ? ['trace'] : ['query']),
            }
          : undefined,
      readiness: async () => ({ database: true, migrated: true }),
      now: () => test.clock.now(),
      publicUrl: undefined,
      logLevel: 'silent',
    }));
    registerRecallRoutes(app, { ctx: test.ctx, lineage });
    registerContainerRoutes(app, { ctx: test.ctx, lineage });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await lineage.close();
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (path: string, query: Record<string, string>) =>
    app.inject({
      url: `/trace/${path}?${new URLSearchParams(query)}`,
      headers: { authorization: 'Bearer tracer' },
    });

  it('tells in which containers it was, from when until when, and through what', async () => {
    const answer = await ask('containers', { epc: BAD });
    expect(answer.json()).toMatchObject({ uri: BAD, complete: true, watermark: 1 });
    expect(answer.json().containers).toMatchObject([
      {
        uri: CRATE,
        kind: 'asset',
        depth: 1,
        from: '2026-07-01T01:00:00.000Z',
        to: '2026-07-01T08:00:00.000Z',
      },
      { uri: PALLET, kind: 'logisticUnit', depth: 2, within: CRATE, to: '2026-07-01T07:00:00.000Z' },
    ]);
    for (const { record, endedBy } of answer.json().containers)
      expect([record, endedBy]).toEqual([
        expect.stringMatching(/event\/[0-9a-f]{64}$/),
        expect.stringMatching(/event\/[0-9a-f]{64}$/),
      ]);
  });

  it('tells the same crate for what was put into it later, and nothing of before', async () => {
    const now = (await ask('containers', { epc: GOOD })).json();
    expect(now.containers).toMatchObject([{ uri: CRATE, depth: 1, from: '2026-07-03T01:00:00.000Z' }]);
    expect(now.containers[0]).not.toHaveProperty('to');
    const before = (await ask('containers', { epc: GOOD, asOf: '2026-07-02T00:00:00+08:00' })).json();
    expect(before).toMatchObject({ asOf: '2026-07-01T16:00:00.000Z', containers: [] });
    const during = (await ask('containers', { epc: BAD, asOf: '2026-07-01T12:00:00+08:00' })).json();
    expect(during.containers.map(({ to }: { to?: string }) => to)).toEqual([undefined, undefined]);
  });

  it('tells who holds it, where its container is, now and as of a day', async () => {
    const now = (await ask('holders', { epc: GOOD })).json();
    expect(now).toMatchObject({
      uri: GOOD,
      holders: [
        {
          quantity: '10',
          unit: 'KGM',
          state: 'inStock',
          holder: '演示合作社',
          since: '2026-07-04T09:00:00+08:00',
        },
      ],
    });
    expect(now.holders[0]).not.toHaveProperty('affectedFrom');
    const before = (await ask('holders', { epc: GOOD, asOf: '2026-07-03T12:00:00+08:00' })).json();
    expect(before.holders).toMatchObject([{ quantity: '10', since: '2026-07-03T09:00:00+08:00' }]);
  });

  it.each([
    ['an unknown lot', { epc: lot('NEVER') }, 404, 'notFound'],
    ['a wrong check digit', { epc: '(01)09520001000011(10)BAD' }, 422, 'questionWrong'],
    ['a wrong time', { epc: BAD, asOf: 'yesterday' }, 422, 'questionWrong'],
    ['a product with several lots', { epc: '09520001000010' }, 422, 'severalLots'],
    ['nothing', {}, 400, 'invalidRequest'],
  ])('refuses %s with its own problem', async (_what, query, status, code) => {
    for (const path of ['containers', 'holders']) {
      const answer = await ask(path, query as Record<string, string>);
      expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    }
  });

  it('refuses strangers and keys without the scope on every route of tracing and recall', async () => {
    const guarded = routes.filter(({ url }) => /^\/(trace|recall)/.test(url));
    expect(guarded.map(({ url }) => url)).toEqual(
      expect.arrayContaining(['/trace/containers', '/trace/holders']),
    );
    for (const { methods, url } of guarded) {
      for (const method of methods as ('GET' | 'POST' | 'HEAD')[]) {
        const stranger = await app.inject({ method, url });
        const reader = await app.inject({ method, url, headers: { authorization: 'Bearer reader' } });
        expect([method, url, stranger.statusCode, reader.statusCode]).toEqual([method, url, 401, 403]);
      }
    }
  });
});
