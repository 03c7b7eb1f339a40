import { parseNumericKey } from './numeric-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 全球装运标识代码 GSIN, of a shipment (GS1 General Specifications). */
export type Gsin = string & { readonly [brand]: 'Gsin' };

/**
 * Accepts 17 digits with a right check digit.
 * Refuses `empty`, `nonDigitCharacter`, `wrongLength` and `incorrectCheckDigit`.
 */
export function parseGsin(text: string): Result<Gsin, IdentifierProblem> {
  return parseNumericKey(text, 17) as Result<Gsin, IdentifierProblem>;
}
