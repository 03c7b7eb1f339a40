const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const SMALL: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };
const LARGE: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

/** The value of a Chinese numeral (三百二十, 百万, 一千二百); undefined when it is none. */
export function chineseNumber(text: string): number | undefined {
  let total = 0;
  let group = 0;
  let digit: number | undefined;
  for (const char of text) {
    if (DIGITS[char] !== undefined) {
      // 二〇二五 is read digit by digit.
      digit = digit === undefined || digit === 0 ? DIGITS[char] : digit * 10 + DIGITS[char];
    } else if (SMALL[char] !== undefined) {
      group += (digit ?? 1) * SMALL[char];
      digit = undefined;
    } else if (LARGE[char] !== undefined) {
      const before = group + (digit ?? 0);
      total = (total + (before === 0 && total === 0 ? 1 : before)) * LARGE[char];
      group = 0;
      digit = undefined;
    } else return undefined;
  }
  return text === '' ? undefined : total + group + (digit ?? 0);
}

/** The value of digits, Chinese numerals or both (`1.2亿`, `15万`, `百万`, `1,000`, `半`). */
export function numberOf(text: string): number | undefined {
  if (text === '半' || text === '一半') return 0.5;
  const mixed = /^(\d[\d,]*(?:\.\d+)?)([十百千]?[万亿]{0,2})$/.exec(text);
  if (mixed === null) return chineseNumber(text);
  const scale = mixed[2] === '' ? 1 : chineseNumber(mixed[2]!);
  if (scale === undefined) return undefined;
  // 1.2亿 is 120,000,000 exactly: decimals are shifted, not multiplied.
  return Number(`${mixed[1]!.replaceAll(',', '')}e${Math.round(Math.log10(scale))}`);
}

/** Digits or Chinese numerals, as one pattern. */
export const NUMERAL = String.raw`(?:\d[\d,]{0,17}(?:\.\d{1,6})?(?:[十百千]?[万亿]{1,2})?|[〇零一二两三四五六七八九十百千万亿半]{1,12})`;
