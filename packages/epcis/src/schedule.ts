/**
 * 订阅的时间表 (EPCIS 2.0, 8.2.5.3): fields as of cron, each a list of numbers, ranges and steps: `5`, `0,30`, `8-18`,
 * `*`, `0/15` (from 0 every 15). A field that is absent takes anything, save that of units smaller than the smallest
 * that is given only the first: `{"hour":"1"}` is once a day.
 */
export interface Schedule {
  readonly second?: string;
  readonly minute?: string;
  readonly hour?: string;
  readonly dayOfMonth?: string;
  readonly month?: string;
  /** 1 is Monday, 7 Sunday. */
  readonly dayOfWeek?: string;
  /** IANA name of the zone whose clock counts; Asia/Shanghai when absent. An extension: the standard names no zone. */
  readonly timeZone?: string;
}

/** The fields of a schedule with their least and greatest numbers, smallest unit first. */
const FIELDS = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  dayOfWeek: [1, 7],
} as const;

type Field = keyof typeof FIELDS;

/** A schedule that was understood. */
export interface ReadSchedule {
  readonly sets: Readonly<Record<Field, ReadonlySet<number>>>;
  readonly timeZone: string;
}

/** A field that is wrong. */
export type ScheduleProblem = Field | 'timeZone' | 'empty';

const DAY = 86_400_000;
/** A date that never comes (30 February) is not looked for longer than this: a leap day comes within 8 years. */
const LONGEST_WAIT = 9 * 366 * DAY;

/** Reads a schedule; the fields that are wrong, all of them, when it is none. */
export function readSchedule(
  given: Schedule,
):
  | { readonly ok: true; readonly value: ReadSchedule }
  | { readonly ok: false; readonly wrong: readonly ScheduleProblem[] } {
  const wrong: ScheduleProblem[] = [];
  const names = Object.keys(FIELDS) as Field[];
  const smallest = names.find(name => given[name] !== undefined);
  if (smallest === undefined) return { ok: false, wrong: ['empty'] };
  const finest = smallest === 'dayOfWeek' ? 'dayOfMonth' : smallest;
  const sets = Object.fromEntries(
    names.map((name, index) => {
      const text = given[name] ?? (index < names.indexOf(finest) ? String(FIELDS[name][0]) : '*');
      const set = numbersIn(text, FIELDS[name]);
      if (set === undefined) wrong.push(name);
      return [name, set ?? new Set<number>()];
    }),
  ) as Record<Field, ReadonlySet<number>>;
  const timeZone = given.timeZone ?? 'Asia/Shanghai';
  if (!isTimeZone(timeZone)) wrong.push('timeZone');
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, value: { sets, timeZone } };
}

function numbersIn(text: string, [least, most]: readonly [number, number]): ReadonlySet<number> | undefined {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const parts = /^\s*(?:(\*)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?\s*$/.exec(part);
    if (parts === null) return undefined;
    const [, star, first, last, every] = parts;
    const from = star === undefined ? Number(first) : least;
    const to =
      star !== undefined || (last === undefined && every !== undefined) ? most : Number(last ?? first);
    const step = Number(every ?? 1);
    if (from < least || to > most || from > to || step < 1) return undefined;
    for (let number = from; number <= to; number += step) numbers.add(number);
  }
  return numbers;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The first moment of a schedule after this one, in milliseconds since 1970; undefined when it never comes. A time
 * that the clock skips in spring is passed over; one that it shows twice in autumn counts once.
 */
export function nextMoment({ sets, timeZone }: ReadSchedule, after: number): number | undefined {
  const offsetAt = offsetsOf(timeZone);
  let civil = Math.floor((after + offsetAt(after)) / 1000) * 1000 + 1000;
  const end = civil + LONGEST_WAIT;
  while (civil < end) {
    const found = nextCivil(sets, civil, end);
    if (found === undefined) return undefined;
    const guess = found - offsetAt(found - offsetAt(found));
    // Not so on the day on which the clock skips this hour.
    if (guess > after && guess + offsetAt(guess) === found) return guess;
    civil = found + 1000;
  }
  return undefined;
}

/** The first civil time, written as if it were UTC, that fits and is not before `from`. */
function nextCivil(sets: ReadSchedule['sets'], from: number, end: number): number | undefined {
  let at = from;
  while (at < end) {
    const date = new Date(at);
    const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
    if (
      !sets.month.has(date.getUTCMonth() + 1) ||
      !sets.dayOfMonth.has(date.getUTCDate()) ||
      !sets.dayOfWeek.has(weekday)
    ) {
      at = Math.floor(at / DAY) * DAY + DAY;
    } else if (!sets.hour.has(date.getUTCHours())) at = Math.floor(at / 3_600_000) * 3_600_000 + 3_600_000;
    else if (!sets.minute.has(date.getUTCMinutes())) at = Math.floor(at / 60_000) * 60_000 + 60_000;
    else if (!sets.second.has(date.getUTCSeconds())) at += 1000;
    else return at;
  }
  return undefined;
}

/** How far a zone's clock is ahead of UTC at a moment, ms. */
function offsetsOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  });
  return at => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  };
}
