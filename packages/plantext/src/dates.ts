import type { Range } from './flow.ts';
import { chineseNumber } from './numerals.ts';

/**
 * A time that the text names. `by`: something is due; `from`: it begins; `window`: from–to; `base`: what is compared
 * with; `mention`: any other.
 */
export interface DateMention extends Range {
  readonly kind: 'by' | 'from' | 'window' | 'base' | 'mention';
  /** Last day of what is named (local date), where the text tells it. */
  readonly date?: string;
  /** First day, of `from` and `window`. */
  readonly begins?: string;
  /** Years that something lasts, where only that is said. */
  readonly lastsYears?: number;
  /** Days after an event outside the text. */
  readonly relativeDays?: number;
  /** The reading is one of several, or part of it (the year) comes from elsewhere. */
  readonly unsure: boolean;
  /** A month or a year's end without a year: read with the document's own year. */
  readonly needsYear?: { readonly month: number; readonly day?: number };
}

const YEAR = '(?:[12]\\d{3}|[一二][〇零一二三四五六七八九]{3})';
const DAY = `(?:(\\d{1,2})月(?:(\\d{1,2})日)?)`;
const PATTERN = new RegExp(
  [
    // 1–6 a window of days, months or years
    `(${YEAR})年?${DAY}?(?:至|到|—)(?:(${YEAR})年)?${DAY}?(?=年|，|。|、|）|》|，|底|期间|对|[^\\d])`,
    // 7–15 a year and what stands around it
    `(从|自|到|至|截至|截止|比|较|以|与)?(${YEAR})年(?:${DAY}|第?([一二三四1-4])季度|(上半年))?(年?(?:底|末))?(之前|以前|前)?(起|开始|以来)?`,
    // 16–18 a five-year plan
    `(到|至)?“?十([二三四五六])五”?(规划期?末|期末|末|期间|时期)`,
    // 19 months and year ends without a year
    `(?:(\\d{1,2})月(?:(\\d{1,2})日)?底?|(?:今|当|本)?年底|(?:今|本)年?末)(?:之前|以前|前)`,
    // a month or days of it
    `\\d{1,2}月(?:\\d{1,2}日)?(?:(?:至|到|—)(?:\\d{1,2}月)?\\d{1,2}日)?`,
    // 21 so many years
    `([一二三四五六七八九十\\d]{1,3})年(?:内|左右时间|以内)`,
    // 22 so many days after something
    `之日起([\\d一二三四五六七八九十百]{1,5})(个?工作日|日|天|个月)内`,
  ].join('|'),
  'g',
);
/** `，实施三年` right behind a beginning. */
const LASTING = /，?(?:为期|实施|期限|用|利用)?([一二三四五六七八九十]|\d{1,2})年(?!底|末|\d|度|内|级|以)/y;
/** A year alone is a deadline where something is done at its end. */
const DONE =
  /^[，]?(?:力争|争取|初步|基本|全面|要|将|实现|前)*(?:建成|实现|完成|达到|形成|培育|新增|建立|创建|打造|覆盖|全部)/;

/** Every date of the text, in order. */
export function datesOf(norm: string): readonly DateMention[] {
  const found: DateMention[] = [];
  for (const match of norm.matchAll(PATTERN)) {
    const start = match.index;
    const end = start + match[0].length;
    const mention = read(match, start, end, norm);
    if (mention !== undefined) found.push(mention);
  }
  return found;
}

function read(match: RegExpMatchArray, start: number, end: number, norm: string): DateMention | undefined {
  if (match[1] !== undefined) return windowOf(match, start, end, norm);
  if (match[8] !== undefined) return yearOf(match, start, end, norm);
  if (match[17] !== undefined) {
    const last = 2010 + 5 * (chineseNumber(match[17])! - 1);
    return { kind: 'by', start, end, date: `${last}-12-31`, unsure: false };
  }
  if (match[21] !== undefined)
    return {
      kind: 'mention',
      start,
      end,
      lastsYears: chineseNumber(match[21]) ?? Number(match[21]),
      unsure: true,
    };
  if (match[22] !== undefined) {
    const count = chineseNumber(match[22]) ?? Number(match[22]);
    return {
      kind: 'mention',
      start,
      end,
      relativeDays: count,
      unsure: match[23] !== '日' && match[23] !== '天',
    };
  }
  if (!/[前底末]/.test(match[0])) return { kind: 'mention', start, end, unsure: true };
  const month = match[19] === undefined ? 12 : Number(match[19]);
  if (month < 1 || month > 12) return undefined;
  const day = match[20] === undefined ? undefined : Number(match[20]);
  return {
    kind: 'by',
    start,
    end,
    unsure: true,
    needsYear: { month, ...(day === undefined ? {} : { day }) },
  };
}

function windowOf(
  match: RegExpMatchArray,
  start: number,
  end: number,
  norm: string,
): DateMention | undefined {
  const [, from, fromMonth, fromDay, to, toMonth, toDay] = match;
  const first = numeric(from!);
  const last = to === undefined ? first : numeric(to);
  // `2016—2020年` has its 年 behind; a lone `2016至` is no window.
  const behind = to === undefined && toMonth === undefined;
  if (behind) {
    const short = new RegExp(`^(${YEAR})年`).exec(norm.slice(end, end + 5));
    if (short === null) return undefined;
    const close = numeric(short[1]!);
    return {
      ...{ kind: 'window', start, end: end + 5, unsure: false },
      ...{ begins: `${first}-01-01`, date: `${close}-12-31` },
    };
  }
  if (last < first) return undefined;
  return {
    kind: 'window',
    start,
    end,
    begins: dayOf(first, Number(fromMonth ?? 1), Number(fromDay ?? 1)),
    date: lastDayOf(last, toMonth === undefined ? 12 : Number(toMonth), toDay),
    unsure: false,
  };
}

function yearOf(match: RegExpMatchArray, start: number, end: number, norm: string): DateMention {
  const [, , , , , , , lead, year, month, day, quarter, half, close, before, onward] = match;
  const value = numeric(year!);
  const lastMonth =
    month !== undefined
      ? Number(month)
      : quarter !== undefined
        ? 3 * (chineseNumber(quarter) ?? Number(quarter))
        : half !== undefined
          ? 6
          : 12;
  const date = lastDayOf(value, lastMonth, day);
  const place = { start, end };
  if (onward === '以来') return { kind: 'mention', ...place, unsure: false };
  if (onward !== undefined || lead === '从' || lead === '自') {
    const begins = dayOf(value, Number(month ?? 1), Number(day ?? 1));
    LASTING.lastIndex = end;
    const lasting = LASTING.exec(norm);
    if (lasting === null) return { kind: 'from', ...place, begins, unsure: false };
    const years = chineseNumber(lasting[1]!) ?? Number(lasting[1]);
    return {
      ...{ kind: 'by', start, end: end + lasting[0].length, begins },
      ...{ date: dayBefore(dayOf(value + years, Number(month ?? 1), Number(day ?? 1))), unsure: false },
    };
  }
  if (lead === '比' || lead === '较' || lead === '以' || lead === '与')
    return { kind: 'base', start: start + 1, end, date, unsure: false };
  if (before !== undefined) {
    // `2020年前` may or may not include 2020: the stricter reading, marked.
    const strict = close === undefined && day === undefined;
    const earlier = month === undefined ? `${value - 1}-12-31` : dayBefore(dayOf(value, Number(month), 1));
    return { kind: 'by', ...place, date: strict ? earlier : date, unsure: strict };
  }
  if (lead !== undefined || close !== undefined) return { kind: 'by', ...place, date, unsure: false };
  if (DONE.test(norm.slice(end, end + 12))) return { kind: 'by', ...place, date, unsure: false };
  return { kind: 'mention', ...place, date, unsure: false };
}

function numeric(year: string): number {
  return /^\d/.test(year) ? Number(year) : chineseNumber(year)!;
}

function dayOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Last day of a month, or the day itself. */
export function lastDayOf(year: number, month: number, day: string | undefined): string {
  if (day !== undefined) return dayOf(year, month, Number(day));
  return dayOf(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
