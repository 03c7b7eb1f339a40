import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AccountsApp, accountsApp, PASSWORD } from '../testing/accounts-app.ts';

describe('signing in', () => {
  let test: AccountsApp;
  beforeEach(async () => {
    test = await accountsApp();
    await test.person('mahua', ['reviewer']);
  });
  afterEach(() => test.close());

  it('opens a session that says who one is and what one may do', async () => {
    const browser = test.browser();
    const opened = await browser.signIn('  MaHua ');
    expect([opened.statusCode, opened.json().next]).toEqual([201, 'done']);
    expect(opened.headers['set-cookie']).toMatch(
      /^pinxin_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/,
    );
    expect(opened.body).not.toContain(browser.cookie());
    const me = (await browser.send('GET', '/session')).json();
    expect(me).toMatchObject({
      account: { id: 'acc_mahua', login: 'mahua' },
      assurance: 'password',
      memberships: [{ role: 'reviewer', area: '6405', party: { id: 'pty_office' } }],
      needSecondFactor: [],
    });
    expect(me.permissions['application.review']).toEqual(['area']);
    expect(me.permissions['application.decide']).toBeUndefined();
  });

  it('gives a cookie that only https carries where the site is reached by https', async () => {
    const secure = await accountsApp({ publicUrl: 'https://trace.example.cn' });
    await secure.person('liwei', []);
    const browser = secure.browser();
    const opened = await browser.signIn('liwei');
    expect(opened.headers['set-cookie']).toMatch(/^__Host-pinxin_session=.*; Secure$/);
    expect((await browser.send('GET', '/session')).statusCode).toBe(200);
    await secure.close();
  });

  it('stores no token and no password, and logs neither', async () => {
    const browser = test.browser();
    await browser.signIn('mahua');
    await test.browser().send('POST', '/sessions', { login: 'mahua', password: 'my wrong password' });
    const token = browser.cookie() ?? 'none';
    await browser.send('GET', '/session');
    const { rows } = await test.database.pool.query<{ dump: string }>(
      `select (select json_agg(s) from session s)::text || (select json_agg(a) from account a)::text
         || (select json_agg(j) from journal j)::text as dump`,
    );
    for (const secret of [token, PASSWORD, 'my wrong password']) {
      expect(rows[0]?.dump).not.toContain(secret);
      expect(test.log()).not.toContain(secret);
    }
    expect(test.log()).toContain('"account":"acc_mahua"');
  });

  it('answers an unknown name, a wrong password and a disabled account alike', async () => {
    await test.person('gone', []);
    await test.database.pool.query(`update account set disabled_at = now() where login = 'gone'`);
    const answers = [];
    for (const [login, password] of [
      ['nobody', PASSWORD],
      ['mahua', 'not the password at all'],
      ['gone', PASSWORD],
    ]) {
      const answer = await test.browser().send('POST', '/sessions', { login, password });
      answers.push([answer.statusCode, answer.body, answer.headers['set-cookie']]);
    }
    expect(answers[0]?.[0]).toBe(401);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('takes as long for a name that nobody has', async () => {
    const time = async (login: string) => {
      const started = performance.now();
      await test.browser().send('POST', '/sessions', { login, password: 'x' });
      return performance.now() - started;
    };
    await time('warm');
    const known = [await time('mahua'), await time('mahua'), await time('mahua')].sort((a, b) => a - b)[1]!;
    const unknown = [await time('one'), await time('two'), await time('three')].sort((a, b) => a - b)[1]!;
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
  });

  it('makes whoever guesses wait, longer each time, also for names that nobody has', async () => {
    for (const login of ['mahua', 'nobody']) {
      const guess = () => test.browser().send('POST', '/sessions', { login, password: 'guess' });
      for (let tries = 0; tries < 6; tries++) expect((await guess()).statusCode).toBe(401);
      const early = await guess();
      expect([early.statusCode, early.json().code, early.headers['retry-after']]).toEqual([
        429,
        'attemptTooSoon',
        '1',
      ]);
      test.clock.advance(1_000);
      expect((await guess()).statusCode).toBe(401);
      expect((await guess()).headers['retry-after']).toBe('2');
      expect((await test.browser().send('POST', '/sessions', { login, password: PASSWORD })).statusCode).toBe(
        429,
      );
    }
    test.clock.advance(24 * 3_600_000);
    expect((await test.browser().signIn('mahua')).statusCode).toBe(201);
  });

  it('counts guesses that come all at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        test.browser().send('POST', '/sessions', { login: 'mahua', password: 'guess' }),
      ),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(6);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(6);
  });

  it('slows an address that tries many names, and keeps no address in clear', async () => {
    for (let tries = 0; tries < 21; tries++) {
      await test.browser().send('POST', '/sessions', { login: `name${tries}`, password: 'guess' });
    }
    expect(
      (await test.browser().send('POST', '/sessions', { login: 'fresh', password: 'x' })).statusCode,
    ).toBe(429);
    const { rows } = await test.database.pool.query<{ n: number }>(
      `select count(*)::int as n from sign_in_delay`,
    );
    expect(rows[0]?.n).toBe(22);
  });

  it('hashes a password anew that was hashed with less', async () => {
    const old = '$argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$';
    await test.database.pool.query(`update account set password_hash = $1 where login = 'mahua'`, [
      await cheapHash(PASSWORD, old),
    ]);
    expect((await test.browser().signIn('mahua')).statusCode).toBe(201);
    const { rows } = await test.database.pool.query<{ hash: string }>(
      `select password_hash as hash from account where login = 'mahua'`,
    );
    expect(rows[0]?.hash).toMatch(/m=19456,t=2,p=1,keyid=/);
    expect((await test.browser().signIn('mahua')).statusCode).toBe(201);
  });

  it('tells the log, and nobody else, when the key of a password is not here', async () => {
    const told = vi.spyOn(test.ctx.log, 'error');
    await test.database.pool.query(
      `update account set password_hash = regexp_replace(password_hash, 'keyid=.{6}', 'keyid=AAAAAA')`,
    );
    const [lost, unknown] = [await test.browser().signIn('mahua'), await test.browser().signIn('nobody')];
    expect([lost.statusCode, lost.json().code]).toEqual([401, 'signInRefused']);
    expect(lost.json().detail).toBe(unknown.json().detail);
    expect(told).toHaveBeenCalledExactlyOnceWith(
      { account: 'acc_mahua' },
      'a password cannot be checked: the key it was kept with is not here',
    );
    told.mockRestore();
  });

  it('tells what is wrong with a body and takes no form', async () => {
    const browser = test.browser();
    expect((await browser.send('POST', '/sessions', { login: 'mahua' })).statusCode).toBe(400);
    expect((await browser.form('/sessions', { login: 'mahua', password: PASSWORD })).statusCode).toBe(415);
  });
});

/** As an older release might have made it: one pass instead of two. */
async function cheapHash(password: string, header: string): Promise<string> {
  const { argon2Sync } = await import('node:crypto');
  const tag = argon2Sync('argon2id', {
    message: password,
    nonce: Buffer.from('somesalt'),
    memory: 65_536,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  return header + tag.toString('base64').replaceAll('=', '');
}
