import { allDigits } from './characters.ts';
import type { OrganisationCode } from './organisation-code.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

declare const brand: unique symbol;

/** 统一社会信用代码: 18 characters (GB 32100-2015). */
export type Uscc = string & { readonly [brand]: 'Uscc' };

/** The 31 characters and their values by place: no I, O, S, V or Z (GB 32100-2015). */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Registration authorities 登记管理部门 by the first character (GB 32100-2015 and later amendments). */
const AUTHORITIES: Readonly<Record<string, string>> = {
  '1': '机构编制',
  '2': '外交',
  '3': '司法行政',
  '4': '文化',
  '5': '民政',
  '6': '旅游',
  '7': '宗教',
  '8': '工会',
  '9': '市场监督管理',
  A: '中央军委改革和编制办公室',
  N: '农业农村',
  Y: '其他',
};

/**
 * The check character of the first 17: 31 less the sum of value × 3^(place−1) modulo 31, modulo 31 — so a remainder of
 * 0 gives the character 0 (GB 32100-2015). Refuses `wrongLength` and `characterNotAllowed`.
 */
export function usccCheckOf(body: string): Result<string, IdentifierProblem> {
  if (body.length !== 17)
    return refuse(problem('wrongLength', undefined, { length: body.length, expected: 17 }));
  let sum = 0;
  let weight = 1;
  for (let index = 0; index < 17; index += 1) {
    const value = ALPHABET.indexOf(body.charAt(index));
    if (value < 0) return refuse(problem('characterNotAllowed', index));
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return ok(ALPHABET.charAt((31 - (sum % 31)) % 31));
}

/**
 * Accepts 18 characters: authority, kind, six digits of division, organisation code, check character.
 *
 * Refuses `empty`, `wrongLength`, `characterNotAllowed`, `unknownRegistrationAuthority`, `nonDigitCharacter` (in the
 * division) and `incorrectCheckDigit`. Codes with a wrong check character are met in practice: who registers a
 * party may let that one code pass with a reason, and keep the text unbranded.
 */
export function parseUscc(text: string): Result<Uscc, IdentifierProblem> {
  if (text.length === 0) return refuse(problem('empty'));
  if (text.length !== 18)
    return refuse(problem('wrongLength', undefined, { length: text.length, expected: 18 }));
  const check = usccCheckOf(text.slice(0, 17));
  if (!check.ok) return check;
  if (!ALPHABET.includes(text.charAt(17))) return refuse(problem('characterNotAllowed', 17));
  if (AUTHORITIES[text.charAt(0)] === undefined) return refuse(problem('unknownRegistrationAuthority', 0));
  if (!allDigits(text, 2, 8)) return refuse(problem('nonDigitCharacter', 2));
  return check.value === text[17] ? ok(text as Uscc) : refuse(problem('incorrectCheckDigit', 17));
}

/** The organisation code inside (places 9 to 17). Its own check character is not looked at. */
export function organisationCodeOf(uscc: Uscc): OrganisationCode {
  return uscc.slice(8, 17) as OrganisationCode;
}

/** The Chinese name of the authority whose register the code comes from. */
export function registrationAuthorityOf(uscc: Uscc): string {
  return AUTHORITIES[uscc.charAt(0)] ?? '';
}
