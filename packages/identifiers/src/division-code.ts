import { allDigits, firstOutside, isDigit } from './characters.ts';
import { type IdentifierProblem, problem } from './problem.ts';
import { ok, type Result, refuse } from './result.ts';

declare const brand: unique symbol;

/** 县级及以上行政区划代码: six digits, province, prefecture and county by two each (GB/T 2260). */
export type DivisionCode = string & { readonly [brand]: 'DivisionCode' };

/** How far down a code reaches. */
export type DivisionLevel = 'province' | 'prefecture' | 'county';

/** First two digits of the 34 province-level divisions (GB/T 2260-2007). */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(
    ' ',
  ),
);

/** Do the first two characters name a province-level division? */
export function isProvince(text: string): boolean {
  return PROVINCES.has(text.slice(0, 2));
}

/**
 * Accepts six digits whose first two name a province-level division, and that leave out no level. Whether the county
 * exists (and since when) is a question to a table of divisions, not to the code.
 * Refuses `empty`, `nonDigitCharacter`, `wrongLength`, `unknownProvince` and `wrongShape`.
 */
export function parseDivisionCode(text: string): Result<DivisionCode, IdentifierProblem> {
  if (text.length === 0) return refuse(problem('empty'));
  if (!allDigits(text)) return refuse(problem('nonDigitCharacter', firstOutside(text, isDigit)));
  if (text.length !== 6)
    return refuse(problem('wrongLength', undefined, { length: text.length, expected: 6 }));
  if (!isProvince(text)) return refuse(problem('unknownProvince', 0));
  if (text.slice(2, 4) === '00' && text.slice(4) !== '00') return refuse(problem('wrongShape', 2));
  return ok(text as DivisionCode);
}

/** The level that a code names. */
export function divisionLevel(code: DivisionCode): DivisionLevel {
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'prefecture' : 'county';
}

/** The code of the division above, or undefined for a province. */
export function divisionAbove(code: DivisionCode): DivisionCode | undefined {
  switch (divisionLevel(code)) {
    case 'province':
      return undefined;
    case 'prefecture':
      return `${code.slice(0, 2)}0000` as DivisionCode;
    case 'county':
      return `${code.slice(0, 4)}00` as DivisionCode;
  }
}

/** Is the second code the first or below it? */
export function covers(area: DivisionCode, code: DivisionCode): boolean {
  switch (divisionLevel(area)) {
    case 'province':
      return code.startsWith(area.slice(0, 2));
    case 'prefecture':
      return code.startsWith(area.slice(0, 4));
    case 'county':
      return code === area;
  }
}
