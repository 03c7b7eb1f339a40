import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOfSecret } from '../issue-key.ts';
import { registerPartyRoutes } from '../routes.ts';
import { type RegisterApp, registerApp } from '../testing/register-app.ts';

describe('keys of programs', () => {
  let a: RegisterApp;
  let coop: number;
  let other: number;
  beforeAll(async () => {
    a = await registerApp(registerPartyRoutes);
    const { rows } = await a.database.pool.query<{ id: number }>(
      `insert into party (public_id, kind, name_zh, division, created_at)
       values ('pty_coop', 'cooperative', '示范合作社', '640521', now()), ('pty_other', 'enterprise', '别家', '640104', now())
       returning id`,
    );
    coop = rows[0]!.id;
    other = rows[1]!.id;
  });
  afterAll(() => a.close());

  const manager = () => a.person('enterpriseManager', { party: coop });
  const issue = (wish: object, caller = manager()) =>
    a.send(caller, 'POST', '/keys', { payload: { party: 'pty_coop', ...wish } });
  const labels = async (caller = manager(), query = '') => {
    const reply = await a.send(caller, 'GET', `/keys${query}`);
    return (reply.json().items as { label: string }[]).map(({ label }) => label);
  };

  it('are issued by who manages the party, work at once, and not any more when revoked', async () => {
    const issued = await issue({ label: '分拣线', scopes: ['capture'] });
    expect(issued.statusCode, issued.body).toBe(201);
    const { id, secret } = issued.json() as { id: string; secret: string };
    expect(await callerOfSecret(a.ctx, secret)).toMatchObject({ party: coop, scopes: new Set(['capture']) });
    expect(await labels()).toEqual(['分拣线']);
    expect((await a.send(manager(), 'GET', '/keys')).body).not.toContain(secret);
    expect((await a.send(manager(), 'POST', `/keys/${id}/revocation`)).statusCode).toBe(204);
    expect((await a.send(manager(), 'POST', `/keys/${id}/revocation`)).statusCode).toBe(204);
    expect(await callerOfSecret(a.ctx, secret)).toBeUndefined();
    expect([await labels(), await labels(manager(), '?all=true')]).toEqual([[], ['分拣线']]);
  });

  it('are not issued twice under one name: the secret is shown once', async () => {
    expect((await issue({ label: '仓库', scopes: ['query'] })).statusCode).toBe(201);
    const again = await issue({ label: '仓库', scopes: ['query'] });
    expect([again.statusCode, again.json().code]).toEqual([409, 'keyLabelTaken']);
  });

  it('have no power that the one who issues them has not got', async () => {
    for (const scope of ['register', 'trace', 'recall.publish']) {
      const refused = await issue({ label: scope, scopes: ['capture', scope] });
      expect([refused.statusCode, refused.json().code]).toEqual([403, 'scopeTooFar']);
    }
    expect(await labels(manager())).not.toContain('trace');
  });

  it('of another party are neither seen, issued nor revoked', async () => {
    const elsewhere = a.person('enterpriseManager', { party: other });
    expect(await labels(elsewhere)).toEqual([]);
    expect((await issue({ label: '借用', scopes: ['capture'] }, elsewhere)).statusCode).toBe(404);
    const { id } = (await issue({ label: '留着', scopes: ['capture'] })).json() as { id: string };
    expect((await a.send(elsewhere, 'POST', `/keys/${id}/revocation`)).statusCode).toBe(404);
    expect(await labels()).toContain('留着');
    // An administrator sees them all and can revoke, but lends no power that is not the own.
    const administrator = a.person('administrator', { party: other });
    expect(await labels(administrator)).toContain('留着');
    expect((await issue({ label: '代发', scopes: ['capture'] }, administrator)).json().code).toBe(
      'scopeTooFar',
    );
    expect((await a.send(administrator, 'POST', `/keys/${id}/revocation`)).statusCode).toBe(204);
  });
});
