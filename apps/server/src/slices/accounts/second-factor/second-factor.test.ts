import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSecrets } from '../../../kernel/secrets.ts';
import { type AccountsApp, accountsApp, type Browser } from '../testing/accounts-app.ts';
import { openTotp, sealAuthenticators } from './kept-secret.ts';
import { base32, stepAt, totpCode } from './totp.ts';

describe('a second factor', () => {
  let test: AccountsApp;
  let browser: Browser;
  beforeEach(async () => {
    test = await accountsApp();
    await test.person('decider', ['decider']);
    browser = test.browser();
    await browser.signIn('decider');
  });
  afterEach(() => test.close());

  const codeNow = async (drift = 0) =>
    totpCode(await test.totpSecret('decider'), stepAt(test.clock.now()) + drift);

  async function enrol(): Promise<string[]> {
    expect((await browser.send('POST', '/session/totp')).statusCode).toBe(201);
    const confirmed = await browser.send('POST', '/session/totp/confirm', { code: await codeNow() });
    expect(confirmed.statusCode).toBe(200);
    test.clock.advance(30_000);
    return confirmed.json().recoveryCodes;
  }

  it('makes the session surer, under a new token; the former one is nobody’s', async () => {
    const former = browser.cookie();
    expect((await browser.send('GET', '/session')).json().needSecondFactor).toContain('application.decide');
    await enrol();
    expect(browser.cookie()).not.toBe(former);
    const me = (await browser.send('GET', '/session')).json();
    expect(me).toMatchObject({
      assurance: 'secondFactor',
      needSecondFactor: [],
      factors: { totp: true, recoveryCodes: 10 },
    });
    const old = await test.app.inject({ url: '/session', headers: { cookie: `pinxin_session=${former}` } });
    expect(old.statusCode).toBe(401);
  });

  it('is asked after the password: until then one is nobody', async () => {
    await enrol();
    const other = test.browser();
    expect((await other.signIn('decider')).json().next).toBe('secondFactor');
    const halfway = other.cookie();
    expect((await other.send('GET', '/session')).statusCode).toBe(401);
    expect((await other.send('POST', '/session/second-factor', { code: '000000' })).json().code).toBe(
      'codeRefused',
    );
    const code = await codeNow();
    expect((await other.send('POST', '/session/second-factor', { code })).json().next).toBe('done');
    expect(other.cookie()).not.toBe(halfway);
    expect((await other.send('GET', '/session')).json().assurance).toBe('secondFactor');
  });

  it('counts each code once', async () => {
    await enrol();
    const code = await codeNow();
    for (const status of [201, 401]) {
      const other = test.browser();
      await other.signIn('decider');
      expect((await other.send('POST', '/session/second-factor', { code })).statusCode).toBe(status);
    }
    const earlier = await codeNow(-1);
    const other = test.browser();
    await other.signIn('decider');
    expect((await other.send('POST', '/session/second-factor', { code: earlier })).statusCode).toBe(401);
  });

  it('can be a recovery code, each once', async () => {
    const [first, second] = await enrol();
    for (const [code, status] of [
      [first, 201],
      [first, 401],
      [second, 201],
    ] as const) {
      const other = test.browser();
      await other.signIn('decider');
      expect((await other.send('POST', '/session/second-factor', { code })).statusCode).toBe(status);
    }
    const renewed = (await browser.send('POST', '/session/recovery-codes')).json().recoveryCodes;
    expect(renewed).toHaveLength(10);
    const other = test.browser();
    await other.signIn('decider');
    expect((await other.send('POST', '/session/second-factor', { code: second })).statusCode).toBe(401);
  });

  it('cannot be guessed: tries are counted, also across sign-ins', async () => {
    await enrol();
    const statuses = [];
    for (let tries = 0; tries < 7; tries++) {
      const other = test.browser();
      await other.signIn('decider');
      statuses.push((await other.send('POST', '/session/second-factor', { code: '000000' })).statusCode);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
  });

  it('is waited for ten minutes', async () => {
    await enrol();
    const other = test.browser();
    await other.signIn('decider');
    test.clock.advance(10 * 60_000);
    const late = await other.send('POST', '/session/second-factor', { code: await codeNow() });
    expect(late.json().code).toBe('sessionHalfwayMissing');
  });

  it('stays with who decides, and is not changed by a session that has not shown it', async () => {
    await enrol();
    expect((await browser.send('DELETE', '/session/totp')).json().code).toBe('lastSecondFactor');
    expect((await browser.send('POST', '/session/totp')).json().code).toBe('secondFactorThere');
    await test.database.pool.query(`update session set assurance = 'password'`);
    expect((await browser.send('POST', '/session/recovery-codes')).json().code).toBe('secondFactorNeeded');
    await test.database.pool.query(`update session set assurance = 'secondFactor'`);
    await test.database.pool.query('update membership set ended_at = now()');
    expect((await browser.send('DELETE', '/session/totp')).statusCode).toBe(204);
    expect((await test.browser().signIn('decider')).json().next).toBe('done');
  });

  it('is not there until a code confirmed it', async () => {
    expect((await browser.send('POST', '/session/totp/confirm', { code: '123456' })).json().code).toBe(
      'secondFactorNotBegun',
    );
    await browser.send('POST', '/session/totp');
    expect((await browser.send('POST', '/session/totp/confirm', { code: '000000' })).json().code).toBe(
      'codeRefused',
    );
    expect((await test.browser().signIn('decider')).json().next).toBe('done');
  });

  it('is sealed in the database: its bytes are nowhere, and another account’s seal opens nothing', async () => {
    const offer = (await browser.send('POST', '/session/totp')).json() as { secret: string };
    const { rows } = await test.database.pool.query<{ secret: null; sealed: Buffer }>('select * from totp');
    const secret = await test.totpSecret('decider');
    expect(base32(secret)).toBe(offer.secret);
    expect(rows[0]?.secret).toBeNull();
    expect(rows[0]?.sealed.includes(secret)).toBe(false);
    expect(openTotp(test.ctx, 999, rows[0]!.sealed)).toBeUndefined();
  });

  it('that was kept in clear is sealed at the next start, once, and goes on working', async () => {
    await enrol();
    const secret = await test.totpSecret('decider');
    await test.database.pool.query('update totp set secret = $1, sealed = null', [secret]);
    expect(await sealAuthenticators(test.ctx)).toBe(1);
    expect(await sealAuthenticators(test.ctx)).toBe(0);
    const other = test.browser();
    await other.signIn('decider');
    const answer = await other.send('POST', '/session/second-factor', { code: await codeNow() });
    expect(answer.statusCode).toBe(201);
  });

  it('whose key is lost refuses codes; recovery codes still open', async () => {
    const [recovery] = await enrol();
    const code = await codeNow();
    const lost = openSecrets([randomBytes(32)]);
    await test.database.pool.query('update totp set sealed = $1', [
      lost.seal(Buffer.alloc(20), 'authenticator of account 1'),
    ]);
    const other = test.browser();
    await other.signIn('decider');
    expect((await other.send('POST', '/session/second-factor', { code })).json().code).toBe('codeRefused');
    const opened = await other.send('POST', '/session/second-factor', { code: recovery });
    expect(opened.statusCode).toBe(201);
  });
});
