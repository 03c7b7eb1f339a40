import { describe, expect, it } from 'vitest';
import { parseBatchOrLot } from './batch-or-lot.ts';
import { parseGdti } from './gdti.ts';
import { parseGiai } from './giai.ts';
import { parseGln } from './gln.ts';
import { parseGmn } from './gmn.ts';
import { parseGrai } from './grai.ts';
import { parseGsin } from './gsin.ts';
import { parseGsrn } from './gsrn.ts';
import { type Gtin, parseGtin, shortestGtin } from './gtin.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';
import { parseSerialNumber } from './serial-number.ts';
import { parseSscc } from './sscc.ts';

function codeOf(result: Result<string, IdentifierProblem>): string {
  return result.ok ? 'accepted' : result.error.code;
}

describe('a GTIN', () => {
  it.each([
    ['95201238', '00000095201238'],
    ['052012345679', '00052012345679'],
    ['9520123456788', '09520123456788'],
    ['09520123456788', '09520123456788'],
  ])('of %s is kept as 14 digits and printed as short as it came', (text, kept) => {
    const gtin = parseGtin(text);
    expect(gtin).toEqual({ ok: true, value: kept });
    expect(shortestGtin(kept as Gtin)).toBe(text.replace(/^09/, '9'));
  });

  it.each([
    ['', 'empty'],
    ['952012345678', 'incorrectCheckDigit'],
    ['95201234567', 'wrongLength'],
    ['952012345678X', 'nonDigitCharacter'],
    ['9520123456780', 'incorrectCheckDigit'],
  ])('refuses %s as %s', (text, code) => {
    expect(codeOf(parseGtin(text))).toBe(code);
  });
});

describe('the other keys', () => {
  it.each([
    ['GLN', '9520123456788', '9520123456789', 'incorrectCheckDigit', parseGln],
    ['SSCC', '095201234567891235', '09520123456789123', 'wrongLength', parseSscc],
    ['GSRN', '952012345678912345', '95201234567891234x', 'nonDigitCharacter', parseGsrn],
    ['GSIN', '95201234567891235', '95201234567891236', 'incorrectCheckDigit', parseGsin],
    ['GRAI', '09520123456788A1', '19520123456788A1', 'notZero', parseGrai],
    ['GIAI', '9520123drier', 'drier', 'invalidGcpPrefix', parseGiai],
    ['GDTI', '9520123456788R-1', '9520123456788 R', 'invalidCset82Character', parseGdti],
    ['GMN', '9520123drierKF', '9520123drierZZ', 'incorrectCheckPair', parseGmn],
    ['lot', 'YC-2024/7', '批1', 'invalidCset82Character', parseBatchOrLot],
    ['serial', '000123', 'x'.repeat(21), 'valueTooLong', parseSerialNumber],
  ] as const)('%s: accepts %s and refuses %s as %s', (_, right, wrong, code, parse) => {
    expect(codeOf(parse(right))).toBe('accepted');
    expect(codeOf(parse(wrong))).toBe(code);
    expect(codeOf(parse(''))).toBe('empty');
  });
});
