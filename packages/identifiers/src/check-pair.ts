import { firstOutside, isCset82 } from './characters.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

/** Values 0 to 81 of the characters of set 82, in this order (GS1 General Specifications). */
const VALUES = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** The 32 check characters: no 0, 1, I or O. */
const CHECK_CHARACTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every(prime => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

/** Longest body that can be weighted: one prime for each character, counted from the right. */
export const CHECK_PAIR_BODY_MAX = 97;

const PRIMES = firstPrimes(CHECK_PAIR_BODY_MAX);

/**
 * The check character pair of an alphanumeric body, as a Global Model Number has it.
 * Refuses `invalidCset82Character`, and `tooLongForCheckPairImplementation` above 97 characters.
 */
export function checkPairOf(body: string): Result<string, IdentifierProblem> {
  const at = firstOutside(body, isCset82);
  if (at >= 0) return refuse(problem('invalidCset82Character', at));
  if (body.length > CHECK_PAIR_BODY_MAX) return refuse(problem('tooLongForCheckPairImplementation'));
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    sum += VALUES.indexOf(body.charAt(index)) * (PRIMES[body.length - 1 - index] as number);
  }
  const remainder = sum % 1021;
  return ok(CHECK_CHARACTERS.charAt(remainder >> 5) + CHECK_CHARACTERS.charAt(remainder & 31));
}

/** Does the text end in its own check character pair? */
export function hasCheckPair(text: string): boolean {
  if (text.length < 2) return false;
  const pair = checkPairOf(text.slice(0, -2));
  return pair.ok && pair.value === text.slice(-2);
}
