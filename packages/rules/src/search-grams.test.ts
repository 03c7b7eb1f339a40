import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gramsAsked, gramsOf, initialGramsOf, mayBeCode, mayBeInitials } from './search-grams.ts';

const anyText = fc.string({ unit: fc.constantFrom(...'宁夏中枸杞红果𠮷ab12'), maxLength: 20 });

describe('grams', () => {
  it('of a question are among those of every text that contains it', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, question, after) => {
        const grams = new Set(gramsOf(before + question + after));
        for (const gram of gramsAsked(question)) expect(grams.has(gram)).toBe(true);
      }),
    );
  });

  it('of a question of one or two signs are there only when the text contains it', () => {
    const short = anyText.map(text => [...text].slice(0, 2).join('')).filter(text => text !== '');
    fc.assert(
      fc.property(anyText, short, (text, question) => {
        const grams = new Set(gramsOf(text));
        expect(gramsAsked(question).every(gram => grams.has(gram))).toBe(text.includes(question));
      }),
    );
  });

  it('of initials are told apart from letters of the name', () => {
    expect(initialGramsOf('zngq')).toEqual(['~zn', '~ng', '~gq']);
    expect(gramsOf('gq')).toEqual(['g', 'q', 'gq']);
  });
});

describe('what a question may be', () => {
  it('is initials when it is a few Latin letters, a code from three letters and digits on', () => {
    expect([mayBeInitials('gq'), mayBeInitials('g'), mayBeInitials('枸杞')]).toEqual([true, false, false]);
    expect([mayBeCode('pty_2x'), mayBeCode('95'), mayBeCode('9164'), mayBeCode('枸杞12')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
