import { ROLES } from '@pinxin/contract/permissions';
import { demoAccounts } from '@pinxin/region-ningxia/demo-accounts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountsApp, accountsApp } from '../testing/accounts-app.ts';

describe('demo accounts', () => {
  let test: AccountsApp;
  beforeEach(async () => {
    test = await accountsApp({ demoAccounts });
    await test.party('pty_second', 'authority', '640000');
    await test.party('pty_lab', 'laboratory');
    await test.party('pty_works', 'enterprise');
    await test.party('pty_house', 'household');
  });
  afterEach(() => test.close());

  const beDemo = () => test.database.pool.query(`insert into instance values ('demo', '{}')`);

  it('are not there, and let nobody in, outside a demo', async () => {
    expect((await test.browser().send('GET', '/sign-in/demo-accounts')).statusCode).toBe(404);
    const refused = await test.browser().send('POST', '/sessions', { demo: 'decider' });
    expect([refused.statusCode, refused.json().code, refused.headers['set-cookie']]).toEqual([
      404,
      'demoOnly',
      undefined,
    ]);
    const { rows } = await test.database.pool.query('select * from account');
    expect(rows).toEqual([]);
  });

  it('are there for every role, each at a party of the demo', async () => {
    await beDemo();
    const { accounts } = (await test.browser().send('GET', '/sign-in/demo-accounts')).json();
    expect(new Set(accounts.map(({ role }: { role: string }) => role))).toEqual(new Set(ROLES));
    for (const { key, role } of accounts) {
      const browser = test.browser();
      expect((await browser.send('POST', '/sessions', { demo: key })).statusCode).toBe(201);
      const me = (await browser.send('GET', '/session')).json();
      expect(me.memberships.map((membership: { role: string }) => membership.role)).toEqual([role]);
      expect(me).toMatchObject({
        assurance: 'secondFactor',
        needSecondFactor: [],
        account: { isDemo: true },
      });
    }
  });

  it('are the same people each time', async () => {
    await beDemo();
    const ids = [];
    for (let time = 0; time < 2; time++) {
      const browser = test.browser();
      await browser.send('POST', '/sessions', { demo: 'delegate' });
      const me = (await browser.send('GET', '/session')).json();
      ids.push(me.account.id);
      expect(me.memberships[0]).toMatchObject({ basis: 'delegation', from: '2026-07-18', to: '2027-07-18' });
    }
    expect(ids[0]).toBe(ids[1]);
  });

  it('stop working when the instance is no demo any more', async () => {
    await beDemo();
    const browser = test.browser();
    await browser.send('POST', '/sessions', { demo: 'decider' });
    await test.database.pool.query(`delete from instance where name = 'demo'`);
    expect((await browser.send('GET', '/session')).statusCode).toBe(401);
  });

  it('are none that nobody offers', async () => {
    await beDemo();
    expect((await test.browser().send('POST', '/sessions', { demo: 'root' })).json().code).toBe('demoOnly');
    expect(
      (await test.browser().send('POST', '/sessions', { login: 'demo-decider', password: 'x' })).statusCode,
    ).toBe(401);
  });
});
