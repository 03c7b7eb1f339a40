import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertUnit, unitsOfOneQuantity } from './units-of-measure.ts';

describe('units of measure', () => {
  it.each([
    ['0', 'CEL', 'KEL', '273.15'],
    ['32', 'FAH', 'CEL', '0'],
    ['-40', 'CEL', 'FAH', '-40'],
    ['37.5', 'CEL', 'FAH', '99.5'],
    ['1.5', 'TNE', 'KGM', '1500'],
    ['16', 'ONZ', 'LBR', '1'],
    ['36', 'KMH', 'MTS', '10'],
    ['2', 'ATM', 'UA', '1520'],
    ['55', 'P1', 'C62', '0.55'],
    ['1', 'ACR', 'MTK', '4046.8564224'],
  ])('tells %s %s in %s as %s', (value, from, to, expected) => {
    expect(convertUnit(value, from, to)).toEqual({ value: expected, exact: true });
  });

  it('converts a difference without regard to where a scale begins', () => {
    expect(convertUnit('1.5', 'CEL', 'FAH', true)).toEqual({ value: '2.7', exact: true });
    expect(convertUnit('1.5', 'CEL', 'KEL', true)).toEqual({ value: '1.5', exact: true });
  });

  it('says where a decimal has no end', () => {
    expect(convertUnit('1', 'FAH', 'KEL')).toEqual({
      value: '255.927777777777777777777777777777',
      exact: false,
    });
  });

  it('converts nothing between quantities, and nothing that it does not know', () => {
    expect(convertUnit('1', 'CEL', 'KGM')).toBeUndefined();
    expect(convertUnit('1', 'XYZ', 'KGM')).toBeUndefined();
    expect(unitsOfOneQuantity('XYZ')).toEqual(['XYZ']);
    expect(unitsOfOneQuantity('CEL')).toEqual(['KEL', 'CEL', 'FAH', 'A48']);
  });

  it('comes back from every unit of the quantity, and keeps the order of values', () => {
    const code = fc.constantFrom('CEL', 'KGM', 'PAL', 'MTS', 'LTR', 'HUR', 'LBR', 'PS');
    const value = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(code, value, value, (from, a, b) => {
        for (const to of unitsOfOneQuantity(from)) {
          const [there, other] = [a, b].map(each => convertUnit(String(each), from, to));
          const back = convertUnit(there?.value ?? '', to, from);
          expect(Math.abs(Number(back?.value) - a)).toBeLessThan(1e-12);
          if (there?.exact === true) expect(back).toEqual({ value: String(a), exact: true });
          expect(Math.sign(Number(there?.value) - Number(other?.value))).toBe(Math.sign(a - b));
        }
      }),
    );
  });
});
