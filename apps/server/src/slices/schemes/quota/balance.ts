import { endOfDay, localDateOf, startOfDay } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { massMade, massShipped } from '../../trace/api.ts';
import { actsForScheme } from '../officer.ts';
import { type Outcome, refused } from '../problem.ts';
import { rulesInForce } from '../scheme/scheme-views.ts';
import { kilograms } from './kilograms.ts';
import { closeAlarm, findQuota, insertAlarm, type Quota, quotaOfAlarm } from './quota-store.ts';
import { labelledGtins, membersOf } from './quota-views.ts';

/**
 * 品牌物料平衡: what was harvested by the user and its members in the season, against what left under the brand. Packs under
 * labelled GTINs count when they are made and when they are shipped or sold: whichever is told to be more is out.
 */
export interface BrandBalance {
  readonly harvestedKg: string;
  readonly packedKg: string;
  readonly shippedKg: string;
  /** The greater of packed and shipped. */
  readonly soldKg: string;
  readonly boundKg: string;
  readonly allottedKg: string;
  /** More sold under the brand than was harvested, or than the area can yield. */
  readonly excess: boolean;
  /** Quantities on either side that told no mass. */
  readonly untold: number;
}

/** Works the balance of a quota out of the events. Harvest is fresh weight: what dries away only makes it milder. */
export async function balanceOf(ctx: Context, quota: Quota): Promise<BrandBalance> {
  const { harvested, packed, shipped, sold } = await masses(ctx, quota);
  return {
    harvestedKg: kilograms(harvested.grams),
    packedKg: kilograms(packed.grams),
    shippedKg: kilograms(shipped.grams),
    soldKg: kilograms(sold),
    boundKg: kilograms(quota.boundG),
    allottedKg: kilograms(quota.allottedG),
    excess: sold > Math.min(harvested.grams, quota.boundG),
    untold: harvested.untold + packed.untold + shipped.untold,
  };
}

async function masses(ctx: Context, quota: Quota) {
  const season = { from: startOfDay(quota.seasonFrom), until: endOfDay(quota.seasonTo) };
  const growers = [quota.party, ...(await membersOf(ctx.database, quota.party))];
  const gtins = await labelledGtins(ctx.database, quota.id);
  const harvested = await massMade(ctx.database, { parties: growers, ...season });
  const packed = await massMade(ctx.database, { parties: [quota.party], gtins, ...season });
  const shipped = await massShipped(ctx.database, { parties: [quota.party], gtins, ...season });
  return { harvested, packed, shipped, sold: Math.max(packed.grams, shipped.grams) };
}

/**
 * 出多于入即报警: raises an alarm when more left under the brand than can have been harvested. One alarm is open at a time; it
 * tells the journal and stands on the work list until somebody answers for it. Its id when it is new.
 */
export async function watchBalance(ctx: Context, quotaId: string): Promise<string | undefined> {
  const quota = await findQuota(ctx.database, quotaId);
  if (quota === undefined) return undefined;
  const { harvested, sold } = await masses(ctx, quota);
  if (sold <= Math.min(harvested.grams, quota.boundG)) return undefined;
  return await inTransaction(ctx, async tx => {
    const alarm = await insertAlarm(tx, quota.id, ctx.newId('alm'), harvested.grams, sold);
    if (alarm === undefined) return undefined;
    tx.journal({
      actor: 'system',
      kind: 'brand-alarm-raised',
      facts: { alarm, quota: quotaId, harvestedG: harvested.grams, soldG: sold },
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
