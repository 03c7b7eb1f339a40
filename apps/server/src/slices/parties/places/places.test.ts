import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnownCaller } from '../../../http/caller.ts';
import { registerPartyRoutes } from '../routes.ts';
import { aUscc } from '../testing/a-uscc.ts';
import { type RegisterApp, registerApp } from '../testing/register-app.ts';

const UUID = '0198a5d2-6c1e-7b4f-9a53-3f2d1c0b9a87';
const URN = `urn:uuid:${UUID}`;

describe('places that people keep', () => {
  let t: RegisterApp;
  let coop = '';
  let manager: KnownCaller;
  let stranger: KnownCaller;

  beforeAll(async () => {
    t = await registerApp(registerPartyRoutes);
    const register = async (number: number, nameZh: string) => {
      const payload = { uscc: aUscc(number), kind: 'cooperative', nameZh, division: '640521' };
      return (await t.send('operator', 'POST', '/parties', { payload })).json().id as string;
    };
    coop = await register(1, '红果合作社（演示）');
    const other = await register(2, '别的合作社（演示）');
    const { rows } = await t.database.pool.query('select public_id, id from party');
    const number = (id: string) => rows.find(row => row.public_id === id).id as number;
    manager = t.person('enterpriseManager', { party: number(coop) });
    stranger = t.person('enterpriseManager', { party: number(other) });
  });
  afterAll(async () => await t.close());

  const add = (body: object, caller = manager) =>
    t.send(caller, 'POST', '/places', { payload: { party: coop, kind: 'plot', nameZh: '一号地', ...body } });
  const change = (uri: string, version: number, body: object, caller = manager) =>
    t.send(caller, 'PATCH', `/places?uri=${encodeURIComponent(uri)}`, {
      payload: body,
      headers: { 'if-match': `"${version}"` },
    });
  const history = async (uri: string) =>
    (await t.send(manager, 'GET', `/places/history?uri=${encodeURIComponent(uri)}`)).json().items;
  const codes = (reply: { json: () => { problems?: { at: string; code: string }[] } }) =>
    reply.json().problems?.map(({ at, code }) => `${at} ${code}`);

  it('need no GLN: a UUID of the sender names them, and twice sent is one place', async () => {
    const wish = { requestId: UUID.toUpperCase(), division: '640521', areaMu: 12.5 };
    const first = await add(wish);
    expect([first.statusCode, first.json()], first.body).toEqual([201, { uri: URN, version: 1 }]);
    expect((await add(wish)).statusCode).toBe(200);
    const list = (await t.send(manager, 'GET', `/places?party=${coop}`)).json().items;
    expect(list).toMatchObject([{ uri: URN, kind: 'plot', areaMu: '12.50', division: '640521', version: 1 }]);
    expect(codes(await add({}))).toEqual(['/gln placeUnnamed']);
  });

  it('may have one, which must be right and nobody else’s', async () => {
    expect(codes(await add({ gln: '9520000000100', division: '99', parent: 'nowhere' }))).toEqual([
      '/gln placeWrong',
      '/division divisionWrong',
      '/parent parentUnknown',
    ]);
    const added = await add({ gln: '9520000000103', kind: 'workshop', nameZh: '车间', parent: URN });
    expect(added.json().uri).toBe('https://id.gs1.org/414/9520000000103');
    const { rows } = await t.database.pool.query(`select public_id from party where uscc = $1`, [aUscc(2)]);
    const taken = await add({ gln: '9520000000103', party: rows[0].public_id }, stranger);
    expect(codes(taken)).toEqual(['/gln placeOfAnother']);
  });

  it('are changed at the version that was seen, and keep what they were', async () => {
    const changed = await change(URN, 1, { nameZh: '一号地（东）', areaMu: 13 });
    expect([changed.statusCode, changed.headers.etag]).toEqual([200, '"2"']);
    expect((await change(URN, 1, { nameZh: '一号地（东）' })).statusCode).toBe(200);
    expect((await change(URN, 1, { kind: 'pond' })).json().code).toBe('placeChangedMeanwhile');
    expect(await history(URN)).toMatchObject([
      { version: 1, cause: 'registered', nameZh: '一号地', changed: [] },
      { version: 2, cause: 'changed', nameZh: '一号地（东）', changed: ['nameZh', 'areaMu'] },
    ]);
    await t.send('operator', 'PUT', '/places', {
      payload: { uri: URN, party: aUscc(1), kind: 'plot', nameZh: '一号地（东）', areaMu: 13 },
    });
    expect((await history(URN)).at(-1)).toMatchObject({ version: 3, changed: ['division'] });
  });

  it('never stand below themselves', async () => {
    const workshop = 'https://id.gs1.org/414/9520000000103';
    expect(codes(await change(URN, 3, { parent: workshop }))).toEqual(['/parent parentRing']);
    expect(codes(await change(URN, 3, { parent: URN }))).toEqual(['/parent parentRing']);
    expect((await change(workshop, 1, { parent: null })).statusCode).toBe(200);
  });

  it('are for those who may write about their party', async () => {
    expect(codes(await add({ requestId: UUID.replace('0198', '0199') }, stranger))).toEqual([
      '/party partyUnknown',
    ]);
    expect((await change(URN, 3, { kind: 'pond' }, stranger)).json().code).toBe('placeOutOfReach');
    const seen = await t.send(stranger, 'GET', `/places/history?uri=${encodeURIComponent(URN)}`);
    expect(seen.json().code).toBe('placeUnknown');
    expect((await change('urn:uuid:none', 1, {})).json().code).toBe('placeUnknown');
    const registrar = t.person('registrar', { party: 1, area: '6405' });
    expect((await change(URN, 3, { division: '640522' }, registrar)).statusCode).toBe(200);
  });
});
