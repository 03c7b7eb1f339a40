/** 法定日期: a day of the calendar in Asia/Shanghai, `YYYY-MM-DD`. What the law counts in. */
export type LocalDate = string;

const DAY_MS = 86_400_000;
/** Asia/Shanghai is UTC+8 the year round; summer time ended in 1991. */
export const LEGAL_OFFSET_MINUTES = 480;
const OFFSET_MS = LEGAL_OFFSET_MINUTES * 60_000;

/** Whether a text is a day that exists. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 10) === text;
}

/** The day in Asia/Shanghai on which an instant falls. */
export function localDateOf(instant: Date): LocalDate {
  return new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** An instant on the clocks of Asia/Shanghai, to the second: `2026-05-10T08:30:00+08:00`. */
export function localTimeOf(instant: Date): string {
  return `${new Date(instant.getTime() + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** The first instant of a day in Asia/Shanghai. */
export function startOfDay(date: LocalDate): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) - OFFSET_MS);
}

/** The first instant after a day: whatever happens before it happens on that day at the latest. */
export function endOfDay(date: LocalDate): Date {
  return startOfDay(addDays(date, 1));
}

/** So many days later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one date to another; negative when `to` lies before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The same day so many months later; the month's last day where it has no such day (2026-01-31 + 1 → 2026-02-28). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, length));
  return first.toISOString().slice(0, 10);
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The last day of something that holds for so many months from a day on: 3 years from 2026-05-10 end on 2029-05-09. */
export function lastDayOf(from: LocalDate, months: number): LocalDate {
  return addDays(addMonths(from, months), -1);
}
