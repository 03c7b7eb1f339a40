import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, daysBetween, endOfDay, localDateOf, localTimeOf, startOfDay } from './local-date.ts';

const instant = fc.date({ min: new Date('1992-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });

it('the clock of Asia/Shanghai names the same second and the day on which it falls', () => {
  fc.assert(
    fc.property(instant, at => {
      const told = localTimeOf(at);
      expect(Date.parse(told)).toBe(Math.floor(at.getTime() / 1000) * 1000);
      expect(told.slice(0, 10)).toBe(localDateOf(at));
    }),
  );
  expect(localTimeOf(new Date('2026-05-10T23:59:59.999Z'))).toBe('2026-05-11T07:59:59+08:00');
});

it('a day begins at its first instant and ends before the first of the next', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: -4_000, max: 4_000 }), (at, days) => {
      const date = localDateOf(at);
      expect(startOfDay(date).getTime()).toBeLessThanOrEqual(at.getTime());
      expect(endOfDay(date).getTime()).toBeGreaterThan(at.getTime());
      expect(localDateOf(endOfDay(date))).toBe(addDays(date, 1));
      expect(daysBetween(date, addDays(date, days))).toBe(days);
    }),
  );
});
