import { type Clock, systemClock } from '../kernel/clock.ts';

const DAY_MS = 86_400_000;
/** Most days that a demo may have lived before it is shown. */
const MOST_DAYS = 120;

/**
 * 演示的往事: runs some days behind the machine's clock until it is moved on, never back. So a new demo has lived through
 * a public notice and its decision, in the order of time, before anybody sees it.
 */
export interface DemoClock extends Clock {
  /** How far it is behind from now on. Throws RangeError where time would run back. */
  readonly moveTo: (daysBehind: number) => void;
}

/** A clock that begins so many days (a whole number, at most 120) behind `base`. Throws RangeError for any other. */
export function demoClock(daysBehind: number, base: Clock = systemClock): DemoClock {
  let behind = wholeDays(daysBehind, MOST_DAYS);
  return {
    now: () => new Date(base.now().getTime() - behind * DAY_MS),
    moveTo: days => {
      behind = wholeDays(days, behind);
    },
  };
}

function wholeDays(days: number, most: number): number {
  if (Number.isInteger(days) && days >= 0 && days <= most) return days;
  throw new RangeError(`days behind must be a whole number from 0 to ${most}, got ${days}`);
}
