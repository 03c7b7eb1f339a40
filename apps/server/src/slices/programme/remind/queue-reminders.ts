import { addDays, type LocalDate, startOfDay } from '@pinxin/rules/local-date';
import { enqueue } from '../../../kernel/jobs.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** Calendar days before a deadline on which is reminded of it. */
const NEAR_DAYS = 3;
/** Offices open at nine. */
const NINE_O_CLOCK_MS = 9 * 3_600_000;

/** When a deadline is reminded of: three days before it, and on the day after it. */
export type When = 'near' | 'past';

/** Queues both reminders of a deadline; the first is left out where its time has passed. */
export async function queueBoth(
  tx: Tx,
  task: string,
  about: string,
  dueOn: LocalDate,
  payloadOf: (when: When) => object,
): Promise<void> {
  for (const [when, day] of [
    ['near', addDays(dueOn, -NEAR_DAYS)],
    ['past', addDays(dueOn, 1)],
  ] as const) {
    const runAt = new Date(startOfDay(day).getTime() + NINE_O_CLOCK_MS);
    if (runAt > tx.at) await enqueue(tx, task, payloadOf(when), { key: `${task}:${about}:${when}`, runAt });
  }
}
