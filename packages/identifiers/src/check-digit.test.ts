import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitOf, hasCheckDigit } from './check-digit.ts';

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 40 });

describe('the mod-10 check digit', () => {
  it.each([
    ['9520123', '8'],
    ['952012345678', '8'],
    ['0952012345678', '8'],
    ['09520123456789123', '5'],
    ['0', '0'],
  ])('of %s is %s', (body, check) => {
    expect(checkDigitOf(body)).toEqual({ ok: true, value: check });
  });

  it('refuses an empty body and anything but digits, with the place', () => {
    expect(checkDigitOf('')).toMatchObject({ error: { code: 'tooShortForCheckDigit' } });
    expect(checkDigitOf('12a4')).toMatchObject({ error: { code: 'nonDigitCharacter', at: 2 } });
  });

  it('is the only digit that verifies', () => {
    fc.assert(
      fc.property(digits, body => {
        const right = [...'0123456789'].filter(check => hasCheckDigit(body + check));
        expect(checkDigitOf(body)).toEqual({ ok: true, value: right[0] });
        expect(right).toHaveLength(1);
      }),
    );
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, place, by) => {
        const check = checkDigitOf(body);
        const text = body + (check.ok ? check.value : '');
        const at = place % text.length;
        const wrong = (Number(text[at]) + by) % 10;
        expect(hasCheckDigit(text)).toBe(true);
        expect(hasCheckDigit(text.slice(0, at) + wrong + text.slice(at + 1))).toBe(false);
      }),
    );
  });
});
