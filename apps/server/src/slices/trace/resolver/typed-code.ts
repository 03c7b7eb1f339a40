import type { NamedCode } from '@pinxin/contract/scan';
import { canonicalEpc } from '@pinxin/identifiers/canonical';
import { checkDigitOf } from '@pinxin/identifiers/check-digit';
import { parseDigitalLink } from '@pinxin/identifiers/digital-link';
import { formatDigitalLink } from '@pinxin/identifiers/digital-link-format';
import { type Element, parseBracketed, parseUnbracketed } from '@pinxin/identifiers/element-string';
import type { IdentifierProblem } from '@pinxin/identifiers/problem';
import type { Result } from '@pinxin/identifiers/result';
import { parseScanData } from '@pinxin/identifiers/scan-data';
import { nameOf } from './named-code.ts';

/** Why a typed code was not understood, with what was probably meant. */
export interface CodeRefusal {
  readonly reason: 'checkDigit' | 'length' | 'notRead' | 'empty';
  readonly expected?: string;
  readonly suggestion?: string;
}

/** What somebody typed: a code, perhaps only a label's lot number, or nothing that can be read. */
export type TypedCode =
  | { readonly kind: 'code'; readonly code: NamedCode }
  | { readonly kind: 'label'; readonly label: string; readonly refusal: CodeRefusal }
  | { readonly kind: 'refused'; readonly refusal: CodeRefusal };

const STEM = 'https://id.gs1.org';
const GROUP_SEPARATOR = '\u001d';
const GTIN_LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14]);
const SSCC_LENGTH = 18;
const LABEL = /^[\x21-\x7e]{1,28}$/;

/**
 * Understands a code as people type or paste it: GTIN of 8, 12, 13 or 14 digits, SSCC, bracketed or raw element
 * string, barcode reader output, any web address that is a Digital Link, EPC URN, or just the lot number on a label.
 */
export function readTypedCode(typed: string): TypedCode {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return { kind: 'refused', refusal: { reason: 'empty' } };
  const digits = text.replace(/[\s-]/g, '');
  if (/^\d+$/.test(digits)) return readDigits(digits);
  const read = readStructured(text);
  if (read === undefined) return labelOrNothing(text, { reason: 'notRead' });
  return read.ok
    ? { kind: 'code', code: read.value }
    : { kind: 'refused', refusal: refusalOf(read.error, text) };
}

function readDigits(digits: string): TypedCode {
  const ai = digits.length === SSCC_LENGTH ? '00' : '01';
  if (ai === '01' && !GTIN_LENGTHS.has(digits.length)) return labelOrNothing(digits, { reason: 'length' });
  const expected = expectedDigit(digits);
  if (!digits.endsWith(expected)) {
    return labelOrNothing(digits, {
      reason: 'checkDigit',
      expected,
      suggestion: `${digits.slice(0, -1)}${expected}`,
    });
  }
  const read = fromElements([{ ai, value: ai === '01' ? digits.padStart(14, '0') : digits }]);
  return read.ok ? { kind: 'code', code: read.value } : labelOrNothing(digits, { reason: 'notRead' });
}

/** Undefined when the text has none of the known beginnings. */
function readStructured(text: string): Result<NamedCode, IdentifierProblem> | undefined {
  if (/^https?:\/\//i.test(text)) return fromLink(text);
  if (/^\/?\d{2,4}\//.test(text)) return fromLink(`${STEM}/${text.replace(/^\//, '')}`);
  if (/^urn:epc:/i.test(text)) return fromUrn(text);
  if (text.startsWith('('))
    return elementsThen(parseBracketed(text.replace(/\)\s+/g, ')').replace(/\s+\(/g, '(')));
  if (text.startsWith(']')) {
    const scan = parseScanData(text);
    return scan.ok ? fromElements(scan.value.elements) : scan;
  }
  if (text.startsWith('^') || text.includes(GROUP_SEPARATOR)) {
    const raw = text.replaceAll(GROUP_SEPARATOR, '^');
    return elementsThen(parseUnbracketed(raw.startsWith('^') ? raw : `^${raw}`));
  }
  return undefined;
}

function elementsThen(
  read: Result<readonly Element[], IdentifierProblem>,
): Result<NamedCode, IdentifierProblem> {
  return read.ok ? fromElements(read.value) : read;
}

function fromElements(elements: readonly Element[]): Result<NamedCode, IdentifierProblem> {
  const link = formatDigitalLink(elements);
  return link.ok ? fromLink(link.value) : link;
}

function fromLink(text: string): Result<NamedCode, IdentifierProblem> {
  const link = parseDigitalLink(text.split('#', 1)[0]!.split('?', 1)[0]!, {
    permitZeroSuppressedGtin: true,
    permitConvenienceAlphas: true,
  });
  return link.ok ? nameOf(link.value) : link;
}

function fromUrn(text: string): Result<NamedCode, IdentifierProblem> {
  const read = canonicalEpc(text);
  return read.ok ? fromLink(read.value.uri) : read;
}

function labelOrNothing(text: string, refusal: CodeRefusal): TypedCode {
  return LABEL.test(text) ? { kind: 'label', label: text, refusal } : { kind: 'refused', refusal };
}

/** What to tell people about a refused code; a wrong check digit is put right where it can be found. */
export function refusalOf(problem: IdentifierProblem, text: string): CodeRefusal {
  switch (problem.code) {
    case 'empty':
    case 'noElements':
      return { reason: 'empty' };
    case 'incorrectCheckDigit':
      return { reason: 'checkDigit', ...corrected(text) };
    case 'wrongLength':
    case 'valueTooShort':
    case 'valueTooLong':
      return { reason: 'length' };
    default:
      return { reason: 'notRead' };
  }
}

/** The first run of digits of a key's length whose last digit is not its check digit, corrected in place. */
function corrected(text: string): Pick<CodeRefusal, 'expected' | 'suggestion'> {
  for (const match of text.matchAll(/\d{8,18}/g)) {
    const [digits] = match;
    if (!GTIN_LENGTHS.has(digits.length) && digits.length !== SSCC_LENGTH) continue;
    const expected = expectedDigit(digits);
    if (digits.endsWith(expected)) continue;
    const end = match.index + digits.length;
    return { expected, suggestion: `${text.slice(0, end - 1)}${expected}${text.slice(end)}` };
  }
  return {};
}

function expectedDigit(digits: string): string {
  const digit = checkDigitOf(digits.slice(0, -1));
  return digit.ok ? digit.value : '';
}
