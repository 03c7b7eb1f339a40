import { GRANTS, type Permission, ROLES } from '@pinxin/contract/permissions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, step } from '../testing/journey.ts';
import { defineScheme, greenFood, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';

// Everything that is done beside the steps of an application: quotas, labels, alarms, visits, schemes, rounds, experts.

let app: SchemesApp;
let quota = '';
let alarm = '';
let licence = '';
let under = '';
const GTIN = '09520000000015';
const REGION = 'agriculture:reviewer';
const COOP = 'coop:enterpriseManager';

beforeAll(async () => {
  app = await schemesApp();
  await app.mandate('agriculture', 'licence');
  const rules = greenFood({
    ...{ procedure: 'licenceOfBrand', outcome: 'licence', criteria: [], documents: [] },
    ...{ steps: [{ step: 'formalReview', workingDays: 10 }] },
    ...{ numberTemplate: '演许{yyyy}{seq:4}', numberPattern: '演许\\d{8}' },
  });
  await defineScheme(app, 'berry-licence', rules);
  const steps = [
    [REGION, 'accept'],
    [REGION, 'pass'],
  ] as const;
  licence = await applied(app, COOP, 'berry-licence', steps, { areaMu: '10' });
  expect((await step(app, 'agriculture:decider', licence, 'approve')).body.state).toBe('certified');
  under = await applied(app, 'farm:enterpriseManager', 'berry-licence', [[REGION, 'accept']], {
    areaMu: '3',
  });
  const { pool } = app.database;
  await pool.query(
    `insert into product (public_id, gtin, party, kind, name_zh, created_at) values ('prd_1', $1, $2, 'packed', '演示', now())`,
    [GTIN, app.party('coop')],
  );
  quota = (await app.as(REGION, 'POST', '/brand-quotas', QUOTA)).body.id;
  const { rows } = await pool.query<{ id: string }>(
    `insert into brand_alarm (public_id, quota, raised_at, harvested_g, sold_g, excess_g)
     select 'alm_1', id, now(), 1, 2, 1 from brand_quota where public_id = $1 returning public_id as id`,
    [quota],
  );
  alarm = rows[0]!.id;
});
afterAll(() => app.close());

const QUOTA = {
  ...{ scheme: 'berry-licence', party: 'pty_coop', season: '2026', seasonFrom: '2026-06-01' },
  ...{ seasonTo: '2026-10-31', areaMu: '10', yieldKgPerMu: '1500', legalBasis: '演示' },
};

interface Act {
  readonly name: string;
  readonly power: Permission;
  /** At which party an office makes it their business. */
  readonly at: readonly string[];
  /** Where the record lies; in the county when absent. */
  readonly division?: string;
  readonly send: (who: string) => ReturnType<SchemesApp['as']>;
}

const BODIES = ['agriculture', 'county'];
let tries = 0;

const ACTS: readonly Act[] = [
  {
    ...{ name: 'sets a quota', power: 'quota.allot', at: BODIES },
    send: who => app.as(who, 'POST', '/brand-quotas', QUOTA),
  },
  {
    ...{ name: 'asks for labels', power: 'label.request', at: ['coop'] },
    send: who =>
      app.as(who, 'POST', '/label-allotments', {
        ...{
          quota,
          clientId: `act-${String(++tries).padStart(6, '0')}`,
          product: GTIN,
          labels: 1,
          gramsEach: 1,
        },
      }),
  },
  {
    ...{ name: 'reads the balance', power: 'application.read', at: [] },
    send: who => app.as(who, 'GET', `/brand-quotas/${quota}/balance`),
  },
  {
    ...{ name: 'answers an alarm', power: 'quota.allot', at: BODIES },
    send: async who => {
      await app.database.pool.query(
        'update brand_alarm set closed_at = null, closed_by = null, answer = null',
      );
      return app.as(who, 'POST', `/brand-alarms/${alarm}/answer`, { answer: '已核查' });
    },
  },
  {
    ...{ name: 'writes down a visit', power: 'application.review', at: BODIES },
    send: who =>
      app.as(who, 'POST', `/applications/${licence}/visits`, {
        ...{ clientId: 'visit-0001', visitedOn: '2026-07-18', result: 'conforms', opinion: '符合' },
      }),
  },
  {
    ...{ name: 'assigns experts', power: 'application.review', at: BODIES, division: '640522' },
    send: who => app.as(who, 'POST', `/applications/${under}/experts`, { experts: ['acc_nobody'] }),
  },
  {
    ...{ name: 'revises a scheme', power: 'scheme.manage', at: ['agriculture'] },
    send: who =>
      app.as(who, 'POST', '/schemes/berry-licence/editions', greenFood({ effectiveFrom: '2026-01-01' })),
  },
];

/** Divisions of the offices; elsewhere an office has none, and reaches everywhere. */
const AREAS: Readonly<Record<string, string>> = { agriculture: '64', market: '64', county: '640521' };

/** Whether the rule table lets this role at this party act here; `at` empty: wherever the role reaches. */
function isGranted(
  { power, at, division = '640521' }: Act,
  party: string,
  role: (typeof ROLES)[number],
): boolean {
  const reach = GRANTS[role][power];
  if (reach === undefined || reach === 'assigned') return false;
  if (reach === 'any') return true;
  if (at.length > 0 && !at.includes(party)) return false;
  if (reach === 'own') return at.length > 0 || party === 'coop';
  return division.startsWith(AREAS[party] ?? '');
}

test.each(ACTS)('$name only who the rule table lets', async act => {
  for (const role of ROLES) {
    for (const party of ['coop', 'agriculture', 'county', 'market', 'packer']) {
      const { status, body } = await act.send(`${party}:${role}`);
      const told = `${party}:${role} ${act.name}: ${status} ${JSON.stringify(body)}`;
      // What is refused for another reason (nobody of that name, an edition too early) was let through to it.
      if (isGranted(act, party, role)) expect([200, 201, 409, 422], told).toContain(status);
      else expect([403, 404], told).toContain(status);
    }
  }
  expect((await act.send('')).status).toBe(401);
});
