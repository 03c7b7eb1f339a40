import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalDecimal, decimalText, isPlainDecimal } from './decimal.ts';

describe('canonicalDecimal', () => {
  it.each([
    ['26.0', '26'],
    ['0.3434000', '0.3434'],
    ['-0', '0'],
    ['-0.50', '-0.5'],
    ['+7', '7'],
    ['007', '7'],
    ['.5', '0.5'],
    ['1.50e2', '150'],
    ['1.5E-3', '0.0015'],
    ['12345678901234567890.10', '12345678901234567890.1'],
    ['-2e1', '-20'],
  ])('writes %s as %s', (source, expected) => {
    expect(canonicalDecimal(source)).toBe(expected);
  });

  it('changes no value, and nothing when applied again', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        const text = canonicalDecimal(String(value));
        expect(Number(text)).toBe(value === 0 ? 0 : value);
        expect(canonicalDecimal(text)).toBe(text);
        expect(decimalText(value, {}, 'x', undefined)).toBe(text);
      }),
    );
  });
});

describe('isPlainDecimal', () => {
  it('knows numbers from texts that look alike', () => {
    expect(['4711', '-1.5', '+2', '.5', '3.'].map(isPlainDecimal)).toEqual([true, true, true, true, true]);
    expect(['', '.', '1e5', '2026-06-18', '1/2', '1,5', 'x', '-'].some(isPlainDecimal)).toBe(false);
  });
});
