import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvRows } from '../../../kernel/sheets/csv-reader.ts';
import { workbook } from '../../../kernel/sheets/workbook.ts';
import { registerPartyRoutes } from '../routes.ts';
import { aUscc, withWrongCheck } from '../testing/a-uscc.ts';
import { type RegisterApp, registerApp } from '../testing/register-app.ts';
import { divisionNames } from './division-names.ts';
import { IMPORT_LIMITS } from './imports.ts';
import { readImport } from './read-import.ts';
import { writeImport } from './write-import.ts';

const DIVISIONS = divisionNames([
  { code: '640500', nameZh: '中卫市', nameEn: 'Zhongwei', parent: undefined },
  { code: '640521', nameZh: '中宁县', nameEn: 'Zhongning', parent: '640500' },
  { code: '640522', nameZh: '海原县', nameEn: 'Haiyuan', parent: '640500' },
]);
const IMPORTS = { divisions: DIVISIONS, limits: { ...IMPORT_LIMITS, rows: 60, batch: 7 } };

interface Preview {
  readonly id: string;
  readonly state: string;
  readonly unknownColumns: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly problems: readonly {
    readonly line: number;
    readonly outcome: string;
    readonly problems: readonly {
      readonly column?: string;
      readonly code: string;
      readonly about?: string;
    }[];
  }[];
  readonly problem?: { readonly code: string };
}

describe('an import of parties', () => {
  let t: RegisterApp;
  let registrar: ReturnType<RegisterApp['person']>;

  beforeAll(async () => {
    t = await registerApp((app, ctx) => registerPartyRoutes(app, ctx, IMPORTS));
    registrar = t.person('registrar', { party: 1, area: '6405' });
  });
  afterAll(async () => await t.close());

  const upload = async (payload: string | Buffer, caller = registrar, query = '') => {
    const headers = { 'content-type': 'application/octet-stream' };
    const reply = await t.send(caller, 'POST', `/imports/parties${query}`, { payload, headers });
    return { status: reply.statusCode, body: reply.json() as { id: string; code?: string } };
  };
  const preview = async (payload: string | Buffer, query = ''): Promise<Preview> => {
    const { status, body } = await upload(payload, registrar, query);
    expect([200, 202]).toContain(status);
    const { rows } = await t.database.pool.query(
      `select payload from graphile_worker._private_jobs where payload->>'id' = $1`,
      [body.id],
    );
    await readImport({ ctx: t.ctx, ...IMPORTS }, body.id, rows[0]?.payload.kind);
    return await read(body.id);
  };
  const read = async (id: string): Promise<Preview> =>
    (await t.send(registrar, 'GET', `/imports/${id}`)).json() as Preview;
  const confirm = async (id: string): Promise<Preview> => {
    expect((await t.send(registrar, 'POST', `/imports/${id}/confirm`)).statusCode).toBe(202);
    await writeImport({ ctx: t.ctx, ...IMPORTS }, id);
    return await read(id);
  };
  const parties = async (): Promise<number> =>
    (await t.database.pool.query('select count(*) as n from party')).rows[0].n;

  it('shows every bad row with line and column, takes the good ones, and changes nothing the second time', async () => {
    const file = [
      '主体名录（2026）',
      '名称*,统一社会信用代码,主体类别,行政区划,联系电话,开户行',
      `红果合作社（演示）,${aUscc(1)},合作社,中宁县,0955-0000001,某行`,
      `,${aUscc(2)},企业,640521,,`,
      `校验位错（演示）,${withWrongCheck(aUscc(3))},企业,640521,,`,
      `${'长'.repeat(201)},123,火星企业,火星,,`,
      `重复（演示）,${aUscc(1)},企业,640521,,`,
      '',
      '张三,,农户,中卫市海原县,,',
      `银川的公司（演示）,${aUscc(4, '640104')},企业,640104,,`,
      `好公司（演示）,"${aUscc(5)}",enterprise,640522,0955-0000002,`,
    ].join('\r\n');
    const before = await parties();
    const shown = await preview(file);
    expect(shown.state).toBe('ready');
    expect(shown.unknownColumns).toEqual(['开户行']);
    expect(shown.counts).toMatchObject({ new: 3, change: 0, same: 0, error: 5 });
    const said = shown.problems.flatMap(row =>
      row.problems.map(problem =>
        `${row.line}${problem.column} ${problem.code} ${problem.about ?? ''}`.trim(),
      ),
    );
    expect(said).toEqual([
      '4A nameMissing',
      `5B usccCheckWrong ${withWrongCheck(aUscc(3))}`,
      '6A tooLong 长长长长长长长长长长长长长长长长长长长长',
      '6B usccWrong 123',
      '6C kindUnknown 火星企业',
      '6D divisionUnknown 火星',
      '7B repeated 3',
      '10D outsideArea 640104',
    ]);
    expect(await parties()).toBe(before);
    const done = await confirm(shown.id);
    expect([done.state, done.counts.written]).toEqual(['done', 3]);
    expect(await parties()).toBe(before + 3);
    const again = await preview(file);
    expect(again.id).not.toBe(shown.id);
    expect(again.counts).toMatchObject({ new: 0, change: 0, same: 3, error: 5 });
    await confirm(again.id);
    expect(await parties()).toBe(before + 3);
    const { rows } = await t.database.pool.query(
      `select count(*) as n from party_version v join party p on p.id = v.party where v.cause = 'imported'`,
    );
    expect(rows[0].n).toBe(3);
  });

  it('updates what the file says and leaves the rest, with the import as the reason in the history', async () => {
    const shown = await preview(`name,uscc,phone\n红果合作社（演示）,${aUscc(1)},0955-0000009`);
    expect(shown.counts).toMatchObject({ new: 0, change: 1 });
    await confirm(shown.id);
    const party = (await t.send(registrar, 'GET', `/parties/${aUscc(1)}`)).json();
    expect(party).toMatchObject({
      phone: '0955-0000009',
      division: '640521',
      kind: 'cooperative',
      version: 2,
    });
    const history = (await t.send(registrar, 'GET', `/parties/${party.id}/history`)).json().items;
    expect(history.at(-1)).toMatchObject({ cause: 'imported', reason: shown.id, changed: ['phone'] });
    expect(history.at(-1).actor).toBe(registrar.publicId);
  });

  it('keeps leading zeros, and flags what a spreadsheet took for a number', async () => {
    const header = ['名称', '统一社会信用代码', '类别', '区划', '电话', '厂商识别代码'];
    const row = ['零号（演示）', aUscc(10), '企业', '640521', '0951', '0069012'];
    const titles = ['名称', '统一社会信用代码', '类别', '行政区划', '电话', '厂商识别代码'];
    expect(header.length).toBe(row.length);
    const rows = async function* () {
      yield [row];
    };
    const bytes = await buffer(
      workbook(
        titles.map(title => ({ title })),
        rows(),
        { placed: true },
      ),
    );
    const shown = await preview(bytes);
    expect(shown.counts).toMatchObject({ new: 1, error: 0 });
    await confirm(shown.id);
    const party = (await t.send(registrar, 'GET', `/parties/${aUscc(10)}`)).json();
    expect(party).toMatchObject({ phone: '0951', gs1Prefixes: ['0069012'] });
    const scientific = await preview(
      `名称,统一社会信用代码,类别,行政区划\n坏码（演示）,9.16405E+17,企业,640521`,
    );
    expect(scientific.problems[0]?.problems).toMatchObject(
      [{ column: 'B', code: 'usccNumber' }, {}].slice(0, 1),
    );
  });

  it('says when a party of nearly the same name is there, and takes the row all the same', async () => {
    const shown = await preview(
      `名称,统一社会信用代码,类别,行政区划\n好（演示）有限责任公司,${aUscc(11)},企业,640522\n好公司（演示）,${aUscc(12)},企业,640522`,
    );
    expect(shown.counts).toMatchObject({ new: 2, error: 0, noted: 1 });
    expect(shown.problems[0]).toMatchObject({
      line: 3,
      problems: [{ column: 'A', code: 'sameNameRegistered' }],
    });
  });

  it('refuses files that it cannot read, with the reason', async () => {
    const reason = async (file: string | Buffer) => (await preview(file)).problem?.code;
    expect(await reason('只有一列\n甲')).toBe('noHeader');
    expect(await reason('名称,代码二\n'.repeat(12))).toBe('noHeader');
    expect(await reason('名称,电话\n\n')).toBe('noRows');
    expect(await reason(`名称,电话\n${'甲,1\n'.repeat(61)}`)).toBe('tooManyRows');
    expect(await reason(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]))).toBe('oldExcel');
    const empty = await upload('');
    expect(empty.status).toBe(400);
  });

  it('is for registrars: a party may not change itself by way of a file', async () => {
    const { rows } = await t.database.pool.query('select id from party where uscc = $1', [aUscc(1)]);
    const manager = t.person('enterpriseManager', { party: rows[0].id });
    expect((await upload('名称,电话\n甲,1', manager)).body.code).toBe('registrarOnly');
    const clerk = t.person('enterpriseClerk', { party: rows[0].id });
    expect((await upload('名称,电话\n甲,1', clerk)).status).toBe(403);
    const shown = await preview(`名称,统一社会信用代码\n红果合作社（演示）,${aUscc(1)}`);
    const other = t.person('registrar', { party: 1 });
    expect((await t.send(other, 'GET', `/imports/${shown.id}`)).statusCode).toBe(404);
    expect((await t.send(other, 'POST', `/imports/${shown.id}/confirm`)).statusCode).toBe(404);
  });

  it('gives one import for one file that is sent twice, and none after it was cancelled', async () => {
    const file = `名称,统一社会信用代码,类别,行政区划\n取消（演示）,${aUscc(20)},企业,640521`;
    const first = await upload(file);
    const second = await upload(file);
    expect([first.status, second.status, second.body.id]).toEqual([202, 200, first.body.id]);
    await readImport({ ctx: t.ctx, ...IMPORTS }, first.body.id);
    const before = await parties();
    expect((await t.send(registrar, 'POST', `/imports/${first.body.id}/cancel`)).json().state).toBe(
      'cancelled',
    );
    expect((await t.send(registrar, 'POST', `/imports/${first.body.id}/confirm`)).json().code).toBe(
      'importEnded',
    );
    await writeImport({ ctx: t.ctx, ...IMPORTS }, first.body.id);
    expect(await parties()).toBe(before);
  });

  it('leaves out what changed hands between preview and confirmation', async () => {
    const shown = await preview(`名称,统一社会信用代码,类别,行政区划\n迟到（演示）,${aUscc(21)},企业,640521`);
    await t.send('operator', 'PUT', `/parties/${aUscc(21)}`, {
      payload: { kind: 'enterprise', nameZh: '早到（演示）' },
    });
    await t.database.pool.query('update party set merged_into = 1 where uscc = $1', [aUscc(21)]);
    const done = await confirm(shown.id);
    expect(done.counts).toMatchObject({ written: 0, error: 1 });
    expect(done.problems[0]?.problems[0]?.code).toBe('changedMeanwhile');
    await t.database.pool.query('update party set merged_into = null where uscc = $1', [aUscc(21)]);
  });

  it('reports every line with what became of it, as a sheet that can be read again', async () => {
    const shown = await preview(
      `名称,统一社会信用代码,类别,行政区划\n=1+1（演示）,${aUscc(30)},企业,640521\n,,,`.concat(
        `\n无码,,企业,`,
      ),
    );
    await confirm(shown.id);
    const report = await t.send(registrar, 'GET', `/imports/${shown.id}/report.csv`);
    const lines = [...csvRows(report.body.replace(/^\uFEFF/, ''))].map(row => row.cells.slice(0, 4));
    expect(lines).toEqual([
      ['行', '结果', '名称', '统一社会信用代码'],
      ['2', '新登记', "'=1+1（演示）", aUscc(30)],
      ['4', '未导入', '无码', null],
    ]);
    expect(
      (await t.send(registrar, 'GET', `/imports/${shown.id}/report.xlsx`)).rawPayload.subarray(0, 2),
    ).toEqual(Buffer.from('PK'));
  });

  it('reads its own template', async () => {
    const reply = await t.send(registrar, 'GET', '/imports/parties/template.xlsx');
    expect((await preview(reply.rawPayload)).problem?.code).toBe('noRows');
  });
});
