import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountsApp, accountsApp } from '../testing/accounts-app.ts';

const MINUTE = 60_000;

describe('a session', () => {
  let test: AccountsApp;
  beforeEach(async () => {
    test = await accountsApp();
    await test.person('mahua', ['reviewer']);
    await test.person('lijun', ['administrator']);
  });
  afterEach(() => test.close());

  it('ends after half an hour without a request, and lives on with requests', async () => {
    const browser = test.browser();
    await browser.signIn('mahua');
    for (let asked = 0; asked < 3; asked++) {
      test.clock.advance(29 * MINUTE);
      expect((await browser.send('GET', '/session')).statusCode).toBe(200);
    }
    test.clock.advance(30 * MINUTE);
    expect((await browser.send('GET', '/session')).statusCode).toBe(401);
  });

  it('ends after twelve hours whatever happens', async () => {
    const browser = test.browser();
    await browser.signIn('mahua');
    for (let passed = 0; passed < 12 * 60 - 20; passed += 20) {
      test.clock.advance(20 * MINUTE);
      expect((await browser.send('GET', '/session')).statusCode).toBe(200);
    }
    test.clock.advance(20 * MINUTE);
    expect((await browser.send('GET', '/session')).statusCode).toBe(401);
  });

  it('ends with signing out, for every copy of the cookie', async () => {
    const browser = test.browser();
    await browser.signIn('mahua');
    const cookie = `pinxin_session=${browser.cookie()}`;
    const out = await browser.send('DELETE', '/session');
    expect([out.statusCode, browser.cookie()]).toEqual([204, undefined]);
    expect((await test.app.inject({ url: '/session', headers: { cookie } })).statusCode).toBe(401);
  });

  it('is new with every sign-in: a planted token stays nobody’s', async () => {
    const planted = { cookie: 'pinxin_session=planted-by-somebody-else', 'sec-fetch-site': 'same-origin' };
    const opened = await test.app.inject({
      method: 'POST',
      url: '/sessions',
      headers: planted,
      payload: { login: 'mahua', password: 'a boat on the yellow river' },
    });
    expect(opened.cookies[0]?.value).not.toBe('planted-by-somebody-else');
    expect((await test.app.inject({ url: '/session', headers: planted })).statusCode).toBe(401);
  });

  it('is refused for a change that another site sends', async () => {
    const browser = test.browser();
    await browser.signIn('mahua');
    const cookie = `pinxin_session=${browser.cookie()}`;
    for (const from of [{}, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }]) {
      const headers = { cookie, ...from } as Record<string, string>;
      const answer = await test.app.inject({ method: 'DELETE', url: '/session', headers });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'crossSite']);
    }
  });

  it('is listed for its owner, who can end any of them', async () => {
    const [desk, phone] = [test.browser(), test.browser()];
    await desk.signIn('mahua');
    await phone.signIn('mahua');
    const { sessions } = (await desk.send('GET', '/sessions')).json();
    expect(sessions).toHaveLength(2);
    expect(sessions[0].device).toBe('Firefox · Windows');
    const other = sessions.find(({ current }: { current: boolean }) => !current);
    expect((await desk.send('DELETE', `/sessions/${other.id}`)).statusCode).toBe(204);
    expect((await phone.send('GET', '/session')).statusCode).toBe(401);
    expect((await desk.send('DELETE', `/sessions/${other.id}`)).json().code).toBe('sessionUnknown');
  });

  it('of somebody else is there for administrators only', async () => {
    const [mahua, lijun] = [test.browser(), test.browser()];
    await mahua.signIn('mahua');
    await lijun.signIn('lijun');
    const hers = (await mahua.send('GET', '/sessions')).json().sessions[0].id;
    const his = (await lijun.send('GET', '/sessions')).json().sessions[0].id;
    expect((await mahua.send('DELETE', `/sessions/${his}`)).json().code).toBe('sessionUnknown');
    expect((await lijun.send('DELETE', `/sessions/${hers}`)).statusCode).toBe(204);
    expect((await mahua.send('GET', '/session')).statusCode).toBe(401);
  });

  it('holds the offices of today: one that ended gives nothing more', async () => {
    const browser = test.browser();
    await browser.signIn('mahua');
    const roles = async () =>
      (await browser.send('GET', '/session')).json().memberships.map(({ role }: { role: string }) => role);
    expect(await roles()).toEqual(['reviewer']);
    await test.database.pool.query(`update membership set valid_to = '2026-07-17' where role = 'reviewer'`);
    expect(await roles()).toEqual([]);
    await test.database.pool.query(
      `update membership set valid_to = null, valid_from = '2026-07-19' where role = 'reviewer'`,
    );
    expect(await roles()).toEqual([]);
  });

  it('ends at once with its account', async () => {
    const browser = test.browser();
    await browser.signIn('mahua');
    await test.database.pool.query(`update account set disabled_at = now() where login = 'mahua'`);
    expect((await browser.send('GET', '/session')).statusCode).toBe(401);
  });

  it('is passed over when its cookie is nonsense', async () => {
    for (const value of ['', '%E0%A4%A', 'x'.repeat(5_000), '; ; =', 'a b']) {
      const answer = await test.app.inject({
        url: '/session',
        headers: { cookie: `pinxin_session=${value}` },
      });
      expect(answer.statusCode).toBe(401);
    }
  });
});
