/**
 * Local time of the demo: whole seconds since 1970-01-01T00:00 in Asia/Shanghai (UTC+8, no summer time
 * since 1991).
 * Plain numbers, because a million events are sorted and compared by them.
 */
export type LocalSecond = number;

/** Whole days since 1970-01-01, Asia/Shanghai. */
export type LocalDay = number;

const DAY = 86_400;
const OFFSET = 8 * 3600;

/** Eight o'clock and its like: `hours(8)` added to a day's first second. */
export function hours(count: number): number {
  return Math.round(count * 3600);
}

/** The first second of a day. */
export function startOf(day: LocalDay): LocalSecond {
  return day * DAY;
}

const dates = new Map<LocalDay, string>();

/** A day as `2026-07-18`. */
export function dateText(day: LocalDay): string {
  let text = dates.get(day);
  if (text === undefined) {
    text = new Date(day * DAY * 1000).toISOString().slice(0, 10);
    dates.set(day, text);
  }
  return text;
}

/** A day as `260718`, the way lots are dated on packs. */
export function shortDate(day: LocalDay): string {
  const text = dateText(day);
  return text.slice(2, 4) + text.slice(5, 7) + text.slice(8, 10);
}

const TWO_DIGITS: readonly string[] = Array.from({ length: 60 }, (_, index) =>
  String(index).padStart(2, '0'),
);

/** A second as an EPCIS eventTime: `2026-07-18T07:30:05.000+08:00`. */
export function timeText(at: LocalSecond): string {
  const day = Math.floor(at / DAY);
  const rest = at - day * DAY;
  const hour = Math.floor(rest / 3600);
  const minute = Math.floor(rest / 60) % 60;
  return `${dateText(day)}T${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[rest % 60]}.000+08:00`;
}

/** The year's frame of the demo story. */
export interface Calendar {
  /** The last day on which anything happens. */
  readonly last: LocalDay;
  /** Year of the wolfberry season told: the latest whose goods can be on the shelves by `last`. */
  readonly seasonYear: number;
  /** A day of the season year. */
  season(month: number, dayOfMonth: number): LocalDay;
}

/**
 * The calendar of a story that ends on the local day of `from`.
 * The season is the latest whose last picking (end of September) lies seven weeks back or more: before that,
 * nothing of it would have been dried, graded, packed, tested and sold.
 */
export function calendarUntil(from: Date): Calendar {
  const last = Math.floor((from.getTime() / 1000 + OFFSET) / DAY);
  const year = Number(dateText(last).slice(0, 4));
  const dayIn = (inYear: number, month: number, dayOfMonth: number): LocalDay =>
    Date.UTC(inYear, month - 1, dayOfMonth) / (DAY * 1000);
  const seasonYear = last >= dayIn(year, 11, 20) ? year : year - 1;
  return { last, seasonYear, season: (month, dayOfMonth) => dayIn(seasonYear, month, dayOfMonth) };
}
