import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { disagreement } from './expectation.ts';
import { guideBlocks } from './guide.ts';
import { anchorsOf, linksOf } from './markdown.ts';
import { runBlocks } from './shell-session.ts';

const json = (text: string) => ({ kind: 'json', text }) as const;
const text = (lines: string) => ({ kind: 'text', text: lines }) as const;

describe('a guide', () => {
  it('gives its shell blocks, each with the fence right after it', () => {
    const markdown = [
      '# One',
      '```bash',
      'a',
      '```',
      '',
      '```json',
      '1',
      '```',
      '## Two',
      '```bash',
      'b',
      '```',
      'words',
      '```text',
      '2',
      '```',
      '```yaml',
      'c',
      '```',
    ].join('\n');
    expect(guideBlocks(markdown)).toEqual([
      { line: 2, heading: 'One', script: 'a', expected: { kind: 'json', text: '1' } },
      { line: 10, heading: 'Two', script: 'b', expected: undefined },
    ]);
  });

  it('refuses a fence that is never closed', () => {
    expect(() => guideBlocks('```bash\na')).toThrow('line 1');
  });
});

describe('a promised output', () => {
  it.each([
    [text('a…c\n…\nend'), 'abc\nx\ny\nend\n', true],
    [text('a…c\n…\nend'), 'abc\nend', true],
    [text('a.c'), 'abc', false],
    [text('one'), 'one\r\n\r\n', true],
    [text('one'), 'one\ntwo', false],
    [json('{"a":"x…z","b":[1,"…"],"c":"…"}'), '{"a":"xyz","b":[1,2],"c":null}', true],
    [json('{"a":1}'), '{"a":1,"b":2}', false],
    [json('{"a":1,"…":"…"}'), '{"a":1,"b":2}', true],
    [json('{"a":1,"…":"…"}'), '{"b":2}', false],
    [json('[1]'), '[1,2]', false],
    [json('[1,"…"]'), '[]', false],
    [json('{"a":1}'), 'no JSON', false],
  ] as const)('%j holds %j: %s', (expected, output, holds) => {
    expect(disagreement(expected, output) === undefined).toBe(holds);
  });
});

describe('a shell session', () => {
  it('keeps variables and files from block to block and ends at the first that fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pinxin-shell-'));
    try {
      const outcomes = await runBlocks(
        ['A=1; echo $A > file', 'echo "$A $(cat file) $B"', 'echo bad; false', 'echo never'],
        folder,
        { B: '2' },
      );
      expect(outcomes.map(({ done, output }) => [done, output])).toEqual([
        [true, ''],
        [true, '1 1 2\n'],
        [false, 'bad\n'],
        [false, ''],
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a Markdown text', () => {
  it('gives the targets of its links and pictures, not those in code', () => {
    const markdown =
      '[a](b.md#c) ![d](e.svg "title") `[f](g)`\n\n```\n[h](i)\n```\n<img src="j.png"> [k]\n\n[k]: l.md\n';
    expect(linksOf(markdown)).toEqual(['b.md#c', 'e.svg', 'l.md', 'j.png']);
  });

  it('gives the anchors of its headings, the second of one name numbered', () => {
    expect([...anchorsOf('# 追溯 · Trace\n## A b\n## A b\n')]).toEqual(['追溯--trace', 'a-b', 'a-b-1']);
  });
});
