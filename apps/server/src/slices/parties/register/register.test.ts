import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvRows } from '../../../kernel/sheets/csv-reader.ts';
import { sheetsIn } from '../../../kernel/sheets/testing/read-workbook.ts';
import { readHeader } from '../imports/import-columns.ts';
import { registerPartyRoutes } from '../routes.ts';
import { aUscc, withWrongCheck } from '../testing/a-uscc.ts';
import { type RegisterApp, registerApp } from '../testing/register-app.ts';
import type { PartyAnswer } from './party-answer.ts';

const COOP = {
  uscc: aUscc(1),
  kind: 'cooperative',
  nameZh: '中宁县红果枸杞农民专业合作社（演示）',
  division: '640521',
  phone: '0955-0000001',
};
const MILL = {
  uscc: aUscc(2, '640104'),
  kind: 'enterprise',
  nameZh: '银川白雪面业有限责任公司（演示）',
  division: '640104',
};

describe('the register of parties', () => {
  let t: RegisterApp;

  beforeAll(async () => {
    t = await registerApp(registerPartyRoutes);
  });
  afterAll(async () => await t.close());

  const registrar = (area?: string) =>
    t.person('registrar', { party: 1, ...(area === undefined ? {} : { area }) });
  const idOf = async (uscc: string): Promise<string> =>
    ((await t.send('operator', 'GET', `/parties/${uscc}`)).json() as PartyAnswer).id;
  const list = async (query: string, caller: Parameters<RegisterApp['send']>[0] = registrar()) =>
    (await t.send(caller, 'GET', `/parties${query}`)).json() as {
      items: PartyAnswer[];
      total: number;
      next: string | null;
    };

  it('registers a party once, and refuses its code a second time', async () => {
    const first = await t.send(registrar('6405'), 'POST', '/parties', { payload: COOP });
    expect(first.statusCode, first.body).toBe(201);
    expect(first.headers.etag).toBe('"1"');
    const again = await t.send(registrar('6405'), 'POST', '/parties', { payload: COOP });
    expect([again.statusCode, again.json().problems[0].code]).toEqual([422, 'usccTaken']);
    expect((await t.send(registrar(), 'POST', '/parties', { payload: MILL })).statusCode).toBe(201);
  });

  it('makes one party of one request that came twice, where there is no code', async () => {
    const payload = { kind: 'household', nameZh: '张三丰', division: '640521', requestId: 'request-0001' };
    const first = await t.send(registrar(), 'POST', '/parties', { payload });
    const second = await t.send(registrar(), 'POST', '/parties', { payload });
    expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
    expect(second.json().id).toBe(first.json().id);
    const { requestId: _none, ...without } = payload;
    const refused = await t.send(registrar(), 'POST', '/parties', { payload: without });
    expect(refused.json().problems[0].code).toBe('requestIdMissing');
  });

  it('refuses a code with a wrong check character, and keeps it when there is a reason', async () => {
    const wrong = { ...MILL, uscc: withWrongCheck(aUscc(3, '640104')), nameZh: '老码公司（演示）' };
    const refused = await t.send(registrar(), 'POST', '/parties', { payload: wrong });
    expect([refused.statusCode, refused.json().problems[0].code]).toEqual([422, 'usccCheckWrong']);
    const payload = { ...wrong, usccException: '营业执照上即为此码，2015 年发放' };
    const kept = await t.send(registrar(), 'POST', '/parties', { payload });
    expect(kept.statusCode, kept.body).toBe(201);
    const read = await t.send(registrar(), 'GET', `/parties/${kept.json().id}`);
    expect(read.json()).toMatchObject({ uscc: wrong.uscc, usccException: payload.usccException });
  });

  it('lets a registrar write in the own area only', async () => {
    const payload = { ...MILL, uscc: aUscc(4, '640104'), nameZh: '别处的公司（演示）' };
    const refused = await t.send(registrar('6405'), 'POST', '/parties', { payload });
    expect(refused.json().problems.map((each: { code: string }) => each.code)).toContain('outsideArea');
    const mill = await idOf(MILL.uscc);
    const change = await t.send(registrar('6405'), 'PATCH', `/parties/${mill}`, {
      payload: { phone: '1' },
      headers: { 'if-match': '"1"' },
    });
    expect(change.statusCode).toBe(403);
  });

  it('filters by name, code, kind and division', async () => {
    expect((await list('?q=%E6%9E%B8%E6%9D%9E')).items.map(party => party.uscc)).toEqual([COOP.uscc]);
    expect((await list('?q=PDY00002')).items.map(party => party.uscc)).toEqual([MILL.uscc]);
    expect((await list('?division=640500')).items.map(party => party.division)).toEqual(['640521', '640521']);
    expect((await list('?kind=cooperative&kind=household')).total).toBe(2);
    expect((await list('?q=%25')).items).toEqual([]);
  });

  it('shows no more than the reader reaches', async () => {
    const { rows } = await t.database.pool.query('select id from party where uscc = $1', [COOP.uscc]);
    const clerk = t.person('enterpriseClerk', { party: rows[0].id });
    const seen = await list('', clerk);
    expect([seen.items.map(party => party.uscc), seen.total]).toEqual([[COOP.uscc], 1]);
    const other = await t.send(clerk, 'GET', `/parties/${await idOf(MILL.uscc)}`);
    expect(other.json().phone).toBeUndefined();
    expect((await t.send(clerk, 'GET', `/parties/${await idOf(MILL.uscc)}/history`)).statusCode).toBe(404);
    expect((await t.send(undefined, 'GET', '/parties')).statusCode).toBe(401);
  });

  it('pages through the whole list in every order without losing or doubling anybody', async () => {
    const everybody = new Set((await list('?limit=200')).items.map(party => party.id));
    for (const sort of ['name', '-name', 'created', '-created', 'code', '-code', 'division', '-division']) {
      const seen: string[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const page = await list(`?sort=${sort}&limit=2${next === '' ? '' : `&after=${next}`}`);
        seen.push(...page.items.map(party => party.id));
        expect(page.total).toBe(everybody.size);
        next = page.next;
      }
      expect(seen.length, sort).toBe(everybody.size);
      expect(new Set(seen)).toEqual(everybody);
    }
    expect((await t.send(registrar(), 'GET', '/parties?after=nonsense')).json().code).toBe('pageWrong');
  });

  it('changes a party at the version that was seen, once, and keeps both states', async () => {
    const id = await idOf(COOP.uscc);
    const change = (payload: object, version: string | undefined) =>
      t.send(registrar(), 'PATCH', `/parties/${id}`, {
        payload,
        headers: version === undefined ? {} : { 'if-match': version },
      });
    expect((await change({ phone: '0955-0000002' }, undefined)).statusCode).toBe(428);
    const done = await change({ phone: '0955-0000002', reason: '换了电话' }, '"1"');
    expect([done.statusCode, done.headers.etag]).toEqual([200, '"2"']);
    const repeated = await change({ phone: '0955-0000002' }, '"1"');
    expect([repeated.statusCode, repeated.json().version]).toEqual([200, 2]);
    expect((await change({ phone: '0955-0000003' }, '"1"')).statusCode).toBe(412);
    const history = (await t.send(registrar(), 'GET', `/parties/${id}/history`)).json().items;
    expect(history).toMatchObject([
      { version: 1, cause: 'registered', phone: '0955-0000001', changed: [] },
      { version: 2, cause: 'changed', phone: '0955-0000002', changed: ['phone'], reason: '换了电话' },
    ]);
  });

  it('lets a party change how it is reached, not what it is', async () => {
    const { rows } = await t.database.pool.query('select id, version from party where uscc = $1', [
      COOP.uscc,
    ]);
    const manager = t.person('enterpriseManager', { party: rows[0].id });
    const id = await idOf(COOP.uscc);
    const headers = { 'if-match': `"${rows[0].version}"` };
    const refused = await t.send(manager, 'PATCH', `/parties/${id}`, {
      payload: { nameZh: '另一个名字', address: '中宁县' },
      headers,
    });
    expect(refused.json().problems).toMatchObject([{ at: '/nameZh', code: 'registrarOnly' }]);
    const done = await t.send(manager, 'PATCH', `/parties/${id}`, {
      payload: { address: '中宁县' },
      headers,
    });
    expect(done.statusCode, done.body).toBe(200);
  });

  it('exports what the filter leaves, as sheets that the import knows again', async () => {
    const csv = await t.send(registrar(), 'GET', '/parties.csv?division=6405&sort=created');
    const rows = [...csvRows(csv.body.replace(/^\uFEFF/, ''))].map(row => row.cells.slice(0, 3));
    expect(rows[0]).toEqual(['名称', '英文名称', '统一社会信用代码']);
    expect(rows[1]).toEqual([COOP.nameZh, null, COOP.uscc]);
    expect(readHeader(rows[0]!)?.every(({ field }) => field !== null)).toBe(true);
    const xlsx = await t.send(registrar(), 'GET', '/parties.xlsx?lang=en');
    const [sheet] = sheetsIn(xlsx.rawPayload);
    expect(sheet?.[0]?.[0]).toBe('Name');
    expect(sheet?.length).toBe((await list('?limit=200')).items.length + 1);
  });

  it('journals ids and numbers, no names', async () => {
    const { rows } = await t.database.pool.query('select * from journal');
    expect(JSON.stringify(rows)).not.toMatch(/张三丰|红果|0955/);
    expect(rows.map(row => row.kind)).toContain('party-changed');
  });
});
