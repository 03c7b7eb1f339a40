import { addDays, addMonths, type LocalDate } from './local-date.ts';
import { addWorkingDays, subtractWorkingDays, type WorkingCalendar } from './working-days.ts';

/** In what a rule counts: each law says so itself (“十二个月内”, “九十日前”, “三十个工作日前”). */
export const RENEWAL_UNITS = ['day', 'workingDay', 'month'] as const;
export type RenewalUnit = (typeof RENEWAL_UNITS)[number];

/** 续展: when a mark is renewed, counted from the last day on which it holds. */
export interface RenewalRule {
  readonly unit: RenewalUnit;
  /** So long before the end the window opens. */
  readonly from: number;
  /** So long before the end it closes; 0 is the last day itself. */
  readonly until: number;
  /** 宽展期: so long after the end renewal is still possible (商标法 第四十条: 六个月). */
  readonly grace?: number;
}

/** The days of a window. */
export interface RenewalWindow {
  readonly from: LocalDate;
  readonly until: LocalDate;
  readonly graceUntil?: LocalDate;
}

/** The window in which a mark that holds until `validTo` is renewed. */
export function renewalWindow(
  validTo: LocalDate,
  { unit, from, until, grace }: RenewalRule,
  calendar: WorkingCalendar,
): RenewalWindow {
  const shift = (count: number): LocalDate => {
    if (unit === 'day') return addDays(validTo, count);
    if (unit === 'month') return addMonths(validTo, count);
    return count < 0
      ? subtractWorkingDays(validTo, -count, calendar).date
      : addWorkingDays(validTo, count, calendar).date;
  };
  return {
    from: shift(-from),
    until: shift(-until),
    ...(grace === undefined ? {} : { graceUntil: shift(grace) }),
  };
}
