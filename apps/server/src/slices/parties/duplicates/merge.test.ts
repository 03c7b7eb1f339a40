import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchFor } from '../../../kernel/search/search-query.ts';
import { productsFollowMerge } from '../../products/api.ts';
import { registerProductRoutes } from '../../products/routes.ts';
import { callerOfSecret } from '../api.ts';
import { registerPartyRoutes } from '../routes.ts';
import { aUscc } from '../testing/a-uscc.ts';
import { type RegisterApp, registerApp } from '../testing/register-app.ts';

const KEPT = {
  uscc: aUscc(1),
  kind: 'enterprise',
  nameZh: '宁夏红果枸杞产业有限责任公司（演示）',
  division: '640521',
};
const TWIN = {
  uscc: aUscc(2),
  kind: 'enterprise',
  nameZh: '红果枸杞产业有限公司（演示）',
  division: '640522',
  pgln: '9520000000004',
  gs1Prefixes: ['9520000'],
};
const MOVED = {
  uscc: aUscc(1, '640502'),
  kind: 'enterprise',
  nameZh: '迁址后的公司（演示）',
  division: '640502',
};

describe('parties that are one', () => {
  let t: RegisterApp;
  const ids: Record<'kept' | 'twin' | 'moved' | 'uncoded' | 'similar', string> = {} as never;
  let key: { secret: string };

  beforeAll(async () => {
    t = await registerApp((app, ctx) => {
      registerPartyRoutes(app, ctx, undefined, [productsFollowMerge]);
      registerProductRoutes(app, ctx);
    });
    const add = async (payload: object): Promise<string> => {
      const reply = await t.send('operator', 'POST', '/parties', { payload });
      expect(reply.statusCode, reply.body).toBe(201);
      return reply.json().id;
    };
    ids.kept = await add(KEPT);
    ids.twin = await add(TWIN);
    ids.moved = await add(MOVED);
    const { uscc: _uscc, ...uncoded } = KEPT;
    ids.similar = await add({
      ...uncoded,
      nameZh: '宁夏红果枸杞实业有限公司（演示）',
      requestId: 'request-0',
    });
    ids.uncoded = await add({
      kind: 'household',
      nameZh: '李四',
      division: '640521',
      requestId: 'request-1',
    });
    key = (
      await t.send('operator', 'POST', `/parties/${TWIN.uscc}/keys`, {
        payload: { scopes: ['capture'], label: 'x' },
      })
    ).json();
    const place = { uri: '9520000000103', party: TWIN.uscc, kind: 'plot', nameZh: '七号地', areaMu: 12.5 };
    expect((await t.send('operator', 'PUT', '/places', { payload: place })).statusCode).toBe(200);
    const product = { party: TWIN.uscc, kind: 'raw', nameZh: '枸杞鲜果' };
    expect(
      (await t.send('operator', 'PUT', '/products/9520000000011', { payload: product })).statusCode,
    ).toBe(200);
    await t.send('operator', 'POST', `/parties/${ids.uncoded}/relations`, {
      payload: { to: ids.twin, kind: 'memberOf', validFrom: '2025-01-01', source: '名册' },
    });
  });
  afterAll(async () => await t.close());

  const merge = (
    from: string,
    into: string,
    version = 1,
    caller: Parameters<RegisterApp['send']>[0] = 'operator',
  ) =>
    t.send(caller, 'POST', `/parties/${from}/merge`, {
      payload: { into, reason: '同一企业重复登记' },
      headers: { 'if-match': `"${version}"` },
    });

  it('are found by name in another form and by organisation code, with a score and reasons', async () => {
    const { items, next } = (await t.send('operator', 'GET', '/parties/duplicates')).json();
    expect(next).toBeNull();
    const pairs = items.map((pair: { one: { id: string }; other: { id: string }; reasons: string[] }) => [
      pair.one.id,
      pair.other.id,
      pair.reasons[0],
    ]);
    expect(pairs).toContainEqual([ids.kept, ids.moved, 'sameOrganisationCode']);
    expect(pairs).toContainEqual([ids.kept, ids.twin, 'sameName']);
    expect(pairs).toHaveLength(2);
    const paged = await t.send('operator', 'GET', '/parties/duplicates?limit=1');
    const second = await t.send('operator', 'GET', `/parties/duplicates?limit=1&after=${paged.json().next}`);
    expect([...paged.json().items, ...second.json().items]).toHaveLength(2);
  });

  it('are found for one party by a name that is only similar', async () => {
    const { items } = (await t.send('operator', 'GET', `/parties/duplicates?of=${ids.similar}`)).json();
    expect(items.map((pair: { other: { id: string } }) => pair.other.id)).toContain(ids.kept);
    const far = t.person('registrar', { party: 1, area: '6401' });
    expect((await t.send(far, 'GET', `/parties/duplicates?of=${ids.similar}`)).statusCode).toBe(200);
    const clerk = t.person('enterpriseClerk', { party: 1 });
    expect((await t.send(clerk, 'GET', `/parties/duplicates?of=${ids.similar}`)).statusCode).toBe(404);
  });

  it('are merged only at the version that was seen, by who reaches both', async () => {
    expect((await merge(ids.twin, ids.kept, 7)).statusCode).toBe(412);
    expect(
      (await merge(ids.twin, ids.kept, 1, t.person('registrar', { party: 1, area: '640521' }))).statusCode,
    ).toBe(403);
    expect((await merge(ids.twin, ids.kept, 1, t.person('reviewer', { party: 1 }))).statusCode).toBe(403);
    expect((await merge(ids.kept, ids.kept)).json().problems[0].code).toBe('mergeSame');
  });

  it('become one: what belonged to the other follows, old id and code lead on, both histories stay', async () => {
    const done = await merge(ids.twin, ids.kept);
    expect([done.statusCode, done.json().id]).toEqual([200, ids.kept]);
    expect((await merge(ids.twin, ids.kept)).json().id).toBe(ids.kept);
    for (const code of [ids.twin, TWIN.uscc]) {
      const led = await t.send('operator', 'GET', `/parties/${code}`);
      expect(led.json()).toMatchObject({ id: ids.kept, uscc: KEPT.uscc, gs1Prefixes: ['9520000'] });
      expect(led.headers['content-location']).toBe(`/parties/${ids.kept}`);
    }
    expect((await callerOfSecret(t.ctx, key.secret))?.publicId).toBe(ids.kept);
    const places = (await t.send('operator', 'GET', `/places?party=${ids.kept}`)).json();
    expect(places.items).toMatchObject([{ name: { 'zh-CN': '七号地' }, areaMu: '12.50' }]);
    const products = (await t.send('operator', 'GET', `/products?party=${ids.kept}`)).json();
    expect(products.items).toMatchObject([{ gtin: '09520000000011' }]);
    const relations = (await t.send('operator', 'GET', `/parties/${ids.kept}/relations`)).json().items;
    expect(relations).toMatchObject([{ from: { id: ids.uncoded }, to: { id: ids.kept } }]);
    const history = (await t.send('operator', 'GET', `/parties/${ids.twin}/history`)).json().items;
    expect(
      history.map((state: { cause: string; mergedInto: string | null }) => [state.cause, state.mergedInto]),
    ).toEqual([
      ['registered', null],
      ['merged', ids.kept],
    ]);
  });

  it('stand once in list and search afterwards', async () => {
    const list = (await t.send('operator', 'GET', '/parties?q=红果枸杞产业')).json();
    expect(list.items.map((party: { id: string }) => party.id)).toEqual([ids.kept]);
    const merged = (await t.send('operator', 'GET', '/parties?merged=true')).json();
    expect(merged.items).toMatchObject([{ id: ids.twin, mergedInto: ids.kept }]);
    const question = { text: TWIN.uscc, kinds: ['party'], limit: 5, ways: [] };
    expect(await searchFor(t.database, question)).toMatchObject([{ publicId: ids.kept, match: 'code' }]);
  });

  it('cannot be changed, registered anew or merged again under the old code', async () => {
    const change = await t.send('operator', 'PATCH', `/parties/${ids.twin}`, {
      payload: { phone: '1' },
      headers: { 'if-match': '"2"' },
    });
    expect(change.json().code).toBe('partyMerged');
    const { pgln: _pgln, ...twin } = TWIN;
    const anew = await t.send('operator', 'PUT', `/parties/${TWIN.uscc}`, {
      payload: { ...twin, uscc: undefined },
    });
    expect(anew.json().problems[0].code).toBe('usccMerged');
    expect((await merge(ids.kept, ids.twin, 2)).json().problems[0].code).toBe('mergeMerged');
  });

  it('lead on in one step, however often they were merged', async () => {
    const { version } = (await t.send('operator', 'GET', `/parties/${ids.kept}`)).json();
    expect((await merge(ids.kept, ids.moved, version)).statusCode).toBe(200);
    expect((await t.send('operator', 'GET', `/parties/${ids.twin}`)).json().id).toBe(ids.moved);
    const { rows } = await t.database.pool.query(
      'select count(*) as n from party p join party k on k.id = p.merged_into where k.merged_into is not null',
    );
    expect(rows[0].n).toBe(0);
  });

  it('give their code to the one that had none', async () => {
    const coded = { uscc: aUscc(30), kind: 'household', nameZh: '李四', division: '640521' };
    const { id } = (await t.send('operator', 'POST', '/parties', { payload: coded })).json();
    expect((await merge(id, ids.uncoded)).statusCode).toBe(200);
    expect((await t.send('operator', 'GET', `/parties/${coded.uscc}`)).json().id).toBe(ids.uncoded);
  });

  it('are merged the same way by two who do so at once', async () => {
    const pair = [40, 41].map(number => ({ ...KEPT, uscc: aUscc(number), nameZh: '双生（演示）' }));
    const made = await Promise.all(
      pair.map(
        async payload => (await t.send('operator', 'POST', '/parties', { payload })).json().id as string,
      ),
    );
    const [one, other] = made as [string, string];
    const outcomes = await Promise.all([merge(one, other), merge(other, one)]);
    expect(outcomes.map(reply => reply.statusCode).sort()).toEqual([200, 422]);
  });
});
