import { firstOutside, isDigit } from './characters.ts';
import { hasCheckDigit } from './check-digit.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/**
 * Accepts exactly `length` digits of which the last is the check digit.
 * Refuses `empty`, `nonDigitCharacter`, `wrongLength` and `incorrectCheckDigit`.
 */
export function parseNumericKey(text: string, length: number): Result<string, IdentifierProblem> {
  if (text.length === 0) return refuse(problem('empty'));
  const at = firstOutside(text, isDigit);
  if (at >= 0) return refuse(problem('nonDigitCharacter', at));
  if (text.length !== length)
    return refuse(problem('wrongLength', undefined, { length: text.length, expected: length }));
  return hasCheckDigit(text) ? ok(text) : refuse(problem('incorrectCheckDigit', length - 1));
}
