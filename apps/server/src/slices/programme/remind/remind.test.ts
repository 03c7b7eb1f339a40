import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMailer } from '../../../kernel/mail.ts';
import { sendTold, TOLD_TASK, type ToldJob } from '../../accounts/api.ts';
import { noticesOf } from '../../accounts/notices/notice-views.ts';
import { type SmallMailServer, smallMailServer } from '../../accounts/testing/small-mail-server.ts';
import { openRegister, type Register } from '../../statements/testing/register.ts';
import { REMIND_TASK, remindRound } from '../round/open-round.ts';
import {
  remindSupervision,
  SUPERVISION_TASK,
  type SupervisionReminder,
} from '../supervision/remind-supervision.ts';
import { aProgramme, type ProgrammeApp, programmeApp } from '../testing/programme-app.ts';

const OFFICE = 'lab:programmeOfficer';
const SUPPORTER = 'county:reviewer';

let register: Register;
let app: ProgrammeApp;
let mail: SmallMailServer;
beforeAll(async () => {
  mail = await smallMailServer();
  register = await openRegister();
  app = await programmeApp(register);
  await app.as(OFFICE, 'POST', '/programmes', aProgramme());
  for (const [name, party, role, ends] of [
    ['reports', 'county', 'reviewer', null],
    ['leads', 'centre', 'decider', null],
    ['reads', 'county', 'auditor', null],
    ['left', 'county', 'reviewer', '2026-01-31'],
    ['elsewhere', 'rival', 'reviewer', null],
  ] as const)
    await account(name, party, role, ends);
});
afterAll(async () => {
  await app.close();
  await register.close();
  await mail.close();
});

async function account(name: string, party: string, role: string, ends: string | null): Promise<void> {
  const { pool } = register.database;
  const { rows } = await pool.query<{ id: number }>(
    `insert into account (public_id, login, name, created_at) values ('acc_' || $1, $1, $1, now()) returning id`,
    [name],
  );
  const account = rows[0]!.id;
  const address = Buffer.from(`${name}@example.cn`);
  const sealed = Buffer.from(register.ctx.secrets.seal(address, `notice address of account ${account}`));
  await pool.query(
    `update account set notice_address = $2, notice_confirmed_at = case when name = 'leads' then null else now() end where id = $1`,
    [account, sealed],
  );
  await pool.query(
    `insert into membership (public_id, account, party, role, basis, valid_from, valid_to, granted_by, granted_at)
     select 'mbr_' || $1, $2, id, $3, 'office', '2026-01-01', $4, 'test', now() from party where public_id = 'pty_' || $5`,
    [name, account, role, ends, party],
  );
}

interface Job<Payload> {
  readonly payload: Payload;
  readonly runAt: Date;
}

const jobs = async <Payload>(task: string) =>
  (
    await register.database.pool.query<Job<Payload>>(
      `select j.payload, j.run_at as "runAt" from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1 order by j.run_at, j.id`,
      [task],
    )
  ).rows;
const told = async (name: string) =>
  (await noticesOf(register.database, `acc_${name}`)).map(({ kind, path }) => `${kind} ${path}`);
const sendAll = async () => {
  for (const { payload } of await jobs<ToldJob>(TOLD_TASK))
    await sendTold(register.ctx, openMailer(mail.url, 'pinxin@example.cn'), payload);
};

test('who reports for an authority hears of a round that ends and has ended, once each; who need not, hears nothing', async () => {
  await app.as(OFFICE, 'POST', '/programmes/brands-2026/rounds', { quarter: '2026Q3', dueOn: '2026-07-25' });
  const queued = await jobs<{ round: string; kind: 'near' | 'past' }>(REMIND_TASK);
  expect(queued.map(({ runAt }) => runAt.toISOString())).toEqual([
    '2026-07-22T01:00:00.000Z',
    '2026-07-26T01:00:00.000Z',
  ]);
  for (const { payload, runAt } of queued) {
    register.clock.advance(runAt.getTime() - register.clock.now().getTime());
    await remindRound(register.ctx, payload);
    await remindRound(register.ctx, payload);
  }
  const both = ['past', 'near'].map(when => `programme-report-${when} /console/task-reports`);
  expect([await told('reports'), await told('leads')]).toEqual([both, both]);
  expect([await told('reads'), await told('left'), await told('elsewhere')]).toEqual([[], [], []]);
  const { rows } = await register.database.pool.query(
    `select kind, facts ->> 'people' as people from journal where kind like 'programme-report-%' order by seq`,
  );
  expect(rows.map(({ kind, people }) => `${kind} ${people}`)).toEqual([
    'programme-report-near 2',
    'programme-report-past 2',
  ]);
});

test('mail of it goes to a confirmed address only, and tells what is due where', async () => {
  await sendAll();
  expect(mail.received.map(({ to }) => to)).toEqual([['reports@example.cn'], ['reports@example.cn']]);
  const text = Buffer.from(
    mail.received[0]!.data.split('\r\n\r\n').slice(1).join('').replace(/\s/g, ''),
    'base64',
  );
  const plain = `${text.toString('utf8')}${mail.received[0]!.data}`;
  expect(plain).toContain('/console/task-reports');
});

test('an authority hears of both days of a supervision item while it owes what they ask, and of nothing afterwards', async () => {
  const opened = await app.as(OFFICE, 'POST', '/supervisions', {
    ...{ request: 'spv-remind', programme: 'brands-2026', task: '3.1', party: 'pty_county' },
    ...{ subject: '基地', basis: '政府督查工作条例', signBy: '2026-08-05', dueOn: '2026-08-20' },
  });
  const queued = await jobs<SupervisionReminder>(SUPERVISION_TASK);
  expect(queued.map(({ payload: { deadline, when } }) => `${deadline} ${when}`)).toEqual([
    'sign near',
    'sign past',
    'due near',
    'due past',
  ]);
  const run = async (index: number) => {
    const { payload, runAt } = queued[index]!;
    register.clock.advance(runAt.getTime() - register.clock.now().getTime());
    await remindSupervision(register.ctx, payload);
    await remindSupervision(register.ctx, payload);
  };
  const step = (revision: number, action: string, text?: string) =>
    app.as(SUPPORTER, 'POST', `/supervisions/${opened.body.id}/steps`, {
      ...{ action, revision },
      ...(text === undefined ? {} : { text }),
    });
  await run(0);
  expect((await step(1, 'acknowledge')).status).toBe(200);
  await run(1);
  await run(2);
  expect((await step(2, 'report', '已完成')).status).toBe(200);
  await run(3);
  const heard = (await told('reports')).filter(line => line.startsWith('supervision'));
  expect(heard).toEqual([
    'supervision-due-near /console/supervisions',
    'supervision-sign-near /console/supervisions',
  ]);
  expect((await told('leads')).some(line => line.startsWith('supervision'))).toBe(false);
});
