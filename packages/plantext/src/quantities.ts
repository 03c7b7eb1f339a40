import type { DateMention } from './dates.ts';
import type { Range } from './flow.ts';
import { NUMERAL, numberOf } from './numerals.ts';
import { AFTER, type Comparator, comparatorBehind, PEOPLE, UNIT } from './quantity-words.ts';
import type { Shelters } from './shelter.ts';

/** A number with its unit, as it stands. `start`–`end` has the number, the unit and a word such as 以上 behind it. */
export interface Quantity extends Range {
  readonly value: number;
  /** Upper end of a range (3—12个月). */
  readonly upTo?: number;
  readonly number: Range;
  /** `个`, `%`, `万元` is 元 (the number has the 万); `人(青年)` where people are counted without a measure word. */
  readonly unit: string;
  readonly behind?: { readonly word: string; readonly comparator: Comparator };
  /** Flags of what it stands inside of. */
  readonly shelter: number;
  /** `四大…`: counts what was just listed. */
  readonly counts: boolean;
}

const NUMBER = new RegExp(`(百分之)?(${NUMERAL})(?:分之(${NUMERAL}))?`, 'g');
const UP_TO = new RegExp(`[%年月岁]?[—至到](${NUMERAL})`, 'y');

/** All quantities of the text, in order; dates are left out. */
export function quantitiesOf(
  norm: string,
  { flags }: Shelters,
  dates: readonly DateMention[],
): readonly Quantity[] {
  const found: Quantity[] = [];
  let date = 0;
  NUMBER.lastIndex = 0;
  for (let match = NUMBER.exec(norm); match !== null; match = NUMBER.exec(norm)) {
    const start = match.index;
    while (date < dates.length && dates[date]!.end <= start) date++;
    const mention = dates[date];
    if (mention !== undefined && mention.start <= start) {
      NUMBER.lastIndex = Math.max(mention.end, start + 1);
      continue;
    }
    const quantity = quantityAt(norm, match, flags[start]!);
    if (quantity === undefined) continue;
    found.push(quantity);
    NUMBER.lastIndex = quantity.end;
  }
  return found;
}

function quantityAt(norm: string, match: RegExpExecArray, shelter: number): Quantity | undefined {
  const start = match.index;
  const [whole, percent, digits, part] = match;
  const before = norm[start - 1] ?? '';
  if (before === '第' || /[A-Za-z.+/]/.test(before)) return undefined;
  // The year of a standard's number (GB/T 1234-2020).
  if (before === '—' && /\d/.test(norm[start - 2] ?? '')) return undefined;
  const chinese = !/^\d/.test(digits!);
  if (chinese && percent === undefined && part === undefined && !countsSomething(norm, start, digits!))
    return undefined;
  let value = numberOf(digits!);
  if (value === undefined) return undefined;
  let at = start + whole.length;
  let upTo: number | undefined;
  UP_TO.lastIndex = at;
  const range = UP_TO.exec(norm);
  if (range !== null && part === undefined) {
    upTo = numberOf(range[1]!);
    at += range[0].length;
  }
  if (norm[at] === '+') return undefined;
  const number = { start, end: at };
  if (/[多余]/.test(norm[at] ?? '')) at++;
  let unit = unitAt(norm, at, chinese ? value : Number.POSITIVE_INFINITY);
  let counts = false;
  if (percent !== undefined) unit = { text: '%', length: 0 };
  else if (part !== undefined) {
    value = numberOf(part)! / value;
    unit = { text: '', length: 0 };
  } else if (digits === '一半' || digits === '半') {
    value = 50;
    unit = { text: '%', length: 0 };
  } else if (unit === undefined && chinese && value >= 2 && value < 10 && norm[at] === '大') {
    unit = { text: '大(类)', length: 1 };
    counts = true;
  }
  if (chinese && (unit === undefined || unit.text === '届')) return undefined;
  at += unit?.length ?? 0;
  AFTER.lastIndex = at;
  const word = AFTER.exec(norm)?.[0];
  return {
    ...{ start, end: at + (word?.length ?? 0), value, number, unit: unit?.text ?? '', shelter, counts },
    ...(upTo === undefined ? {} : { upTo }),
    ...(word === undefined ? {} : { behind: { word, comparator: comparatorBehind(word) } }),
  };
}

/** Chinese numerals are in half of all words (统一, 进一步, 一批): only those that count are read. */
function countsSomething(norm: string, start: number, digits: string): boolean {
  const value = numberOf(digits);
  if (value === undefined) return false;
  if (digits === '一半' || digits === '半')
    return (
      /占|达|超|过|到|约|时|数/.test(norm[start - 1] ?? '') ||
      /^以[上下]/.test(norm.slice(start + digits.length, start + digits.length + 2))
    );
  // 亿万农民, 千千万万: many, not so many.
  if (value >= 10 && !/^[万亿百千]$/.test(digits)) return !/^[千万亿]+$/.test(digits);
  if (/^[万亿百千]$/.test(digits)) return !/[数若几上成]/.test(norm[start - 1] ?? '');
  return value >= 2 || /^[成]$/.test(norm[start + digits.length] ?? '');
}

function unitAt(
  norm: string,
  at: number,
  chineseValue: number,
): { text: string; length: number } | undefined {
  UNIT.lastIndex = at;
  const unit = UNIT.exec(norm);
  if (unit !== null) return { text: unit[0], length: unit[0].length };
  if (chineseValue < 100) return undefined;
  PEOPLE.lastIndex = at;
  const people = PEOPLE.exec(norm);
  // The people are also what is counted: they stay in the subject.
  return people === null ? undefined : { text: `人(${people[0]})`, length: 0 };
}

/** Index of the first of some ordered ranges that ends behind a position. */
export function firstBehind(dates: readonly Range[], position: number): number {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dates[middle]!.end <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
