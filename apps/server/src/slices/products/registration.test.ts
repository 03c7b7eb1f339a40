import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../http/app.ts';
import { type TestContext, testContext } from '../../kernel/testing.ts';
import { callerOfSecret, openInstance } from '../parties/api.ts';
import { registerPartyRoutes } from '../parties/routes.ts';
import { registerProductRoutes } from './routes.ts';

const COOP = {
  uscc: '91640521PDY00001X8',
  kind: 'cooperative',
  nameZh: '示范合作社（演示）',
  pgln: '9520000000004',
  gs1Prefixes: ['9520000'],
};
const PLOT = { uri: '9520000000103', party: COOP.uscc, kind: 'plot', nameZh: '七号地', division: '640521' };
const FRUIT = { gtin: '9520000000011', party: COOP.uscc, kind: 'raw', nameZh: '枸杞鲜果' };

describe('registration', () => {
  let t: TestContext;
  let app: ReturnType<typeof createApp>['fastify'];
  let operator: string;

  beforeAll(async () => {
    t = await testContext();
    operator = (await openInstance(t.ctx))!;
    app = createApp({
      callerOf: secret => callerOfSecret(t.ctx, secret),
      readiness: async () => ({ database: true, migrated: true }),
      now: t.clock.now,
      publicUrl: undefined,
      logLevel: 'silent',
    }).fastify;
    registerPartyRoutes(app, t.ctx);
    registerProductRoutes(app, t.ctx);
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await t.close();
  });

  const send = (method: 'PUT' | 'POST' | 'DELETE' | 'GET', url: string, payload?: object, key = operator) =>
    app.inject({
      method,
      url,
      headers: key === '' ? {} : { authorization: `Bearer ${key}` },
      ...(payload === undefined ? {} : { payload }),
    });

  it('gives a new instance one operator key, and no second one', async () => {
    expect(operator).toMatch(/^pxk_/);
    expect(await openInstance(t.ctx)).toBeUndefined();
  });

  it('takes parties, places and products together, and the same again without doubling them', async () => {
    for (let times = 0; times < 2; times++) {
      const reply = await send('POST', '/registrations', {
        parties: [COOP],
        places: [PLOT],
        products: [FRUIT],
      });
      expect(reply.statusCode, reply.body).toBe(200);
    }
    const counts = await t.database.pool.query(
      'select (select count(*) from party where uscc = $1) as parties, (select count(*) from place) as places, (select count(*) from product) as products',
      [COOP.uscc],
    );
    expect(counts.rows[0]).toEqual({ parties: 1, places: 1, products: 1 });
    expect((await t.database.query.selectFrom('product').select('gtin').execute())[0]?.gtin).toBe(
      '09520000000011',
    );
  });

  it('writes nothing when anything is wrong, and tells all of it with its place', async () => {
    const before = await t.database.query
      .selectFrom('party')
      .select(({ fn }) => fn.countAll().as('n'))
      .executeTakeFirst();
    const reply = await send('POST', '/registrations', {
      parties: [
        { ...COOP, uscc: '91640521PDY00002Y1' },
        { ...COOP, uscc: '91640521PDY00001X9' },
      ],
      places: [{ ...PLOT, uri: '9520000000100', parent: '9520000000202' }],
      products: [
        { ...FRUIT, gtin: '9520000000012' },
        { ...FRUIT, party: '91640521PDY00003Y1' },
      ],
    });
    expect(reply.statusCode).toBe(422);
    const codes = (reply.json().problems as { at: string; code: string }[]).map(
      problem => `${problem.at} ${problem.code}`,
    );
    expect(codes).toContain('/parties/1/uscc usccCheckWrong');
    expect(codes).toContain('/places/0/uri placeWrong');
    expect(codes).toContain('/products/0/gtin gtinWrong');
    expect(codes).toContain('/products/1/party partyUnknown');
    const after = await t.database.query
      .selectFrom('party')
      .select(({ fn }) => fn.countAll().as('n'))
      .executeTakeFirst();
    expect(after).toEqual(before);
  });

  it('shows an enterprise by name and masks a family', async () => {
    await send('PUT', '/parties/92640521PDY000029R', undefined);
    const shown = await send('GET', `/parties/${COOP.uscc}`, undefined, '');
    expect(shown.json()).toMatchObject({ name: { 'zh-CN': '示范合作社（演示）' } });
    await t.database.pool.query(`update party set kind = 'household', name_zh = '张三丰' where uscc = $1`, [
      COOP.uscc,
    ]);
    const masked = await send('GET', `/parties/${COOP.uscc}`, undefined, '');
    expect(masked.json().name).toEqual({ 'zh-CN': '张**' });
    expect(masked.body).not.toContain(COOP.uscc);
    await t.database.pool.query(`update party set kind = 'cooperative', name_zh = $2 where uscc = $1`, [
      COOP.uscc,
      COOP.nameZh,
    ]);
  });

  it('keeps only the digest of a key, and a revoked key opens nothing', async () => {
    const issued = (
      await send('POST', `/parties/${COOP.uscc}/keys`, { scopes: ['capture'], label: '农场软件' })
    ).json() as { id: string; secret: string };
    expect((await callerOfSecret(t.ctx, issued.secret))?.scopes).toEqual(new Set(['capture']));
    const stored =
      JSON.stringify((await t.database.pool.query('select * from api_key')).rows) +
      JSON.stringify((await t.database.pool.query('select * from journal')).rows);
    expect(stored).not.toContain(issued.secret);
    expect((await send('DELETE', `/keys/${issued.id}`)).statusCode).toBe(204);
    expect(await callerOfSecret(t.ctx, issued.secret)).toBeUndefined();
    expect((await send('DELETE', `/keys/${issued.id}`)).statusCode).toBe(404);
  });

  it('refuses strangers and keys without the scope on every route that changes something', async () => {
    const { secret } = (
      await send('POST', `/parties/${COOP.uscc}/keys`, { scopes: ['query'], label: 'x' })
    ).json() as { secret: string };
    for (const [method, url] of [
      ['PUT', `/parties/${COOP.uscc}`],
      ['PUT', '/places'],
      ['PUT', '/products/9520000000011'],
      ['POST', '/registrations'],
      ['POST', `/parties/${COOP.uscc}/keys`],
      ['DELETE', '/keys/key_1'],
    ] as const) {
      expect((await send(method, url, {}, '')).statusCode, url).toBe(401);
      expect((await send(method, url, {}, secret)).statusCode, url).toBe(403);
    }
  });
});
