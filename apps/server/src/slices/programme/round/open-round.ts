import type { RoundBody } from '@pinxin/contract/programme';
import { addDays, isLocalDate, localDateOf, startOfDay } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import type { ProgrammeRow } from '../goal/goal-views.ts';
import { type Outcome, refused } from '../problem.ts';
import { insertRound, markReminded, roundOf } from './round-store.ts';

/** Name of the job that reminds those who owe a report. */
export const REMIND_TASK = 'programme-remind';

/** Calendar days before the deadline on which is reminded of it. */
const NEAR_DAYS = 3;
/** Offices open at nine. */
const NINE_O_CLOCK_MS = 9 * 3_600_000;

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
    await queueReminders(tx, publicId, dueOn);
    tx.journal({
      actor,
      kind: 'programme-round-opened',
      facts: { programme: programme.publicId, round: publicId, quarter, dueOn, asked },
    });
    return { ok: true, value: { id: publicId, asked, repeated: false } };
  });
}

async function queueReminders(tx: Tx, round: string, dueOn: string): Promise<void> {
  for (const [kind, day] of [
    ['near', addDays(dueOn, -NEAR_DAYS)],
    ['past', addDays(dueOn, 1)],
  ] as const) {
    const runAt = new Date(startOfDay(day).getTime() + NINE_O_CLOCK_MS);
    if (runAt <= tx.at) continue;
    await enqueue(tx, REMIND_TASK, { round, kind }, { key: `${REMIND_TASK}:${round}:${kind}`, runAt });
  }
}

/** 催报: tells the journal who still owes a report, and notes that they were reminded. */
export async function remindRound(
  ctx: Context,
  { round, kind }: { readonly round: string; readonly kind: 'near' | 'past' },
): Promise<void> {
  await inTransaction(ctx, async tx => {
    const parties = await markReminded(tx, round);
    if (parties.length === 0) return;
    const told = kind === 'near' ? 'programme-report-near' : 'programme-report-past';
    tx.journal({ actor: 'system', kind: told, facts: { round, parties } });
  });
}
