import { inflateRawSync } from 'node:zlib';
import { textOfDocx } from '@pinxin/plantext/docx';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesIn, sheetsIn } from '../../../kernel/sheets/testing/read-workbook.ts';
import { openRegister, type Register } from '../../statements/testing/register.ts';
import { countAllNews } from '../count/count-statements.ts';
import { aProgramme, type ProgrammeApp, programmeApp } from '../testing/programme-app.ts';
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
