import type { ExactNumbers } from './json.ts';

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const SCIENTIFIC = /^([+-]?)(\d+)(?:\.(\d*))?[eE]([+-]?\d+)$/;

/** Strips what carries no value from `±digits.digits`: plus sign, zeros in front and at the end, minus of zero. */
function strip(sign: string, whole: string, fraction: string): string {
  let from = 0;
  while (from < whole.length && whole.charCodeAt(from) === 48) from += 1;
  let to = fraction.length;
  while (to > 0 && fraction.charCodeAt(to - 1) === 48) to -= 1;
  const front = from === whole.length ? '0' : whole.slice(from);
  const digits = to === 0 ? front : `${front}.${fraction.slice(0, to)}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

/** Writes `text` out without exponent; exponents are limited to ±400 by the reader. */
function expand(text: string): string {
  const parts = SCIENTIFIC.exec(text);
  if (parts === null) return text;
  const [, sign = '', whole = '', fraction = '', exponentText = '0'] = parts;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > 400) return text;
  const point = whole.length + exponent;
  const digits = whole + fraction;
  if (point <= 0) return strip(sign, '0', '0'.repeat(-point) + digits);
  return strip(sign, digits.slice(0, point).padEnd(point, '0'), digits.slice(point));
}

/** The shortest decimal text of a JSON number's source (`26.0` → `26`, `1.50e2` → `150`), every digit kept. */
export function canonicalDecimal(source: string): string {
  if (!PLAIN.test(source)) return expand(source);
  const negative = source.charCodeAt(0) === 45;
  const unsigned = negative || source.charCodeAt(0) === 43 ? source.slice(1) : source;
  const point = unsigned.indexOf('.');
  const sign = negative ? '-' : '';
  return point < 0
    ? strip(sign, unsigned, '')
    : strip(sign, unsigned.slice(0, point), unsigned.slice(point + 1));
}

/** The decimal text of a number as it was written, found in `exact` by where it stands. */
export function decimalText(
  value: number,
  holder: object,
  key: string,
  exact: ExactNumbers | undefined,
): string {
  const source = exact?.get(holder)?.get(key);
  if (source !== undefined) return canonicalDecimal(source);
  const text = String(value);
  const size = Math.abs(value);
  // outside these limits ECMAScript writes an exponent
  return size === 0 || (size >= 1e-6 && size < 1e21) ? text : expand(text);
}

/** Does the text look like a plain decimal number: digits, one point at most, a sign at most? */
export function isPlainDecimal(text: string): boolean {
  const first = text.charCodeAt(0);
  return first <= 57 && first >= 43 && first !== 47 && first !== 44 && PLAIN.test(text);
}
