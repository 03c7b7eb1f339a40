import type { UnusualKind } from '@pinxin/contract/unusual-use';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { alarmByPublicId, closeAlarm, type RuleChange, updateRule } from './alarm-store.ts';

/**
 * 知悉: somebody looked into an alarm and says what it was; nobody does so for their own account. Said again, the first
 * word stands.
 */
export async function acknowledgeUse(
  ctx: Context,
  caller: PersonCaller,
  publicId: string,
  note: string,
): Promise<Result<{ readonly repeated: boolean }>> {
  return await inTransaction(ctx, async tx => {
    const alarm = await alarmByPublicId(tx, publicId);
    if (alarm === undefined) return refuse('alarmUnknown');
    if (alarm.subject === caller.publicId) return refuse('ownUse');
    const closed = await closeAlarm(tx, alarm.id, caller.account, note);
    if (closed) {
      const facts = { alarm: publicId, kind: alarm.kind };
      tx.journal({ actor: caller.publicId, kind: 'unusual-use-acknowledged', facts });
    }
    return done({ repeated: !closed });
  });
}

/** Sets from how much on a kind of use is an alarm. What was counted stays; the next look goes by the new rule. */
export async function setUseRule(
  ctx: Context,
  caller: PersonCaller,
  kind: UnusualKind,
  rule: RuleChange,
): Promise<void> {
  await inTransaction(ctx, async tx => {
    if (await updateRule(tx, kind, rule))
      tx.journal({ actor: caller.publicId, kind: 'use-rule-set', facts: { rule: kind, ...rule } });
  });
}
