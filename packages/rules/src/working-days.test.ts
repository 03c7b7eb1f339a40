import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chinaCalendar } from './china-calendar.ts';
import {
  addDays,
  addMonths,
  endOfDay,
  isLocalDate,
  lastDayOf,
  localDateOf,
  startOfDay,
} from './local-date.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts';

const someDay = fc.integer({ min: 0, max: 1_400 }).map(days => addDays('2025-01-01', days));

test('a holiday on a weekday is off, a weekend day that the notice moves is worked', () => {
  expect(isWorkingDay('2026-02-16', chinaCalendar)).toBe(false); // a Monday in the Spring Festival
  expect(isWorkingDay('2026-02-14', chinaCalendar)).toBe(true); // a Saturday worked instead
  expect(isWorkingDay('2026-02-28', chinaCalendar)).toBe(true);
  expect(isWorkingDay('2026-10-10', chinaCalendar)).toBe(true);
  expect(isWorkingDay('2026-07-18', chinaCalendar)).toBe(false); // an ordinary Saturday
});

test('five working days over the National Day of 2026 end on the tenth of October', () => {
  // 30 September is day 1; 1–7 October are off; 8, 9 and the worked Saturday 10 October are days 2 to 4.
  expect(addWorkingDays('2026-09-29', 4, chinaCalendar)).toEqual({ date: '2026-10-10', confirmed: true });
});

test('the day on which a term begins does not count, and no working days is that day itself', () => {
  expect(addWorkingDays('2026-07-20', 1, chinaCalendar).date).toBe('2026-07-21');
  expect(addWorkingDays('2026-07-18', 0, chinaCalendar).date).toBe('2026-07-18');
});

test('counting into a year whose notice is not known says so', () => {
  expect(addWorkingDays('2026-12-30', 2, chinaCalendar)).toEqual({ date: '2027-01-01', confirmed: false });
  expect(() => addWorkingDays('2026-12-30', -1, chinaCalendar)).toThrow(RangeError);
});

test('counting forward and counting between agree', () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: 0, max: 90 }), (from, days) => {
      const { date } = addWorkingDays(from, days, chinaCalendar);
      expect(workingDaysBetween(from, date, chinaCalendar)).toBe(days);
      expect(workingDaysBetween(date, from, chinaCalendar)).toBe(-days || 0);
      if (days > 0) expect(isWorkingDay(date, chinaCalendar)).toBe(true);
    }),
  );
});

test('each span of a known year is what its notice says: as many days off as told', () => {
  expect(chinaCalendar.years.get(2026)?.daysOff.size).toBe(33);
  expect(chinaCalendar.years.get(2025)?.daysOff.size).toBe(28);
});

test('an instant falls on the day that it is in Shanghai, and a day holds exactly its instants', () => {
  expect(localDateOf(new Date('2026-07-18T15:59:59.999Z'))).toBe('2026-07-18');
  expect(localDateOf(new Date('2026-07-18T16:00:00.000Z'))).toBe('2026-07-19');
  fc.assert(
    fc.property(someDay, day => {
      expect(localDateOf(startOfDay(day))).toBe(day);
      expect(localDateOf(new Date(endOfDay(day).getTime() - 1))).toBe(day);
      expect(localDateOf(endOfDay(day))).toBe(addDays(day, 1));
    }),
  );
});

test('months keep to the end of a shorter month, and three years end the day before', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-11-15', 14)).toBe('2028-01-15');
  expect(lastDayOf('2026-05-10', 36)).toBe('2029-05-09');
  expect(isLocalDate('2026-02-29')).toBe(false);
  expect(isLocalDate('2028-02-29')).toBe(true);
});
