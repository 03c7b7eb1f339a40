import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catchUp } from '../../../kernel/journal/follow-journal.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { type AccountsApp, accountsApp, type Browser, PASSWORD } from '../testing/accounts-app.ts';
import { watchUse } from './watch-use.ts';

const TEN_MINUTES = 600_000;
const HOUR = 3_600_000;

describe('unusual use', () => {
  let test: AccountsApp;
  let admin: Browser;
  beforeEach(async () => {
    test = await accountsApp();
    await test.person('admin', ['administrator']);
    await test.person('auditor', ['auditor']);
    await test.person('mahua', ['decider']);
    admin = test.browser();
    await admin.signIn('admin');
  });
  afterEach(() => test.close());

  const tell = (kind: string, facts: object, times = 1, actor = 'acc_mahua') =>
    inTransaction(test.ctx, async tx => {
      for (let time = 0; time < times; time++) tx.journal({ actor, kind, facts: { ...facts } });
    });
  const look = () => catchUp(test.ctx, [watchUse(test.ctx)]);
  const alarms = async (query = '?state=open') =>
    (await admin.send('GET', `/unusual-use${query}`)).json().items as Record<string, unknown>[];
  const told = async (login: string) =>
    (
      await test.database.pool.query<{ words_en: string }>(
        `select n.words_en from account_notice n join account a on a.id = n.account where a.login = $1`,
        [login],
      )
    ).rows.map(row => row.words_en);
  const count = async (sql: string) => (await test.database.pool.query<{ n: number }>(sql)).rows[0]!.n;

  it('of each kind is told when its threshold is reached, and not before', async () => {
    const kinds = [
      ['requestsDenied', 'requests-denied', { count: 15 }, 2],
      ['recordsRead', 'records-read', { count: 100 }, 20],
      ['recordsExported', 'records-exported', { sheet: 'parties', rows: 25_000 }, 2],
      ['statementsIssued', 'statement-issued', { kind: 'award' }, 5_000],
      ['statementsEnded', 'statement-changed', { action: 'withdraw' }, 20],
      ['malwareSent', 'malware-refused', { digest: 'x' }, 1],
    ] as const;
    const account = { id: 'acc_mahua', name: 'mahua', login: 'mahua' };
    for (const [kind, entry, facts, times] of kinds) {
      await tell(entry, facts, times - 1);
      await look();
      expect(await alarms(`?kind=${kind}`)).toEqual([]);
      await tell(entry, facts);
      await look();
      expect(await alarms(`?kind=${kind}`)).toMatchObject([{ account, state: 'open', mayAcknowledge: true }]);
    }
  });

  it('passes over what programs and the house itself do, and what takes nothing from anybody', async () => {
    await tell('statement-changed', { action: 'withdraw' }, 30, 'system');
    await tell('statement-changed', { action: 'withdraw' }, 30, 'pty_office');
    await tell('statement-changed', { action: 'restore' }, 30);
    await look();
    expect(await alarms()).toEqual([]);
  });

  it('reaches whoever watches, by notice and by mail, once, and is journaled', async () => {
    await tell('statement-changed', { action: 'suspend' }, 20);
    await look();
    await tell('statement-changed', { action: 'suspend' }, 7);
    await look();
    await look();
    const words = ['unusual use: many statements suspended, withdrawn or cancelled'];
    expect([await told('admin'), await told('auditor'), await told('mahua')]).toEqual([words, words, []]);
    expect(
      await count(
        `select count(*) as n from graphile_worker.jobs where task_identifier = 'accounts:send-told'`,
      ),
    ).toBe(2);
    expect(await alarms()).toMatchObject([{ count: 27, threshold: 20, minutes: 60 }]);
    const { entries } = (await admin.send('GET', '/journal?kind=unusual-use')).json();
    expect(entries).toMatchObject([
      { actor: 'system', facts: { account: 'acc_mahua', kind: 'statementsEnded', people: 2 } },
    ]);
  });

  it('goes on as one alarm while nobody has looked, and is another in a later window when somebody has', async () => {
    await test.database.pool.query(`update use_rule set minutes = 10 where kind = 'statementsEnded'`);
    const suspend = () => tell('statement-changed', { action: 'suspend' }, 20).then(look);
    await suspend();
    test.clock.advance(TEN_MINUTES);
    await suspend();
    const [alarm] = await alarms();
    expect(await alarms()).toHaveLength(1);
    const path = `/unusual-use/${String(alarm!.id)}/acknowledgement`;
    expect((await admin.send('POST', path, { note: ' 已核实：集中暂停 ' })).json()).toEqual({
      repeated: false,
    });
    expect((await admin.send('POST', path, { note: '再说一遍' })).json()).toEqual({ repeated: true });
    expect(await alarms()).toEqual([]);
    expect(await alarms('?state=answered')).toMatchObject([
      { note: '已核实：集中暂停', acknowledgedBy: 'admin' },
    ]);
    test.clock.advance(TEN_MINUTES);
    await suspend();
    expect(await alarms()).toHaveLength(1);
    expect((await admin.send('POST', '/unusual-use/none/acknowledgement', { note: 'x' })).statusCode).toBe(
      404,
    );
    expect((await admin.send('POST', path, { note: '  ' })).statusCode).toBe(400);
  });

  it('is not said to be all right by whom it is about', async () => {
    await tell('requests-denied', { count: 30 }, 1, 'acc_admin');
    await look();
    const [alarm] = await alarms();
    expect(alarm).toMatchObject({ mayAcknowledge: false });
    const path = `/unusual-use/${String(alarm!.id)}/acknowledgement`;
    expect((await admin.send('POST', path, { note: 'all is well' })).json().code).toBe('ownUse');
    const auditor = test.browser();
    await auditor.signIn('auditor');
    expect((await auditor.send('POST', path, { note: 'looked into' })).statusCode).toBe(200);
  });

  it('counts refused sign-ins of an account and from an address, and keeps no address', async () => {
    await test.database.pool.query(`update use_rule set threshold = 3 where kind = 'signInRefused'`);
    await test.database.pool.query(`update use_rule set threshold = 4 where kind = 'guessesFromAddress'`);
    const guess = (login: string) =>
      test.browser().send('POST', '/sessions', { login, password: 'a wrong guess' });
    for (const login of ['mahua', 'mahua', 'mahua', 'nobody'])
      expect((await guess(login)).statusCode).toBe(401);
    await look();
    const found = await alarms();
    expect(found.map(({ kind }) => kind).sort()).toEqual(['guessesFromAddress', 'signInRefused']);
    expect(found.find(({ kind }) => kind === 'guessesFromAddress')).toMatchObject({
      ...{ account: null, count: 4 },
      address: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    const dump = await test.database.pool.query<{ dump: string }>(
      `select (select json_agg(t) from use_tally t)::text || (select json_agg(j) from journal j)::text as dump`,
    );
    expect(dump.rows[0]!.dump).not.toContain('127.0.0.1');
    // Who signs in at last is no guesser.
    expect(
      (await test.browser().send('POST', '/sessions', { login: 'mahua', password: PASSWORD })).statusCode,
    ).toBe(201);
  });

  it('goes by thresholds that are data: set, journaled, switched off', async () => {
    expect((await admin.send('GET', '/use-rules')).json().items).toHaveLength(8);
    const rule = { threshold: 2, minutes: 10, isOn: true };
    const set = (body: object, kind = 'statementsEnded') =>
      admin.send('PUT' as 'POST', `/use-rules/${kind}`, body);
    expect((await set(rule)).statusCode).toBe(204);
    expect((await set(rule)).statusCode).toBe(204);
    await tell('statement-changed', { action: 'withdraw' }, 2);
    await look();
    expect(await alarms()).toMatchObject([{ threshold: 2, minutes: 10, count: 2 }]);
    expect((await set({ ...rule, isOn: false }, 'malwareSent')).statusCode).toBe(204);
    await tell('malware-refused', {}, 5);
    await look();
    expect(await alarms()).toHaveLength(1);
    expect(await count(`select count(*) as n from journal where kind = 'use-rule-set'`)).toBe(2);
    for (const bad of [{ ...rule, threshold: 0 }, { ...rule, minutes: 1_441 }, { threshold: 2 }])
      expect((await set(bad)).statusCode).toBe(400);
  });

  it('costs what is new: nothing is counted twice, and what is two days old is forgotten', async () => {
    await tell('statement-changed', { action: 'withdraw' }, 19);
    await look();
    await test.database.pool.query(`update reaction_cursor set seq = 0 where name = 'accounts-watch-use'`);
    await look();
    expect(await count('select count as n from use_tally')).toBe(19);
    test.clock.advance(50 * HOUR);
    await tell('malware-refused', {});
    await look();
    expect(await count('select count(*) as n from use_tally')).toBe(1);
  });
});
