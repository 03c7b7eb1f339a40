import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { tellPeople } from '../../accounts/api.ts';
import type { SupervisionState } from '../lifecycle.ts';
import { queueBoth, type When } from '../remind/queue-reminders.ts';
import { markGiven } from '../remind/reminder-store.ts';
import { reminderWords } from '../remind/reminder-words.ts';
import { lockSupervision } from './supervision-store.ts';

/** Name of the job that reminds an authority of a supervision item. */
export const SUPERVISION_TASK = 'programme-remind-supervision';

/** What the job is told: which of the two days of an item. */
export interface SupervisionReminder {
  readonly supervision: string;
  readonly deadline: 'sign' | 'due';
  readonly when: When;
}

/** In which states an authority still owes what a day asks of it. */
const OWED: Readonly<Record<SupervisionReminder['deadline'], readonly SupervisionState[]>> = {
  sign: ['opened'],
  due: ['opened', 'acknowledged', 'returned'],
};

/** Queues the reminders of a new item. */
export async function queueSupervisionReminders(
  tx: Tx,
  supervision: string,
  { signBy, dueOn }: { readonly signBy: string; readonly dueOn: string },
): Promise<void> {
  for (const [deadline, day] of [
    ['sign', signBy],
    ['due', dueOn],
  ] as const)
    await queueBoth(tx, SUPERVISION_TASK, `${supervision}:${deadline}`, day, when => ({
      ...{ supervision, deadline, when },
    }));
}

/** 督办提醒: tells those who report for the authority, if it still owes something. Run again, nobody is told twice. */
export async function remindSupervision(
  ctx: Context,
  { supervision, deadline, when }: SupervisionReminder,
): Promise<void> {
  await inTransaction(ctx, async tx => {
    const item = await lockSupervision(tx, supervision);
    if (item === undefined || !OWED[deadline].includes(item.state)) return;
    const kind = `supervision-${deadline}-${when}` as const;
    if (!(await markGiven(tx, supervision, kind))) return;
    const dueOn = deadline === 'sign' ? item.signBy : item.dueOn;
    const people = await tellPeople(
      tx,
      {
        ...{ kind, about: supervision, path: '/console/supervisions' },
        words: reminderWords(kind, item.what, dueOn),
      },
      { parties: [item.party], permission: 'programme.report' },
    );
    tx.journal({
      ...{ actor: 'system', kind },
      facts: { supervision, party: item.party, dueOn, people },
    });
  });
}
