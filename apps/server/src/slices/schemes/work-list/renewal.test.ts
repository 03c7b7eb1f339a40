import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchUp } from '../../../kernel/journal/follow-journal.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { changeStatement } from '../../statements/api.ts';
import { applied, step } from '../testing/journey.ts';
import { defineScheme, greenFood, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';
import { remindersOf, remindOfRenewal, renewalReminders } from './renewal-reminders.ts';

let app: SchemesApp;
beforeEach(async () => {
  app = await schemesApp();
  await app.mandate('agriculture', 'listing');
  await app.mandate('agriculture', 'certification');
  const {
    numberTemplate: _template,
    numberPattern: _pattern,
    surveillanceMonths: _months,
    ...rules
  } = greenFood({
    ...{ name: { 'zh-CN': '注册商标' }, procedure: 'registration', outcome: 'listing' },
    ...{ steps: [{ step: 'formalReview', workingDays: 10 }], criteria: [], documents: [] },
    ...{ validityMonths: 120, renewal: { unit: 'month', from: 12, until: 0, grace: 6 } },
  });
  await defineScheme(app, 'trademark', rules);
});
afterEach(async () => await app.close());

const COOP = 'coop:enterpriseManager';
const REGION = 'agriculture:reviewer';
const DECIDER = 'agriculture:decider';
/** The trademark of the tests was registered on 2017-03-15: it ends on 2027-03-14. */
const ENDS = '2027-03-14';

async function registered(): Promise<{ id: string; statement: string }> {
  const id = await applied(app, COOP, 'trademark', [
    [REGION, 'accept'],
    [REGION, 'pass'],
  ]);
  const { body } = await step(app, DECIDER, id, 'approve', {
    number: '第12345678号',
    validFrom: '2017-03-15',
  });
  expect(body.state, JSON.stringify(body)).toBe('certified');
  return { id, statement: body.statement };
}

const at = (day: string): void =>
  app.clock.advance(Date.parse(`${day}T02:00:00.000Z`) - app.clock.now().getTime());
const renewals = async (who: string): Promise<unknown[]> =>
  (await app.as(who, 'GET', '/work-list')).body.items.filter(
    ({ kind }: { kind: string }) => kind === 'renewal',
  );
const told = async (): Promise<unknown[]> =>
  (
    await app.database.pool.query<{ kind: string; facts: object }>(
      `select kind, facts from journal where kind like 'renewal-%' order by seq`,
    )
  ).rows.map(({ kind, facts }) => ({ kind, ...facts }));

test('a trademark is to be renewed in its last twelve months and in six months of grace: holder and officer see it once', async () => {
  const { id } = await registered();
  const days: readonly (readonly [day: string, dueOn: string | undefined])[] = [
    ['2026-07-18', ENDS],
    [ENDS, ENDS],
    ['2027-03-15', '2027-09-14'],
    ['2027-09-14', '2027-09-14'],
    ['2027-09-15', undefined],
  ];
  for (const [day, dueOn] of days) {
    at(day);
    for (const who of [COOP, REGION]) {
      const found = await renewals(who);
      expect(found, `${day} ${who}`).toMatchObject(dueOn === undefined ? [] : [{ id, dueOn }]);
      expect(found, `${day} ${who}`).toHaveLength(dueOn === undefined ? 0 : 1);
    }
    expect(await renewals('packer:enterpriseManager')).toEqual([]);
    expect(await renewals('market:reviewer')).toEqual([]);
  }
});

test('nobody is told before the window opens', async () => {
  await registered();
  at('2026-03-13');
  expect(await renewals(COOP)).toEqual([]);
  at('2026-03-14');
  expect(await renewals(COOP)).toHaveLength(1);
});

test('each reminder is told once, on its day, however often its job runs; and not when it is renewed or lost', async () => {
  const { id, statement } = await registered();
  await catchUp(app.ctx, [renewalReminders]);
  await app.database.pool.query('update reaction_cursor set seq = 0');
  await catchUp(app.ctx, [renewalReminders]);
  const { rows } = await app.database.pool.query<{ key: string; run: Date }>(
    `select key, run_at as run from graphile_worker.jobs where task_identifier = 'schemes-renewal' order by run_at`,
  );
  expect(rows.map(({ key, run }) => [key.split(':')[2], run.toISOString()])).toEqual([
    ['opens', '2026-03-14T01:00:00.000Z'],
    ['ends', '2027-02-12T01:00:00.000Z'],
    ['grace', '2027-03-15T01:00:00.000Z'],
  ]);
  const all = async (): Promise<void> => {
    for (const kind of ['opens', 'ends', 'grace', 'opens', 'ends', 'grace'] as const)
      await remindOfRenewal(app.ctx, { application: id, kind });
  };
  await all();
  expect(await told()).toEqual([{ kind: 'renewal-opens', application: id, party: 'pty_coop', dueOn: ENDS }]);
  at('2027-02-12');
  await all();
  expect(await told()).toHaveLength(2);
  await inTransaction(app.ctx, tx =>
    changeStatement(app.ctx, tx, {
      ...{ actor: 'acc_test', issuer: app.party('agriculture'), statement, to: 'withdraw' },
      ...{ reason: '演示', legalBasis: '演示' },
    }),
  );
  at('2027-03-15');
  await all();
  expect(await told()).toHaveLength(2);
  expect(await renewals(COOP)).toEqual([]);
});

test('a renewal in the days of grace goes on from the end, and takes the task away', async () => {
  const { statement } = await registered();
  at('2027-05-10');
  const id = await applied(app, COOP, 'trademark', [[REGION, 'accept']], { renews: statement });
  expect(await renewals(COOP)).toEqual([]);
  await step(app, REGION, id, 'pass');
  const { body } = await step(app, DECIDER, id, 'approve', { number: '第12345678号-2' });
  expect(body.state, JSON.stringify(body)).toBe('certified');
  const { rows } = await app.database.pool.query(
    'select valid_from, valid_to, renewal_from, renewal_grace from application where public_id = $1',
    [id],
  );
  expect(rows).toEqual([
    {
      valid_from: '2027-03-15',
      valid_to: '2037-03-14',
      renewal_from: '2036-03-14',
      renewal_grace: '2037-09-14',
    },
  ]);
});

test('a validity that the certificate cannot have is refused, and none is entered where this system gives numbers', async () => {
  const id = await applied(app, COOP, 'trademark', [
    [REGION, 'accept'],
    [REGION, 'pass'],
  ]);
  const wrong: readonly (readonly [object, string])[] = [
    [{ validFrom: '2017-02-30' }, 'dateWrong'],
    [{ validFrom: '2020-01-01', validTo: '2019-01-01' }, 'validityWrong'],
    [{ validFrom: '2020-01-01', validTo: '2040-01-01' }, 'validityWrong'],
  ];
  for (const [validity, code] of wrong)
    expect((await step(app, DECIDER, id, 'approve', { number: 'X1', ...validity })).body.code).toBe(code);
  await defineScheme(app, 'green-food');
  const green = await applied(
    app,
    COOP,
    'green-food',
    ['accept', 'pass', 'pass', 'pass'].map(action => [REGION, action] as const),
  );
  app.clock.advance(10 * 86_400_000);
  await step(app, REGION, green, 'pass');
  expect((await step(app, DECIDER, green, 'approve', { validFrom: '2020-01-01' })).body.code).toBe(
    'validityWrong',
  );
});

test('a short window has no second reminder that would come before it opens', () => {
  const days = { from: '2026-06-01', until: '2026-06-20', validTo: '2026-06-30', grace: null };
  expect(remindersOf(days)).toEqual([['opens', '2026-06-01']]);
});
