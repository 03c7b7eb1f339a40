import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountsApp, accountsApp, type Browser } from '../testing/accounts-app.ts';
import { type SoftwarePasskey, softwarePasskey } from '../testing/software-passkey.ts';

const HERE = { origin: 'https://trace.example.cn', host: 'trace.example.cn' };

describe('a passkey', () => {
  let test: AccountsApp;
  let browser: Browser;
  let phone: SoftwarePasskey;
  beforeEach(async () => {
    test = await accountsApp({ publicUrl: HERE.origin });
    await test.person('decider', ['decider']);
    browser = test.browser();
    await browser.signIn('decider');
    phone = softwarePasskey();
  });
  afterEach(() => test.close());

  const add = async (passkey = phone, where: Parameters<SoftwarePasskey['create']>[1] = HERE) => {
    const options = (await browser.send('POST', '/session/passkeys/options', {})).json();
    return await browser.send('POST', '/session/passkeys', passkey.create(options, where));
  };
  const signIn = async (fresh: Browser, where: Parameters<SoftwarePasskey['get']>[1] = HERE) => {
    const options = (await fresh.send('POST', '/session/passkey/options', {})).json();
    return await fresh.send('POST', '/session/passkey', phone.get(options, where));
  };

  it('is added, makes the session sure under a new token, and signs in by itself', async () => {
    const former = browser.cookie();
    expect((await add()).statusCode).toBe(201);
    expect(browser.cookie()).not.toBe(former);
    expect((await browser.send('GET', '/session')).json()).toMatchObject({
      assurance: 'passkey',
      needSecondFactor: [],
    });
    const fresh = test.browser();
    expect((await signIn(fresh)).json().next).toBe('done');
    expect((await fresh.send('GET', '/session')).json()).toMatchObject({
      assurance: 'passkey',
      account: { login: 'decider' },
    });
    expect((await fresh.send('GET', '/session/passkeys')).json().passkeys).toMatchObject([
      { label: 'Firefox · Windows' },
    ]);
  });

  it('is asked with nothing in it that tells who is known here', async () => {
    await add();
    const options = (await test.browser().send('POST', '/session/passkey/options', {})).json();
    expect(options.allowCredentials ?? []).toEqual([]);
  });

  it.each([
    ['made for another site', { origin: 'https://evil.example', host: 'trace.example.cn' }],
    ['of another relying party', { origin: HERE.origin, host: 'evil.example' }],
    ['without the user being verified', { ...HERE, verified: false }],
  ])('%s is refused, new or to sign in with', async (_what, where) => {
    expect((await add(softwarePasskey(), where)).json().code).toBe('passkeyRefused');
    expect((await add()).statusCode).toBe(201);
    expect((await signIn(test.browser(), where)).json().code).toBe('passkeyRefused');
  });

  it('answers each challenge once, and in time', async () => {
    await add();
    const fresh = test.browser();
    const options = (await fresh.send('POST', '/session/passkey/options', {})).json();
    const answer = phone.get(options, HERE);
    expect((await fresh.send('POST', '/session/passkey', answer)).statusCode).toBe(201);
    expect((await test.browser().send('POST', '/session/passkey', answer)).statusCode).toBe(401);
    const late = (await fresh.send('POST', '/session/passkey/options', {})).json();
    test.clock.advance(5 * 60_000);
    expect((await fresh.send('POST', '/session/passkey', phone.get(late, HERE))).statusCode).toBe(401);
    expect(
      (await fresh.send('POST', '/session/passkey', phone.get({ challenge: 'bWluZQ' }, HERE))).statusCode,
    ).toBe(401);
  });

  it('that is unknown, or of a disabled account, lets nobody in', async () => {
    expect((await signIn(test.browser())).json().code).toBe('passkeyRefused');
    await add();
    await test.database.pool.query('update account set disabled_at = now()');
    expect((await signIn(test.browser())).json().code).toBe('passkeyRefused');
  });

  it('cannot be added to with a password alone once there is one', async () => {
    await add();
    await test.database.pool.query(`update session set assurance = 'password'`);
    const refused = await browser.send('POST', '/session/passkeys/options', {});
    expect(refused.json().code).toBe('secondFactorNeeded');
  });

  it('stays with who decides when it is the last', async () => {
    const { id } = (await add()).json();
    expect((await browser.send('DELETE', `/session/passkeys/${id}`)).json().code).toBe('lastSecondFactor');
    const second = (await add(softwarePasskey())).json();
    expect((await browser.send('DELETE', `/session/passkeys/${id}`)).statusCode).toBe(204);
    expect((await browser.send('DELETE', `/session/passkeys/${second.id}`)).json().code).toBe(
      'lastSecondFactor',
    );
    expect((await signIn(test.browser())).statusCode).toBe(401);
  });

  it('that is nonsense is refused with a reason', async () => {
    for (const body of [
      {},
      { id: 'x', rawId: 'x', type: 'public-key', response: {}, clientExtensionResults: {} },
    ]) {
      expect((await test.browser().send('POST', '/session/passkey', body)).statusCode).toBe(400);
    }
    const broken = {
      ...{ id: 'x', rawId: 'x', type: 'public-key', clientExtensionResults: {} },
      response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
    };
    expect((await test.browser().send('POST', '/session/passkey', broken)).statusCode).toBe(401);
  });
});
