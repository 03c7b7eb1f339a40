import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../kernel/transaction.ts';
import { type AccountsApp, accountsApp, type Browser } from '../testing/accounts-app.ts';

describe('the audit view', () => {
  let test: AccountsApp;
  let auditor: Browser;
  beforeEach(async () => {
    test = await accountsApp();
    await test.person('auditor', ['auditor']);
    auditor = test.browser();
    const write = (actor: string, kind: string, facts: object) =>
      inTransaction(test.ctx, async tx => tx.journal({ actor, kind, facts: { ...facts } }));
    await write('acc_one', 'mark-awarded', { statement: 1 });
    test.clock.advance(86_400_000);
    await write('acc_two', 'mark-awarded', { statement: 2 });
    await write('acc_one', 'mark-suspended', { statement: 2 });
    await auditor.signIn('auditor');
  });
  afterEach(() => test.close());

  const seqs = async (query: string): Promise<number[]> =>
    (await auditor.send('GET', `/journal${query}`)).json().entries.map(({ seq }: { seq: number }) => seq);

  it('shows who did what and when, the latest first', async () => {
    const { entries } = (await auditor.send('GET', '/journal')).json();
    expect(entries[0]).toMatchObject({ seq: 4, actor: 'acc_auditor', kind: 'signed-in' });
    expect(entries.at(-1)).toEqual({
      ...{
        seq: 1,
        at: '2026-07-18T04:00:00.000Z',
        actor: 'acc_one',
        kind: 'mark-awarded',
        facts: { statement: 1 },
      },
    });
  });

  it.each([
    ['?actor=acc_one', [3, 1]],
    ['?kind=mark-awarded', [2, 1]],
    ['?kind=mark-awarded&actor=acc_two', [2]],
    ['?to=2026-07-18', [1]],
    ['?from=2026-07-19&kind=mark-awarded', [2]],
    ['?actor=nobody', []],
  ])('narrows it: %s', async (query, found) => expect(await seqs(query)).toEqual(found));

  it('names the people and parties behind the ids, and nobody else', async () => {
    await inTransaction(test.ctx, async tx =>
      tx.journal({ actor: 'acc_gone', kind: 'party-merged', facts: { parties: [{ into: 'pty_coop' }] } }),
    );
    const { names } = (await auditor.send('GET', '/journal?perPage=2')).json();
    const { rows } = await test.database.pool.query(`select name_zh from party where public_id = 'pty_coop'`);
    expect(names).toEqual({ pty_coop: rows[0].name_zh, acc_auditor: expect.any(String) });
  });

  it('is taken away as the filter leaves it', async () => {
    const reply = await auditor.send('GET', '/journal/sheet/csv?kind=mark-awarded');
    const lines = reply.body.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('mark-awarded');
    expect((await auditor.send('GET', '/journal/sheet/csv?from=2026-02-30')).statusCode).toBe(400);
    expect((await auditor.send('GET', '/journal/sheet/xlsx')).rawPayload.subarray(0, 2).toString()).toBe(
      'PK',
    );
  });

  it('goes page by page', async () => {
    const first = (await auditor.send('GET', '/journal?perPage=2')).json();
    expect(first.next).toBe(3);
    expect(await seqs('?perPage=2&before=3')).toEqual([2, 1]);
    expect((await auditor.send('GET', '/journal?perPage=2&before=3')).json().next).toBeUndefined();
  });

  it.each(['?from=2026-02-30', '?from=yesterday', '?perPage=0', '?before=x', '?to=2026-13-01'])(
    'refuses %s',
    async query => expect((await auditor.send('GET', `/journal${query}`)).statusCode).toBe(400),
  );

  it('is for auditors, not for everybody', async () => {
    await test.person('clerk', ['enterpriseClerk'], 'pty_coop');
    const clerk = test.browser();
    await clerk.signIn('clerk');
    expect((await clerk.send('GET', '/journal')).statusCode).toBe(403);
    expect((await test.browser().send('GET', '/journal')).statusCode).toBe(401);
  });
});
