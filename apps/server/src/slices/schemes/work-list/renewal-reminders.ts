import { addDays, type LocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import type { EntryReaction } from '../../../kernel/journal/reaction.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { nineOClock } from './remind.ts';
import { markTold, type Renewable, type RenewalReminderKind, renewableOf } from './renewal-store.ts';

/** Name of the job that tells that a mark is to be renewed. */
export const RENEWAL_TASK = 'schemes-renewal';

/** What the job is told. */
export interface RenewalReminder {
  readonly application: string;
  readonly kind: RenewalReminderKind;
}

/** Calendar days before the window closes on which its holder is reminded again. */
const ENDS_DAYS = 30;

/**
 * 续展提醒: whatever was granted, and ends, has its reminders queued: when the window opens, thirty days before it closes,
 * and on the first day of grace. Replayed, the same jobs replace themselves.
 */
export const renewalReminders: EntryReaction = {
  name: 'schemes-renewal-reminders',
  kinds: ['application-step'],
  react: async ({ facts }, tx) => {
    if (facts.to === 'certified' && typeof facts.application === 'string')
      await queueRenewal(tx, facts.application);
  },
};

async function queueRenewal(tx: Tx, application: string): Promise<void> {
  const mark = await renewableOf(tx, application);
  if (mark === undefined) return;
  for (const [kind, day] of remindersOf(mark)) {
    const reminder: RenewalReminder = { application, kind };
    await enqueue(tx, RENEWAL_TASK, reminder, {
      ...{ key: `schemes-renewal:${application}:${kind}`, runAt: nineOClock(day) },
    });
  }
}

/** Which reminders a mark has, and on which day each is told. Pure. */
export function remindersOf({
  from,
  until,
  validTo,
  grace,
}: Pick<Renewable, 'from' | 'until' | 'validTo' | 'grace'>): readonly (readonly [
  RenewalReminderKind,
  LocalDate,
])[] {
  const ends = addDays(until, -ENDS_DAYS);
  return [
    ['opens', from],
    ...(ends > from ? [['ends', ends] as const] : []),
    ...(grace === null ? [] : [['grace', addDays(validTo, 1)] as const]),
  ];
}

/** Tells the journal that a mark is to be renewed: once for each kind, and only while it is. */
export async function remindOfRenewal(ctx: Context, { application, kind }: RenewalReminder): Promise<void> {
  await inTransaction(ctx, async tx => {
    const mark = await renewableOf(tx, application);
    const today = localDateOf(tx.at);
    if (mark === undefined || !mark.isOpen || today > (mark.grace ?? mark.until)) return;
    // A clock that was set back, or a job moved by hand, tells nothing before its day.
    if (remindersOf(mark).every(([one, day]) => one !== kind || day > today)) return;
    if (!(await markTold(tx, mark.id, kind))) return;
    tx.journal({
      actor: 'system',
      kind: `renewal-${kind}`,
      facts: { application, party: mark.holder, dueOn: kind === 'grace' ? mark.grace : mark.until },
    });
  });
}
