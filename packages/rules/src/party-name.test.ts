import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partyLikeness } from './party-likeness.ts';
import { nameKey, nameLikeness, normalName } from './party-name.ts';

const signs = fc.constantFrom(...'宁夏中枸杞红产业有限责任公司合作社农场（）ＡＢab12 ·');
const anyName = fc.string({ unit: signs, maxLength: 30 });

describe('a name in one spelling', () => {
  it('is the same for full and half width, brackets, blanks and legal forms', () => {
    expect(normalName('宁夏回族自治区ＡＢＣ（中宁）枸杞 有限责任公司')).toBe('宁夏abc中宁枸杞有限公司');
    expect(normalName('中宁县 · 红果农民专业合作社')).toBe('中宁县红果合作社');
  });

  it('does not change when it is made normal again', () => {
    fc.assert(
      fc.property(anyName, name => {
        expect(normalName(normalName(name))).toBe(normalName(name));
      }),
    );
  });
});

describe('the key of a name', () => {
  it('leaves out region and legal form', () => {
    expect(nameKey('宁夏红果枸杞产业有限责任公司')).toBe('红果枸杞产业');
    expect(nameKey('红果枸杞产业有限公司')).toBe('红果枸杞产业');
    expect(nameKey('宁夏有限公司')).not.toBe('');
  });

  it('is empty only where nothing is left of the name', () => {
    fc.assert(
      fc.property(anyName, name => {
        expect(nameKey(name) === '').toBe(normalName(name) === '');
      }),
    );
  });
});

describe('the likeness of two names', () => {
  it('is symmetric, between 0 and 1, and 1 with itself', () => {
    fc.assert(
      fc.property(anyName, anyName, (one, other) => {
        const likeness = nameLikeness(one, other);
        expect(likeness).toBe(nameLikeness(other, one));
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        if (normalName(one) !== '') expect(nameLikeness(one, one)).toBe(1);
      }),
    );
  });
});

describe('the likeness of two parties', () => {
  const coop = {
    nameZh: '中宁县红果枸杞专业合作社',
    kind: 'cooperative',
    uscc: '93640521PDY00001XA',
    division: '640521',
    phone: '0955-0000001',
  };

  it('weighs the organisation code most, and says why', () => {
    const moved = { ...coop, uscc: '93640502PDY00001X7', division: '640502', phone: null };
    expect(partyLikeness(coop, moved)).toEqual({
      score: 100,
      reasons: ['sameName', 'sameOrganisationCode', 'sameDivision'],
    });
    const other = { ...coop, uscc: '93640521PDY00002XY' };
    expect(partyLikeness(coop, other).score).toBeLessThan(partyLikeness(coop, { ...coop, uscc: null }).score);
  });

  it('is symmetric', () => {
    const party = fc.record({
      nameZh: anyName,
      kind: fc.constantFrom('enterprise', 'cooperative'),
      uscc: fc.constantFrom(null, coop.uscc, '93640502PDY00001X7', '93640521PDY00002XY'),
      division: fc.constantFrom(null, '640521', '640502', '640104'),
      phone: fc.constantFrom(null, '0955 0000001', '0955-0000001', '13900000000'),
    });
    fc.assert(
      fc.property(party, party, (one, other) => {
        expect(partyLikeness(one, other)).toEqual(partyLikeness(other, one));
      }),
    );
  });
});
