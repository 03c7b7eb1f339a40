import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stepAt, totpCode } from '../second-factor/totp.ts';
import { type AccountsApp, accountsApp, type Browser } from '../testing/accounts-app.ts';
import { CLIENT, type SmallProvider, smallProvider } from '../testing/small-provider.ts';
import { openProvider } from './provider.ts';

const SITE = 'http://trace.example.cn';

describe('signing in by another provider', () => {
  let test: AccountsApp;
  let there: SmallProvider;
  let browser: Browser;
  beforeEach(async () => {
    there = await smallProvider();
    const provider = openProvider({
      issuer: there.issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      name: '统一身份认证',
      publicUrl: SITE,
    });
    test = await accountsApp({ publicUrl: SITE, provider });
    await test.person('mahua', ['reviewer']);
    browser = test.browser();
  });
  afterEach(async () => {
    await test.close();
    await there.close();
  });

  const trip = async (subject: string, query = '?next=%2Faccount', from = browser) => {
    const away = await from.page(`/sign-in/provider${query}`);
    expect(away.statusCode).toBe(302);
    const back = there.authorize(String(away.headers.location), subject);
    return { back: `${back.pathname}${back.search}`, away: new URL(String(away.headers.location)) };
  };
  const link = async (subject: string) => {
    await browser.signIn('mahua');
    return await browser.page((await trip(subject, '?next=%2Faccount&link=yes')).back);
  };

  it('goes there with code flow, PKCE, state and nonce', async () => {
    expect((await browser.page('/sign-in')).body).toContain('用 统一身份认证 登录');
    const { away } = await trip('u-1');
    expect(Object.fromEntries(away.searchParams)).toMatchObject({
      ...{ client_id: CLIENT.id, response_type: 'code', scope: 'openid', code_challenge_method: 'S256' },
      redirect_uri: `${SITE}/sign-in/provider/callback`,
    });
  });

  it('lets in who was linked before, and nobody else', async () => {
    const stranger = await browser.page((await trip('u-1')).back);
    expect([stranger.statusCode, stranger.body.includes('外部登录没有成功')]).toEqual([401, true]);
    expect(stranger.body).not.toContain('u-1');
    expect((await link('u-1')).headers.location).toBe('/account');
    const fresh = test.browser();
    const done = await fresh.page((await trip('u-1', '?next=%2Faccount', fresh)).back);
    expect([done.statusCode, done.headers.location]).toEqual([303, '/account']);
    expect((await fresh.send('GET', '/session')).json()).toMatchObject({
      account: { login: 'mahua' },
      assurance: 'password',
    });
  });

  it('asks for the authenticator all the same', async () => {
    await link('u-1');
    await browser.send('POST', '/session/totp');
    const secret = await test.totpSecret('mahua');
    await test.database.pool.query('update totp set confirmed_at = now()');
    const fresh = test.browser();
    const done = await fresh.page((await trip('u-1', '', fresh)).back);
    expect(done.headers.location).toBe('/sign-in/second-factor?next=%2Fconsole');
    expect((await fresh.send('GET', '/session')).statusCode).toBe(401);
    const code = totpCode(secret, stepAt(test.clock.now()));
    expect((await fresh.send('POST', '/session/second-factor', { code })).statusCode).toBe(201);
  });

  it('takes nobody back who did not set out with this browser, twice, or too late', async () => {
    await link('u-1');
    const fresh = test.browser();
    const { back } = await trip('u-1', '', fresh);
    expect((await test.browser().page(back)).statusCode).toBe(401);
    expect((await fresh.page(back)).statusCode).toBe(303);
    expect((await fresh.page(back)).statusCode).toBe(401);
    const late = await trip('u-1', '', fresh);
    test.clock.advance(10 * 60_000);
    expect((await fresh.page(late.back)).statusCode).toBe(401);
  });

  it.each([
    ['for another client', { aud: 'somebody' }],
    ['of another issuer', { iss: 'http://127.0.0.1:1' }],
    ['with another nonce', { nonce: 'x' }],
    ['that has expired', { exp: 1_000_000 }],
  ])('refuses an ID token %s', async (_what, spoil) => {
    await link('u-1');
    there.spoil = spoil;
    const fresh = test.browser();
    expect((await fresh.page((await trip('u-1', '', fresh)).back)).statusCode).toBe(401);
  });

  it('links somebody there to one account only', async () => {
    await link('u-1');
    await test.person('lijun', []);
    const other = test.browser();
    await other.signIn('lijun');
    const refused = await other.page((await trip('u-1', '?link=yes', other)).back);
    expect(refused.statusCode).toBe(401);
  });

  it('says so when the provider does not answer, or none is set up', async () => {
    const away = openProvider({
      ...{ issuer: 'http://127.0.0.1:1', clientId: 'x', clientSecret: 'y', name: 'z', publicUrl: SITE },
    });
    const lonely = await accountsApp({ publicUrl: SITE, provider: away });
    const answer = await lonely.browser().page('/sign-in/provider');
    expect([answer.statusCode, answer.body.includes('外部登录没有成功')]).toEqual([401, true]);
    await lonely.close();
    const none = await accountsApp();
    expect((await none.browser().page('/sign-in/provider')).statusCode).toBe(404);
    await none.close();
  });
});
