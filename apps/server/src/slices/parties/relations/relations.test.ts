import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPartyRoutes } from '../routes.ts';
import { aUscc } from '../testing/a-uscc.ts';
import { type RegisterApp, registerApp } from '../testing/register-app.ts';

const PARTIES = {
  old: { kind: 'authority', nameZh: '质量技术监督局（演示）', division: '640000' },
  next: { kind: 'authority', nameZh: '市场监督管理厅（演示）', division: '640000' },
  coop: { kind: 'cooperative', nameZh: '红果合作社（演示）', division: '640521' },
  grower: { kind: 'household', nameZh: '张三丰', division: '640521' },
} as const;

describe('relations of parties', () => {
  let t: RegisterApp;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    t = await registerApp(registerPartyRoutes);
    for (const [index, [name, party]] of Object.entries(PARTIES).entries()) {
      const payload = { ...party, uscc: aUscc(index + 1) };
      ids.set(name, (await t.send('operator', 'POST', '/parties', { payload })).json().id);
    }
  });
  afterAll(async () => await t.close());

  const relate = (
    from: keyof typeof PARTIES,
    to: keyof typeof PARTIES,
    more: object,
    caller: Parameters<RegisterApp['send']>[0] = 'operator',
  ) =>
    t.send(caller, 'POST', `/parties/${ids.get(from)}/relations`, {
      payload: { to: ids.get(to), source: '章程（演示）', ...more },
    });
  const relations = async (of: keyof typeof PARTIES, on = '', caller?: 'operator') =>
    (await t.send(caller, 'GET', `/parties/${ids.get(of)}/relations${on && `?on=${on}`}`)).json().items;

  it('tell which authority succeeded which on what day', async () => {
    const succession = { kind: 'succeededBy', validFrom: '2018-11-01' };
    const first = await relate('old', 'next', succession);
    expect(first.statusCode, first.body).toBe(201);
    const again = await relate('old', 'next', succession);
    expect([again.statusCode, again.json().id]).toEqual([200, first.json().id]);
    expect(await relations('old', '2018-10-31')).toEqual([]);
    expect(await relations('next', '2018-11-01')).toMatchObject([
      { kind: 'succeededBy', from: { id: ids.get('old') }, to: { id: ids.get('next') } },
    ]);
  });

  it('never lead back to where they began, and keep to their kinds', async () => {
    const codeOf = async (reply: ReturnType<typeof relate>) => (await reply).json().problems?.[0]?.code;
    const succession = { kind: 'succeededBy', validFrom: '2020-01-01' };
    expect(await codeOf(relate('next', 'old', succession))).toBe('relationRing');
    expect(await codeOf(relate('old', 'old', succession))).toBe('relationRing');
    expect(await codeOf(relate('old', 'coop', succession))).toBe('successorKind');
    expect(await codeOf(relate('grower', 'coop', { kind: 'memberOf', validFrom: '2026-02-30' }))).toBe(
      'dateWrong',
    );
    const backwards = { kind: 'memberOf', validFrom: '2026-02-03', validTo: '2026-02-02' };
    expect(await codeOf(relate('grower', 'coop', backwards))).toBe('endsBeforeItBegins');
  });

  it('end once, on a day that stays', async () => {
    const { id } = (await relate('grower', 'coop', { kind: 'memberOf', validFrom: '2025-01-01' })).json();
    const end = (validTo: string) =>
      t.send('operator', 'POST', `/relations/${id}/end`, { payload: { validTo } });
    expect((await end('2026-06-30')).statusCode).toBe(201);
    expect((await end('2026-06-30')).statusCode).toBe(200);
    expect((await end('2026-07-01')).json().problems[0].code).toBe('relationEnded');
    expect(await relations('coop', '2026-06-30')).toHaveLength(1);
    expect(await relations('coop', '2026-07-01')).toEqual([]);
  });

  it('do not show the public a natural person, nor who recorded it', async () => {
    const [shown] = await relations('coop');
    expect(shown.from.name['zh-CN']).toBe('张**');
    expect(shown.recordedBy).toBeUndefined();
    const [staff] = await relations('coop', '', 'operator');
    expect(staff).toMatchObject({ from: { name: { 'zh-CN': '张三丰' } }, source: '章程（演示）' });
  });

  it('are recorded by registrars of the area, not by parties themselves', async () => {
    const wish = { kind: 'memberOf', validFrom: '2026-01-01' };
    const far = t.person('registrar', { party: 1, area: '6401' });
    expect((await relate('grower', 'coop', wish, far)).statusCode).toBe(403);
    const { rows } = await t.database.pool.query('select id from party where public_id = $1', [
      ids.get('grower'),
    ]);
    const own = t.person('enterpriseManager', { party: rows[0].id });
    expect((await relate('grower', 'coop', wish, own)).statusCode).toBe(403);
  });
});
