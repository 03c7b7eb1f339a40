import { inflateRawSync } from 'node:zlib';
import { textOfDocx } from '@pinxin/plantext/docx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesIn, sheetsIn } from '../../../kernel/sheets/testing/read-workbook.ts';
import { openRegister, type Register } from '../../statements/testing/register.ts';
import { countAllNews } from '../count/count-statements.ts';
import { aProgramme, type ProgrammeApp, programmeApp } from '../testing/programme-app.ts';
import { drawnCurve } from './drawn-curve.ts';
import { matrixOf, periodOf } from './report-model.ts';

let register: Register;
let app: ProgrammeApp;
beforeEach(async () => {
  register = await openRegister();
  app = await programmeApp(register);
  await register.grant({ kind: 'certification' });
  for (let index = 0; index < 3; index++) await register.issue({ scheme: 'green-food' });
  await countAllNews(register.ctx);
  await app.as('lab:programmeOfficer', 'POST', '/programmes', aProgramme());
});
afterEach(async () => {
  await app.close();
  await register.close();
});

const REPORT = '/programmes/brands-2026/report';

test('a quarter ends on its last day, a running one today', () => {
  expect(periodOf({ quarter: '2026Q2' }, '2026-07-18')).toEqual({
    kind: 'quarter',
    label: '2026Q2',
    on: '2026-06-30',
  });
  expect(periodOf({ quarter: '2026Q3' }, '2026-07-18').on).toBe('2026-07-18');
  expect(periodOf({ year: '2025' }, '2026-07-18')).toEqual({ kind: 'year', label: '2025', on: '2025-12-31' });
  expect(periodOf({ quarter: '2026Q9', on: '2026-02-30' }, '2026-07-18')).toEqual({
    kind: 'day',
    label: '2026-07-18',
    on: '2026-07-18',
  });
});

test('the Word document says what the page says, and carries a chart', async () => {
  const answer = await app.as('', 'GET', `${REPORT}.docx?quarter=2026Q3`);
  const read = textOfDocx(answer.bytes, packed => inflateRawSync(packed));
  expect(read.ok && read.text).toContain('绿色食品');
  expect(read.ok && read.text).toContain('2026Q3季度进度报告');
  expect(answer.bytes.includes('word/charts/chart1.xml')).toBe(true);
});

test('the workbook has numbers as numbers, and a sheet for the matrix of authorities and tasks', async () => {
  const answer = await app.as('', 'GET', `${REPORT}.xlsx?year=2026`);
  expect(answer.type).toContain('spreadsheetml');
  expect(answer.bytes.includes('xl/charts/chart1.xml')).toBe(true);
  expect(filesIn(answer.bytes).get('xl/worksheets/sheet1.xml')).toContain('<c r="C2"><v>3</v></c>');
  expect(JSON.stringify(sheetsIn(answer.bytes))).toContain('县农业局');
});

test('the PDF is one, and the same facts give the same bytes', async () => {
  const first = await app.as('', 'GET', `${REPORT}.pdf?quarter=2026Q3`);
  expect([first.status, first.type, first.bytes.subarray(0, 5).toString()]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);
  expect((await app.as('', 'GET', `${REPORT}.pdf?quarter=2026Q3`)).bytes.equals(first.bytes)).toBe(true);
});

test('the page of a report stands in both languages; an unknown programme is refused', async () => {
  for (const lang of ['zh-CN', 'en']) {
    const page = await app.as('', 'GET', `${REPORT}?quarter=2026Q3&lang=${lang}`, undefined, 'text/html');
    expect(page.status).toBe(200);
  }
  expect((await app.as('', 'GET', '/programmes/none/report.pdf')).body.code).toBe('programmeUnknown');
});

test('the matrix marks who leads, who supports, and who does both', () => {
  const authority = (named: string) => ({ named });
  const task = { number: '1', lead: [authority('甲')], supporting: [authority('甲'), authority('乙')] };
  expect(matrixOf({ tasks: [task] as never }).rows).toEqual([
    { authority: '甲', marks: ['both'] },
    { authority: '乙', marks: ['supporting'] },
  ]);
});

test('the curve of the goals is in every form, with the table from which it is drawn', async () => {
  const docx = filesIn((await app.as('', 'GET', `${REPORT}.docx?quarter=2026Q3`)).bytes);
  const drawn = docx.get('word/charts/chart2.xml')!;
  expect(drawn).toContain('<c:lineChart>');
  expect(docx.get('word/document.xml')).toContain('r:id="rId3"');
  const { bytes } = await app.as('', 'GET', `${REPORT}.xlsx?quarter=2026Q3`);
  const book = filesIn(bytes);
  expect(book.get('xl/charts/chart2.xml')).toContain("<c:f>'各月完成目标值的百分比'!$B$2:$B$8</c:f>");
  expect(book.get('xl/worksheets/_rels/sheet2.xml.rels')).toContain('drawing2.xml');
  // Three certificates of two since July; none before.
  expect(book.get('xl/worksheets/sheet2.xml')).toContain('<c r="B8"><v>150</v></c>');
  expect(book.get('xl/worksheets/sheet2.xml')).toContain('<c r="B2"><v>0</v></c>');
  const page = await app.as('', 'GET', `${REPORT}?quarter=2026Q3&lang=en`, undefined, 'text/html');
  expect(page.body).toContain('Per cent of the target by month');
});

test('lines run from the left edge to the right, the target within, and break where nothing is known', () => {
  const { ticks, lines } = drawnCurve({
    ...{ title: '', days: ['2026-01-31', '2026-02-28', '2026-03-31'] },
    lines: [
      { name: 'a', values: [0, 75, 150] },
      { name: 'b', values: [null, 10, 20] },
    ],
  });
  expect(ticks.map(({ label, at }) => [label, at])).toEqual([
    ['0 %', 100],
    ['100 %', 33.33],
    ['150 %', 0],
  ]);
  expect(lines.map(({ parts }) => parts)).toEqual([
    [
      [0, 100, 50, 50],
      [50, 50, 100, 0],
    ],
    [[50, 93.33, 100, 86.67]],
  ]);
});
