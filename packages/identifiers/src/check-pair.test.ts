import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECK_PAIR_BODY_MAX, checkPairOf, hasCheckPair } from './check-pair.ts';

const body = fc.string({ unit: fc.constantFrom(...'!"%09AZ_az?:'), maxLength: 23 });

describe('the check character pair', () => {
  it('of a body whose characters all have value 0 is 22', () => {
    expect(checkPairOf('!!!')).toEqual({ ok: true, value: '22' });
  });

  it('weights the last character by 2 and the one before by 3', () => {
    // values: % is 2, & is 3; 3 × 2 + 2 × 3 = 12, the thirteenth check character is E
    expect(checkPairOf('%&')).toEqual({ ok: true, value: '2E' });
  });

  it('refuses characters outside set 82 and bodies beyond its primes', () => {
    expect(checkPairOf('ab c')).toMatchObject({ error: { code: 'invalidCset82Character', at: 2 } });
    expect(checkPairOf('a'.repeat(CHECK_PAIR_BODY_MAX)).ok).toBe(true);
    expect(checkPairOf('a'.repeat(CHECK_PAIR_BODY_MAX + 1))).toMatchObject({
      error: { code: 'tooLongForCheckPairImplementation' },
    });
  });

  it('verifies, and finds two neighbours exchanged', () => {
    fc.assert(
      fc.property(body, fc.nat(), (text, place) => {
        const pair = checkPairOf(text);
        const whole = text + (pair.ok ? pair.value : '');
        expect(hasCheckPair(whole)).toBe(true);
        const at = text.length < 2 ? 0 : place % (text.length - 1);
        const exchanged =
          text.slice(0, at) +
          text
            .slice(at, at + 2)
            .split('')
            .reverse()
            .join('') +
          whole.slice(at + 2);
        if (text.length > 1 && text[at] !== text[at + 1]) expect(hasCheckPair(exchanged)).toBe(false);
      }),
    );
  });
});
