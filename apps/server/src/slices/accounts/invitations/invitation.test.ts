import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountsApp, accountsApp, type Browser, PASSWORD } from '../testing/accounts-app.ts';
import { offerAdministratorAnyway, offerFirstAdministrator } from './first-administrator.ts';

const DAY = 86_400_000;

describe('a one-time link', () => {
  let test: AccountsApp;
  let admin: Browser;
  beforeEach(async () => {
    test = await accountsApp();
    await test.person('admin', ['administrator']);
    await test.person('mahua', ['enterpriseClerk'], 'pty_coop');
    admin = test.browser();
    await admin.signIn('admin');
    await test.database.pool.query(`update session set assurance = 'secondFactor'`);
  });
  afterEach(() => test.close());

  const newcomer = { login: 'newcomer', name: '白新', password: PASSWORD };
  const invited = async (): Promise<string> =>
    (await admin.send('POST', '/invitations', { party: 'pty_office', role: 'reviewer' })).json().token;
  const accept = (token: string, given: object, browser = test.browser()) =>
    browser.send('POST', `/invitations/${token}/accept`, given);

  it('says what it is for, and makes an account with the role, once', async () => {
    const token = await invited();
    expect((await test.browser().send('GET', `/invitations/${token}`)).json()).toMatchObject({
      kind: 'membership',
      role: 'reviewer',
      at: { 'zh-CN': 'pty_office' },
    });
    const browser = test.browser();
    expect((await accept(token, newcomer, browser)).statusCode).toBe(201);
    expect((await browser.send('GET', '/session')).json().memberships).toMatchObject([
      { role: 'reviewer', area: '6405' },
    ]);
    expect((await accept(token, { ...newcomer, login: 'second' })).json().code).toBe('invitationUnknown');
    expect((await test.browser().send('GET', `/invitations/${token}`)).statusCode).toBe(404);
  });

  it('is good for one of many who use it at once', async () => {
    const token = await invited();
    const answers = await Promise.all(
      ['one.a', 'one.b', 'one.c', 'one.d'].map(login => accept(token, { ...newcomer, login })),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 404, 404, 404]);
    const { rows } = await test.database.pool.query(`select * from account where login like 'one.%'`);
    expect(rows).toHaveLength(1);
  });

  it('stays good when what was typed is refused, and tells all of it', async () => {
    const token = await invited();
    const refused = await accept(token, { login: '-', name: ' ', password: 'admin' });
    const codes = refused.json().problems.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(['loginForm', 'nameForm', 'tooShort', 'tooPlain']);
    expect((await accept(token, { ...newcomer, login: 'mahua' })).json().code).toBe('loginTaken');
    expect((await accept(token, newcomer)).statusCode).toBe(201);
  });

  it('gives the role to whoever is signed in, but not to its maker', async () => {
    const mahua = test.browser();
    await mahua.signIn('mahua');
    expect((await accept(await invited(), {}, mahua)).statusCode).toBe(204);
    expect((await mahua.send('GET', '/session')).json().memberships).toHaveLength(2);
    expect((await accept(await invited(), {}, admin)).json().code).toBe('ownAccount');
  });

  it('expires after a week', async () => {
    const token = await invited();
    test.clock.advance(7 * DAY);
    expect((await accept(token, newcomer)).statusCode).toBe(404);
  });

  it('to recover an account sets a password, takes every former proof away and ends every session', async () => {
    const mahua = test.browser();
    await mahua.signIn('mahua');
    await mahua.send('POST', '/session/totp');
    await test.database.pool.query('update totp set confirmed_at = now()');
    const first = (await admin.send('POST', '/accounts/acc_mahua/recovery')).json().token;
    const { token } = (await admin.send('POST', '/accounts/acc_mahua/recovery')).json();
    expect((await accept(first, { password: PASSWORD })).statusCode).toBe(404);
    const password = 'snow on the helan range';
    expect((await accept(token, { password })).json().next).toBe('done');
    expect((await mahua.send('GET', '/session')).statusCode).toBe(401);
    expect((await test.browser().signIn('mahua')).statusCode).toBe(401);
    const again = await test.browser().send('POST', '/sessions', { login: 'mahua', password });
    expect(again.json().next).toBe('done');
    expect((await admin.send('POST', '/accounts/acc_admin/recovery')).json().code).toBe('ownAccount');
  });

  it('is kept as a digest and stands in no log line and no journal entry', async () => {
    const token = await invited();
    await accept(token, newcomer);
    await test.browser().page(`/invitations/${token}`);
    const { rows } = await test.database.pool.query<{ dump: string }>(
      `select (select json_agg(i) from invitation i)::text || (select json_agg(j) from journal j)::text as dump`,
    );
    expect(rows[0]?.dump).not.toContain(token);
    expect(rows[0]?.dump).not.toContain('白新');
    expect(test.log()).not.toContain(token);
    expect(test.log()).toContain('/invitations/:token/accept');
  });
});

describe('the first administrator', () => {
  let test: AccountsApp;
  beforeEach(async () => {
    test = await accountsApp();
  });
  afterEach(() => test.close());

  it('comes in by a link that is given once, and again only when it was lost', async () => {
    const first = await offerFirstAdministrator(test.ctx, false);
    expect(first?.token).toMatch(/^[\w-]{43}$/);
    expect(await offerFirstAdministrator(test.ctx, false)).toBeUndefined();
    const second = await offerFirstAdministrator(test.ctx, true);
    const wish = { login: 'operator', name: '运营', password: PASSWORD };
    expect((await test.browser().send('POST', `/invitations/${first?.token}/accept`, wish)).statusCode).toBe(
      404,
    );
    const browser = test.browser();
    expect((await browser.send('POST', `/invitations/${second?.token}/accept`, wish)).statusCode).toBe(201);
    const me = (await browser.send('GET', '/session')).json();
    expect(me.memberships).toMatchObject([{ role: 'administrator', area: null }]);
    expect(me.permissions['account.manage']).toEqual(['any']);
    expect(await offerFirstAdministrator(test.ctx, true)).toBeUndefined();
  });

  it('has two days for it', async () => {
    const first = await offerFirstAdministrator(test.ctx, false);
    test.clock.advance(2 * DAY);
    expect((await test.browser().send('GET', `/invitations/${first?.token}`)).statusCode).toBe(404);
    expect(await offerFirstAdministrator(test.ctx, false)).toBeDefined();
  });

  it('can be another one when all are lost: from the operator’s machine', async () => {
    await test.person('lost', ['administrator']);
    expect(await offerFirstAdministrator(test.ctx, true)).toBeUndefined();
    const { token } = await offerAdministratorAnyway(test.ctx);
    const wish = { login: 'operator', name: '运营', password: PASSWORD };
    expect((await test.browser().send('POST', `/invitations/${token}/accept`, wish)).statusCode).toBe(201);
  });

  it('is still wanted where only the demo has one', async () => {
    await test.person('demo-administrator', ['administrator']);
    await test.database.pool.query('update account set is_demo = true');
    expect(await offerFirstAdministrator(test.ctx, false)).toBeDefined();
  });
});
