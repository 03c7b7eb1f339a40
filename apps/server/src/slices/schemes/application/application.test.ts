import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Answer,
  accountOf,
  defineScheme,
  greenFood,
  type SchemesApp,
  schemesApp,
} from '../testing/schemes-app.ts';

let app: SchemesApp;
beforeEach(async () => {
  app = await schemesApp();
  await app.mandate('agriculture', 'certification');
  await defineScheme(app, 'green-food');
});
afterEach(async () => await app.close());

const COOP = 'coop:enterpriseClerk';
const COUNTY = 'county:reviewer';
const REGION = 'agriculture:reviewer';
const DECIDER = 'agriculture:decider';
const DAY = 86_400_000;

async function draft(clientId = 'draft-0001'): Promise<string> {
  const made = await app.as(COOP, 'POST', '/applications', {
    clientId,
    scheme: 'green-food',
    applicant: 'pty_coop',
  });
  expect(made.status).toBe(201);
  return made.body.id;
}

async function answered(id: string, revision = 1): Promise<number> {
  const saved = await app.as(COOP, 'PATCH', `/applications/${id}`, {
    ...{ revision, areaMu: '1200', outputKg: '260000.5' },
    answers: [{ criterion: 'environment', answer: '环境监测合格' }],
  });
  expect(saved.status).toBe(200);
  return saved.body.revision;
}

async function step(who: string, id: string, action: string, more: object = {}): Promise<Answer> {
  const { body } = await app.as(COOP, 'GET', `/applications/${id}`);
  return await app.as(who, 'POST', `/applications/${id}/steps`, { action, revision: body.revision, ...more });
}

/** Brings a fresh application up to its public notice. */
async function onNotice(): Promise<string> {
  const id = await draft();
  await answered(id);
  for (const [who, action] of [
    [COOP, 'submit'],
    [COUNTY, 'accept'],
    [COUNTY, 'pass'],
    [REGION, 'pass'],
    [REGION, 'pass'],
  ] as const) {
    expect((await step(who, id, action)).status).toBe(200);
  }
  return id;
}

test('a co-op applies for 绿色食品: from draft to a certificate in force', async () => {
  const id = await onNotice();
  expect((await step(REGION, id, 'pass')).body.code).toBe('noticeRunning');
  app.clock.advance(7 * DAY);
  expect((await step(REGION, id, 'pass')).body.state).toBe('decision');
  const approved = await step(DECIDER, id, 'approve');
  expect(approved.body).toMatchObject({ state: 'certified', number: 'GF640521260001' });
  const { rows } = await app.database.pool.query(
    `select s.kind, s.scheme, s.number, s.valid_from, s.valid_to, c.area_mu, c.output_tonnes
       from statement s join statement_certification c on c.statement = s.id where public_id = $1`,
    [approved.body.statement],
  );
  expect(rows).toEqual([
    {
      ...{ kind: 'certification', scheme: 'green-food', number: 'GF640521260001' },
      ...{ valid_from: '2026-07-25', valid_to: '2029-07-24', area_mu: '1200', output_tonnes: '260.0005' },
    },
  ]);
  const { body } = await app.as(COOP, 'GET', `/applications/${id}`);
  expect(body.steps.map(({ action, to }: { action: string; to: string }) => `${action} ${to}`)).toEqual([
    ...['submit submitted', 'accept formalReview', 'pass materialReview', 'pass onSiteReview'],
    ...['pass publicNotice', 'pass decision', 'approve certified'],
  ]);
});

test('what is missing is told all at once, and an incomplete draft is not submitted', async () => {
  const id = await draft();
  const { body } = await app.as(COOP, 'GET', `/applications/${id}`);
  expect(body.missing.map(({ at, code }: { at: string; code: string }) => [at, code])).toEqual([
    ['/answers/environment', 'answerMissing'],
  ]);
  const refused = await step(COOP, id, 'submit');
  expect([refused.status, refused.body.code]).toEqual([422, 'answerMissing']);
});

test('who saves on an older revision is refused, and nothing of theirs overwrites what is there', async () => {
  const id = await draft();
  await answered(id);
  const late = await app.as(COOP, 'PATCH', `/applications/${id}`, { revision: 1, areaMu: '5' });
  expect([late.status, late.body.code]).toEqual([409, 'revisionStale']);
  expect((await app.as(COOP, 'GET', `/applications/${id}`)).body.areaMu).toBe('1200.00');
});

test('a draft sent twice is one draft, a step sent twice is done once', async () => {
  const id = await draft();
  const again = await app.as(COOP, 'POST', '/applications', {
    ...{ clientId: 'draft-0001', scheme: 'green-food', applicant: 'pty_coop' },
  });
  expect([again.status, again.body.id]).toEqual([200, id]);
  const revision = await answered(id);
  const both = await Promise.all(
    [1, 2].map(() => app.as(COOP, 'POST', `/applications/${id}/steps`, { action: 'submit', revision })),
  );
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  const { rows } = await app.database.pool.query('select count(*)::int as n from application_step');
  expect(rows).toEqual([{ n: 1 }]);
});

test('deadlines are working days: ten from a Saturday in July', async () => {
  const id = await draft();
  await answered(id);
  const submitted = await step(COOP, id, 'submit');
  expect(submitted.body.dueOn).toBe('2026-07-31');
  const { rows } = await app.database.pool.query(
    `select count(*)::int as n from graphile_worker.jobs where task_identifier = 'schemes-remind'`,
  );
  expect(rows).toEqual([{ n: 2 }]);
});

describe('who may', () => {
  test('an officer of another authority has no say, an applicant sees only its own', async () => {
    const id = await draft();
    await answered(id);
    await step(COOP, id, 'submit');
    expect((await step('market:reviewer', id, 'accept')).status).toBe(403);
    expect((await app.as('packer:enterpriseManager', 'GET', `/applications/${id}`)).status).toBe(404);
    expect((await step('packer:enterpriseManager', id, 'abandon')).status).toBe(404);
    expect((await step(COOP, id, 'accept')).status).toBe(403);
    expect((await step(COUNTY, id, 'accept')).status).toBe(200);
  });

  test('a county reaches applicants of its county only', async () => {
    const made = await app.as('farm:enterpriseManager', 'POST', '/applications', {
      ...{ clientId: 'farm-0001', scheme: 'green-food', applicant: 'pty_farm' },
    });
    expect(made.status).toBe(201);
    const list = await app.as(COUNTY, 'GET', '/applications');
    expect(list.body.items).toEqual([]);
    expect((await app.as(COUNTY, 'GET', `/applications/${made.body.id}`)).status).toBe(404);
  });

  test('whoever reviewed does not decide, even with both offices', async () => {
    const id = await onNotice();
    app.clock.advance(7 * DAY);
    await step(REGION, id, 'pass');
    // As if the decider's account had accepted it in another office.
    await app.database.pool.query('update application_step set account = $1 where action = $2', [
      await accountOf(app, DECIDER),
      'accept',
    ]);
    const { body } = await app.as(COOP, 'GET', `/applications/${id}`);
    const refused = await app.as(DECIDER, 'POST', `/applications/${id}/steps`, {
      action: 'approve',
      revision: body.revision,
    });
    expect([refused.status, refused.body.code]).toEqual([403, 'sameReviewer']);
  });

  test('drafts are their writers’ own: no officer sees them', async () => {
    await draft();
    expect((await app.as(REGION, 'GET', '/applications')).body.items).toEqual([]);
    expect((await app.as(COOP, 'GET', '/applications')).body.items).toHaveLength(1);
  });
});

test('a mark without a mandate of the owner is not granted, and its number is not used up', async () => {
  const id = await onNotice();
  app.clock.advance(7 * DAY);
  await step(REGION, id, 'pass');
  await app.database.pool.query(
    `insert into mandate_end (mandate, ends_from, at, actor, reason, legal_basis) select id, '2026-07-20', now(), 'test', '-', '-' from mandate`,
  );
  const refused = await step(DECIDER, id, 'approve');
  expect([refused.status, refused.body.problems[0].at]).toEqual([409, '/statement/issuer']);
  expect((await app.as(COOP, 'GET', `/applications/${id}`)).body.state).toBe('decision');
  expect((await app.database.pool.query('select * from scheme_counter')).rows).toEqual([]);
});

test('a second application for the same subject waits for the first', async () => {
  const first = await draft();
  await answered(first);
  await step(COOP, first, 'submit');
  const second = await draft('draft-0002');
  await answered(second);
  expect((await step(COOP, second, 'submit')).body.code).toBe('alreadyApplied');
});

test('an application keeps the edition it began under', async () => {
  const id = await draft();
  const later = greenFood({ effectiveFrom: '2026-07-19', criteria: [], acceptanceDays: 3 });
  expect((await app.as(DECIDER, 'POST', '/schemes/green-food/editions', later)).body).toEqual({ edition: 2 });
  app.clock.advance(3 * DAY);
  const { body } = await app.as(COOP, 'GET', `/applications/${id}`);
  expect([body.edition, body.rules.acceptanceDays]).toEqual([1, 10]);
  expect((await app.as('', 'GET', '/schemes?on=2026-07-18')).body.items[0].edition).toBe(1);
  expect((await app.as('', 'GET', '/schemes')).body.items[0].edition).toBe(2);
});

test('a closed scheme takes no applications', async () => {
  await defineScheme(app, 'pollution-free', greenFood({ closedFrom: '2022-12-31' }));
  const refused = await app.as(COOP, 'POST', '/applications', {
    ...{ clientId: 'old-00001', scheme: 'pollution-free', applicant: 'pty_coop' },
  });
  expect([refused.status, refused.body.code]).toEqual([409, 'schemeClosed']);
});

test('what was handed in is told to the journal as a digest: the same content gives the same, other content another', async () => {
  const digests = async (): Promise<string[]> =>
    (
      await app.database.pool.query<{ content: string }>(
        `select facts->>'content' as content from journal where kind = 'application-step' and facts->>'to' = 'submitted' order by seq`,
      )
    ).rows.map(({ content }) => content);
  const id = await draft();
  await answered(id);
  await step(COOP, id, 'submit');
  await step(COUNTY, id, 'return', { opinion: '请补充' });
  await step(COOP, id, 'submit');
  await step(COUNTY, id, 'return', { opinion: '请补充' });
  const { body } = await app.as(COOP, 'GET', `/applications/${id}`);
  await app.as(COOP, 'PATCH', `/applications/${id}`, { revision: body.revision, areaMu: '1300' });
  await step(COOP, id, 'submit');
  const [first, second, third] = await digests();
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});
