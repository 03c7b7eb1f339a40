import type { IndicatorBody, ReportedValueBody } from '@pinxin/contract/programme';
import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { indicatorOf } from '../plan/check-programme.ts';
import { insertIndicator } from '../plan/programme-store.ts';
import { type Outcome, refused } from '../problem.ts';
import type { GoalRow } from './goal-views.ts';
import { insertReported, reportedBefore } from './reported-store.ts';

/** 改定指标: measures a goal otherwise from now on; how it was measured before stays on record. */
export async function bindIndicator(
  ctx: Context,
  actor: string,
  goal: GoalRow,
  body: { readonly indicator: IndicatorBody; readonly reason: string },
): Promise<Outcome<{ readonly repeated: boolean }>> {
  const indicator = indicatorOf(body.indicator);
  if (indicator === undefined) return refused('/indicator', 'indicatorWrong');
  if (indicator.kind !== 'reported' && goal.target === null) return refused('/indicator', 'targetMissing');
  if (sameIndicator(indicator, goal.indicator)) return { ok: true, value: { repeated: true } };
  return await inTransaction(ctx, async tx => {
    const binding = await insertIndicator(tx, goal.id, body.indicator, actor, body.reason);
    tx.journal({ actor, kind: 'goal-bound', facts: { goal: goal.id, binding, indicator: indicator.kind } });
    return { ok: true, value: { repeated: false } };
  });
}

function sameIndicator(one: object, other: object): boolean {
  const sorted = (it: object) =>
    JSON.stringify(
      Object.entries(it)
        .map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value])
        .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
  return sorted(one) === sorted(other);
}

/** 填报目标值: a value that cannot be counted, with its evidence. Sent again it is the same. */
export async function reportValue(
  ctx: Context,
  actor: { readonly id: string; readonly party: number | null },
  goal: GoalRow,
  body: ReportedValueBody,
): Promise<Outcome<{ readonly id: string; readonly repeated: boolean }>> {
  if (goal.indicator.kind !== 'reported') return refused('/goal', 'goalCounted');
  if (!isLocalDate(body.day)) return refused('/day', 'dateWrong');
  if (body.day > localDateOf(ctx.clock.now())) return refused('/day', 'dayAhead');
  return await inTransaction(ctx, async tx => {
    const publicId = ctx.newId('rpv');
    const isNew = await insertReported(tx, {
      ...body,
      publicId,
      goal: goal.id,
      actor: actor.id,
      party: actor.party,
    });
    if (!isNew) {
      const before = await reportedBefore(tx, goal.id, body);
      if (before === undefined) return refused('/request', 'requestOtherwise');
      return { ok: true, value: { id: before, repeated: true } };
    }
    tx.journal({
      actor: actor.id,
      kind: 'goal-reported',
      facts: { goal: goal.id, reported: publicId, day: body.day },
    });
    return { ok: true, value: { id: publicId, repeated: false } };
  });
}
