import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFictional, organisationCheckOf, parseOrganisationCode } from './organisation-code.ts';
import { organisationCodeOf, parseUscc, registrationAuthorityOf, type Uscc, usccCheckOf } from './uscc.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A fictional company's code: the number is that of its organisation code in the standard's user area. */
function fictionalUscc(county: string, number: number): string {
  const body = `PDY${String(number).padStart(5, '0')}`;
  const check = organisationCheckOf(body);
  const head = `91${county}${body}${check.ok ? check.value : ''}`;
  const last = usccCheckOf(head);
  return head + (last.ok ? last.value : '');
}

describe('a unified social credit code 统一社会信用代码', () => {
  it('has the check character 0 when the remainder is 0', () => {
    expect(parseUscc('91640104PDY00001X0')).toEqual({ ok: true, value: '91640104PDY00001X0' });
  });

  it.each([
    ['', 'empty'],
    ['91640104PDY00001X', 'wrongLength'],
    ['91640104PDY0O001X0', 'characterNotAllowed'],
    ['B1640104PDY00001X0', 'unknownRegistrationAuthority'],
    ['9164010APDY00001X0', 'nonDigitCharacter'],
    ['91640104PDY00001X1', 'incorrectCheckDigit'],
  ])('refuses %s as %s', (text, code) => {
    expect(parseUscc(text)).toMatchObject({ ok: false, error: { code } });
  });

  it('tells its authority and the organisation code inside', () => {
    const uscc = '91640104PDY00001X0' as Uscc;
    expect(registrationAuthorityOf(uscc)).toBe('市场监督管理');
    expect(organisationCodeOf(uscc)).toBe('PDY00001X');
  });

  it('finds every single wrong character', () => {
    const place = fc.integer({ min: 8, max: 17 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        place,
        fc.integer({ min: 1, max: 30 }),
        (number, at, by) => {
          const right = fictionalUscc('640122', number);
          const wrong = ALPHABET[(ALPHABET.indexOf(right.charAt(at)) + by) % 31];
          expect(parseUscc(right).ok).toBe(true);
          expect(parseUscc(right.slice(0, at) + wrong + right.slice(at + 1))).toMatchObject({
            error: { code: 'incorrectCheckDigit' },
          });
        },
      ),
    );
  });
});

describe('an organisation code 组织机构代码', () => {
  it.each([
    ['PDY00001', 'X'],
    ['PDY00006', '0'],
    ['12345678', '8'],
  ])('with the body %s has the check character %s', (body, check) => {
    expect(organisationCheckOf(body)).toEqual({ ok: true, value: check });
    expect(parseOrganisationCode(`${body}-${check}`)).toEqual({ ok: true, value: body + check });
  });

  it.each([
    ['', 'empty'],
    ['PDY0001X', 'wrongLength'],
    ['PDy00001X', 'characterNotAllowed'],
    ['PDY000012', 'incorrectCheckDigit'],
  ])('refuses %s as %s', (text, code) => {
    expect(parseOrganisationCode(text)).toMatchObject({ ok: false, error: { code } });
  });

  it('is fictional when of the area for users', () => {
    const fictional = parseOrganisationCode('PDY00001X');
    const real = parseOrganisationCode('123456788');
    expect(fictional.ok && isFictional(fictional.value)).toBe(true);
    expect(real.ok && isFictional(real.value)).toBe(false);
  });
});
