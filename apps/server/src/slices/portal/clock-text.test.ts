import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayText, instantText, localClockText } from './clock-text.ts';

// Years of four digits, as events have them.
const instant = fc.integer({ min: Date.UTC(1000, 0, 2), max: Date.UTC(9998, 11, 31) });

describe('instants as text', () => {
  it('are written as Date writes them', () => {
    fc.assert(
      fc.property(instant, ms => {
        expect(instantText(ms)).toBe(new Date(ms).toISOString());
        expect(dayText(Math.floor(ms / 86_400_000))).toBe(new Date(ms).toISOString().slice(0, 10));
      }),
    );
  });

  it('mean the same instant on the clock of any place', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -840, max: 840 }), (ms, offset) => {
        const seconds = Math.floor(ms / 1000) * 1000;
        expect(Date.parse(localClockText(seconds, offset))).toBe(seconds);
      }),
    );
  });

  it('are those of the place', () => {
    expect(localClockText(Date.parse('2026-08-09T16:30:05.900Z'), 480)).toBe('2026-08-10T00:30:05+08:00');
    expect(localClockText(Date.parse('2026-01-01T01:00:00Z'), -210)).toBe('2025-12-31T21:30:00-03:30');
  });
});
