import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificateFonts } from '../../schemes/api.ts';
import { openRegister, type Register } from '../../statements/testing/register.ts';
import { packed } from '../report/package.ts';
import { type ProgrammeApp, programmeApp } from '../testing/programme-app.ts';

let register: Register;
let app: ProgrammeApp;
beforeAll(async () => {
  register = await openRegister();
  app = await programmeApp(register);
});
afterAll(async () => {
  await app.close();
  await register.close();
});

const PLAN = [
  '一、主要目标',
  '到2027年底，全市建成示范茶园不少于50个，区域品牌超过3个，品牌影响力明显增强。',
  '二、重点任务',
  '（一）建立追溯平台。建设茶叶追溯平台。（牵头部门：centre（演示），配合部门：市财政局）',
  '（二）打造品牌。制定品牌目录。（牵头部门：市商务局，配合部门：市财政局、商务局）',
];

async function read(bytes: Buffer | string) {
  const response = await app.app.inject({
    ...{ method: 'POST', url: '/plan-readings', payload: Buffer.from(bytes) },
    headers: { authorization: 'Bearer centre:programmeOfficer', 'content-type': 'application/octet-stream' },
  });
  return { status: response.statusCode, body: response.json() };
}

test('a pasted plan becomes a draft that can be taken over as it is', async () => {
  const { status, body } = await read(PLAN.join('\n'));
  expect(status).toBe(200);
  expect(body.draft.goals.map(({ number, target }: Record<string, string>) => [number, target])).toEqual([
    ['T1', '50'],
    ['T2', '3'],
    ['Q1', undefined],
  ]);
  expect(body.draft.tasks[0]).toMatchObject({ dueOn: '2027-12-31', line: 4 });
  expect(body.draft.tasks[1].supporting.map(({ named }: { named: string }) => named)).toEqual([
    '市财政局',
    '市商务局',
  ]);
  expect(body.findings.map(({ code }: { code: string }) => code)).toContain('leadAlsoSupports');
  const taken = await app.as('centre:programmeOfficer', 'POST', '/programmes', body.draft);
  expect(taken.status).toBe(201);
});

test('a Word document and a PDF with text are read as well', async () => {
  const paragraphs = PLAN.map(line => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('');
  const docx = await packed([
    ['word/document.xml', `<w:document xmlns:w="x"><w:body>${paragraphs}</w:body></w:document>`],
  ]);
  expect((await read(docx)).body.draft.goals.length).toBe(3);
  const { files, family } = certificateFonts();
  const typst = NodeCompiler.create({ fontArgs: [{ fontBlobs: [...files] }] });
  const pdf = typst.pdf({
    mainFileContent: `#set text(font: "${family}")\n${PLAN.map(line => `#par[#"${line}"]`).join('\n')}`,
  });
  const { status, body } = await read(pdf);
  expect(status).toBe(200);
  expect(body.draft.goals[0].target).toBe('50');
  const scanned = typst.pdf({ mainFileContent: '#rect(width: 100%, height: 50%)\n#pagebreak()\n#circle()' });
  expect((await read(scanned)).body.code).toBe('planScanned');
});

test('what cannot be read is refused plainly: too large, broken, nothing in it', async () => {
  const codes = [];
  for (const bytes of [
    Buffer.alloc(50 * 2 ** 20, 0x61),
    Buffer.from('%PDF-1.7 broken'),
    Buffer.from('PK\u0003\u0004 broken'),
    ' \n ',
    Buffer.from([0xff, 0x00, 0x81, 0x20]),
  ]) {
    codes.push((await read(bytes)).body.code);
  }
  expect(codes).toEqual(['planTooLarge', 'planUnreadable', 'planUnreadable', 'planEmpty', 'planUnreadable']);
});

test('half a plan, a plan in another language and contradictory deadlines are said, and nothing is lost', async () => {
  const half = await read(PLAN.slice(3).join('\n').replace('（一）', '（三）'));
  expect(half.body.draft.tasks.length).toBe(2);
  expect(half.body.findings.length).toBeGreaterThan(0);
  const other = await read(
    '1. Aims\nBy 2027 build fifty demonstration gardens.\n2. Tasks\nBuild a platform.',
  );
  expect(other.body.findings.map(({ code }: { code: string }) => code)).toContain('notChinese');
  const twice = await read(
    '一、主要目标\n到2026年底，建成示范茶园50个。到2028年底，建成示范茶园50个。\n二、重点任务\n（一）建园。（市农业局牵头）',
  );
  expect(twice.body.findings.map(({ code }: { code: string }) => code)).toContain('contradictoryDeadlines');
  expect(other.body.text).toContain('fifty');
});
