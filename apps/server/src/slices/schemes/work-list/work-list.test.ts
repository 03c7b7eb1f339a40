import { afterEach, beforeEach, expect, test } from 'vitest';
import { applied, step } from '../testing/journey.ts';
import { defineScheme, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';
import { remind } from './remind.ts';

let app: SchemesApp;
beforeEach(async () => {
  app = await schemesApp();
  await app.mandate('agriculture', 'certification');
  await defineScheme(app, 'green-food');
});
afterEach(async () => await app.close());

const COOP = 'coop:enterpriseClerk';
const REGION = 'agriculture:reviewer';
const DAY = 86_400_000;

async function kinds(who: string): Promise<unknown[]> {
  const { body } = await app.as(who, 'GET', '/work-list');
  return body.items.map(({ kind, state, daysLeft }: Record<string, unknown>) => [kind, state, daysLeft]);
}

test('what waits, waits for one side: applicant, reviewer, decider, with the working days left', async () => {
  const id = await applied(app, COOP, 'green-food');
  expect(await kinds(REGION)).toEqual([['application', 'submitted', 10]]);
  expect(await kinds('county:reviewer')).toEqual([['application', 'submitted', 10]]);
  expect(await kinds('market:reviewer')).toEqual([]);
  expect(await kinds('agriculture:decider')).toEqual([]);
  expect(await kinds(COOP)).toEqual([]);
  await step(app, REGION, id, 'return', { opinion: '请补充' });
  expect(await kinds(COOP)).toEqual([['correction', 'returned', 30]]);
  expect(await kinds(REGION)).toEqual([]);
  app.clock.advance(60 * DAY);
  const [item] = await kinds(COOP);
  expect((item as number[])[2]).toBeLessThan(0);
});

test('a notice comes back to the reviewer when it is over, and not before', async () => {
  await applied(
    app,
    COOP,
    'green-food',
    ['accept', 'pass', 'pass', 'pass'].map(action => [REGION, action] as const),
  );
  expect(await kinds(REGION)).toEqual([]);
  app.clock.advance(7 * DAY);
  expect(await kinds(REGION)).toEqual([['notice', 'publicNotice', 0]]);
});

test('a mark comes back to its holder in its renewal window, and to the reviewer when it is to be looked at', async () => {
  const id = await applied(
    app,
    COOP,
    'green-food',
    ['accept', 'pass', 'pass', 'pass'].map(action => [REGION, action] as const),
  );
  app.clock.advance(7 * DAY);
  await step(app, REGION, id, 'pass');
  await step(app, 'agriculture:decider', id, 'approve');
  expect(await kinds(COOP)).toEqual([]);
  app.clock.advance(350 * DAY);
  expect((await kinds(REGION))[0]).toMatchObject(['surveillance', 'certified', expect.any(Number)]);
  app.clock.advance((3 * 365 - 350 - 100) * DAY);
  expect((await kinds(COOP))[0]).toMatchObject(['renewal', 'certified', expect.any(Number)]);
});

test('a reminder of a deadline is told to the journal, unless the application moved on', async () => {
  const id = await applied(app, COOP, 'green-food');
  const { body } = await app.as(COOP, 'GET', `/applications/${id}`);
  const reminder = { application: id, revision: body.revision, dueOn: body.dueOn, kind: 'near' } as const;
  await remind(app.ctx, reminder);
  await step(app, REGION, id, 'accept');
  await remind(app.ctx, reminder);
  const { rows } = await app.database.pool.query(
    `select kind from journal where kind like 'application-deadline%'`,
  );
  expect(rows).toEqual([{ kind: 'application-deadline-near' }]);
});
