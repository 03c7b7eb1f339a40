import { firstOutside, isDigit } from './characters.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/**
 * Weighted sum of `text[from, to)`, weights 3 and 1 in turn from the right (GS1 General Specifications).
 * The caller has made sure of digits.
 */
function weightedSum(text: string, from: number, to: number): number {
  let sum = 0;
  let weight = 3;
  for (let index = to - 1; index >= from; index -= 1) {
    sum += weight * (text.charCodeAt(index) - 48);
    weight = 4 - weight;
  }
  return sum;
}

/**
 * The mod-10 check digit of a body of digits.
 * Refuses `nonDigitCharacter`, and `tooShortForCheckDigit` for an empty body.
 */
export function checkDigitOf(body: string): Result<string, IdentifierProblem> {
  if (body.length === 0) return refuse(problem('tooShortForCheckDigit'));
  const at = firstOutside(body, isDigit);
  if (at >= 0) return refuse(problem('nonDigitCharacter', at));
  return ok(digitFor(body));
}

/** The check digit of a body that is known to be digits. For callers inside the package. */
export function digitFor(body: string): string {
  return String((10 - (weightedSum(body, 0, body.length) % 10)) % 10);
}

/** Does `text[from, to)`, digits only, end in its own check digit? */
export function hasCheckDigit(text: string, from = 0, to = text.length): boolean {
  if (to - from < 2) return false;
  for (let index = from; index < to; index += 1) if (!isDigit(text.charCodeAt(index))) return false;
  return (weightedSum(text, from, to - 1) + text.charCodeAt(to - 1) - 48) % 10 === 0;
}
