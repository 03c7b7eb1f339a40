import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { planSuite } from './plan-suite.ts';

const TEXT =
  '一、主要目标\n到2027年，培育龙头企业15家。\n二、任务\n1．建平台。（市商务局牵头，财政局配合）\n';
const SECTION = { id: '1', marker: '一、', title: '主要目标', level: 1, line: 1 };
const TARGET = { section: '1', text: '培育龙头企业15家', number: 15, unit: '家', deadline: '2027-12-31' };
const TASK = {
  section: '2.1',
  responsibility_raw: '（市商务局牵头，财政局配合）',
  lead: ['市商务局'],
  cooperating: ['财政局'],
  cooperating_full: ['市财政局'],
};

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plans-'));
  await mkdir(join(root, 'deep', 'plans'), { recursive: true });
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function run(expectation: object | undefined) {
  await writeFile(join(root, 'deep', 'plans', 'a.txt'), TEXT);
  if (expectation !== undefined)
    await writeFile(join(root, 'deep', 'plans', 'a.expected.json'), JSON.stringify(expectation));
  const path = await planSuite.find(root);
  return planSuite.run(path ?? '');
}

it('is not found where no plan stands', async () => {
  expect(await planSuite.find(root)).toBeUndefined();
});

it('holds a text without an expectation to standing verbatim', async () => {
  expect(await run(undefined)).toMatchObject({ passed: 1, failed: 0 });
});

it('passes what is equal and prints precision and recall', async () => {
  const result = await run({ targets: [TARGET], tasks: [TASK] });
  expect(result).toMatchObject({ passed: 5, failed: 0 });
  expect(result.notes).toContain('target: precision 100.0 %, recall 100.0 % (1 equal, 1 expected, 1 read)');
});

it('fails what differs, what is missing and what was invented', async () => {
  const result = await run({
    sections: [SECTION],
    targets: [
      { ...TARGET, number: 16 },
      { section: '1', text: '另一个' },
    ],
    tasks: [{ ...TASK, cooperating: ['财政局', '教育局'] }],
  });
  const failures = result.failures.join('\n');
  expect(failures).toContain('section 2: expected nothing of that kind');
  expect(failures).toContain('number: expected 16, got 15');
  expect(failures).toContain('target 1 另一个: not read');
  expect(failures).toContain('party 2.1 cooperating 教育局: not read');
});

it('fails a number that was made a target and is none', async () => {
  const result = await run({ not_targets: [{ line: 2, text: '培育龙头企业15家' }] });
  expect(result.failures).toEqual(['deep/plans/a.txt no target 培育龙头企业15家: was read as a target']);
});
