import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerPartyRoutes } from '../routes.ts';
import { aUscc } from '../testing/a-uscc.ts';
import { type RegisterApp, registerApp } from '../testing/register-app.ts';

describe('two parties that look alike and are two', () => {
  let t: RegisterApp;
  const ids: string[] = [];

  beforeAll(async () => {
    t = await registerApp((app, ctx) => registerPartyRoutes(app, ctx));
    for (const [index, division] of ['640521', '640522'].entries()) {
      const payload = {
        ...{ uscc: aUscc(index + 1), kind: 'enterprise', nameZh: '红果枸杞有限公司（演示）', division },
      };
      ids.push((await t.send('operator', 'POST', '/parties', { payload })).json().id);
    }
  });
  afterAll(() => t.close());

  const tell = (
    reason = '两县各有一家，法定代表人不同',
    caller: Parameters<RegisterApp['send']>[0] = 'operator',
  ) => t.send(caller, 'PUT', `/parties/${ids[1]}/distinctions/${ids[0]}`, { payload: { reason } });
  const pairs = async (query = '') =>
    (await t.send('operator', 'GET', `/parties/duplicates${query}`)).json().items.length;
  const kept = async () =>
    (await t.send('operator', 'GET', `/parties/${ids[0]}/distinctions`)).json().items as readonly object[];

  it('are offered for merging until somebody with the power says so, and why', async () => {
    expect([await pairs(), await pairs(`?of=${ids[0]}`)]).toEqual([1, 1]);
    expect((await tell('', 'operator')).statusCode).toBe(400);
    expect((await tell('不同', t.person('reviewer', { party: 1 }))).statusCode).toBe(403);
    expect((await tell('不同', t.person('registrar', { party: 1, area: '6401' }))).statusCode).toBe(403);
    expect((await tell()).statusCode).toBe(204);
    expect([await pairs(), await pairs(`?of=${ids[0]}`), await pairs(`?of=${ids[1]}`)]).toEqual([0, 0, 0]);
  });

  it('said again it is said once; who said it and why stays', async () => {
    expect((await tell('另一个理由')).statusCode).toBe(204);
    expect(await kept()).toMatchObject([
      { other: { id: ids[1] }, reason: '两县各有一家，法定代表人不同', takenBackAt: null },
    ]);
  });

  it('taken back, the pair is offered again and what was said is still to be seen', async () => {
    const url = `/parties/${ids[0]}/distinctions/${ids[1]}`;
    expect((await t.send('operator', 'DELETE', url)).statusCode).toBe(204);
    expect((await t.send('operator', 'DELETE', url)).statusCode).toBe(204);
    expect(await pairs()).toBe(1);
    expect(await kept()).toMatchObject([
      { reason: '两县各有一家，法定代表人不同', takenBackAt: expect.any(String) },
    ]);
    const { rows } = await t.database.pool.query(
      `select kind from journal where kind like 'parties-told-apart%' order by seq`,
    );
    expect(rows.map(row => row.kind)).toEqual(['parties-told-apart', 'parties-told-apart-taken-back']);
  });

  it('are nobody’s that there is not, and not a party and itself', async () => {
    const send = (one: string, other: string) =>
      t.send('operator', 'PUT', `/parties/${one}/distinctions/${other}`, { payload: { reason: 'x' } });
    expect((await send(ids[0]!, 'pty_none')).statusCode).toBe(404);
    expect((await send(ids[0]!, ids[0]!)).json().problems[0].code).toBe('mergeSame');
  });
});
