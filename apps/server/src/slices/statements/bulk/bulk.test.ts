import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonCaller } from '../../../http/caller.ts';
import { diskBlobs } from '../../../kernel/files/disk-blobs.ts';
import { type RegisterApp, registerApp } from '../../parties/testing/register-app.ts';
import { registerStatementRoutes } from '../routes.ts';
import { openRegister, type Register } from '../testing/register.ts';
import { workOffBulk } from './work-off-bulk.ts';

let a: RegisterApp;
let r: Register;
let officer: PersonCaller;
let stranger: PersonCaller;

beforeAll(async () => {
  a = await registerApp((app, ctx) => registerStatementRoutes(app, ctx, diskBlobs('/nonexistent')));
  r = await openRegister(a);
  await r.grant({ kind: 'certification' });
  const decider = (who: 'centre' | 'rival') => {
    const made = a.person('decider', { party: r.party[who] });
    return { ...made, memberships: made.memberships.map(one => ({ ...one, partyPublicId: `pty_${who}` })) };
  };
  [officer, stranger] = [decider('centre'), decider('rival')];
});
afterAll(() => a.close());

let requests = 0;
const COMMON = {
  ...{ kind: 'certification', about: 'party', name: '2026 年第二批', validFrom: '2026-07-01' },
  ...{ validTo: '2029-06-30', legalBasis: { 'zh-CN': '（演示）办法 第十条' } },
  content: { standard: 'NY/T 1051-2014', products: [{ name: '枸杞' }] },
};

const post = (path: string, payload?: object, caller = officer) =>
  a.send(caller, 'POST', path, payload === undefined ? {} : { payload });
const read = async (path: string) => (await a.send(officer, 'GET', path)).json();

async function opened(sheet: string, more: object = {}): Promise<string> {
  const made = await post('/statement-bulks', { ...COMMON, request: `request-${++requests}`, ...more });
  expect(made.statusCode, made.body).toBe(201);
  const { id } = made.json();
  const sent = await send(id, sheet);
  expect(sent.statusCode, sent.body).toBe(200);
  return id;
}

const send = (id: string, sheet: string, caller = officer) =>
  a.send(caller, 'PUT', `/statement-bulks/${id}/sheet`, {
    payload: sheet,
    headers: { 'content-type': 'text/csv' },
  });

const numbers = (from: number, count: number) =>
  ['对象,编号,等级', ...Array.from({ length: count }, (_, n) => `pty_coop,B-${from + n},A`)].join('\n');

const issued = async (number: string) =>
  (await a.database.pool.query('select 1 from statement where number = $1', [number])).rowCount;

describe('a thousand certificates', () => {
  it('are issued from a sheet in the background, each signed and logged, and the progress is told', async () => {
    const id = await opened(numbers(1, 120));
    expect(await read(`/statement-bulks/${id}`)).toMatchObject({
      ...{ state: 'ready', progress: { done: 0, total: 120 } },
    });
    expect((await post(`/statement-bulks/${id}/start`)).statusCode).toBe(202);
    expect(await read(`/statement-bulks/${id}`)).toMatchObject({ state: 'issuing' });
    await workOffBulk(a.ctx, id);
    expect(await read(`/statement-bulks/${id}`)).toMatchObject({
      ...{ state: 'done', progress: { done: 120, total: 120 }, counts: { issued: 120, refused: 0 } },
    });
    const { rows } = await a.database.pool.query(
      `select count(*)::int as n, count(c.id)::int as signed, count(l.id)::int as logged
       from statement_bulk_row r join statement_bulk b on b.id = r.bulk join statement s on s.public_id = r.result
       left join credential c on c.statement = s.id left join log_leaf l on l.record = s.public_id
       where b.public_id = $1`,
      [id],
    );
    expect(rows[0]).toEqual({ n: 120, signed: 120, logged: 120 });
    const first = (await read(`/statement-bulks/${id}/rows?limit=1`)).items[0];
    const said = await read(`/statements/${first.statement}`);
    expect(said).toMatchObject({ number: 'B-1', content: { grade: 'A', standard: 'NY/T 1051-2014' } });
  });

  it('are issued once, whatever is sent twice or was cut off', async () => {
    const id = await opened(numbers(201, 60));
    await post(`/statement-bulks/${id}/start`);
    expect((await post(`/statement-bulks/${id}/start`)).statusCode).toBe(202);
    // As after a crash between what was issued and the note of it: the rows say that they wait.
    await workOffBulk(a.ctx, id);
    await a.database.pool.query(`update statement_bulk set state = 'issuing' where public_id = $1`, [id]);
    await a.database.pool.query(
      `update statement_bulk_row set outcome = 'waiting', result = null
       where bulk = (select id from statement_bulk where public_id = $1)`,
      [id],
    );
    await Promise.all([workOffBulk(a.ctx, id), workOffBulk(a.ctx, id)]);
    expect(await read(`/statement-bulks/${id}`)).toMatchObject({ state: 'done', counts: { issued: 60 } });
    const { rows } = await a.database.pool.query(
      `select count(*)::int as n from statement where number like 'B-2%' and length(number) = 5`,
    );
    expect(rows[0]).toEqual({ n: 60 });
    const again = await post('/statement-bulks', { ...COMMON, request: `request-${requests}` });
    expect([again.statusCode, again.json()]).toEqual([200, { id }]);
    expect((await send(id, numbers(300, 1))).statusCode).toBe(409);
  });

  it('tell every row that is wrong with its line, before and while they are issued', async () => {
    const sheet = [
      ...['对象,编号,有效期至,说不清的列', 'pty_coop,B-401,,', 'pty_nobody,B-402,,', 'pty_coop,B-401,,'],
      ...['pty_coop,,2020-01-01,', '', 'pty_coop,B-403,2026-02-30,'],
    ].join('\n');
    const id = await opened(sheet);
    expect(await read(`/statement-bulks/${id}`)).toMatchObject({
      ...{ unknownColumns: ['说不清的列'], counts: { waiting: 1, wrong: 4 } },
    });
    // What became wrong after the look: the number is taken by another statement meanwhile.
    await r.issue({ number: 'B-401' });
    await post(`/statement-bulks/${id}/start`);
    await workOffBulk(a.ctx, id);
    const { items } = await read(`/statement-bulks/${id}/rows`);
    const found = items.map(
      (row: { line: number; outcome: string; problems: { at: string; code: string }[] }) => [
        ...[row.line, row.outcome],
        ...row.problems.map(({ at, code }) => `${at} ${code}`),
      ],
    );
    expect(found).toEqual([
      [2, 'refused', '/number numberTaken'],
      [3, 'wrong', '/subject subjectUnknown'],
      [4, 'wrong', '/number numberTaken'],
      [5, 'wrong', '/validTo datesReversed', '/number numberMissing'],
      [7, 'wrong', '/validTo dateUnknown'],
    ]);
    const { body } = await a.send(officer, 'GET', `/statement-bulks/${id}/report.csv`);
    expect(body.split('\r\n').filter(line => line !== '')).toHaveLength(6);
  });

  it('stop between two transactions; what was issued stays', async () => {
    const id = await opened(numbers(501, 3));
    expect((await post(`/statement-bulks/${id}/stop`)).json()).toMatchObject({ state: 'stopped' });
    expect((await post(`/statement-bulks/${id}/start`)).json().code).toBe('bulkMovedOn');
    await workOffBulk(a.ctx, id);
    expect(await issued('B-501')).toBe(0);
  });

  it('are no matter of others, and a sheet that is none is refused', async () => {
    const id = await opened(numbers(601, 1));
    for (const path of ['start', 'stop']) {
      expect((await post(`/statement-bulks/${id}/${path}`, undefined, stranger)).statusCode).toBe(404);
    }
    expect((await send(id, numbers(601, 1), stranger)).statusCode).toBe(404);
    expect((await a.send(stranger, 'GET', '/statement-bulks')).json().items).toEqual([]);
    expect((await send(id, 'a,b\n1,2')).json().code).toBe('sheetRefused');
    expect((await send(id, '对象,编号')).json().code).toBe('sheetRefused');
    const wrong = await post('/statement-bulks', { ...COMMON, request: 'request-x', issuer: 'pty_rival' });
    expect(wrong.statusCode).toBe(403);
    const template = await a.send(officer, 'GET', '/statement-bulks/template.xlsx?kind=certification');
    expect(template.statusCode).toBe(200);
  });
});
