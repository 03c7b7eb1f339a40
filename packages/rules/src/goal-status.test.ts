import { describe, expect, it } from 'vitest';
import { expectedOn, goalStatus } from './goal-status.ts';
import { type CountedStatement, type Indicator, indicatorValue, schemesOf } from './indicator.ts';
import { taskStanding } from './task-status.ts';

const goal = { target: 100, comparator: '>' as const, startsOn: '2026-01-01', deadline: '2026-12-31' };

describe('how a goal stands', () => {
  it('is reached only when the comparator is fulfilled', () => {
    expect(goalStatus({ ...goal, value: 100, on: '2026-12-31' })).not.toBe('reached');
    expect(goalStatus({ ...goal, value: 101, on: '2026-02-01' })).toBe('reached');
  });

  it('is on course at or above the straight line, behind below it, missed after the deadline', () => {
    expect(expectedOn({ ...goal, on: '2026-07-02' })).toBeCloseTo(50, 0);
    expect(goalStatus({ ...goal, value: 51, on: '2026-07-02' })).toBe('onCourse');
    expect(goalStatus({ ...goal, value: 49, on: '2026-07-02' })).toBe('behind');
    expect(goalStatus({ ...goal, value: 99, on: '2027-01-01' })).toBe('missed');
    expect(goalStatus({ ...goal, value: undefined, on: '2027-01-01' })).toBe('unknown');
  });

  it('may fall: a goal below its base is on course at or below the line', () => {
    const falling = { ...goal, comparator: '<=' as const, base: 200 };
    expect(goalStatus({ ...falling, value: 140, on: '2026-07-02' })).toBe('onCourse');
    expect(goalStatus({ ...falling, value: 160, on: '2026-07-02' })).toBe('behind');
  });
});

describe('an indicator', () => {
  const statement = (scheme: string, validFrom: string, validTo: string, areaMu = 0): CountedStatement => ({
    ...{ scheme, validFrom, validTo, recordedOn: validFrom, isCorrection: false },
    changes: [{ on: validFrom, isValid: true }],
    amounts: { products: 2, areaMu, outputTonnes: 0 },
  });
  const register = [
    statement('green', '2024-01-01', '2024-12-31', 10),
    statement('green', '2024-03-01', '2026-12-31', 5.5),
    statement('organic', '2025-01-01', '2026-12-31'),
    { ...statement('green', '2024-05-01', '2026-12-31', 1), isCorrection: true },
  ];
  const at = (indicator: Indicator, day: string) => indicatorValue(indicator, register, day);

  it('counts what is valid at the end of a day', () => {
    expect(at({ kind: 'countValid', schemes: ['green'] }, '2024-12-31')).toBe(3);
    expect(at({ kind: 'countValid', schemes: ['green', 'organic'] }, '2025-01-01')).toBe(3);
  });

  it('counts what was newly awarded in a period so far, a correction not again', () => {
    const period = { kind: 'countNew', schemes: ['green'], from: '2024-01-01', to: '2024-12-31' } as const;
    expect([at(period, '2024-02-01'), at(period, '2026-01-01')]).toEqual([1, 2]);
  });

  it('gives a share in per cent, and none of nothing', () => {
    const share = { kind: 'share', schemes: ['organic'], whole: ['green', 'organic'] } as const;
    expect([at(share, '2025-06-01'), at(share, '2020-01-01')]).toEqual([33.33, undefined]);
    expect(schemesOf(share)).toEqual(['organic', 'green']);
  });

  it('adds up a figure of the statements, and leaves what is reported alone', () => {
    expect(at({ kind: 'sum', schemes: ['green'], measure: 'areaMu' }, '2024-06-01')).toBe(16.5);
    expect(at({ kind: 'reported' }, '2024-06-01')).toBeUndefined();
  });
});

describe('how a task stands', () => {
  const task = { dueOn: '2026-12-31', completedOn: null, milestones: [], owed: [] };

  it('is on course, near its deadline, overdue, done', () => {
    expect(taskStanding({ ...task, on: '2026-06-30' }).status).toBe('onCourse');
    expect(taskStanding({ ...task, on: '2026-12-01' })).toMatchObject({
      status: 'nearDeadline',
      since: '2026-12-01',
    });
    expect(taskStanding({ ...task, on: '2027-01-01' })).toMatchObject({
      status: 'overdue',
      since: '2027-01-01',
    });
    expect(taskStanding({ ...task, on: '2027-01-01', completedOn: '2026-11-01' }).status).toBe('done');
  });

  it('is behind from the first milestone or report that did not come, and says which', () => {
    const milestones = [
      { dueOn: '2026-03-31', reachedOn: '2026-03-01' },
      { dueOn: '2026-05-31', reachedOn: null },
    ];
    expect(taskStanding({ ...task, on: '2026-06-30', milestones })).toEqual({
      ...{ status: 'behind', since: '2026-06-01', reason: 'milestoneMissed' },
    });
    expect(
      taskStanding({ ...task, on: '2026-06-30', milestones, owed: [{ dueOn: '2026-04-20' }] }),
    ).toMatchObject({
      reason: 'reportMissing',
      since: '2026-04-21',
    });
  });
});
