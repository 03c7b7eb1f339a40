import { endOfDay, localDateOf, startOfDay } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { massMade } from '../../trace/api.ts';
import { actsForScheme } from '../officer.ts';
import { type Outcome, refused } from '../problem.ts';
import { rulesInForce } from '../scheme/scheme-views.ts';
import { kilograms } from './kilograms.ts';
import { closeAlarm, findQuota, insertAlarm, type Quota, quotaOfAlarm } from './quota-store.ts';
import { labelledGtins, membersOf } from './quota-views.ts';

/** 品牌物料平衡: what was harvested by the user and its members in the season, against what was packed under the brand. */
export interface BrandBalance {
  readonly harvestedKg: string;
  readonly packedKg: string;
  readonly boundKg: string;
  readonly allottedKg: string;
  /** More packed under the brand than was harvested, or than the area can yield. */
  readonly excess: boolean;
  /** Quantities on either side that told no mass. */
  readonly untold: number;
}

/** Works the balance of a quota out of the events. Harvest is fresh weight: what dries away only makes it milder. */
export async function balanceOf(ctx: Context, quota: Quota): Promise<BrandBalance> {
  const { harvested, packed } = await masses(ctx, quota);
  return {
    harvestedKg: kilograms(harvested.grams),
    packedKg: kilograms(packed.grams),
    boundKg: kilograms(quota.boundG),
    allottedKg: kilograms(quota.allottedG),
    excess: packed.grams > Math.min(harvested.grams, quota.boundG),
    untold: harvested.untold + packed.untold,
  };
}

async function masses(ctx: Context, quota: Quota) {
  const season = { from: startOfDay(quota.seasonFrom), until: endOfDay(quota.seasonTo) };
  const growers = [quota.party, ...(await membersOf(ctx.database, quota.party))];
  const gtins = await labelledGtins(ctx.database, quota.id);
  return {
    harvested: await massMade(ctx.database, { parties: growers, ...season }),
    packed: await massMade(ctx.database, { parties: [quota.party], gtins, ...season }),
  };
}

/**
 * 出多于入即报警: raises an alarm when more was packed under the brand than can be. One alarm is open at a time; it
 * tells the journal and stands on the work list until somebody answers for it. Its id when it is new.
 */
export async function watchBalance(ctx: Context, quotaId: string): Promise<string | undefined> {
  const quota = await findQuota(ctx.database, quotaId);
  if (quota === undefined) return undefined;
  const { harvested, packed } = await masses(ctx, quota);
  if (packed.grams <= Math.min(harvested.grams, quota.boundG)) return undefined;
  return await inTransaction(ctx, async tx => {
    const alarm = await insertAlarm(tx, quota.id, ctx.newId('alm'), harvested.grams, packed.grams);
    if (alarm === undefined) return undefined;
    tx.journal({
      actor: 'system',
      kind: 'brand-alarm-raised',
      facts: { alarm, quota: quotaId, harvestedG: harvested.grams, packedG: packed.grams },
    });
    return alarm;
  });
}

/** 处理警报: an officer says what was found. */
export async function answerAlarm(
  ctx: Context,
  caller: PersonCaller,
  alarm: string,
  answer: string,
): Promise<Outcome<{ id: string }>> {
  const quotaId = await quotaOfAlarm(ctx.database, alarm);
  const quota = quotaId === undefined ? undefined : await findQuota(ctx.database, quotaId);
  const scheme = quota && (await rulesInForce(ctx.database, quota.schemeCode, localDateOf(ctx.clock.now())));
  if (quota === undefined || scheme === undefined) return refused('/path/id', 'alarmUnknown');
  if (!actsForScheme(caller, 'quota.allot', scheme, { party: quota.party, division: quota.division }))
    return refused('/path/id', 'alarmUnknown');
  return await inTransaction(ctx, async tx => {
    if (!(await closeAlarm(tx, alarm, caller.publicId, answer))) return refused('/path/id', 'alarmUnknown');
    tx.journal({
      actor: caller.publicId,
      kind: 'brand-alarm-answered',
      facts: { alarm, quota: quota.publicId },
    });
    return { ok: true, value: { id: alarm } };
  });
}
