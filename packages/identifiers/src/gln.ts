import { parseNumericKey } from './numeric-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 参与方位置编码 GLN, of a place or a party (GB/T 16828; GS1 General Specifications). */
export type Gln = string & { readonly [brand]: 'Gln' };

/**
 * Accepts 13 digits with a right check digit.
 * Refuses `empty`, `nonDigitCharacter`, `wrongLength` and `incorrectCheckDigit`.
 */
export function parseGln(text: string): Result<Gln, IdentifierProblem> {
  return parseNumericKey(text, 13) as Result<Gln, IdentifierProblem>;
}
