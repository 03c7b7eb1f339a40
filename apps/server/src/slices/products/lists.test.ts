import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPartyRoutes } from '../parties/routes.ts';
import { aUscc } from '../parties/testing/a-uscc.ts';
import { type RegisterApp, registerApp } from '../parties/testing/register-app.ts';
import { registerProductRoutes } from './routes.ts';

const FARM = { uscc: aUscc(1), kind: 'cooperative', nameZh: '农场甲（演示）', division: '640521' };
const MILL = { uscc: aUscc(2, '640104'), kind: 'enterprise', nameZh: '面业乙（演示）', division: '640104' };
const place = (number: number, party: string, more: object) => ({
  uri: `https://id.gs1.org/414/9520000000004/254/P${number}`,
  party,
  nameZh: `${number}号地`,
  ...more,
});

describe('lists of places and products', () => {
  let t: RegisterApp;

  beforeAll(async () => {
    t = await registerApp((app, ctx) => {
      registerPartyRoutes(app, ctx);
      registerProductRoutes(app, ctx);
    });
    const reply = await t.send('operator', 'POST', '/registrations', {
      payload: {
        parties: [FARM, MILL],
        places: [
          place(1, FARM.uscc, { kind: 'plot', areaMu: 12.5, division: '640521' }),
          place(2, FARM.uscc, { kind: 'plot', areaMu: 100, division: '640522' }),
          place(3, FARM.uscc, { kind: 'pond', areaMu: 3.25, division: '640521' }),
          place(4, MILL.uscc, { kind: 'workshop', division: '640104' }),
        ],
        products: [
          {
            gtin: '9520000000011',
            party: FARM.uscc,
            kind: 'raw',
            nameZh: '枸杞鲜果',
            category: 'wolfberry/raw',
          },
          {
            gtin: '9520000000028',
            party: FARM.uscc,
            kind: 'packed',
            nameZh: '枸杞干果',
            brandZh: '红果',
            category: 'wolfberry/pack',
          },
          { gtin: '9520000000035', party: MILL.uscc, kind: 'packed', nameZh: '雪花粉', category: 'flour' },
        ],
      },
    });
    expect(reply.statusCode, reply.body).toBe(200);
  });
  afterAll(async () => await t.close());

  const list = async (url: string, caller: Parameters<RegisterApp['send']>[0] = 'operator') => {
    const reply = await t.send(caller, 'GET', url);
    expect(reply.statusCode, reply.body).toBe(200);
    const { items, total, next } = reply.json();
    return {
      names: items.map((item: { name: { 'zh-CN': string } }) => item.name['zh-CN']),
      total,
      next,
      items,
    };
  };

  it('filter places by kind, division, party and name, and order them by area', async () => {
    expect((await list('/places?kind=plot&sort=-area')).names).toEqual(['2号地', '1号地']);
    expect((await list('/places?division=640521&sort=area')).names).toEqual(['3号地', '1号地']);
    expect((await list('/places?q=4号')).items).toMatchObject([
      { kind: 'workshop', areaMu: null, party: { name: { 'zh-CN': MILL.nameZh } } },
    ]);
    expect((await list('/places?sort=area')).items[1]).toMatchObject({ areaMu: '3.25' });
  });

  it('filter products by name, brand, GTIN, kind and category', async () => {
    expect((await list('/products?q=枸杞&sort=gtin')).names).toEqual(['枸杞鲜果', '枸杞干果']);
    expect((await list('/products?q=红果')).names).toEqual(['枸杞干果']);
    expect((await list('/products?q=952000000003')).names).toEqual(['雪花粉']);
    expect((await list('/products?kind=packed&category=wolfberry')).names).toEqual(['枸杞干果']);
  });

  it('are walked page by page without losing or doubling anything', async () => {
    for (const [url, count] of [
      ['/places', 4],
      ['/products', 3],
    ] as const) {
      for (const sort of ['name', '-name', 'created', '-created']) {
        const seen: string[] = [];
        for (let after: string | null = ''; after !== null; ) {
          const page: Awaited<ReturnType<typeof list>> = await list(
            `${url}?limit=1&sort=${sort}${after && `&after=${after}`}`,
          );
          expect(page.total).toBe(count);
          seen.push(...page.names);
          after = page.next;
        }
        expect(new Set(seen).size).toBe(count);
        expect(seen).toHaveLength(count);
      }
    }
  });

  it('show no more than the reader reaches', async () => {
    const { rows } = await t.database.pool.query('select id from party where uscc = $1', [MILL.uscc]);
    const clerk = t.person('enterpriseClerk', { party: rows[0].id });
    expect((await list('/places', clerk)).names).toEqual(['4号地']);
    expect((await list('/products', clerk)).names).toEqual(['雪花粉']);
    expect((await t.send(undefined, 'GET', '/products')).statusCode).toBe(401);
    expect((await t.send('operator', 'GET', '/places?after=zzz')).json().code).toBe('pageWrong');
  });

  it.each([
    ['/places/sheet/csv?kind=plot&sort=-area', ['2号地', '1号地']],
    ['/products/sheet/csv?party=&sort=gtin', ['枸杞鲜果', '枸杞干果', '雪花粉']],
    ['/products/sheet/csv?gtin=09520000000035', ['雪花粉']],
  ])('are taken away as the filter leaves them: %s', async (url, names) => {
    const reply = await t.send('operator', 'GET', url.replace('party=&', ''));
    const [head, ...lines] = reply.body.replace('\uFEFF', '').trim().split('\r\n');
    expect(head).toMatch(/^名称,/);
    expect(lines.map(line => line.split(',')[0])).toEqual(names);
  });

  it('are workbooks too, and nobody takes away what they cannot read', async () => {
    for (const list of ['places', 'products']) {
      const reply = await t.send('operator', 'GET', `/${list}/sheet/xlsx`);
      expect(reply.rawPayload.subarray(0, 2).toString()).toBe('PK');
      expect(reply.headers['content-disposition']).toContain(`${list}.xlsx`);
      expect((await t.send(undefined, 'GET', `/${list}/sheet/csv`)).statusCode).toBe(401);
    }
    const { rows } = await t.database.pool.query('select id from party where uscc = $1', [MILL.uscc]);
    const clerk = t.person('enterpriseClerk', { party: rows[0].id });
    const own = await t.send(clerk, 'GET', '/products/sheet/csv');
    expect(own.body).toContain('雪花粉');
    expect(own.body).not.toContain('枸杞');
  });
});

describe('a product of one’s own', () => {
  let t: RegisterApp;
  let farm: number;
  beforeAll(async () => {
    t = await registerApp((app, ctx) => {
      registerPartyRoutes(app, ctx);
      registerProductRoutes(app, ctx);
    });
    const payload = { parties: [{ ...FARM, demo: true }, MILL] };
    expect((await t.send('operator', 'POST', '/registrations', { payload })).statusCode).toBe(200);
    const { rows } = await t.database.pool.query('select id from party where uscc = $1', [FARM.uscc]);
    farm = rows[0].id;
  });
  afterAll(async () => await t.close());

  const WISH = { gtin: '9520000000011', party: FARM.uscc, kind: 'packed', nameZh: '枸杞干果' };
  const register = (wish: object, caller = t.person('enterpriseManager', { party: farm })) =>
    t.send(caller, 'POST', '/products', { payload: { ...WISH, ...wish } });

  it('is registered by the enterprise itself, once, and brought up to date', async () => {
    expect((await register({})).json()).toEqual({ gtin: '09520000000011' });
    expect((await register({ nameZh: '枸杞干果（特优）' })).statusCode).toBe(200);
    const { rows } = await t.database.pool.query('select name_zh, is_demo, party from product');
    expect(rows).toEqual([{ name_zh: '枸杞干果（特优）', is_demo: true, party: farm }]);
    const kinds = await t.database.pool.query(`select kind from journal where kind = 'product-registered'`);
    expect(kinds.rows).toHaveLength(2);
  });

  it('is refused for another party, with a wrong GTIN, or with a GTIN that another registered', async () => {
    const wrong = await register({ gtin: '9520000000012', party: MILL.uscc });
    expect(wrong.json().problems.map(({ at, code }: { at: string; code: string }) => [at, code])).toEqual([
      ['/gtin', 'gtinWrong'],
      ['/party', 'partyUnknown'],
    ]);
    const registrar = t.person('registrar', { party: farm, area: '64' });
    const taken = await register({ party: MILL.uscc }, registrar);
    expect(taken.json().problems).toMatchObject([{ at: '/gtin', code: 'gtinOfAnother' }]);
    expect((await register({}, t.person('enterpriseClerk', { party: farm }))).statusCode).toBe(403);
  });
});
