import { afterEach, beforeEach, expect, test } from 'vitest';
import { applied, step } from '../testing/journey.ts';
import { accountOf, defineScheme, greenFood, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';
import { workOffBulk } from './work-off-bulk.ts';

const COUNTY = 'county:reviewer';
const DECIDER = 'agriculture:decider';
const COOP = 'coop:enterpriseClerk';

let app: SchemesApp;
let ids: string[];
beforeEach(async () => {
  app = await schemesApp();
  await app.mandate('agriculture', 'certification');
  await defineScheme(app, 'green-food');
  await defineScheme(app, 'green-food-b', greenFood());
  for (const who of [COUNTY, DECIDER]) await office(who);
  ids = [await applied(app, COOP, 'green-food'), await applied(app, 'farm:enterpriseClerk', 'green-food')];
});
afterEach(async () => await app.close());

/** What the house does in somebody's name goes by the offices that the register knows. */
async function office(who: string): Promise<void> {
  const [party = '', role = ''] = who.split(':');
  await app.database.pool.query(
    `insert into membership (public_id, account, party, role, area, basis, valid_from, granted_by, granted_at)
     values ($1, $2, $3, $4, $5, 'office', '2026-01-01', 'test', now())`,
    [`mbr_${who}`, await accountOf(app, who), app.party(party), role, party === 'county' ? '640521' : '64'],
  );
}

const start = (who: string, more: object = {}, request = 'request-01') =>
  app.as(who, 'POST', '/application-bulks', {
    ...{ request, action: 'accept', applications: ids.map(id => ({ id, revision: 3 })) },
    ...more,
  });
const rowsOf = async (who: string, id: string) =>
  (await app.as(who, 'GET', `/application-bulks/${id}/rows`)).body.items;
const stateOf = async (id: string) => (await app.as(DECIDER, 'GET', `/applications/${id}`)).body.state;

test('many applications take a step in the background, each by its own rules; sent twice it is one batch', async () => {
  const started = await start(COUNTY);
  expect(started.status).toBe(202);
  const { id } = started.body;
  expect((await start(COUNTY)).body).toEqual({ id, repeated: true });
  const before = await app.as(COUNTY, 'GET', `/application-bulks/${id}`);
  expect(before.body).toMatchObject({ state: 'going', progress: { done: 0, total: 2 } });
  await workOffBulk(app.ctx, id);
  await workOffBulk(app.ctx, id);
  // The second applicant lies in another county: that one is not this officer's.
  expect(await rowsOf(COUNTY, id)).toMatchObject([
    { line: 1, application: ids[0], outcome: 'done', problems: [] },
    { line: 2, application: ids[1], outcome: 'refused', problems: [{ code: 'applicationUnknown' }] },
  ]);
  expect([await stateOf(ids[0]!), await stateOf(ids[1]!)]).toEqual(['formalReview', 'submitted']);
  const after = await app.as(COUNTY, 'GET', `/application-bulks/${id}`);
  expect(after.body).toMatchObject({ state: 'done', counts: { done: 1, refused: 1, waiting: 0 } });
  const { rows } = await app.database.pool.query(
    `select actor from application_step where application = (select id from application where public_id = $1) and action = 'accept'`,
    [ids[0]],
  );
  expect(rows).toEqual([{ actor: `acc_${COUNTY}` }]);
  const report = await app.as(COUNTY, 'GET', `/application-bulks/${id}/report.csv`);
  expect(String(report.body).trim().split('\r\n')).toHaveLength(3);
});

test('what a crash cut short goes on where it was: a step is not taken twice', async () => {
  const { id } = (await start(DECIDER.replace('decider', 'reviewer'))).body;
  await office('agriculture:reviewer');
  await workOffBulk(app.ctx, id);
  const done = await rowsOf('agriculture:reviewer', id);
  expect(done.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['done', 'done']);
  // As after a crash between the step and the note of it.
  await app.database.pool.query(`update application_bulk set state = 'going', ended_at = null;
    update application_bulk_row set outcome = 'waiting' where line = 2`);
  await workOffBulk(app.ctx, id);
  expect(await rowsOf('agriculture:reviewer', id)).toEqual(done);
});

test('it is done as whoever asked stands by then: without the office, refused; stopped, not done', async () => {
  const { id } = (await start(COUNTY)).body;
  await app.database.pool.query(`update membership set ended_at = now()`);
  await workOffBulk(app.ctx, id);
  expect((await rowsOf(COUNTY, id)).map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'refused',
    'refused',
  ]);
  const other = (await start(COUNTY, {}, 'request-02')).body.id;
  expect((await app.as(COUNTY, 'POST', `/application-bulks/${other}/stop`)).body.state).toBe('stopped');
  await workOffBulk(app.ctx, other);
  expect((await app.as(COUNTY, 'GET', `/application-bulks/${other}`)).body.counts).toEqual({
    waiting: 2,
    done: 0,
    refused: 0,
  });
});

test('it is for who has the power, as sure as the step asks, and seen by nobody else', async () => {
  expect((await start(COOP)).body.code).toBe('notYours');
  expect((await start(COUNTY, { action: 'approve' })).body.code).toBe('notYours');
  const decide = { action: 'approve', opinion: '同意' };
  expect((await start(`${DECIDER}:password`, decide)).body.code).toBe('secondFactorNeeded');
  const { id } = (await start(DECIDER, decide)).body;
  expect((await app.as(COUNTY, 'GET', `/application-bulks/${id}`)).body.code).toBe('bulkUnknown');
  expect((await app.as(DECIDER, 'GET', '/application-bulks')).body.items).toMatchObject([
    { id, action: 'approve' },
  ]);
  expect((await start(COUNTY, { applications: [] })).status).toBe(400);
});

test('a decision asks for a second factor by the application’s own page as well', async () => {
  await step(app, 'agriculture:reviewer', ids[0]!, 'accept');
  const refused = await step(app, `${DECIDER}:password`, ids[0]!, 'approve', { opinion: '同意' });
  expect([refused.status, refused.body.code]).toEqual([403, 'secondFactorNeeded']);
  const known = await step(app, DECIDER, ids[0]!, 'approve', { opinion: '同意' });
  expect(known.body.code).toBe('actionImpossible');
});
