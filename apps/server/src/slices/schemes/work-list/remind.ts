import { addDays, type LocalDate, startOfDay } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { findApplication } from '../application/application-store.ts';

/** Name of the job that tells that a deadline is near or past. */
export const REMIND_TASK = 'schemes-remind';

/** What the job is told. */
export interface Reminder {
  readonly application: string;
  /** The revision whose deadline it is: an application that moved on is left alone. */
  readonly revision: number;
  readonly dueOn: string;
  readonly kind: 'near' | 'past';
}

/** Calendar days before a deadline on which is reminded of it. */
const NEAR_DAYS = 3;
/** Offices open at nine. */
const NINE_O_CLOCK_MS = 9 * 3_600_000;

/** When offices open on a day. */
export function nineOClock(day: LocalDate): Date {
  return new Date(startOfDay(day).getTime() + NINE_O_CLOCK_MS);
}

/** Queues the reminders of a deadline; those of the state before are replaced. */
export async function queueReminders(
  tx: Tx,
  { publicId, revision }: { readonly publicId: string; readonly revision: number },
  dueOn: string | undefined,
): Promise<void> {
  if (dueOn === undefined) return;
  for (const kind of ['near', 'past'] as const) {
    const day = kind === 'near' ? addDays(dueOn, -NEAR_DAYS) : addDays(dueOn, 1);
    const runAt = nineOClock(day);
    if (kind === 'near' && runAt <= tx.at) continue;
    const reminder: Reminder = { application: publicId, revision, dueOn, kind };
    await enqueue(tx, REMIND_TASK, reminder, { key: `schemes-remind:${publicId}:${kind}`, runAt });
  }
}

/** Tells the journal of a deadline that is near or past, if it still is one. */
export async function remind(ctx: Context, { application, revision, dueOn, kind }: Reminder): Promise<void> {
  await inTransaction(ctx, async tx => {
    const found = await findApplication(tx, application);
    if (found === undefined || found.revision !== revision) return;
    tx.journal({
      actor: 'system',
      kind: kind === 'near' ? 'application-deadline-near' : 'application-deadline-past',
      facts: { application, state: found.state, dueOn },
    });
  });
}
