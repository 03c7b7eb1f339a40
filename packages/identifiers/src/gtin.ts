import { padGtin } from './link-key.ts';
import { parseNumericKey } from './numeric-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 全球贸易项目代码 GTIN, always as 14 digits (GB 12904; GS1 General Specifications). */
export type Gtin = string & { readonly [brand]: 'Gtin' };

/**
 * Accepts a GTIN of 8, 12, 13 or 14 digits with a right check digit and gives it as 14 digits.
 * Refuses `empty`, `nonDigitCharacter`, `wrongLength` and `incorrectCheckDigit`.
 */
export function parseGtin(text: string): Result<Gtin, IdentifierProblem> {
  return parseNumericKey(padGtin(text), 14) as Result<Gtin, IdentifierProblem>;
}

/** The shortest form under which a GTIN is printed: 8, 12, 13 or 14 digits. */
export function shortestGtin(gtin: Gtin): string {
  if (gtin.startsWith('000000')) return gtin.slice(6);
  if (gtin.startsWith('00')) return gtin.slice(2);
  return gtin.startsWith('0') ? gtin.slice(1) : gtin;
}
