import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chinaCalendar } from './china-calendar.ts';
import { addDays } from './local-date.ts';
import { RENEWAL_UNITS, renewalWindow } from './renewal.ts';
import { isWorkingDay, workingDaysBetween } from './working-days.ts';

describe('a renewal window', () => {
  it('of a trademark is the last twelve months and six months of grace, by the calendar', () => {
    const rule = { unit: 'month', from: 12, until: 0, grace: 6 } as const;
    expect(renewalWindow('2036-03-08', rule, chinaCalendar)).toEqual({
      from: '2035-03-08',
      until: '2036-03-08',
      graceUntil: '2036-09-08',
    });
    // A month that has no such day ends sooner.
    expect(renewalWindow('2036-08-31', rule, chinaCalendar).graceUntil).toBe('2037-02-28');
  });

  it('in months before the end is no count of ninety days', () => {
    expect(renewalWindow('2029-07-24', { unit: 'month', from: 6, until: 3 }, chinaCalendar)).toEqual({
      from: '2029-01-24',
      until: '2029-04-24',
    });
    expect(renewalWindow('2029-07-24', { unit: 'day', from: 180, until: 90 }, chinaCalendar)).toEqual({
      from: '2029-01-25',
      until: '2029-04-25',
    });
  });

  it('in working days begins and ends on days on which offices work', () => {
    // National Day 2026 lies in between: thirty working days are more than six weeks.
    const window = renewalWindow('2026-10-31', { unit: 'workingDay', from: 30, until: 5 }, chinaCalendar);
    expect(workingDaysBetween(window.from, '2026-10-31', chinaCalendar)).toBe(30);
    expect(workingDaysBetween(window.until, '2026-10-31', chinaCalendar)).toBe(5);
    expect(isWorkingDay(window.from, chinaCalendar)).toBe(true);
    expect(isWorkingDay(window.until, chinaCalendar)).toBe(true);
  });

  it('never ends before it begins, whatever the unit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RENEWAL_UNITS),
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 1, max: 24 }),
        (unit, days, from, until, grace) => {
          fc.pre(from > until);
          const validTo = addDays('2026-01-01', days);
          const window = renewalWindow(validTo, { unit, from, until, grace }, chinaCalendar);
          expect(window.from < window.until).toBe(true);
          expect(window.until <= validTo).toBe(true);
          expect(window.graceUntil! > validTo).toBe(true);
        },
      ),
    );
  });
});
