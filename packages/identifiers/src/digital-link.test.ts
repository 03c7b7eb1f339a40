import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitFor } from './check-digit.ts';
import { type DigitalLinkOptions, elementsOfLink, parseDigitalLink } from './digital-link.ts';
import { formatDigitalLink } from './digital-link-format.ts';
import { formatBracketed, parseBracketed } from './element-string.ts';
import { uriEscape, uriUnescape } from './percent-encoding.ts';

const CSET82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const text82 = (max: number) => fc.string({ unit: fc.constantFrom(...CSET82), minLength: 1, maxLength: max });

function bracketedOf(uri: string, options?: DigitalLinkOptions): string {
  const link = parseDigitalLink(uri, options);
  return link.ok ? formatBracketed(elementsOfLink(link.value)) : link.error.code;
}

function linkOf(bracketed: string, stem?: string): string {
  const elements = parseBracketed(bracketed);
  if (!elements.ok) return elements.error.code;
  const link = formatDigitalLink(elements.value, stem);
  return link.ok ? link.value : link.error.code;
}

describe('parseDigitalLink', () => {
  it.each([
    ['https://id.gs1.org/01/09520123456788/10/A1', '(01)09520123456788(10)A1'],
    ['HTTP://SHOP.example:8443/a/01/b/01/09520123456788', '(01)09520123456788'],
    ['https://[2001:db8::7]/00/095201234567891235', '(00)095201234567891235'],
    ['https://a/01/09520123456788/10/A%2fB+C?99=D+%2b#x', 'invalidCset82Character'],
    ['https://a/01/09520123456788/10/A%2fB+C?99=D%2b&linkType=all#x', '(01)09520123456788(10)A/B+C(99)D+'],
    ['https://a/01/09520123456788/235/T?10=A1', '(01)09520123456788(235)T(10)A1'],
    ['ftp://a/01/09520123456788', 'notHttpUri'],
    ['Https://a/01/09520123456788', 'notHttpUri'],
    ['https:///01/09520123456788', 'missingDomain'],
    ['https://a/01/09520123456788/10/<', 'illegalUriCharacter'],
    ['https://a/about', 'noPrimaryKey'],
    ['https://a', 'noPrimaryKey'],
    ['https://a/01/09520123456789', 'incorrectCheckDigit'],
    ['https://a/01/09520123456788/21/S/10/A', 'qualifierOutOfOrder'],
    ['https://a/01/09520123456788/10/A/235/T', 'qualifierOutOfOrder'],
    ['https://a/01/09520123456788/254/A', 'qualifierNotAllowed'],
    ['https://a/01/09520123456788/10/', 'emptyValue'],
    ['https://a/01/09520123456788?21=S', 'attributeNotAllowed'],
    ['https://a/01/09520123456788?99=A&99=A', 'repeatedInLink'],
    ['https://a/01/09520123456788/10/A?10=A', 'repeatedInLink'],
  ])('%s: %s', (uri, expected) => {
    expect(bracketedOf(uri)).toBe(expected);
  });

  it.each([
    ['https://a/01/9520123456788', 'permitZeroSuppressedGtin', 'valueTooShort', '(01)09520123456788'],
    [
      'https://a/01/09520123456788?89=X',
      'permitUnknownAis',
      'unknownApplicationIdentifier',
      '(01)09520123456788(89)X',
    ],
    [
      'https://a/gtin/09520123456788/lot/A',
      'permitConvenienceAlphas',
      'noPrimaryKey',
      '(01)09520123456788(10)A',
    ],
  ])('%s only with %s', (uri, option, without, withIt) => {
    expect(bracketedOf(uri)).toBe(without);
    expect(bracketedOf(uri, { [option]: true })).toBe(withIt);
  });

  it('pads no GTIN among the attributes', () => {
    expect(bracketedOf('https://a/8004/9520123x?01=9520123456788', { permitZeroSuppressedGtin: true })).toBe(
      'valueTooShort',
    );
  });

  it('hands on the stem and the other parameters', () => {
    expect(parseDigitalLink('https://a/s/t/01/09520123456788?linkType=gs1:pip&x')).toMatchObject({
      value: {
        stem: 'https://a/s/t',
        otherParameters: [{ name: 'linkType', value: 'gs1:pip' }, { name: 'x' }],
      },
    });
  });
});

describe('formatDigitalLink', () => {
  it.each([
    ['(01)09520123456788(21)S(10)A/1', 'https://id.gs1.org/01/09520123456788/10/A%2F1/21/S'],
    ['(99)x(01)09520123456788(17)260131', 'https://id.gs1.org/01/09520123456788?17=260131&99=x'],
    ['(01)09520123456788(10)A(235)T', 'https://id.gs1.org/01/09520123456788/235/T?10=A'],
    ['(01)09520123456788(21)S(235)T', 'attributeNotAllowed'],
    ['(10)A', 'noPrimaryKey'],
    ['(01)09520123456788(99)A(99)B', 'differingRepeats'],
    ['(01)09520123456788(99)A(99)A', 'https://id.gs1.org/01/09520123456788?99=A'],
  ])('%s: %s', (bracketed, expected) => {
    expect(linkOf(bracketed)).toBe(expected);
  });

  it('drops a slash at the end of the stem', () => {
    expect(linkOf('(00)095201234567891235', 'https://a.example/s/')).toBe(
      'https://a.example/s/00/095201234567891235',
    );
  });

  it('is undone by parsing, whatever the data', () => {
    const gtin = fc
      .string({ unit: fc.constantFrom(...'0123456789'), minLength: 13, maxLength: 13 })
      .map(body => body + digitFor(body));
    fc.assert(
      fc.property(gtin, text82(20), text82(20), text82(90), (number, lot, serial, internal) => {
        const elements = [
          { ai: '01', value: number },
          { ai: '10', value: lot },
          { ai: '21', value: serial },
          { ai: '99', value: internal },
        ];
        const link = formatDigitalLink(elements);
        const parsed = parseDigitalLink(link.ok ? link.value : '');
        expect(parsed.ok && elementsOfLink(parsed.value)).toEqual(elements);
      }),
    );
  });
});

describe('percent-encoding', () => {
  it('escapes a space as the place asks and other alphabets as UTF-8', () => {
    expect(uriEscape('a b', 'path')).toBe('a%20b');
    expect(uriEscape('a b', 'query')).toBe('a+b');
    expect(uriEscape('枸', 'path')).toBe('%E6%9E%B8');
  });

  it('leaves malformed sequences and refuses NUL', () => {
    expect(uriUnescape('%4a%4%zz+', 'path')).toBe('J%4%zz+');
    expect(uriUnescape('a%00b', 'path')).toBe('');
  });

  it('is undone for every ASCII text', () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 1, max: 127 }).map(code => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(ascii, fc.constantFrom('path' as const, 'query' as const), (text, place) => {
        expect(uriUnescape(uriEscape(text, place), place)).toBe(text);
      }),
    );
  });
});
