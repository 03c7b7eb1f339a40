import type { RoundBody } from '@pinxin/contract/programme';
import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { tellPeople } from '../../accounts/api.ts';
import type { ProgrammeRow } from '../goal/goal-views.ts';
import { type Outcome, refused } from '../problem.ts';
import { queueBoth, type When } from '../remind/queue-reminders.ts';
import { markGiven } from '../remind/reminder-store.ts';
import { reminderWords } from '../remind/reminder-words.ts';
import { insertRound, markReminded, roundById, roundOf } from './round-store.ts';

/** Name of the job that reminds those who owe a report. */
export const REMIND_TASK = 'programme-remind';

/**
 * 开展季度填报: asks every authority of every task that still runs for its part. What the record shows by itself is not
 * asked. Opened again with the same deadline it is the same round.
 */
export async function openRound(
  ctx: Context,
  actor: string,
  programme: ProgrammeRow,
  { quarter, dueOn }: RoundBody,
): Promise<Outcome<{ readonly id: string; readonly asked: number; readonly repeated: boolean }>> {
  const today = localDateOf(ctx.clock.now());
  if (!isLocalDate(dueOn)) return refused('/dueOn', 'dateWrong');
  return await inTransaction(ctx, async tx => {
    const before = await roundOf(tx, programme.id, quarter);
    if (before !== undefined) {
      if (before.dueOn !== dueOn) return refused('/quarter', 'roundOtherwise');
      return { ok: true, value: { id: before.publicId, asked: 0, repeated: true } };
    }
    if (dueOn < today) return refused('/dueOn', 'datesReversed');
    const publicId = ctx.newId('qrn');
    const asked = await insertRound(ctx, tx, {
      ...{ programme: programme.id, publicId, quarter, opensOn: today, dueOn, actor },
    });
    await queueBoth(tx, REMIND_TASK, publicId, dueOn, kind => ({ round: publicId, kind }));
    tx.journal({
      actor,
      kind: 'programme-round-opened',
      facts: { programme: programme.publicId, round: publicId, quarter, dueOn, asked },
    });
    return { ok: true, value: { id: publicId, asked, repeated: false } };
  });
}

/**
 * 催报: tells those who report for an authority that still owes its part, and the journal. Run again, nobody is told
 * twice.
 */
export async function remindRound(
  ctx: Context,
  { round, kind: when }: { readonly round: string; readonly kind: When },
): Promise<void> {
  await inTransaction(ctx, async tx => {
    const kind = when === 'near' ? 'programme-report-near' : 'programme-report-past';
    const asked = await roundById(tx, round);
    if (asked === undefined || !(await markGiven(tx, round, kind))) return;
    const parties = await markReminded(tx, round);
    if (parties.length === 0) return;
    const people = await tellPeople(
      tx,
      {
        ...{ kind, about: round, path: '/console/task-reports' },
        words: reminderWords(kind, asked.quarter, asked.dueOn),
      },
      { parties, permission: 'programme.report' },
    );
    tx.journal({ actor: 'system', kind, facts: { round, parties, people } });
  });
}
