import { daysBetween, type LocalDate } from './local-date.ts';

/** How a number is to be compared with its target. */
export const COMPARATORS = ['>=', '>', '=', '<=', '<'] as const;
export type Comparator = (typeof COMPARATORS)[number];

/** 目标状态. `unknown`: nothing was counted or reported yet. */
export const GOAL_STATUSES = ['reached', 'onCourse', 'behind', 'missed', 'unknown'] as const;
export type GoalStatus = (typeof GOAL_STATUSES)[number];

/** What decides how a goal stands. */
export interface GoalPosition {
  readonly value: number | undefined;
  readonly target: number | undefined;
  readonly comparator: Comparator;
  /** The value where the period began; 0 when absent. */
  readonly base?: number;
  readonly startsOn: LocalDate;
  readonly deadline: LocalDate;
  readonly on: LocalDate;
}

/** Whether a value fulfils a target. */
export function fulfils(value: number, comparator: Comparator, target: number): boolean {
  switch (comparator) {
    case '>=':
      return value >= target;
    case '>':
      return value > target;
    case '=':
      return value === target;
    case '<=':
      return value <= target;
    case '<':
      return value < target;
  }
}

/**
 * How a goal stands on a day, by rule and never by hand: reached; past its deadline without it, missed; otherwise on
 * course when the value is at least where a straight line from the base to the target is on that day.
 */
export function goalStatus(position: GoalPosition): GoalStatus {
  const { value, target, comparator, deadline, on } = position;
  if (value === undefined || target === undefined) return 'unknown';
  if (fulfils(value, comparator, target)) return 'reached';
  if (on > deadline) return 'missed';
  const line = expectedOn({ ...position, target });
  const rises = target >= (position.base ?? 0);
  return (rises ? value >= line : value <= line) ? 'onCourse' : 'behind';
}

/** Where the straight line from base to target stands on a day. */
export function expectedOn({
  base = 0,
  target,
  startsOn,
  deadline,
  on,
}: Omit<GoalPosition, 'value' | 'comparator' | 'target'> & { readonly target: number }): number {
  const whole = daysBetween(startsOn, deadline);
  if (whole <= 0 || on >= deadline) return target;
  const gone = Math.max(0, daysBetween(startsOn, on));
  return base + ((target - base) * gone) / whole;
}
