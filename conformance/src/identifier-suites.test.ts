import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codesSuite } from './codes-suite.ts';
import { identifierSuites } from './identifier-suites.ts';
import type { SuiteResult } from './suite.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vectors-'));
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function write(folder: string, file: string, content: unknown): Promise<void> {
  await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, folder, file), JSON.stringify(content));
}

/** One right and one wrong expectation for each file: a suite that cannot fail would show. */
const PAIRS: readonly (readonly [file: string, right: object, wrong: object])[] = [
  [
    'dl-parse',
    { valid: true, input: 'https://a/gtin/9520123456788', expected: '^0109520123456788' },
    { valid: true, input: 'https://a/01/09520123456789', expected: '^0109520123456789' },
  ],
  [
    'dl-generate',
    {
      valid: true,
      input: '(01)09520123456788',
      stem: null,
      expected: 'https://id.gs1.org/01/09520123456788',
    },
    { valid: false, input: '(01)09520123456788', stem: 'https://a', expected: '' },
  ],
  ['uri-escape', { args: ['a b', 'a%20b', 'a+b'] }, { args: ['a b', 'a%20b', 'a%20b'] }],
  ['uri-unescape', { args: ['a+b', 'a+b', 'a b'] }, { args: ['a+b', 'a b', 'a b'] }],
  [
    'ai-parse-bracketed',
    { valid: true, input: '(10)A', expected: '^10A' },
    { valid: false, input: '(10)A', expected: '' },
  ],
  ['ai-process-unbracketed', { valid: false, input: '^89A' }, { valid: true, input: '^89A' }],
  [
    'ai-validate-associations',
    { valid: false, rule: 'validateAIrequisites', input: '(21)A' },
    { valid: true, rule: 'validateAIrequisites', input: '(21)A' },
  ],
  [
    'ai-linters',
    { input: '(17)261301', expected: 'GS1_LINTER_ILLEGAL_MONTH' },
    { input: '(17)261301', expected: 'GS1_LINTER_ILLEGAL_DAY' },
  ],
  [
    'scandata-process',
    { valid: true, scan: ']E495201238', symbology: 'EAN8', expected: '95201238' },
    { valid: true, scan: ']E495201238', symbology: 'EAN13', expected: '95201238' },
  ],
  [
    'syntax-dictionary-linters',
    { linter: 'gs1_lint_gcppos1', input: '9520123', expected: 'GS1_LINTER_INVALID_GCP_PREFIX' },
    { linter: 'gs1_lint_hh', input: '24', expected: 'OK' },
  ],
  [
    'epc-urn-and-dl-to-constrained-canonical-dl',
    { input: 'https://a.example/x', expected: null },
    { input: 'https://a.example/01/09520123456788', expected: null },
  ],
];

describe('the identifier suites', () => {
  it('cover every file that is named, and only those that are there', async () => {
    expect(identifierSuites.map(suite => suite.name).sort()).toEqual(
      PAIRS.map(([file]) => `identifiers/${file}`).sort(),
    );
    for (const suite of identifierSuites) expect(await suite.find(root)).toBeUndefined();
  });

  it.each(PAIRS)('%s: pass what is right and fail what is wrong', async (file, right, wrong) => {
    await write('deep/below/identifier-vectors', `${file}.json`, { vectors: [right, { line: 7, ...wrong }] });
    const suite = identifierSuites.find(each => each.name === `identifiers/${file}`);
    const path = await suite?.find(root);
    const result = (await suite?.run(path ?? '')) as SuiteResult;
    expect(result).toMatchObject({ passed: 1, failed: 1, skipped: 0 });
    expect(result.failures[0]).toMatch(/^line 7 .*expected/);
  });
});

describe('the codes suite', () => {
  it('passes what is right and fails what is wrong', async () => {
    const sample = { orgBody: 'PDY00001', orgCode: 'PDY00001X', uscc: '91640104PDY00001X0' };
    await write('x/codes', 'code-test-vectors.json', {
      uscc: {
        published: [
          { code: '91640104PDY00001X1', valid: false },
          { code: '91640104PDY00001X1', valid: true },
        ],
        generated: { samples: [sample, { ...sample, orgCode: 'PDY000011' }], edge: [{ code: sample.uscc }] },
      },
      orgCode: { vectors: [{ body: 'PDY00001', check: '1' }] },
      ean13: { vectors: [{ code: '9520123456788', valid: true }] },
    });
    const path = await codesSuite.find(root);
    expect(await codesSuite.run(path ?? '')).toMatchObject({ passed: 4, failed: 3, skipped: 0 });
  });
});
