import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../kernel/transaction.ts';
import { type AccountsApp, accountsApp } from '../testing/accounts-app.ts';
import { membershipsFollowMerge } from './follow-merge-store.ts';

describe('offices at a party that is merged into another', () => {
  let accounts: AccountsApp;
  let kept: number;
  let gone: number;
  beforeAll(async () => {
    accounts = await accountsApp();
    kept = await accounts.party('pty_kept', 'enterprise');
    gone = await accounts.party('pty_gone', 'enterprise');
  });
  afterAll(() => accounts.close());

  const offices = async (login: string) => {
    const { rows } = await accounts.database.pool.query<{ office: string }>(
      `select concat_ws(' ', p.public_id, m.role, case when m.ended_at is null then 'held' else 'ended' end) as office
         from membership m join account a on a.id = m.account join party p on p.id = m.party
        where a.login = $1 order by 1`,
      [login],
    );
    return rows.map(({ office }) => office);
  };

  it('are held at the party that stands; who held the same at both holds it once', async () => {
    await accounts.person('moves', ['enterpriseManager', 'enterpriseClerk'], 'pty_gone');
    await accounts.person('stays', ['enterpriseManager'], 'pty_kept');
    await accounts.person('both', ['enterpriseManager', 'enterpriseClerk'], 'pty_gone');
    await accounts.database.pool.query(
      `insert into membership (public_id, account, party, role, area, basis, valid_from, granted_by, granted_at)
       select 'mbr_second', account, $1, role, area, basis, valid_from, granted_by, granted_at
         from membership where public_id = 'mbr_both_enterpriseManager'`,
      [kept],
    );
    await inTransaction(accounts.ctx, tx => membershipsFollowMerge(tx, gone, kept));
    const moved = ['pty_kept enterpriseClerk held', 'pty_kept enterpriseManager held'];
    expect(await offices('moves')).toEqual(moved);
    expect(await offices('stays')).toEqual(['pty_kept enterpriseManager held']);
    expect(await offices('both')).toEqual(['pty_gone enterpriseManager ended', ...moved]);
  });
});
