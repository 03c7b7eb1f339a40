import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonCaller } from '../../../http/caller.ts';
import { defineScheme, type SchemesApp, schemesApp } from '../testing/schemes-app.ts';
import { workQuery } from './work-views.ts';

const OTHERS = 40_000;
let app: SchemesApp;

beforeAll(async () => {
  app = await schemesApp();
  await defineScheme(app, 'mine');
  const { pool } = app.database;
  // Another owner's scheme with very many applications of other parties, in every state.
  await pool.query(`insert into scheme (code, owner, created_at) values ('theirs', $1, now())`, [
    app.party('market'),
  ]);
  await pool.query(`insert into scheme_edition (scheme, edition, effective_from, name_zh, procedure, outcome, subject, applicant_kinds,
      acceptance_days, correction_days, decision_days, suspended_by, legal_basis, source, confirmed, published_at, published_by)
    select s.id, 1, '2026-01-01', '别的制度', 'listing', 'listing', 'party', '{enterprise}', 5, 5, 5, '{}', '演示', '演示', false, now(), 'test'
      from scheme s where s.code = 'theirs'`);
  await pool.query(`insert into party (public_id, kind, name_zh, division, is_demo, created_at)
    select 'pty_other' || n, 'enterprise', '别的企业' || n, '640106', true, now() from generate_series(1, 2000) n`);
  await pool.query(
    `insert into application (public_id, client_id, scheme, edition, applicant, state, created_at, state_since, due_on, valid_to, statement,
        surveillance_due, renewal_from, renewal_until, place)
     select 'app_other' || n, 'other-' || n, s.id, e.id, p.id, t.state, now(), now(), '2026-08-01',
            case when t.state = 'certified' then date '2027-01-01' end, case when t.state = 'certified' then 'stm_other' || n end,
            case when t.state = 'certified' then date '2026-07-01' end, case when t.state = 'certified' then date '2026-07-01' end,
            case when t.state = 'certified' then date '2026-12-01' end, null
       from generate_series(1, $1::int) n join scheme s on s.code = 'theirs' join scheme_edition e on e.scheme = s.id
       join party p on p.public_id = 'pty_other' || (1 + n % 2000)
       cross join lateral (select (array['draft', 'certified', 'rejected', 'abandoned', 'certified'])[1 + n % 5] as state) t`,
    [OTHERS],
  );
  await pool.query(
    `insert into application (public_id, client_id, scheme, edition, applicant, state, created_at, state_since, due_on)
     select 'app_mine' || n, 'mine-' || n, s.id, e.id, p.id, 'submitted', now(), now(), '2026-08-01'
       from generate_series(1, 30) n join scheme s on s.code = 'mine' join scheme_edition e on e.scheme = s.id
       join party p on p.public_id = 'pty_other' || n`,
  );
  await pool.query('analyze');
}, 120_000);
afterAll(() => app.close());

function person(
  party: string,
  role: 'reviewer' | 'enterpriseManager',
  division: string | null,
): PersonCaller {
  return {
    ...{ kind: 'person', account: 1, publicId: 'acc_1', name: '演示', assurance: 'secondFactor' },
    memberships: [{ party: app.party(party), partyPublicId: `pty_${party}`, role, division }],
  };
}

async function touchedBy(caller: PersonCaller): Promise<{ whole: string[]; touched: number; found: number }> {
  const question = { now: app.clock.now(), today: '2026-07-18', limit: 200 };
  const { sql, parameters } = workQuery(caller, question).compile(app.database.query);
  const { rows: found } = await app.database.query.executeQuery(CompiledQuery.raw(sql, [...parameters]));
  const { rows } = await app.database.query.executeQuery<Record<string, [{ Plan: Record<string, unknown> }]>>(
    CompiledQuery.raw(`explain (analyze, timing off, format json) ${sql}`, [...parameters]),
  );
  const whole: string[] = [];
  let touched = 0;
  const walk = (node: Record<string, unknown>): void => {
    if (node['Node Type'] === 'Seq Scan') whole.push(String(node['Relation Name']));
    if (node['Relation Name'] === 'application')
      touched +=
        (Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0)) *
        Number(node['Actual Loops']);
    for (const below of (node.Plans as Record<string, unknown>[] | undefined) ?? []) walk(below);
  };
  walk(rows[0]!['QUERY PLAN']![0].Plan);
  return { whole, touched, found: found.length };
}

test('an officer reads what is open in their schemes, not the 40,000 applications of others', async () => {
  const { whole, touched, found } = await touchedBy(person('agriculture', 'reviewer', '64'));
  expect(found).toBe(30);
  expect(whole).not.toContain('application');
  expect(touched).toBeLessThan(300);
});

test('an applicant reads what is open of their own', async () => {
  const { whole, touched, found } = await touchedBy(person('coop', 'enterpriseManager', null));
  expect(found).toBe(0);
  expect(whole).not.toContain('application');
  expect(touched).toBeLessThan(100);
});
