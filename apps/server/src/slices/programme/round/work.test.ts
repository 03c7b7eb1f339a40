import { afterEach, beforeEach, expect, test } from 'vitest';
import { issuedId, openRegister, type Register } from '../../statements/testing/register.ts';
import { aProgramme, type ProgrammeApp, programmeApp } from '../testing/programme-app.ts';
import { remindRound } from './open-round.ts';

let register: Register;
let app: ProgrammeApp;
beforeEach(async () => {
  register = await openRegister();
  app = await programmeApp(register);
  await app.as(OFFICE, 'POST', '/programmes', aProgramme());
});
afterEach(async () => {
  await app.close();
  await register.close();
});

const OFFICE = 'lab:programmeOfficer';
const LEAD = 'centre:decider';
const SUPPORTER = 'county:reviewer';
const TASK = '/programmes/brands-2026/tasks/3.1';
const DAY = 86_400_000;

async function round(): Promise<Record<string, { id: string; revision: number }>> {
  const opened = await app.as(OFFICE, 'POST', '/programmes/brands-2026/rounds', {
    quarter: '2026Q3',
    dueOn: '2026-07-25',
  });
  expect([opened.status, opened.body.asked]).toEqual([201, 2]);
  const { body } = await app.as(OFFICE, 'GET', '/task-reports?quarter=2026Q3');
  return Object.fromEntries(body.items.map((item: { partyId: string }) => [item.partyId, item]));
}

const step = (who: string, id: string, revision: number, more: object) =>
  app.as(who, 'POST', `/task-reports/${id}/steps`, { revision, ...more });

test('a quarter: each authority reports its part, the lead signs the supporting one, the office the lead', async () => {
  const { pty_centre: lead, pty_county: supporter } = await round();
  expect((await step(SUPPORTER, lead!.id, 1, { action: 'submit', progress: '代报' })).body.code).toBe(
    'notYours',
  );
  expect((await step(LEAD, lead!.id, 1, { action: 'submit' })).body.code).toBe('textMissing');
  expect((await step(LEAD, lead!.id, 1, { action: 'submit', progress: '完成规划' })).body).toEqual({
    state: 'submitted',
    revision: 2,
  });
  expect((await step(OFFICE, lead!.id, 2, { action: 'signOff' })).body.code).toBe('supportersMissing');
  await step(SUPPORTER, supporter!.id, 1, { action: 'submit', progress: '建成基地两处', difficulty: '资金' });
  const toSign = async (who: string) =>
    (await app.as(who, 'GET', '/task-reports?toSign=true')).body.items.map(({ id }: { id: string }) => id);
  expect(await Promise.all([LEAD, SUPPORTER, 'county:decider', 'rival:decider'].map(toSign))).toEqual([
    ...[[supporter!.id], [], [], []],
  ]);
  expect((await step(LEAD, supporter!.id, 2, { action: 'return' })).body.code).toBe('opinionMissing');
  await step(LEAD, supporter!.id, 2, { action: 'return', opinion: '请写明面积' });
  expect((await step(SUPPORTER, supporter!.id, 2, { action: 'submit', progress: 'x' })).body.code).toBe(
    'revisionStale',
  );
  await step(SUPPORTER, supporter!.id, 3, { action: 'submit', progress: '建成基地两处，共 300 亩' });
  expect((await step(LEAD, supporter!.id, 4, { action: 'signOff' })).body.state).toBe('signedOff');
  expect((await step(LEAD, lead!.id, 2, { action: 'signOff' })).body.code).toBe('notYours');
  expect((await step(OFFICE, lead!.id, 2, { action: 'signOff' })).body.state).toBe('signedOff');
  const { body } = await app.as(OFFICE, 'GET', TASK);
  expect(body.detail.reports.map(({ state }: { state: string }) => state)).toEqual([
    'signedOff',
    'signedOff',
  ]);
});

test('a round opened again is the same; who is behind is told, since when and why', async () => {
  await round();
  const path = '/programmes/brands-2026/rounds';
  expect((await app.as(OFFICE, 'POST', path, { quarter: '2026Q3', dueOn: '2026-07-25' })).body.repeated).toBe(
    true,
  );
  expect((await app.as(OFFICE, 'POST', path, { quarter: '2026Q3', dueOn: '2026-07-26' })).body.code).toBe(
    'roundOtherwise',
  );
  register.clock.advance(10 * DAY);
  const { body } = await app.as('', 'GET', '/programmes/brands-2026');
  expect(body.tasks[0]).toMatchObject({ status: 'behind', since: '2026-07-26', reason: 'reportMissing' });
  expect(body.tasks[0].owed.length).toBe(2);
  const late = await app.as(SUPPORTER, 'GET', '/task-reports?mine=true');
  expect(
    late.body.items.map(({ partyId, daysLate }: Record<string, unknown>) => [partyId, daysLate]),
  ).toEqual([['pty_county', 3]]);
});

test('who owes a report is reminded near its deadline and after it; who handed in is not', async () => {
  const { pty_county: supporter } = await round();
  await step(SUPPORTER, supporter!.id, 1, { action: 'submit', progress: '完成' });
  const { rows } = await register.database.pool.query<{ id: string }>(
    'select public_id as id from programme_round',
  );
  await remindRound(register.ctx, { round: rows[0]!.id, kind: 'past' });
  const told = await register.database.pool.query(
    `select kind, facts from journal where kind like 'programme-report%'`,
  );
  expect(told.rows).toEqual([
    {
      kind: 'programme-report-past',
      facts: { round: rows[0]!.id, parties: [register.party.centre], people: 0 },
    },
  ]);
  const jobs = await register.database.pool.query('select count(*)::int as n from graphile_worker.jobs');
  expect(jobs.rows[0].n).toBe(2);
});

test('a task is done when its lead says so and the office signs it off; it may be returned and opened again', async () => {
  const act = (who: string, revision: number, more: object) =>
    app.as(who, 'POST', `${TASK}/steps`, { revision, ...more });
  expect((await act(SUPPORTER, 1, { action: 'reportCompletion' })).body.code).toBe('notYours');
  await act(LEAD, 1, { action: 'reportCompletion' });
  expect((await act(OFFICE, 2, { action: 'return' })).body.code).toBe('opinionMissing');
  await act(OFFICE, 2, { action: 'return', opinion: '缺材料' });
  await act(LEAD, 3, { action: 'reportCompletion' });
  expect((await act(OFFICE, 4, { action: 'signOff', completedOn: '2027-01-01' })).body.code).toBe('dayAhead');
  expect((await act(OFFICE, 4, { action: 'signOff', completedOn: '2026-06-30' })).body.state).toBe(
    'completed',
  );
  const { body } = await app.as('', 'GET', '/programmes/brands-2026');
  expect(body.tasks[0]).toMatchObject({ status: 'done', since: '2026-06-30' });
  expect((await act(OFFICE, 5, { action: 'reopen', opinion: '复查' })).body.state).toBe('running');
});

test('milestones, evidence and money are added by the authorities of a task and by nobody else', async () => {
  await register.grant({ kind: 'certification' });
  const statement = issuedId(await register.issue());
  const evidence = { kind: 'statement', reference: statement, words: '证书' };
  expect((await app.as(SUPPORTER, 'POST', `${TASK}/evidence`, evidence)).body).toEqual({ repeated: false });
  expect((await app.as(SUPPORTER, 'POST', `${TASK}/evidence`, evidence)).body).toEqual({ repeated: true });
  expect(
    (await app.as(SUPPORTER, 'POST', `${TASK}/evidence`, { ...evidence, reference: 'stm_none' })).body.code,
  ).toBe('evidenceUnknown');
  expect(
    (await app.as('rival:auditor', 'POST', `${TASK}/evidence`, { ...evidence, kind: 'document' })).body.code,
  ).toBe('notYours');
  const money = {
    request: 'pay-1',
    kind: 'paid',
    amountFen: 1_250_000,
    day: '2026-06-01',
    words: '检测补助',
  };
  expect((await app.as(LEAD, 'POST', `${TASK}/funding`, money)).status).toBe(200);
  expect((await app.as(LEAD, 'POST', `${TASK}/funding`, money)).body.repeated).toBe(true);
  const { amountFen: _amount, ...without } = money;
  expect((await app.as(LEAD, 'POST', `${TASK}/funding`, { ...without, request: 'pay-2' })).body.code).toBe(
    'fundingWrong',
  );
  await app.as(OFFICE, 'POST', `${TASK}/milestones`, {
    request: 'm-01',
    words: '规划印发',
    dueOn: '2026-07-20',
  });
  register.clock.advance(5 * DAY);
  expect((await app.as('', 'GET', '/programmes/brands-2026')).body.tasks[0].reason).toBe('milestoneMissed');
  const { body } = await app.as(OFFICE, 'GET', TASK);
  expect([body.detail.evidence.length, body.detail.funding[0].amountFen]).toEqual([1, 1_250_000]);
  await app.as(LEAD, 'POST', `${TASK}/milestones/${body.milestones[0].id}/reached`, { day: '2026-07-19' });
  expect((await app.as('', 'GET', '/programmes/brands-2026')).body.tasks[0].status).toBe('onCourse');
});

test('a supervision item goes from opening to closing, with its deadlines', async () => {
  const item = {
    ...{
      request: 'spv-1',
      programme: 'brands-2026',
      task: '3.1',
      party: 'pty_county',
      subject: '基地建设滞后',
    },
    ...{ basis: '政府督查工作条例', signBy: '2026-07-20', dueOn: '2026-08-10' },
  };
  const opened = await app.as(OFFICE, 'POST', '/supervisions', item);
  expect(opened.status).toBe(201);
  expect((await app.as(OFFICE, 'POST', '/supervisions', item)).body).toEqual({
    ...opened.body,
    repeated: true,
  });
  expect(
    (await app.as(OFFICE, 'POST', '/supervisions', { ...item, request: 'spv-2', dueOn: '2026-07-19' })).body
      .code,
  ).toBe('datesReversed');
  const act = (who: string, revision: number, action: string, text?: string) =>
    app.as(who, 'POST', `/supervisions/${opened.body.id}/steps`, {
      revision,
      action,
      ...(text ? { text } : {}),
    });
  register.clock.advance(4 * DAY);
  expect((await app.as(OFFICE, 'GET', '/supervisions')).body.items[0]).toMatchObject({
    state: 'opened',
    daysLate: 2,
  });
  expect((await act(LEAD, 1, 'acknowledge')).body.code).toBe('notYours');
  expect((await act(SUPPORTER, 1, 'report', '早')).body.code).toBe('actionImpossible');
  await act(SUPPORTER, 1, 'acknowledge');
  await act(SUPPORTER, 2, 'report', '已开工');
  await act(OFFICE, 3, 'return', '请附照片');
  await act(SUPPORTER, 4, 'report', '已附');
  expect((await act(OFFICE, 5, 'verify')).body.code).toBe('textMissing');
  await act(OFFICE, 5, 'verify', '现场核查属实');
  expect((await act(OFFICE, 6, 'close')).body.state).toBe('closed');
  const [closed] = (await app.as(OFFICE, 'GET', '/supervisions?state=closed')).body.items;
  expect(closed.steps.map(({ to }: { to: string }) => to)).toEqual([
    'opened',
    'acknowledged',
    'reported',
    'returned',
    'reported',
    'verified',
    'closed',
  ]);
  await register.database.pool.query(`update party set name_en = 'County' where public_id = 'pty_county'`);
  const inLanguage = async (language: string) => {
    const headers = { authorization: `Bearer ${OFFICE}`, 'accept-language': language };
    return (await app.app.inject({ method: 'GET', url: '/supervisions', headers })).json().items[0].party;
  };
  expect([await inLanguage('en'), await inLanguage('zh-CN')]).toEqual(['County', closed.party]);
});

test('lists of what is owed go on behind the last row, whatever was opened meanwhile', async () => {
  const open = async (number: number, dueOn: string) =>
    (
      await app.as(OFFICE, 'POST', '/supervisions', {
        ...{ request: `spv-page-${number}`, programme: 'brands-2026', task: '3.1', party: 'pty_county' },
        ...{ subject: `事项 ${number}`, basis: '政府督查工作条例', signBy: '2026-07-20', dueOn },
      })
    ).body.id as string;
  const ids: string[] = [];
  for (const [index, day] of ['2026-08-03', '2026-08-01', '2026-08-02', '2026-08-01', '2026-08-04'].entries())
    ids.push(await open(index, day));
  const pageOf = async (after: string) =>
    (await app.as(OFFICE, 'GET', `/supervisions?limit=2${after && `&after=${after}`}`)).body;
  const first = await pageOf('');
  await open(9, '2026-07-31');
  const second = await pageOf(first.next);
  const third = await pageOf(second.next);
  const found = [first, second, third].flatMap(page => page.items.map(({ id }: { id: string }) => id));
  expect(found).toEqual([1, 3, 2, 0, 4].map(index => ids[index]));
  expect([first.total, third.total, third.next]).toEqual([5, 6, null]);
  for (const path of ['/supervisions', '/task-reports'])
    for (const after of ['nonsense', Buffer.from('["x",1]').toString('base64url')])
      expect((await app.as(OFFICE, 'GET', `${path}?after=${after}`)).body.code).toBe('pageWrong');
  const reports = await round();
  const one = (await app.as(OFFICE, 'GET', '/task-reports?limit=1')).body;
  const other = (await app.as(OFFICE, 'GET', `/task-reports?limit=1&after=${one.next}`)).body;
  expect([one.items[0].partyId, other.items[0].partyId].sort()).toEqual(Object.keys(reports).sort());
  expect(other.next).toBeNull();
});
