import { parseNumericKey } from './numeric-key.ts';
import type { IdentifierProblem } from './problem.ts';
import type { Result } from './result.ts';

declare const brand: unique symbol;

/** 全球服务关系代码 GSRN, of a provider or a recipient of a service (GB/T 23832; GS1 General Specifications). */
export type Gsrn = string & { readonly [brand]: 'Gsrn' };

/**
 * Accepts 18 digits with a right check digit.
 * Refuses `empty`, `nonDigitCharacter`, `wrongLength` and `incorrectCheckDigit`.
 */
export function parseGsrn(text: string): Result<Gsrn, IdentifierProblem> {
  return parseNumericKey(text, 18) as Result<Gsrn, IdentifierProblem>;
}
