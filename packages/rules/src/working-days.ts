import { addDays, type LocalDate, weekdayOf } from './local-date.ts';

/** 工作日历: what is known of holidays and of weekend days that are worked instead (调休). */
export interface WorkingCalendar {
  /** Years for which the yearly notice is known. In others weekends alone count, and answers say so. */
  readonly years: ReadonlyMap<number, CalendarYear>;
}

/** One year's notice. */
export interface CalendarYear {
  readonly year: number;
  readonly daysOff: ReadonlySet<LocalDate>;
  readonly weekendsWorked: ReadonlySet<LocalDate>;
  readonly source: string;
}

/** A date that was counted, and whether every year that was counted through is known. */
export interface CountedDate {
  readonly date: LocalDate;
  readonly confirmed: boolean;
}

/** Whether offices work on that day. */
export function isWorkingDay(date: LocalDate, calendar: WorkingCalendar): boolean {
  const year = calendar.years.get(Number(date.slice(0, 4)));
  if (year?.daysOff.has(date) === true) return false;
  if (year?.weekendsWorked.has(date) === true) return true;
  const weekday = weekdayOf(date);
  return weekday !== 0 && weekday !== 6;
}

/** Whether the year's notice is known. */
export function isConfirmed(date: LocalDate, calendar: WorkingCalendar): boolean {
  return calendar.years.has(Number(date.slice(0, 4)));
}

/**
 * The day on which so many working days are over, counted from the day after `from`
 * (行政许可法 第八十二条: 期限以工作日计算; 民法典 第二百零一条: 开始的当日不计入). 0 gives `from` itself.
 */
export function addWorkingDays(from: LocalDate, days: number, calendar: WorkingCalendar): CountedDate {
  if (!Number.isSafeInteger(days) || days < 0) throw new RangeError(`not a count of working days: ${days}`);
  let date = from;
  let confirmed = isConfirmed(from, calendar);
  for (let left = days; left > 0; ) {
    date = addDays(date, 1);
    if (isWorkingDay(date, calendar)) left--;
    confirmed &&= isConfirmed(date, calendar);
  }
  return { date, confirmed };
}

/** The last day of office after which so many working days lie up to and with `until`: “at least 30 working days before”. */
export function subtractWorkingDays(
  until: LocalDate,
  days: number,
  calendar: WorkingCalendar,
): CountedDate {
  if (!Number.isSafeInteger(days) || days < 0) throw new RangeError(`not a count of working days: ${days}`);
  let date = until;
  let confirmed = isConfirmed(until, calendar);
  for (let left = days; left > 0 || !isWorkingDay(date, calendar); ) {
    if (left > 0 && isWorkingDay(date, calendar)) left--;
    date = addDays(date, -1);
    confirmed &&= isConfirmed(date, calendar);
  }
  return { date, confirmed };
}

/** Working days after `from` up to and with `to`; negative when `to` lies before (days overdue). */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: WorkingCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  let count = 0;
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) {
    if (isWorkingDay(date, calendar)) count++;
  }
  return count;
}
