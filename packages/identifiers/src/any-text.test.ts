import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { associationProblems } from './associations.ts';
import { parseBatchOrLot } from './batch-or-lot.ts';
import { canonicalEpc, canonicalEpcOrDoubt, canonicalUriOf } from './canonical.ts';
import { checkDigitOf } from './check-digit.ts';
import { checkPairOf } from './check-pair.ts';
import { parseDigitalLink } from './digital-link.ts';
import { formatDigitalLink } from './digital-link-format.ts';
import { parseDivisionCode } from './division-code.ts';
import { formatBracketed, formatUnbracketed, parseBracketed, parseUnbracketed } from './element-string.ts';
import { digitalLinkToEpcUrn, epcUrnToDigitalLink } from './epc-urn.ts';
import { parseGdti } from './gdti.ts';
import { parseGiai } from './giai.ts';
import { parseGln } from './gln.ts';
import { parseGmn } from './gmn.ts';
import { parseGrai } from './grai.ts';
import { parseGsin } from './gsin.ts';
import { parseGsrn } from './gsrn.ts';
import { parseGtin } from './gtin.ts';
import type { Linter } from './lint/linter.ts';
import { LINTERS } from './linters.ts';
import { organisationCheckOf, parseOrganisationCode } from './organisation-code.ts';
import { uriEscape, uriUnescape } from './percent-encoding.ts';
import { parseScanData } from './scan-data.ts';
import { parseSerialNumber } from './serial-number.ts';
import { parseSscc } from './sscc.ts';
import { parseUscc, usccCheckOf } from './uscc.ts';

const OPTIONS = { permitConvenienceAlphas: true, permitUnknownAis: true, permitZeroSuppressedGtin: true };

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  canonicalEpc,
  canonicalEpcOrDoubt,
  canonicalUriOf,
  checkDigitOf,
  checkPairOf,
  parseBatchOrLot,
  parseBracketed: text => parseBracketed(text, OPTIONS),
  parseUnbracketed,
  parseDigitalLink: text => parseDigitalLink(text, OPTIONS),
  parseDivisionCode,
  epcUrnToDigitalLink,
  digitalLinkToEpcUrn: text => digitalLinkToEpcUrn(text, 7),
  parseGdti,
  parseGiai,
  parseGln,
  parseGmn,
  parseGrai,
  parseGsin,
  parseGsrn,
  parseGtin,
  organisationCheckOf,
  parseOrganisationCode,
  parseScanData: text => parseScanData(text, OPTIONS),
  parseSerialNumber,
  parseSscc,
  parseUscc,
  usccCheckOf,
  uriEscape: text => uriEscape(text, 'query'),
  uriUnescape: text => uriUnescape(text, 'query'),
  ...Object.fromEntries(Object.entries(LINTERS).map(([name, linter]) => [`lint ${name}`, linter as Linter])),
};

const PIECES = [
  ...[
    '(',
    ')',
    '^',
    '\\',
    '/',
    '?',
    '=',
    '&',
    '#',
    '%',
    '%2',
    '.',
    '*',
    '|',
    ':',
    '\u001d',
    '\ud800',
    '枸',
    ' ',
  ],
  ...['01', '10', '21', '00', '8003', '8110', '7007', '3103', '423', '09520123456788', '0', '9', 'A', 'gtin'],
  ...[
    'https://',
    'HTTP://',
    'a.example',
    'urn:epc:',
    'id:',
    'class:',
    'idpat:',
    'sgtin:',
    'lgtin:',
    'cpi:',
    '9520123',
  ],
  ...[']C1', ']Q1', ']E0', ']E4', ']e0', '__proto__', 'constructor', 'toString'],
];

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map(pieces => pieces.join('')),
);

describe('any text at all', () => {
  it.each(Object.entries(READERS))('is answered by %s, never thrown at', (_, read) => {
    fc.assert(
      fc.property(anyText, text => {
        expect(() => read(text)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it('is answered by the writers too', () => {
    const element = fc.record({ ai: anyText, value: anyText });
    fc.assert(
      fc.property(fc.array(element, { maxLength: 4 }), anyText, (elements, stem) => {
        expect(() => associationProblems(elements)).not.toThrow();
        expect(() => formatDigitalLink(elements, stem)).not.toThrow();
        expect(formatBracketed(elements).length).toBeGreaterThanOrEqual(0);
        expect(formatUnbracketed(elements).startsWith('^')).toBe(true);
      }),
    );
  });

  it('gives a refusal a place inside the text', () => {
    const located = [parseBracketed, parseUnbracketed, parseDigitalLink, parseScanData, canonicalEpc];
    fc.assert(
      fc.property(anyText, fc.constantFrom(...located), (text, read) => {
        const answer = read(text);
        if (answer.ok || answer.error.at === undefined) return;
        expect(answer.error.at).toBeGreaterThanOrEqual(0);
        expect(answer.error.at).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });
});
