import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountsApp, accountsApp, type Browser, PASSWORD } from '../testing/accounts-app.ts';

describe('accounts', () => {
  let test: AccountsApp;
  let admin: Browser;
  let manager: Browser;
  beforeEach(async () => {
    test = await accountsApp();
    await test.party('pty_other', 'enterprise');
    await test.person('admin', ['administrator']);
    await test.person('manager', ['enterpriseManager'], 'pty_coop');
    await test.person('clerk', ['enterpriseClerk'], 'pty_coop');
    await test.person('stranger', ['enterpriseClerk'], 'pty_other');
    admin = test.browser();
    await admin.signIn('admin');
    // As if with a second factor; `second-factor.test.ts` shows how one gets there.
    await test.database.pool.query(`update session set assurance = 'secondFactor'`);
    manager = test.browser();
    await manager.signIn('manager');
  });
  afterEach(() => test.close());

  const logins = (answer: { json: () => { accounts: { login: string }[] } }) =>
    answer.json().accounts.map(({ login }) => login);

  it('are listed whole for an administrator, of the own party for a manager, for nobody else', async () => {
    expect(logins(await admin.send('GET', '/accounts'))).toEqual(['admin', 'manager', 'clerk', 'stranger']);
    expect(logins(await manager.send('GET', '/accounts'))).toEqual(['manager', 'clerk']);
    expect(logins(await admin.send('GET', '/accounts?role=enterpriseClerk&party=pty_coop'))).toEqual([
      'clerk',
    ]);
    expect(logins(await admin.send('GET', '/accounts?q=an'))).toEqual(['manager', 'stranger']);
    expect(logins(await admin.send('GET', '/accounts?q=%25'))).toEqual([]);
    const clerk = test.browser();
    await clerk.signIn('clerk');
    expect((await clerk.send('GET', '/accounts')).json().code).toBe('roleNotAllowed');
  });

  it('are taken away with their offices, as far as one manages them', async () => {
    const all = await admin.send('GET', '/accounts/sheet/csv');
    expect(all.body.trim().split('\r\n')).toHaveLength(5);
    expect(all.body).toContain('企业负责人 · pty_coop');
    const own = (await manager.send('GET', '/accounts/sheet/csv')).body;
    expect([own.includes('clerk'), own.includes('stranger')]).toEqual([true, false]);
    expect((await manager.send('GET', '/accounts/sheet/xlsx')).rawPayload.subarray(0, 2).toString()).toBe(
      'PK',
    );
    expect((await test.browser().send('GET', '/accounts/sheet/csv')).statusCode).toBe(401);
  });

  it('are listed page by page', async () => {
    const first = await admin.send('GET', '/accounts?perPage=3');
    expect(first.json().next).toBeGreaterThan(0);
    expect(logins(await admin.send('GET', `/accounts?perPage=3&after=${first.json().next}`))).toEqual([
      'stranger',
    ]);
  });

  it('are made with a link by which their owner chooses a password', async () => {
    const made = await admin.send('POST', '/accounts', { login: 'New.One', name: ' 丁新 ' });
    expect(made.statusCode).toBe(201);
    const { invitation } = made.json();
    const browser = test.browser();
    const path = `/invitations/${invitation.token}/accept`;
    expect((await browser.send('POST', path, { password: 'short' })).json()).toMatchObject({
      code: 'passwordRefused',
      problems: [{ at: '/password', code: 'tooShort' }],
    });
    expect((await browser.send('POST', path, { password: PASSWORD })).json().next).toBe('done');
    expect((await browser.send('GET', '/session')).json().account).toMatchObject({
      login: 'new.one',
      name: '丁新',
    });
    expect((await admin.send('POST', '/accounts', { login: 'ＮＥＷ.one', name: 'x' })).json().code).toBe(
      'loginTaken',
    );
    expect(test.log()).not.toContain(invitation.token);
  });

  it('of everybody are managed with a second factor only', async () => {
    await test.database.pool.query(`update session set assurance = 'password'`);
    for (const [method, url, body] of [
      ['POST', '/accounts', { login: 'one', name: 'one' }],
      ['PATCH', '/accounts/acc_clerk', { disabled: true }],
      ['POST', '/accounts/acc_clerk/memberships', { party: 'pty_office', role: 'decider' }],
      ['DELETE', '/accounts/acc_clerk/memberships/mbr_clerk_enterpriseClerk', undefined],
      ['POST', '/invitations', { party: 'pty_office', role: 'decider' }],
      ['POST', '/accounts/acc_clerk/recovery', undefined],
    ] as const) {
      expect((await admin.send(method, url, body)).json().code).toBe('secondFactorNeeded');
    }
    expect(
      (await manager.send('POST', '/invitations', { party: 'pty_coop', role: 'enterpriseClerk' })).statusCode,
    ).toBe(201);
  });

  it('end at once when disabled, and live again when enabled', async () => {
    expect((await admin.send('PATCH', '/accounts/acc_manager', { disabled: true })).statusCode).toBe(204);
    expect((await manager.send('GET', '/session')).statusCode).toBe(401);
    expect((await test.browser().signIn('manager')).statusCode).toBe(401);
    expect((await admin.send('PATCH', '/accounts/acc_manager', { disabled: false })).statusCode).toBe(204);
    expect((await test.browser().signIn('manager')).statusCode).toBe(201);
    expect((await manager.send('GET', '/session')).statusCode).toBe(401);
  });

  it('of a demo stay in use', async () => {
    await test.database.pool.query(`update account set is_demo = true where login = 'clerk'`);
    expect((await admin.send('PATCH', '/accounts/acc_clerk', { disabled: true })).json().code).toBe(
      'demoAccount',
    );
  });

  it('are not disabled by their owners, nor by whoever manages a party', async () => {
    expect((await admin.send('PATCH', '/accounts/acc_admin', { disabled: true })).json().code).toBe(
      'ownAccount',
    );
    expect((await manager.send('PATCH', '/accounts/acc_clerk', { disabled: true })).json().code).toBe(
      'accountUnknown',
    );
    expect((await manager.send('PATCH', '/accounts/acc_manager', { name: '马经理' })).statusCode).toBe(204);
    expect((await manager.send('GET', '/session')).json().account.name).toBe('马经理');
  });

  it('change their own password with the present one; every other session ends', async () => {
    const phone = test.browser();
    await phone.signIn('manager');
    const change = (current: string, password: string) =>
      manager.send('POST', '/session/password', { current, password });
    expect((await change('wrong', 'rain on the loess hills')).json().problems[0].code).toBe('passwordWrong');
    expect((await change(PASSWORD, 'manager manager')).json().code).toBe('passwordRefused');
    expect((await change(PASSWORD, 'rain on the loess hills')).statusCode).toBe(204);
    expect((await manager.send('GET', '/session')).statusCode).toBe(200);
    expect((await phone.send('GET', '/session')).statusCode).toBe(401);
    expect((await test.browser().signIn('manager')).statusCode).toBe(401);
  });
});

describe('offices', () => {
  let test: AccountsApp;
  let admin: Browser;
  beforeEach(async () => {
    test = await accountsApp();
    await test.party('pty_house', 'household');
    await test.party('pty_nowhere', 'authority', null);
    await test.person('admin', ['administrator']);
    await test.person('other', ['administrator']);
    await test.person('manager', ['enterpriseManager'], 'pty_coop');
    await test.person('mahua', []);
    admin = test.browser();
    await admin.signIn('admin');
    await test.database.pool.query(`update session set assurance = 'secondFactor'`);
  });
  afterEach(() => test.close());

  const grant = (browser: Browser, account: string, wish: object) =>
    browser.send('POST', `/accounts/${account}/memberships`, wish);

  it('are given from–to, with the area of the party, and end when taken back', async () => {
    const given = await grant(admin, 'acc_mahua', { party: 'pty_office', role: 'reviewer' });
    expect(given.statusCode).toBe(201);
    const mahua = test.browser();
    await mahua.signIn('mahua');
    const me = async () => (await mahua.send('GET', '/session')).json();
    expect((await me()).memberships).toMatchObject([
      { role: 'reviewer', area: '6405', from: '2026-07-18', to: null },
    ]);
    const again = await grant(admin, 'acc_mahua', { party: 'pty_office', role: 'reviewer' });
    expect(again.json().problems[0].code).toBe('alreadyHeld');
    const { id } = given.json();
    expect((await admin.send('DELETE', `/accounts/acc_mahua/memberships/${id}`)).statusCode).toBe(204);
    expect((await me()).memberships).toEqual([]);
    expect((await admin.send('DELETE', `/accounts/acc_mahua/memberships/${id}`)).statusCode).toBe(404);
    expect((await grant(admin, 'acc_mahua', { party: 'pty_office', role: 'reviewer' })).statusCode).toBe(201);
  });

  it('are never given to oneself, nor beyond one’s reach', async () => {
    expect((await grant(admin, 'acc_admin', { party: 'pty_office', role: 'decider' })).json().code).toBe(
      'ownAccount',
    );
    const manager = test.browser();
    await manager.signIn('manager');
    for (const wish of [
      { party: 'pty_coop', role: 'administrator' },
      { party: 'pty_coop', role: 'decider' },
      { party: 'pty_office', role: 'enterpriseClerk' },
    ]) {
      expect((await grant(manager, 'acc_mahua', wish)).json().code).toBe('outOfReach');
    }
    expect(
      (await grant(manager, 'acc_mahua', { party: 'pty_coop', role: 'enterpriseClerk' })).statusCode,
    ).toBe(201);
  });

  it('by delegation ask for consent and an end, and for nothing that decides', async () => {
    const wish = { party: 'pty_house', basis: 'delegation', role: 'decider', from: '2026-07-18' };
    const faults = (await grant(admin, 'acc_mahua', wish))
      .json()
      .problems.map(({ code }: { code: string }) => code);
    expect(faults).toEqual(['endNeeded', 'consentNeeded', 'roleNotDelegable', 'officeNotHere']);
    const good = { ...wish, role: 'enterpriseClerk', to: '2027-07-17', consent: '书面委托，2026-07-18' };
    expect((await grant(admin, 'acc_mahua', { ...good, to: '2030-01-01' })).json().problems[0].code).toBe(
      'endsTooLate',
    );
    expect((await grant(admin, 'acc_mahua', good)).statusCode).toBe(201);
  });

  it('say so when they make no sense', async () => {
    const codes = async (wish: object) =>
      (await grant(admin, 'acc_mahua', wish))
        .json()
        .problems.map(({ at, code }: { at: string; code: string }) => at + code);
    expect(await codes({ party: 'pty_nowhere', role: 'decider' })).toEqual(['/areaareaNeeded']);
    expect(await codes({ party: 'pty_office', role: 'decider', area: '6400' })).toEqual(['/areaareaForm']);
    expect(await codes({ party: 'pty_office', role: 'decider', from: '2026-02-30' })).toEqual([
      '/fromdateForm',
    ]);
    expect(await codes({ party: 'pty_office', role: 'decider', to: '2026-01-01' })).toEqual([
      '/toendsBeforeItBegins',
    ]);
    expect(await codes({ party: 'pty_coop', role: 'inspector' })).toEqual(['/roleofficeNotHere']);
    expect((await grant(admin, 'acc_mahua', { party: 'pty_none', role: 'decider' })).json().code).toBe(
      'partyUnknown',
    );
    expect((await grant(admin, 'acc_none', { party: 'pty_office', role: 'decider' })).json().code).toBe(
      'accountUnknown',
    );
  });

  it('are laid down by their holder, but the last administrator stays', async () => {
    expect(
      (await admin.send('DELETE', '/accounts/acc_admin/memberships/mbr_admin_administrator')).statusCode,
    ).toBe(204);
    const other = test.browser();
    await other.signIn('other');
    await test.database.pool.query(`update session set assurance = 'secondFactor'`);
    const last = await other.send('DELETE', '/accounts/acc_other/memberships/mbr_other_administrator');
    expect(last.json().code).toBe('lastAdministrator');
  });
});
