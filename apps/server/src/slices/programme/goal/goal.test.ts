import { createHash } from 'node:crypto';
import { INDICATOR_KINDS, type Indicator, type IndicatorKind, indicatorValue } from '@pinxin/rules/indicator';
import { addDays } from '@pinxin/rules/local-date';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countableStatements, lastStatement, statementsInForce } from '../../statements/api.ts';
import { issuedId, openRegister, type Register } from '../../statements/testing/register.ts';
import { countAllNews, recountAll } from '../count/count-statements.ts';
import { aProgramme, type ProgrammeApp, programmeApp } from '../testing/programme-app.ts';
import { countedPage } from './counted.ts';
import { curveOf, measure, monthEnds } from './evaluate.ts';

let register: Register;
let app: ProgrammeApp;
beforeEach(async () => {
  register = await openRegister();
  app = await programmeApp(register);
  await register.grant({ kind: 'certification' });
  await register.grant({ kind: 'listing' });
});
afterEach(async () => {
  await app.close();
  await register.close();
});

const OFFICE = 'centre:programmeOfficer';
const SCHEMES = ['green-food', 'organic', 'brand-list'] as const;
const DAY = 86_400_000;

/** Everything as the naive rule sees it. */
async function everything() {
  const { database } = register;
  const all = await countableStatements(database, { after: 0, upTo: await lastStatement(database) });
  return all.map(each => ({
    ...each,
    amounts: {
      products: each.products,
      areaMu: Number(each.areaMu),
      outputTonnes: Number(each.outputTonnes),
    },
  }));
}

function indicators(): readonly Indicator[] {
  const schemes = ['green-food', 'organic'];
  const of = (kind: IndicatorKind): Indicator => {
    switch (kind) {
      case 'countValid':
        return { kind, schemes };
      case 'countNew':
        return { kind, schemes, from: '2026-05-10', to: '2026-09-20' };
      case 'share':
        return { kind, schemes: ['organic'], whole: schemes };
      case 'sum':
        return { kind, schemes, measure: 'areaMu' };
      case 'reported':
        return { kind };
    }
  };
  return INDICATOR_KINDS.map(of);
}

const story = fc.array(
  fc.record({
    scheme: fc.constantFrom(...SCHEMES),
    waits: fc.integer({ min: 0, max: 9 }),
    begins: fc.integer({ min: -90, max: 0 }),
    length: fc.integer({ min: 5, max: 200 }),
    areaMu: fc.integer({ min: 1, max: 900 }),
    about: fc.constantFrom('party', 'place', 'product'),
    fate: fc.constantFrom('nothing', 'suspend', 'withdraw', 'restore', 'correct'),
  }),
  { minLength: 3, maxLength: 9 },
);
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

async function live(told: Story): Promise<void> {
  for (const { scheme, waits, begins, length, areaMu, about, fate } of told) {
    register.clock.advance(waits * DAY);
    const today = new Date(register.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    const validFrom = addDays(today, begins);
    const subject = {
      [about]: about === 'party' ? register.party.coop : register[about as 'place' | 'product'],
    };
    const wish = {
      ...{ scheme, subject, validFrom, validTo: addDays(validFrom, length) },
      content: { areaMu: String(areaMu), products: [{ name: 'a' }, { name: 'b' }] },
    } as unknown as Parameters<Register['issue']>[0];
    const statement = issuedId(await register.issue(wish));
    register.clock.advance(2 * DAY);
    if (fate === 'suspend' || fate === 'restore') await register.change({ statement, to: 'suspend' });
    if (fate === 'restore') {
      register.clock.advance(DAY);
      await register.change({ statement, to: 'restore' });
    }
    if (fate === 'withdraw') await register.change({ statement, to: 'withdraw' });
    if (fate === 'correct')
      await register.issue({ ...wish, supersedes: statement } as Parameters<Register['issue']>[0]);
    if (waits % 2 === 0) await countAllNews(register.ctx);
  }
  await countAllNews(register.ctx);
}

test('every indicator is, on any day, what a naive count of all statements gives; its curve and drill-down too', async () => {
  const told = fc.sample(story, { numRuns: 6, seed: 20_260_718 }).flat();
  await live(told);
  const all = await everything();
  expect(all.length).toBeGreaterThan(25);
  const { database } = register;
  for (const indicator of indicators()) {
    for (let step = -120; step <= 320; step += 11) {
      const day = addDays('2026-07-18', step);
      const naive = indicatorValue(indicator, all, day);
      expect([indicator.kind, day, (await measure(database, indicator, day)).value]).toEqual([
        indicator.kind,
        day,
        naive,
      ]);
    }
    const upTo = '2026-12-10';
    for (const { day, value } of await curveOf(database, indicator, '2026-03-15', upTo)) {
      expect([indicator.kind, day, value]).toEqual([
        indicator.kind,
        day,
        indicatorValue(indicator, all, day) ?? 0,
      ]);
    }
  }
  const [valid] = indicators();
  const page = await countedPage(database, valid!, { day: '2026-07-30', limit: 500 });
  expect(page.rows.length).toBe(indicatorValue(valid!, all, '2026-07-30'));
});

test('of what stands, those known on a past day are what was in force then', async () => {
  await live(fc.sample(story, { numRuns: 3, seed: 7 }).flat());
  const { database } = register;
  for (let step = 0; step < 60; step += 6) {
    const on = addDays('2026-07-18', step);
    const known = (await measure(database, { kind: 'countValid', schemes: ['green-food'] }, on)).known;
    const inForce = await statementsInForce(database, { on, scheme: 'green-food' });
    expect([on, known]).toEqual([on, inForce.length]);
  }
});

test('counts made anew are the counts that were followed', async () => {
  await live(fc.sample(story, { numRuns: 3, seed: 11 }).flat());
  const read = async (table: string) =>
    (
      await register.database.pool.query(
        `select * from ${table} t where ${table === 'programme_tally' ? '(stated, known, began, products, area_mu, output_tonnes) <> (0, 0, 0, 0, 0, 0)' : 'true'} order by t::text`,
      )
    ).rows;
  const [standing, tally] = [await read('programme_standing'), await read('programme_tally')];
  expect(await recountAll(register.ctx)).toBe((await everything()).length);
  const round = (rows: readonly object[]) => JSON.stringify(rows).replaceAll(/"(-?\d+)\.0+"/g, '"$1"');
  expect(await read('programme_standing')).toEqual(standing);
  expect(round(await read('programme_tally'))).toBe(round(tally));
});

test('a page of statements goes on where the one before ended, in a division and without the hidden ones for the public', async () => {
  for (let index = 0; index < 7; index++) {
    register.clock.advance(DAY);
    await register.issue({ scheme: 'green-food', ...(index === 3 ? { publish: 'never' } : {}) } as never);
  }
  await countAllNews(register.ctx);
  await app.as(OFFICE, 'POST', '/programmes', aProgramme());
  const indicator = { kind: 'countValid', schemes: ['green-food'] } as const;
  const { database } = register;
  const seen: string[] = [];
  let after: Parameters<typeof countedPage>[2]['after'];
  do {
    const page = await countedPage(database, indicator, {
      day: '2026-08-01',
      division: '6405',
      limit: 3,
      ...(after ? { after } : {}),
    });
    seen.push(...page.rows.map(({ id }) => id));
    after =
      page.next === null
        ? undefined
        : JSON.parse(Buffer.from(page.next, 'base64url').toString()).reduce((value: string, id: number) => ({
            value,
            id,
          }));
  } while (after !== undefined);
  expect(new Set(seen).size).toBe(7);
  const path = '/programmes/brands-2026/goals/T1/statements?on=2026-08-01';
  const shown = (await app.as('', 'GET', path)).body.rows;
  expect(shown.length).toBe(6);
  // No application led to them, so each has its own page and no certificate.
  expect(shown.map((row: { path: string; id: string }) => row.path === `/statements/${row.id}`)).toEqual(
    Array(6).fill(true),
  );
  expect((await app.as('centre:auditor', 'GET', path)).body.rows.length).toBe(7);
  expect((await app.as('', 'GET', `${path}&division=6401`)).body.rows).toEqual([]);
});

test('a snapshot names what it counted, and whoever digests the list gets the digest that was kept', async () => {
  for (let index = 0; index < 5; index++) await register.issue({ scheme: 'green-food' });
  await app.as(OFFICE, 'POST', '/programmes', aProgramme());
  const taken = await app.as(OFFICE, 'POST', '/programmes/brands-2026/goals/T1/snapshots', {
    day: '2026-07-18',
  });
  expect(taken.status).toBe(201);
  const again = await app.as(OFFICE, 'POST', '/programmes/brands-2026/goals/T1/snapshots', {
    day: '2026-07-18',
  });
  expect([again.status, again.body.id]).toEqual([200, taken.body.id]);
  const { body } = await app.as('', 'GET', `/goal-snapshots/${taken.body.id}`);
  expect(body).toMatchObject({ value: 5, count: 5, goal: 'T1', recount: { count: 5, agrees: true } });
  expect(body.indicator).toEqual({ kind: 'countValid', schemes: ['green-food'] });
  expect(createHash('sha256').update(body.statements.join('\n')).digest('hex')).toBe(body.digest);
  const codes = [];
  for (const [goal, day] of [
    ['Q1', '2026-07-18'],
    ['T1', '2027-01-01'],
    ['T1', '2026-02-30'],
  ]) {
    codes.push(
      (await app.as(OFFICE, 'POST', `/programmes/brands-2026/goals/${goal}/snapshots`, { day })).body.code,
    );
  }
  expect(codes).toEqual(['goalReported', 'dayAhead', 'invalidRequest']);
});

test('what cannot be counted is reported, with evidence; what can be counted is not', async () => {
  await app.as(OFFICE, 'POST', '/programmes', aProgramme());
  const report = { request: 'r-001', day: '2026-06-30', value: '74.5', text: '抽样调查', evidence: '报告' };
  const path = '/programmes/brands-2026/goals/Q1/reports';
  expect((await app.as(OFFICE, 'POST', path, report)).status).toBe(201);
  expect((await app.as(OFFICE, 'POST', path, report)).status).toBe(200);
  expect((await app.as(OFFICE, 'POST', path, { ...report, value: '80' })).body.code).toBe('requestOtherwise');
  expect((await app.as(OFFICE, 'POST', path.replace('Q1', 'T1'), report)).body.code).toBe('goalCounted');
  const { body } = await app.as('', 'GET', '/programmes/brands-2026/goals/Q1');
  expect(body).toMatchObject({
    value: 74.5,
    indicator: 'reported',
    reported: { evidence: '报告', day: '2026-06-30' },
  });
});

test('a goal is measured otherwise from now on, and how it was measured before stays on record', async () => {
  await app.as(OFFICE, 'POST', '/programmes', aProgramme());
  const path = '/programmes/brands-2026/goals/T1/indicator';
  const body = {
    indicator: { kind: 'countValid', schemes: ['green-food', 'organic'] },
    reason: '加入有机产品',
  };
  expect((await app.as(OFFICE, 'POST', path, body)).body).toEqual({ repeated: false });
  expect((await app.as(OFFICE, 'POST', path, body)).body).toEqual({ repeated: true });
  expect((await app.as(OFFICE, 'POST', path, { ...body, indicator: { kind: 'countValid' } })).body.code).toBe(
    'indicatorWrong',
  );
  const { rows } = await register.database.pool.query('select count(*)::int as n from programme_indicator');
  expect(rows[0].n).toBe(3);
  expect((await app.as('', 'GET', '/programmes/brands-2026/goals/T1')).body.schemes).toEqual([
    'green-food',
    'organic',
  ]);
});

test('month ends are the last days of whole months before the last day', () => {
  expect(monthEnds('2026-01-15', '2026-04-10')).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
});
