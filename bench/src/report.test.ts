import { describe, expect, it } from 'vitest';
import { barAtFullSize, type Figure, ratioOf, verdictOf } from './figure.ts';
import { jsonOf, missed, type Report, tableOf } from './report.ts';
import { spreadOf } from './rounds.ts';

const machine = {
  cores: 2,
  processor: 'test',
  memoryGigabytes: 8,
  node: '24.0.0',
  platform: 'linux x64',
  postgres: '18.0',
  fsync: 'on',
  synchronousCommit: 'on',
};
const ours = spreadOf([10, 12, 11]);
const baseline = spreadOf([110, 100, 130]);
const figure: Figure = {
  bench: 'recall',
  name: 'closure',
  size: 1_000_000,
  value: ratioOf(ours, baseline, 'time'),
  unit: '×',
  ours,
  baseline: { ...baseline, name: 'bigint CTE' },
  bar: { kind: 'atLeast', value: 50 },
};

describe('a figure', () => {
  it('is ten times better when the baseline took ten times as long', () => {
    expect(figure.value).toBe(10);
    expect(ratioOf(spreadOf([500]), spreadOf([100]), 'rate')).toBe(5);
  });

  it('is short of a bar that it does not reach and ok on the bar itself', () => {
    expect(verdictOf(figure)).toBe('short');
    expect(verdictOf({ ...figure, value: 50 })).toBe('ok');
    expect(verdictOf({ ...figure, unit: 'ms', bar: { kind: 'atMost', value: 5 } })).toBe('short');
  });

  it('has a bar at full size only', () => {
    expect(barAtFullSize(100_000, { kind: 'atLeast', value: 50 })).toEqual({});
    expect(barAtFullSize(1_000_000, { kind: 'atLeast', value: 50 })).toHaveProperty('bar');
  });
});

describe('a report', () => {
  const gap = { bench: 'scan', name: 'page', reason: 'no route' } as const;
  const report: Report = { machine, figures: [figure], gaps: [gap] };

  it('counts a missed bar and a gap against a strict run', () => {
    expect(missed(report)).toBe(2);
    expect(missed({ ...report, figures: [{ ...figure, value: 60 }], gaps: [] })).toBe(0);
  });

  it('is one JSON object with verdicts', () => {
    expect(JSON.parse(jsonOf(report))).toMatchObject({
      figures: [{ verdict: 'short' }],
      gaps: [gap],
      machine,
    });
  });

  it('names the baseline and its spread in the table', () => {
    expect(tableOf(report)).toContain('bigint CTE 110 (100–130)');
    expect(tableOf(report)).toContain('not measured: scan – page: no route');
  });
});
