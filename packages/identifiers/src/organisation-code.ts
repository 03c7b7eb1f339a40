import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

declare const brand: unique symbol;

/** 组织机构代码: eight characters and a check character, without a hyphen (GB 11714-1997). */
export type OrganisationCode = string & { readonly [brand]: 'OrganisationCode' };

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

function characterValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 65 && code <= 90 ? code - 55 : -1;
}

/**
 * The check character of a body of eight digits or capital letters: 11 less the weighted sum modulo 11, where 10 is
 * written X and 11 is written 0 (GB 11714-1997).
 * Refuses `wrongLength` and `characterNotAllowed`.
 */
export function organisationCheckOf(body: string): Result<string, IdentifierProblem> {
  if (body.length !== 8)
    return refuse(problem('wrongLength', undefined, { length: body.length, expected: 8 }));
  let sum = 0;
  for (let index = 0; index < 8; index += 1) {
    const value = characterValue(body.charCodeAt(index));
    if (value < 0) return refuse(problem('characterNotAllowed', index));
    sum += value * (WEIGHTS[index] as number);
  }
  const check = 11 - (sum % 11);
  return ok(check === 10 ? 'X' : check === 11 ? '0' : String(check));
}

/**
 * Accepts nine characters, or ten with a hyphen before the check character as certificates print it.
 * Refuses `empty`, `wrongLength`, `characterNotAllowed` and `incorrectCheckDigit`.
 */
export function parseOrganisationCode(text: string): Result<OrganisationCode, IdentifierProblem> {
  if (text.length === 0) return refuse(problem('empty'));
  const code = text.length === 10 && text[8] === '-' ? text.slice(0, 8) + text.slice(9) : text;
  if (code.length !== 9)
    return refuse(problem('wrongLength', undefined, { length: text.length, expected: 9 }));
  const check = organisationCheckOf(code.slice(0, 8));
  if (!check.ok) return check;
  return check.value === code[8] ? ok(code as OrganisationCode) : refuse(problem('incorrectCheckDigit', 8));
}

/** Is it of the standard's own area for users, PDY00001 to PDY99999, that never names a real organisation? */
export function isFictional(code: OrganisationCode): boolean {
  return /^PDY(?!00000)[0-9]{5}/.test(code);
}
