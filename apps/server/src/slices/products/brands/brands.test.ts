import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RegisterApp, registerApp } from '../../parties/testing/register-app.ts';
import { registerProductRoutes } from '../routes.ts';

const BRAND = {
  owner: 'pty_coop',
  kind: 'regional',
  nameZh: '示范枸杞',
  nameEn: 'Demo wolfberry',
  division: '640521',
};

describe('brands', () => {
  let a: RegisterApp;
  let coop: number;
  beforeAll(async () => {
    a = await registerApp(registerProductRoutes);
    const { rows } = await a.database.pool.query<{ id: number }>(
      `insert into party (public_id, kind, name_zh, division, created_at)
       values ('pty_coop', 'association', '示范协会', '640521', now()), ('pty_other', 'enterprise', '别家', '640104', now())
       returning id`,
    );
    coop = rows[0]!.id;
  });
  afterAll(() => a.close());

  it('belong to an owner, are registered once, brought up to date, and found by their names', async () => {
    const registrar = a.person('registrar', { party: coop, area: '6405' });
    const first = await a.send(registrar, 'POST', '/brands', { payload: BRAND });
    expect(first.statusCode, first.body).toBe(200);
    const again = await a.send(registrar, 'POST', '/brands', { payload: { ...BRAND, category: '枸杞' } });
    expect(again.json()).toEqual(first.json());
    const { rows } = await a.database.pool.query('select kind, category, owner from brand');
    expect(rows).toEqual([{ kind: 'regional', category: '枸杞', owner: coop }]);
    const found = await a.database.pool.query(`select title_zh from search_entry where kind = 'brand'`);
    expect(found.rows).toEqual([{ title_zh: '示范枸杞' }]);
  });

  it('are registered for owners within reach only, with every problem named', async () => {
    const registrar = a.person('registrar', { party: coop, area: '6405' });
    const payload = { ...BRAND, owner: 'pty_other', division: '999999' };
    const refused = await a.send(registrar, 'POST', '/brands', { payload });
    expect(refused.json().problems.map(({ at }: { at: string }) => at)).toEqual(['/0/owner', '/0/division']);
    expect((await a.send(undefined, 'POST', '/brands', { payload: BRAND })).statusCode).toBe(401);
    expect(
      (await a.send(a.person('auditor', { party: coop }), 'POST', '/brands', { payload: BRAND })).statusCode,
    ).toBe(403);
  });

  it('come with other registrations by the operator’s key', async () => {
    const payload = { brands: [{ ...BRAND, owner: 'pty_other', kind: 'enterprise', nameZh: '别家牌' }] };
    const done = await a.send('operator', 'POST', '/registrations', { payload });
    expect(done.statusCode, done.body).toBe(200);
    const wrong = { brands: [{ ...payload.brands[0], owner: 'pty_none' }] };
    const refused = await a.send('operator', 'POST', '/registrations', { payload: wrong });
    expect(refused.json().problems).toMatchObject([{ at: '/brands/0/owner', code: 'partyUnknown' }]);
  });

  it('are listed by kind, division, name and owner for those who read the register, and taken away', async () => {
    const reader = a.person('auditor', { party: coop });
    const names = async (query: string, caller = reader) =>
      (await a.send(caller, 'GET', `/register/brands${query}`))
        .json()
        .items.map(({ name }: { name: { 'zh-CN': string } }) => name['zh-CN']);
    expect((await names('?sort=name')).toSorted()).toEqual(['别家牌', '示范枸杞'].toSorted());
    expect(await names('?kind=regional')).toEqual(['示范枸杞']);
    expect(await names('?division=640500')).toContain('示范枸杞');
    expect((await names('?q=WOLF')).length).toBe(2);
    expect(await names('?q=示范')).toEqual(['示范枸杞']);
    expect(await names('?party=pty_other&kind=enterprise')).toEqual(['别家牌']);
    expect(await names('', a.person('enterpriseClerk', { party: coop }))).toEqual(['示范枸杞']);
    const sheet = await a.send(reader, 'GET', '/register/brands/sheet/csv?kind=regional');
    expect(sheet.body).toContain('示范枸杞,regional,示范协会,');
    expect((await a.send(undefined, 'GET', '/register/brands')).statusCode).toBe(401);
    expect((await a.send(reader, 'GET', '/register/brands?after=zzz')).json().code).toBe('pageWrong');
  });
});
