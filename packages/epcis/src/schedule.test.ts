import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextMoment, readSchedule, type Schedule } from './schedule.ts';

const after = (schedule: Schedule, moment: string): string | undefined => {
  const read = readSchedule(schedule);
  if (!read.ok) throw new Error(read.wrong.join());
  const next = nextMoment(read.value, Date.parse(moment));
  return next === undefined ? undefined : new Date(next).toISOString();
};
const wrongIn = (schedule: Schedule): readonly string[] => {
  const read = readSchedule(schedule);
  return read.ok ? [] : read.wrong;
};

describe('a schedule', () => {
  it('takes numbers, lists, ranges and steps, by the clock of Shanghai', () => {
    const noon = '2026-07-18T04:00:00.000Z';
    expect(after({ hour: '1', minute: '5' }, noon)).toBe('2026-07-18T17:05:00.000Z');
    expect(after({ minute: '0,30' }, noon)).toBe('2026-07-18T04:30:00.000Z');
    expect(after({ second: '0/30' }, noon)).toBe('2026-07-18T04:00:30.000Z');
    expect(after({ hour: '8-11' }, noon)).toBe('2026-07-19T00:00:00.000Z');
    // 18 July 2026 is a Saturday.
    expect(after({ dayOfWeek: '1' }, noon)).toBe('2026-07-19T16:00:00.000Z');
    expect(after({ dayOfMonth: '31', hour: '9' }, noon)).toBe('2026-07-31T01:00:00.000Z');
    expect(after({ month: '2', dayOfMonth: '29' }, noon)).toBe('2028-02-28T16:00:00.000Z');
  });

  it('is asked again at its own moment and names the one after', () => {
    expect(after({ minute: '*/15' }, '2026-07-18T04:15:00.000Z')).toBe('2026-07-18T04:30:00.000Z');
    expect(after({ second: '*' }, '2026-07-18T04:15:00.999Z')).toBe('2026-07-18T04:15:01.000Z');
  });

  it('passes over an hour that the clock skips, and counts one that it shows twice once', () => {
    const berlin = { hour: '2', minute: '30', timeZone: 'Europe/Berlin' };
    expect(after(berlin, '2026-03-28T12:00:00.000Z')).toBe('2026-03-30T00:30:00.000Z');
    const first = after(berlin, '2026-10-24T12:00:00.000Z');
    expect(after(berlin, first as string)).toBe('2026-10-26T01:30:00.000Z');
  });

  it('names every field that is wrong', () => {
    expect(wrongIn({ second: '60', hour: '5-3', dayOfWeek: '0', timeZone: 'Mars/Olympus' })).toEqual([
      'second',
      'hour',
      'dayOfWeek',
      'timeZone',
    ]);
    expect(wrongIn({})).toEqual(['empty']);
    expect(wrongIn({ minute: '1//2' })).toEqual(['minute']);
    expect(wrongIn({ minute: '0/0' })).toEqual(['minute']);
  });

  it('that can never come never does', () => {
    expect(after({ month: '2', dayOfMonth: '30' }, '2026-07-18T04:00:00.000Z')).toBeUndefined();
  });

  it('comes at each of its moments, and never sooner', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 10 ** 12 }),
        (minute, hour, from) => {
          const read = readSchedule({ minute: `${minute}`, hour: `${hour}` });
          const next = read.ok ? nextMoment(read.value, from) : undefined;
          if (next === undefined) throw new Error('it comes every day');
          const local = new Date(next + 8 * 3_600_000);
          // Shanghai had summer time in 1986–1991 and leaves it out of a fixed offset.
          if (next < Date.parse('1992-01-01')) return;
          expect([local.getUTCHours(), local.getUTCMinutes()]).toEqual([hour, minute]);
          expect(next - from).toBeGreaterThan(0);
          expect(next - from).toBeLessThanOrEqual(86_400_000);
        },
      ),
      { numRuns: 50 },
    );
  });
});
