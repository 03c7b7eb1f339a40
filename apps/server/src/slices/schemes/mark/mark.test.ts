import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchUp } from '../../../kernel/journal/follow-journal.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { changeStatement, issueStatement } from '../../statements/api.ts';
import { suspendBySanctions } from '../reactions.ts';
import { applied, step } from '../testing/journey.ts';
import { defineScheme, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';

let app: SchemesApp;
beforeEach(async () => {
  app = await schemesApp();
  await app.mandate('agriculture', 'certification');
  await app.mandate('market', 'sanction');
  await defineScheme(app, 'green-food');
});
afterEach(async () => await app.close());

const REGION = 'agriculture:reviewer';
const DECIDER = 'agriculture:decider';
const COOP = 'coop:enterpriseManager';
const DAY = 86_400_000;
const STEPS = ['accept', 'pass', 'pass', 'pass'].map(action => [REGION, action] as const);

async function granted(more: object = {}): Promise<{ id: string; statement: string }> {
  const id = await applied(app, COOP, 'green-food', STEPS, more);
  app.clock.advance(10 * DAY);
  await step(app, REGION, id, 'pass');
  const { body } = await step(app, DECIDER, id, 'approve');
  expect(body.state, JSON.stringify(body)).toBe('certified');
  return { id, statement: body.statement };
}

async function sanction(measure: 'productionStopped' | 'fine', number: string): Promise<void> {
  const issued = await inTransaction(app.ctx, tx =>
    issueStatement(app.ctx, tx, {
      ...{
        kind: 'sanction',
        actor: 'acc_test',
        issuer: app.party('market'),
        number,
        subject: { party: app.party('coop') },
      },
      ...{
        validFrom: '2026-07-01',
        validTo: '2027-07-01',
        legalBasis: '《食品安全法》第一百二十四条',
        publish: 'never',
      },
      content: {
        ...{
          documentNumber: number,
          violationType: '演示',
          facts: '演示',
          basis: '演示',
          content: '演示',
          decidedOn: '2026-07-01',
        },
        measures: [{ measure }],
      },
    }),
  );
  expect(issued).toMatchObject({ ok: true });
}

async function statusOf(on?: string): Promise<string> {
  const { body } = await app.as('', 'GET', `/marks${on === undefined ? '' : `?on=${on}`}`);
  return body.items[0]?.status;
}

test('a sanction that the scheme names suspends the mark by itself, once; a fine does not', async () => {
  await granted();
  await sanction('fine', '演罚1');
  await catchUp(app.ctx, [suspendBySanctions(app.ctx)]);
  expect(await statusOf()).toBe('valid');
  await sanction('productionStopped', '演罚2');
  await catchUp(app.ctx, [suspendBySanctions(app.ctx)]);
  expect(await statusOf()).toBe('suspended');
  await app.database.pool.query(`update reaction_cursor set seq = 0`);
  await catchUp(app.ctx, [suspendBySanctions(app.ctx)]);
  const { rows } = await app.database.pool.query(
    `select reason, legal_basis from statement_change where action = 'suspend'`,
  );
  expect(rows).toEqual([{ reason: '处罚决定 演罚2', legal_basis: '绿色食品标志管理办法' }]);
});

test('a sanction in force keeps an applicant from submitting, and says by which law', async () => {
  await sanction('productionStopped', '演罚3');
  const made = await app.as(COOP, 'POST', '/applications', {
    clientId: 'blocked-01',
    scheme: 'green-food',
    applicant: 'pty_coop',
  });
  const { body } = await app.as(COOP, 'GET', `/applications/${made.body.id}`);
  expect(body.blockers).toMatchObject([
    { code: 'sanctionInForce', message: { 'zh-CN': expect.stringContaining('第一百二十四条') } },
  ]);
  await app.as(COOP, 'PATCH', `/applications/${made.body.id}`, {
    revision: 1,
    answers: [{ criterion: 'environment', answer: '符合' }],
  });
  const refused = await step(app, COOP, made.body.id, 'submit');
  expect([refused.status, refused.body.code]).toEqual([409, 'sanctionInForce']);
});

test('a sanction that comes while the application is under way keeps it from being granted', async () => {
  const id = await applied(app, COOP, 'green-food', STEPS);
  app.clock.advance(10 * DAY);
  await step(app, REGION, id, 'pass');
  await sanction('productionStopped', '演罚4');
  expect((await step(app, DECIDER, id, 'approve')).body.code).toBe('sanctionInForce');
});

test('a visit sets the next one, and one that finds too much suspends the mark', async () => {
  const { id } = await granted();
  const visit = { clientId: 'visit-001', visitedOn: '2026-07-28', result: 'conforms', opinion: '符合要求' };
  expect((await app.as(REGION, 'POST', `/applications/${id}/visits`, visit)).body).toEqual({
    nextOn: '2027-07-28',
  });
  expect((await app.as(COOP, 'POST', `/applications/${id}/visits`, visit)).status).toBe(403);
  expect(await statusOf()).toBe('valid');
  await app.as(REGION, 'POST', `/applications/${id}/visits`, {
    ...visit,
    clientId: 'visit-002',
    result: 'suspend',
    opinion: '用药记录不全',
  });
  expect(await statusOf()).toBe('suspended');
});

test('the register as of a past day stays what it was, whatever is recorded later', async () => {
  const { statement } = await granted();
  const day = '2026-07-28';
  const before = (await app.as('', 'GET', `/marks?on=${day}`)).body;
  expect(before.items).toHaveLength(1);
  app.clock.advance(DAY);
  await inTransaction(app.ctx, tx =>
    changeStatement(app.ctx, tx, {
      ...{
        actor: 'acc_test',
        issuer: app.party('agriculture'),
        statement,
        to: 'withdraw',
        reason: '演示',
        legalBasis: '演示',
      },
    }),
  );
  expect((await app.as('', 'GET', `/marks?on=${day}`)).body).toEqual(before);
  expect(await statusOf()).toBe('withdrawn');
});

test('a mark is renewed in its window only, and goes on without a gap', async () => {
  const { statement } = await granted();
  const early = await app.as(COOP, 'POST', '/applications', {
    ...{ clientId: 'renew-001', scheme: 'green-food', applicant: 'pty_coop', renews: statement },
  });
  await app.as(COOP, 'PATCH', `/applications/${early.body.id}`, {
    revision: 1,
    answers: [{ criterion: 'environment', answer: '符合' }],
  });
  expect((await step(app, COOP, early.body.id, 'submit')).body.code).toBe('renewalOutside');
  const held = await app.as(COOP, 'POST', '/applications', {
    clientId: 'again-001',
    scheme: 'green-food',
    applicant: 'pty_coop',
  });
  await app.as(COOP, 'PATCH', `/applications/${held.body.id}`, {
    revision: 1,
    answers: [{ criterion: 'environment', answer: '符合' }],
  });
  expect((await step(app, COOP, held.body.id, 'submit')).body.code).toBe('alreadyHeld');
  app.clock.advance((3 * 365 - 120) * DAY);
  const renewed = await granted({ renews: statement });
  const { rows } = await app.database.pool.query(
    'select valid_from, valid_to from application where statement = any($1) order by id',
    [[statement, renewed.statement]],
  );
  expect(rows).toEqual([
    { valid_from: '2026-07-28', valid_to: '2029-07-27' },
    { valid_from: '2029-07-28', valid_to: '2032-07-27' },
  ]);
});
