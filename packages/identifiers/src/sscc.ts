import { parseNumericKey } from './numeric-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 系列货运包装箱代码 SSCC, of a logistic unit (GB/T 18127; GS1 General Specifications). */
export type Sscc = string & { readonly [brand]: 'Sscc' };

/**
 * Accepts 18 digits with a right check digit.
 * Refuses `empty`, `nonDigitCharacter`, `wrongLength` and `incorrectCheckDigit`.
 */
export function parseSscc(text: string): Result<Sscc, IdentifierProblem> {
  return parseNumericKey(text, 18) as Result<Sscc, IdentifierProblem>;
}
