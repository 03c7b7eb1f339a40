import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNumberTemplate, numberPrefix, readPattern, wantsSerial, withSerial } from './number-format.ts';

const FACTS = { division: '640521', uscc: '93640521PDY00014XX', on: '2026-07-18' };

test('a number of green food is the county, the year and a serial of that county and year', () => {
  const prefix = numberPrefix('GF{division}{yy}{seq:4}', FACTS);
  expect(prefix).toBe('GF64052126{seq:4}');
  expect(withSerial(prefix, 7)).toBe('GF640521260007');
  expect(readPattern('GF\\d{12}')?.test('GF640521260007')).toBe(true);
});

test('serials that no longer fit are refused, not cut', () => {
  expect(withSerial('X{seq:2}', 99)).toBe('X99');
  expect(withSerial('X{seq:2}', 100)).toBeUndefined();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }), (one, other) => {
      if (one !== other) expect(withSerial('N{seq:4}', one)).not.toBe(withSerial('N{seq:4}', other));
    }),
  );
});

test('a template without serial or holder code would repeat itself and is refused', () => {
  expect(isNumberTemplate('GF{yyyy}')).toBe(false);
  expect(isNumberTemplate('GF{year}{seq:4}')).toBe(false);
  expect(isNumberTemplate('{seq:2}-{seq:2}')).toBe(false);
  expect(isNumberTemplate('宁名（{yyyy}）{seq:3}号')).toBe(true);
  expect(wantsSerial(numberPrefix('{uscc}', FACTS))).toBe(false);
});

test('patterns that could run away are not taken', () => {
  expect(readPattern('(a+)+')).toBeUndefined();
  expect(readPattern('(\\d{2}){5}')).toBeUndefined();
  expect(readPattern('[')).toBeUndefined();
  expect(readPattern('^AGI\\d{5}$')?.test('AGI01459')).toBe(true);
});
