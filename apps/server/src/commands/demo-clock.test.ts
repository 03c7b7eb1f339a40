import { describe, expect, it } from 'vitest';
import { frozenClock } from '../kernel/clock.ts';
import { demoClock } from './demo-clock.ts';

describe('the clock of a demo', () => {
  it('begins in the past and arrives at the present, never back', () => {
    const machine = frozenClock('2026-07-18T02:00:00Z');
    const clock = demoClock(30, machine);
    expect(clock.now().toISOString()).toBe('2026-06-18T02:00:00.000Z');
    clock.moveTo(12);
    expect(clock.now().toISOString()).toBe('2026-07-06T02:00:00.000Z');
    expect(() => clock.moveTo(13)).toThrow(RangeError);
    clock.moveTo(0);
    machine.advance(1000);
    expect(clock.now()).toEqual(machine.now());
  });

  it.each([-1, 1.5, 121, Number.NaN])('does not begin %s days behind', days => {
    expect(() => demoClock(days)).toThrow(RangeError);
  });
});
