import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSecrets } from '../kernel/secrets.ts';
import { type AccountsApp, accountsApp } from '../slices/accounts/testing/accounts-app.ts';
import { passwordKeys } from './lost-keys.ts';

describe('keys of passwords', () => {
  let test: AccountsApp;
  beforeEach(async () => {
    test = await accountsApp();
    for (const login of ['mahua', 'liwei']) await test.person(login, []);
    await test.database.pool.query(
      `update account set password_hash = replace(password_hash, ',keyid=' || substring(password_hash from 'keyid=(.{6})'), '')
       where login = 'liwei'`,
    );
  });
  afterEach(() => test.close());

  it('are counted: today’s, those that follow at the next sign-in, and those that nobody can check', async () => {
    const { pool } = test.database;
    const { secrets } = test.ctx;
    expect(await passwordKeys(pool, secrets)).toEqual({ current: 1, former: 1, lost: 0, missing: [] });
    const name = secrets.derived('pepper')!.name;
    const lost = { current: 0, former: 1, lost: 1, missing: [name] };
    expect(await passwordKeys(pool, openSecrets([randomBytes(32)]))).toEqual(lost);
    expect(await passwordKeys(pool, undefined)).toEqual(lost);
  });
});
