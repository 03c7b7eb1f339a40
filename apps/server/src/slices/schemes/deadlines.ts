import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import type { ApplicationState } from '@pinxin/contract/schemes/words';
import { chinaCalendar } from '@pinxin/rules/china-calendar';
import { endOfDay, type LocalDate, localDateOf } from '@pinxin/rules/local-date';
import { addWorkingDays, type CountedDate, workingDaysBetween } from '@pinxin/rules/working-days';

/** By when something has to happen in a state that begins today; undefined where nothing waits. */
export function dueDateOf(
  rules: SchemeRules,
  state: ApplicationState,
  today: LocalDate,
): CountedDate | undefined {
  const days = daysFor(rules, state);
  return days === undefined ? undefined : addWorkingDays(today, days, chinaCalendar);
}

function daysFor(rules: SchemeRules, state: ApplicationState): number | undefined {
  switch (state) {
    case 'submitted':
      return rules.acceptanceDays;
    case 'returned':
      return rules.correctionDays;
    case 'formalReview':
    case 'materialReview':
    case 'onSiteReview':
    case 'defence':
    case 'ranking':
    case 'publicNotice':
      return rules.steps.find(({ step }) => step === state)?.workingDays;
    case 'decision':
    case 'rejectionProposed':
      return rules.decisionDays;
    case 'draft':
    case 'notAccepted':
    case 'certified':
    case 'rejected':
    case 'abandoned':
      return undefined;
  }
}

/** 公示期: from now to the end of its last working day in Asia/Shanghai. `until` is the first instant after it. */
export function noticePeriod(
  now: Date,
  workingDays: number,
): { readonly from: Date; readonly until: Date; readonly lastDay: CountedDate } {
  const lastDay = addWorkingDays(localDateOf(now), workingDays, chinaCalendar);
  return { from: now, until: endOfDay(lastDay.date), lastDay };
}

/** Working days left; 0 on the day itself, negative when it is past. */
export function daysLeft(dueOn: LocalDate, today: LocalDate): number {
  return workingDaysBetween(today, dueOn, chinaCalendar);
}
