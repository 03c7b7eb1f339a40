import { addDays, daysBetween, type LocalDate } from './local-date.ts';

/** 任务状态, by rule. */
export const TASK_STATUSES = ['done', 'onCourse', 'nearDeadline', 'behind', 'overdue'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** Days before a deadline from which a task is near it. */
export const NEAR_DAYS = 30;

/** What decides how a task stands. */
export interface TaskPosition {
  readonly on: LocalDate;
  readonly dueOn: LocalDate;
  /** The day on which its completion was signed off; null while it runs. */
  readonly completedOn: LocalDate | null;
  readonly milestones: readonly { readonly dueOn: LocalDate; readonly reachedOn: LocalDate | null }[];
  /** What authorities owe: reports that were due and did not come. */
  readonly owed: readonly { readonly dueOn: LocalDate }[];
}

/** How a task stands and since when; `reason` says which fact decided. */
export interface TaskStanding {
  readonly status: TaskStatus;
  readonly since: LocalDate;
  readonly reason:
    | 'completed'
    | 'deadlinePassed'
    | 'milestoneMissed'
    | 'reportMissing'
    | 'deadlineNear'
    | 'nothingAgainst';
}

/**
 * How a task stands at the end of a day. Completed is done; past its deadline it is overdue; with a milestone or a
 * report that did not come in time it is behind; within thirty days of the deadline it is near it; else on course.
 */
export function taskStanding(task: TaskPosition): TaskStanding {
  const { on, dueOn, completedOn } = task;
  if (completedOn !== null && completedOn <= on) {
    return { status: 'done', since: completedOn, reason: 'completed' };
  }
  if (on > dueOn) return { status: 'overdue', since: addDays(dueOn, 1), reason: 'deadlinePassed' };
  const missed = firstOf(
    task.milestones.filter(each => each.dueOn < on && (each.reachedOn === null || each.reachedOn > on)),
  );
  const missing = firstOf(task.owed.filter(each => each.dueOn < on));
  if (missed !== undefined && (missing === undefined || missed <= missing)) {
    return { status: 'behind', since: addDays(missed, 1), reason: 'milestoneMissed' };
  }
  if (missing !== undefined) return { status: 'behind', since: addDays(missing, 1), reason: 'reportMissing' };
  if (daysBetween(on, dueOn) <= NEAR_DAYS) {
    return { status: 'nearDeadline', since: addDays(dueOn, -NEAR_DAYS), reason: 'deadlineNear' };
  }
  return { status: 'onCourse', since: on, reason: 'nothingAgainst' };
}

function firstOf(list: readonly { readonly dueOn: LocalDate }[]): LocalDate | undefined {
  return list.map(each => each.dueOn).toSorted()[0];
}
