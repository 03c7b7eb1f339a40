import { demoAccounts } from '@pinxin/region-ningxia/demo-accounts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stepAt, totpCode } from '../second-factor/totp.ts';
import { type AccountsApp, accountsApp, type Browser, PASSWORD } from '../testing/accounts-app.ts';

describe('sign-in pages', () => {
  let test: AccountsApp;
  let browser: Browser;
  beforeEach(async () => {
    test = await accountsApp({ demoAccounts });
    await test.person('mahua', ['decider']);
    browser = test.browser();
  });
  afterEach(() => test.close());

  const signIn = (fields: Record<string, string>) =>
    browser.form('/sign-in', { login: 'mahua', password: PASSWORD, ...fields });

  it('sign in and go on where one wanted to go', async () => {
    const page = await browser.page('/sign-in?next=%2Fdesk%2Ftrace%3Fcodes%3Da');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.body).toContain('name="next" value="/desk/trace?codes=a"');
    const done = await signIn({ next: '/desk/trace?codes=a' });
    expect([done.statusCode, done.headers.location]).toEqual([303, '/desk/trace?codes=a']);
    expect((await browser.page('/account')).body).toContain('mahua');
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/sign-in?next=/',
    '/a\r\nSet-Cookie: x=y',
    '',
  ])('send nobody elsewhere: %j', async next => {
    expect((await signIn({ next })).headers.location).toBe('/console');
  });

  it('say what was wrong, with nothing of it unescaped', async () => {
    const login = '"><script>alert(1)</script>';
    const refused = await signIn({ login, password: 'wrong' });
    expect(refused.statusCode).toBe(401);
    expect(refused.body).toContain('登录名或密码不对');
    expect(refused.body).not.toContain('<script>alert');
    expect(refused.body).not.toContain('value="wrong"');
  });

  it('take no form from another site', async () => {
    for (const url of ['/sign-in', '/sign-in/second-factor', '/sign-out', '/sign-in/invitation/x']) {
      const answer = await test.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
        payload: 'login=mahua',
      });
      expect([url, answer.statusCode]).toEqual([url, 403]);
    }
  });

  it('offer demo accounts in a demo, and only there', async () => {
    expect((await browser.page('/sign-in')).body).not.toContain('name="demo"');
    await test.database.pool.query(`insert into instance values ('demo', '{}')`);
    const page = (await browser.page('/sign-in')).body;
    expect(page).toContain('name="demo" value="manager"');
    expect(page).toContain('不要密码，也不要第二重验证');
    expect((await browser.form('/sign-in', { demo: 'manager', next: '/account' })).headers.location).toBe(
      '/account',
    );
    expect((await browser.page('/account')).body).toContain('演示合作社负责人');
  });

  it('lead through the second step', async () => {
    await signIn({ next: '/account' });
    const offered = (await browser.form('/account/totp', {})).body;
    expect(offered).toMatch(/<pre>(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}<\/pre>/);
    expect(offered).toContain('aria-label="验证器密钥的二维码"');
    const secret = await test.totpSecret('mahua');
    const code = () => totpCode(secret, stepAt(test.clock.now()));
    expect((await browser.form('/account/totp/confirm', { code: '1' })).body).toContain('验证码不对');
    const confirmed = (await browser.form('/account/totp/confirm', { code: code() })).body;
    expect(
      confirmed.match(/^(?:<pre>)?[2-9a-z]{4}(-[2-9a-z]{4}){3}/gm) ??
        confirmed.match(/[2-9a-z]{4}(?:-[2-9a-z]{4}){3}/g),
    ).not.toBeNull();
    expect((await browser.form('/sign-out', {})).headers.location).toBe('/');
    expect((await browser.page('/account')).statusCode).toBe(401);
    test.clock.advance(30_000);
    expect((await signIn({ next: '/account' })).headers.location).toBe(
      '/sign-in/second-factor?next=%2Faccount',
    );
    expect(
      (await browser.form('/sign-in/second-factor', { code: 'nonsense', next: '/account' })).statusCode,
    ).toBe(401);
    const done = await browser.form('/sign-in/second-factor', { code: code(), next: '/account' });
    expect([done.statusCode, done.headers.location]).toEqual([303, '/account']);
    expect((await browser.page('/account')).statusCode).toBe(200);
  });

  it('change a password and end other sessions', async () => {
    await signIn({});
    const phone = test.browser();
    await phone.signIn('mahua');
    const sessions = (await browser.send('GET', '/sessions')).json().sessions;
    const other = sessions.find(({ current }: { current: boolean }) => !current).id;
    expect((await browser.form(`/account/sessions/${other}/end`, {})).statusCode).toBe(200);
    expect((await phone.send('GET', '/session')).statusCode).toBe(401);
    const wrong = await browser.form('/account/password', {
      current: 'no',
      'new-password': 'rain on the loess hills',
    });
    expect([wrong.statusCode, wrong.body.includes('现在的密码不对')]).toEqual([422, true]);
    const changed = await browser.form('/account/password', {
      current: PASSWORD,
      'new-password': 'rain on the loess hills',
    });
    expect(changed.body).toContain('已改好');
  });

  it('accept an invitation', async () => {
    const admin = test.browser();
    await test.person('admin', ['administrator']);
    await admin.signIn('admin');
    await test.database.pool.query(`update session set assurance = 'secondFactor'`);
    const { path } = (
      await admin.send('POST', '/invitations', { party: 'pty_office', role: 'reviewer' })
    ).json();
    expect((await browser.page(path)).body).toContain('您被邀请担任：审查员（pty_office）');
    const refused = await browser.form(path, { login: 'x', name: '白新', password: 'short' });
    expect([
      refused.statusCode,
      refused.body.includes('太短'),
      refused.body.includes('value="白新"'),
    ]).toEqual([422, true, true]);
    const accepted = await browser.form(path, { login: 'baixin', name: '白新', password: PASSWORD });
    expect([accepted.statusCode, accepted.headers.location]).toEqual([303, '/account']);
    expect((await browser.page('/account')).body).toContain('审查员');
    expect((await test.browser().page(path)).statusCode).toBe(404);
  });

  it('speak English', async () => {
    expect((await browser.page('/sign-in?lang=en')).body).toContain('<h1>Sign in</h1>');
    expect((await browser.form('/sign-in?lang=en', { login: 'x', password: 'y' })).body).toContain(
      'The name or the password is wrong',
    );
  });
});
