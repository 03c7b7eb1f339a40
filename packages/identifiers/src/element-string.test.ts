import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applicationIdentifier,
  applicationIdentifiers,
  unknownIdentifier,
} from './application-identifiers.ts';
import { associationProblems } from './associations.ts';
import { digitFor } from './check-digit.ts';
import {
  type Element,
  formatBracketed,
  formatUnbracketed,
  parseBracketed,
  parseUnbracketed,
} from './element-string.ts';

const CSET82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const text82 = (max: number) => fc.string({ unit: fc.constantFrom(...CSET82), minLength: 1, maxLength: max });
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

const anElement: fc.Arbitrary<Element> = fc.oneof(
  digits(13).map(body => ({ ai: '01', value: body + digitFor(body) })),
  text82(20).map(value => ({ ai: '10', value })),
  text82(20).map(value => ({ ai: '21', value })),
  digits(6).map(value => ({ ai: '3103', value })),
  text82(90).map(value => ({ ai: '99', value })),
  fc.constantFrom('260131', '240229', '260600').map(value => ({ ai: '17', value })),
);

function codesOf(bracketed: string): readonly string[] {
  const elements = parseBracketed(bracketed, { permitUnknownAis: true });
  return elements.ok ? associationProblems(elements.value).map(each => each.code) : [elements.error.code];
}

describe('the table of application identifiers', () => {
  it('has no code that begins another, so a text without brackets can be read one way only', () => {
    const codes = applicationIdentifiers().map(each => each.code);
    const begun = codes.filter(code => codes.some(other => other !== code && other.startsWith(code)));
    expect(begun).toEqual([]);
    expect(codes.length).toBeGreaterThan(500);
  });

  it('gives fields of predefined length one length only', () => {
    const loose = applicationIdentifiers().filter(each => each.predefinedLength && each.min !== each.max);
    expect(loose).toEqual([]);
  });

  it('expands runs of codes and keeps their rules', () => {
    expect(applicationIdentifier('3103')).toMatchObject({
      title: 'NET WEIGHT (kg)',
      min: 6,
      max: 6,
      excludes: ['310n'],
    });
    expect(applicationIdentifier('3106')).toBeUndefined();
    expect(applicationIdentifier('01')?.linkQualifiers).toEqual([['22', '10', '21'], ['235']]);
  });

  it('lets an unknown code stand in only where its length is possible', () => {
    expect(unknownIdentifier('89')?.known).toBe(false);
    expect(unknownIdentifier('3106')?.known).toBe(false);
    expect(unknownIdentifier('310')).toBeUndefined();
    expect(unknownIdentifier('01')).toBeUndefined();
    expect(unknownIdentifier('8')).toBeUndefined();
  });
});

describe('element strings', () => {
  it.each([
    ['(01)09520123456788(10)A1(21)S', '^010952012345678810A1^21S'],
    ['(10)A\\(1\\(', '^10A(1('],
    ['(3103)000195(17)260131', '^310300019517260131'],
  ])('reads %s', (bracketed, unbracketed) => {
    const elements = parseBracketed(bracketed);
    if (!elements.ok) throw new Error(elements.error.code);
    expect(formatUnbracketed(elements.value)).toBe(unbracketed);
    expect(formatBracketed(elements.value)).toBe(bracketed);
  });

  it.each([
    ['', 'noElements', 0],
    ['01', 'missingBracket', 0],
    ['(01', 'missingBracket', 0],
    ['(0x)1', 'malformedApplicationIdentifier', 1],
    ['(89)1', 'unknownApplicationIdentifier', 1],
    ['(10)', 'emptyValue', 4],
    ['(10)a^b', 'separatorInValue', 4],
    ['(01)0952012345678', 'valueTooShort', 4],
    ['(10)123456789012345678901', 'valueTooLong', 24],
    ['(01)09520123456788(17)261301', 'illegalMonth', 24],
  ])('refuses %s as %s', (text, code, at) => {
    expect(parseBracketed(text)).toMatchObject({ ok: false, error: { code, at } });
  });

  it.each([
    ['10A', 'missingFnc1', 0],
    ['^', 'noElements', 1],
    ['^89A', 'unknownApplicationIdentifier', 1],
    ['^0109520123456789', 'incorrectCheckDigit', 16],
    ['^10A^^21B', 'unknownApplicationIdentifier', 5],
  ])('refuses %s as %s', (text, code, at) => {
    expect(parseUnbracketed(text)).toMatchObject({ ok: false, error: { code, at } });
  });

  it('come back the same from both forms', () => {
    fc.assert(
      fc.property(fc.array(anElement, { minLength: 1, maxLength: 6 }), elements => {
        expect(parseBracketed(formatBracketed(elements))).toEqual({ ok: true, value: elements });
        expect(parseUnbracketed(formatUnbracketed(elements))).toEqual({ ok: true, value: elements });
      }),
    );
  });
});

describe('associations', () => {
  it.each([
    ['(01)09520123456788(10)A1(3103)000195', []],
    ['(10)A(10)B(01)09520123456788', ['differingRepeats']],
    ['(01)09520123456788(02)09520123456788', ['mutuallyExclusive', 'missingAssociation']],
    ['(21)S', ['missingAssociation']],
    ['(01)09520123456788(21)S(250)T', []],
    ['(01)09520123456788(250)T', ['missingAssociation']],
    ['(253)9520123456788(8030)AAAA', ['signatureNeedsSerialisedKey']],
    ['(253)9520123456788X(8030)AAAA', []],
  ])('of %s: %j', (bracketed, codes) => {
    expect(codesOf(bracketed)).toEqual(codes);
  });
});
