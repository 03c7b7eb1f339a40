import { isDigit } from '../characters.ts';
import type { CouponCode, IdentifierProblem } from '../problem.ts';
import { finding } from './linter.ts';

/** A reading in progress; it stops at its first finding, which `found` keeps. */
export interface CouponReader {
  readonly text: string;
  at: number;
  found: IdentifierProblem | undefined;
}

/** Begins to read; a character that is no digit is found at once. */
export function readCoupon(text: string): CouponReader {
  const reader: CouponReader = { text, at: 0, found: undefined };
  for (let index = 0; index < text.length; index += 1) {
    if (!isDigit(text.charCodeAt(index))) {
      reader.found = finding('nonDigitCharacter', index);
      break;
    }
  }
  return reader;
}

/** Notes the first finding; later ones do not replace it. */
export function note(reader: CouponReader, code: CouponCode): void {
  reader.found ??= finding(code, reader.at);
}

/** Has all been read? */
export function atEnd(reader: CouponReader): boolean {
  return reader.at >= reader.text.length;
}

/** Takes `length` digits, or notes that they are truncated. Empty after any finding. */
export function take(reader: CouponReader, length: number, truncated: CouponCode): string {
  if (reader.found !== undefined) return '';
  if (reader.text.length - reader.at < length) {
    note(reader, truncated);
    return '';
  }
  const taken = reader.text.slice(reader.at, reader.at + length);
  reader.at += length;
  return taken;
}

/** Takes one digit out of `allowed`. */
export function takeOneOf(
  reader: CouponReader,
  allowed: string,
  missing: CouponCode,
  invalid: CouponCode,
): string {
  const taken = take(reader, 1, missing);
  if (taken !== '' && !allowed.includes(taken)) {
    reader.at -= 1;
    note(reader, invalid);
    return '';
  }
  return taken;
}

/** A field that a length indicator precedes: which indicators are allowed, and what each adds to. */
export interface VariableField {
  readonly indicators: string;
  readonly base: number;
  readonly missing: CouponCode;
  readonly invalid: CouponCode;
  readonly truncated: CouponCode;
}

/** Takes a length indicator and as many digits as it says. */
export function takeVariable(reader: CouponReader, field: VariableField): string {
  const indicator = takeOneOf(reader, field.indicators, field.missing, field.invalid);
  return indicator === '' ? '' : take(reader, field.base + Number(indicator), field.truncated);
}
