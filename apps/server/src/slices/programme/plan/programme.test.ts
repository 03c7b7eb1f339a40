import { NEXT_PROGRAMME, PROGRAMME, regionProgramme } from '@pinxin/region-ningxia/programme';
import { formerAuthorities, programmeAuthorities } from '@pinxin/region-ningxia/programme-authorities';
import { regionSchemes } from '@pinxin/region-ningxia/schemes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countAllNews } from '../../programme/count/count-statements.ts';
import { openRegister, type Register } from '../../statements/testing/register.ts';
import { aProgramme, type ProgrammeApp, programmeApp } from '../testing/programme-app.ts';

let register: Register;
let app: ProgrammeApp;
beforeEach(async () => {
  register = await openRegister();
  app = await programmeApp(register);
});
afterEach(async () => {
  await app.close();
  await register.close();
});

const OFFICE = 'centre:programmeOfficer';

test('a programme that is sent twice is one; another one under its code is refused', async () => {
  const first = await app.as(OFFICE, 'POST', '/programmes', aProgramme());
  expect([first.status, first.body.repeated]).toEqual([201, false]);
  const again = await app.as(OFFICE, 'POST', '/programmes', aProgramme());
  expect([again.status, again.body]).toEqual([200, { ...first.body, repeated: true }]);
  const other = await app.as(OFFICE, 'POST', '/programmes', aProgramme({ name: { 'zh-CN': '另一个' } }));
  expect([other.status, other.body.code]).toEqual([409, 'programmeOtherwise']);
});

test('all that is wrong with a programme is told with its place, and nothing is written', async () => {
  const [goal, reported] = aProgramme().goals;
  const [task] = aProgramme().tasks;
  const wrong = aProgramme({
    endsOn: '2025-01-01',
    goals: [
      { ...goal!, deadline: '2025-06-30' },
      { ...goal!, indicator: { kind: 'share', schemes: ['a-b'] } },
      reported!,
    ],
    tasks: [
      { ...task!, parent: '9', lead: [{ named: '某局', party: 'pty_nobody' }] },
      { ...task!, number: '2', parent: '2' },
    ],
  });
  const { status, body } = await app.as(OFFICE, 'POST', '/programmes', wrong);
  expect([status, body.code]).toEqual([422, 'programmeRefused']);
  expect(body.problems.map((each: { at: string; code: string }) => `${each.at} ${each.code}`)).toEqual(
    expect.arrayContaining([
      ...['/goals/0/deadline deadlineOutside', '/endsOn periodWrong', '/goals/1/indicator indicatorWrong'],
      ...[
        '/goals/1/number numberRepeated',
        '/tasks/0/parent parentUnknown',
        '/tasks/1/parent parentCircular',
      ],
      '/tasks/0/lead/0/party partyUnknown',
    ]),
  );
  expect((await register.database.pool.query('select 1 from programme')).rows).toEqual([]);
});

test('the next period goes on from one programme, and only one does', async () => {
  await app.as(OFFICE, 'POST', '/programmes', aProgramme());
  const next = aProgramme({
    code: 'brands-2027',
    startsOn: '2027-01-01',
    endsOn: '2030-12-31',
    follows: 'brands-2026',
    goals: [],
    tasks: [],
  });
  expect((await app.as(OFFICE, 'POST', '/programmes', next)).status).toBe(201);
  const other = await app.as(OFFICE, 'POST', '/programmes', { ...next, code: 'brands-2028' });
  expect(other.body.code).toBe('followsTaken');
  expect((await app.as('', 'GET', '/programmes/brands-2026')).body.followedBy.code).toBe('brands-2027');
  expect((await app.as('', 'GET', '/programmes/brands-2027')).body.follows.code).toBe('brands-2026');
  expect((await app.as('', 'GET', '/programmes/nowhere')).body.code).toBe('programmeUnknown');
});

test('a programme is evaluated once, when its period is over', async () => {
  await app.as(OFFICE, 'POST', '/programmes', aProgramme());
  const path = '/programmes/brands-2026/evaluation';
  expect((await app.as(OFFICE, 'POST', path, { day: '2026-07-01', text: '早' })).body.code).toBe(
    'evaluationTooEarly',
  );
  register.clock.advance(200 * 86_400_000);
  expect((await app.as(OFFICE, 'POST', path, { day: '2027-01-05', text: '完成' })).status).toBe(200);
  expect((await app.as(OFFICE, 'POST', path, { day: '2027-01-05', text: '完成' })).body.repeated).toBe(true);
  expect((await app.as(OFFICE, 'POST', path, { day: '2027-01-06', text: '别的' })).body.code).toBe(
    'evaluatedOtherwise',
  );
  expect((await app.as('', 'GET', '/programmes/brands-2026')).body.evaluation).toEqual({
    day: '2027-01-05',
    text: '完成',
  });
});

test("the region's programme binds all six numbers to schemes that there are, and all 17 tasks to a live source", async () => {
  const codes = new Set(regionSchemes.map(({ code }) => code));
  const authorities = [...programmeAuthorities, ...formerAuthorities];
  const known = new Map(authorities.map(({ key, uscc }) => [key, uscc]));
  for (const authority of authorities) {
    await register.database.pool.query(
      `insert into party (public_id, kind, name_zh, uscc, is_demo, created_at) values ($1, 'authority', $2, $3, true, now())`,
      [`pty_${authority.key}`, authority.nameZh, authority.uscc],
    );
  }
  for (const { key, successor, since, basis } of formerAuthorities) {
    await register.database.pool.query(
      `insert into party_relation (public_id, kind, from_party, to_party, valid_from, source, recorded_at, recorded_by)
       select $1, 'succeededBy', f.id, t.id, $4, $5, now(), 'test' from party f, party t
        where f.public_id = $2 and t.public_id = $3`,
      [`rel_${key}`, `pty_${key}`, `pty_${successor}`, since, basis],
    );
  }
  const uscc = (key: string) => known.get(key);
  const plan = regionProgramme(PROGRAMME, uscc);
  const counted = plan.goals.filter(({ indicator }) => indicator.kind !== 'reported');
  expect(counted.length).toBe(6);
  expect(
    counted.flatMap(({ indicator }) => indicator.schemes ?? []).filter(code => !codes.has(code)),
  ).toEqual([]);
  expect(plan.tasks.length).toBe(17);
  for (const task of plan.tasks) {
    expect(task.lead.length).toBeGreaterThan(0);
    expect(task.sources.length).toBeGreaterThan(0);
    for (const { scheme } of task.sources) expect(scheme === undefined || codes.has(scheme)).toBe(true);
  }
  for (const code of [PROGRAMME, NEXT_PROGRAMME] as const) {
    expect((await app.as(OFFICE, 'POST', '/programmes', regionProgramme(code, uscc))).status).toBe(201);
  }
  await countAllNews(register.ctx);
  const { body } = await app.as('', 'GET', `/programmes/${PROGRAMME}?on=2020-12-31`);
  expect(body.goals.map(({ target }: { target: number | null }) => target)).toEqual([
    1000,
    30,
    50,
    100,
    20,
    20,
    null,
  ]);
  const page = await app.as('', 'GET', `/programmes/${PROGRAMME}`, undefined, 'text/html');
  expect(page.body).toContain('自治区经济和信息化委');
  expect(page.body).toContain('2018年11月1日 起由 演示自治区工业和信息化部门');
});

test('pages, data and calendar of a programme are there in both languages', async () => {
  await app.as(OFFICE, 'POST', '/programmes', aProgramme());
  for (const lang of ['zh-CN', 'en']) {
    for (const path of [
      '',
      '/brands-2026',
      '/brands-2026/goals/T1',
      '/brands-2026/goals/Q1',
      '/brands-2026/goals/T1/statements',
    ]) {
      const page = await app.as('', 'GET', `/programmes${path}?lang=${lang}`, undefined, 'text/html');
      expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8']);
    }
  }
  const calendar = await app.as('', 'GET', '/programmes/brands-2026/deadlines.ics');
  expect(calendar.body).toContain('DTSTART;VALUE=DATE:20261231');
  expect(calendar.body.split('\r\n').every((line: string) => Buffer.byteLength(line) <= 75)).toBe(true);
  const csv = await app.as('', 'GET', '/programmes/brands-2026/progress.csv');
  expect(csv.body.trim().split('\r\n').length).toBe(4);
});
