import { endOfDay, localDateOf, startOfDay } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { atOneMoment, type Moment } from '../../../kernel/db/one-moment.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { type LotAmiss, lotsAmiss, massMade, massShipped } from '../../trace/api.ts';
import { actsForScheme } from '../officer.ts';
import { type Outcome, refused } from '../problem.ts';
import { rulesInForce } from '../scheme/scheme-views.ts';
import {
  answeredExcess,
  answeredLots,
  closeAlarm,
  insertAlarm,
  nameLots,
  openAlarm,
  quotaOfAlarm,
  retellAlarm,
} from './alarm-store.ts';
import { kilograms } from './kilograms.ts';
import { findQuota, lockQuota, type Quota } from './quota-store.ts';
import { areaOfBrand, labelledGtins, membersOf } from './quota-views.ts';

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
  /** Lots that left in the season and that the harvests on their way back do not answer for, at most 1000. */
  readonly lots: readonly BrandLot[];
}

/** A lot as the balance names it. */
export interface BrandLot {
  readonly uri: string;
  readonly reason: LotAmiss['reason'];
  readonly outKg: string;
  readonly harvestKg: string;
  readonly shortKg: string;
}

/** Most lots in an answer; an alarm names them all. */
const MOST_LOTS = 1000;

/** Works the balance of a quota out of the events. Harvest is fresh weight: what dries away only makes it milder. */
export async function balanceOf(ctx: Context, quota: Quota): Promise<BrandBalance> {
  const question = await questionOf(ctx, quota);
  const { harvested, packed, shipped, sold, lots } = await atOneMoment(ctx.database.pool, moment =>
    masses(moment, question),
  );
  return {
    harvestedKg: kilograms(harvested.grams),
    packedKg: kilograms(packed.grams),
    shippedKg: kilograms(shipped.grams),
    soldKg: kilograms(sold),
    boundKg: kilograms(quota.boundG),
    allottedKg: kilograms(quota.allottedG),
    excess: sold > Math.min(harvested.grams, quota.boundG),
    untold: harvested.untold + packed.untold + shipped.untold,
    lots: lots.slice(0, MOST_LOTS).map(({ uri, reason, outG, harvestG, shortG }) => ({
      ...{ uri, reason, outKg: kilograms(outG) },
      ...{ harvestKg: kilograms(harvestG), shortKg: kilograms(shortG) },
    })),
  };
}

async function questionOf(ctx: Context, quota: Quota) {
  const area = await areaOfBrand(ctx.database, quota.scheme);
  return {
    ...{ user: quota.party, growers: [quota.party, ...(await membersOf(ctx.database, quota.party))] },
    gtins: await labelledGtins(ctx.database, quota.id),
    ...{ from: startOfDay(quota.seasonFrom), until: endOfDay(quota.seasonTo) },
    ...(area === undefined ? {} : { area }),
  };
}

/** What went out is read before what came in: without one moment for all, what is told meanwhile only makes it milder. */
async function masses(moment: Moment, question: Awaited<ReturnType<typeof questionOf>>) {
  const { user, growers, gtins, from, until, area } = question;
  const season = { from, until };
  const packed = await massMade(moment, { parties: [user], gtins, ...season });
  const shipped = await massShipped(moment, { parties: [user], gtins, ...season });
  const lots = await lotsAmiss(moment, question);
  const within = area === undefined ? {} : { area };
  const harvested = await massMade(moment, { parties: growers, ...season, ...within });
  return { harvested, packed, shipped, lots, sold: Math.max(packed.grams, shipped.grams) };
}

/**
 * 出多于入即报警: raises an alarm when more left under the brand than can have been harvested, in all or of single lots,
 * which it names. One alarm is open at a time, and names what is found later too; it stands on the work list until
 * somebody answers for it. What was answered for, in all or of a lot, is told again only when more of it left. The quota's row is
 * locked before anything is read: of any number of watches at once the last one saw the most. Its id when it is new.
 */
export async function watchBalance(ctx: Context, quotaId: string): Promise<string | undefined> {
  const quota = await findQuota(ctx.database, quotaId);
  if (quota === undefined) return undefined;
  const question = await questionOf(ctx, quota);
  return await inTransaction(ctx, async tx => {
    await lockQuota(tx, quota.id);
    const { harvested, sold, lots } = await masses(tx.client, question);
    const answered = await answeredLots(tx, quota.id);
    const named = lots.filter(({ lot, outG }) => outG > (answered.get(lot) ?? 0));
    const excessG = Math.max(0, sold - Math.min(harvested.grams, quota.boundG));
    if (excessG <= (await answeredExcess(tx, quota.id)) && named.length === 0) return undefined;
    const open = await openAlarm(tx, quota.id);
    const alarm = open?.publicId ?? ctx.newId('alm');
    const sums = { harvestedG: harvested.grams, soldG: sold, excessG };
    const isRetold = open !== undefined && (await retellAlarm(tx, open.id, sums));
    const added = await nameLots(tx, open?.id ?? (await insertAlarm(tx, quota.id, alarm, sums)), named);
    if (open !== undefined && added === 0 && !isRetold) return undefined;
    const kind = open === undefined ? 'brand-alarm-raised' : 'brand-alarm-widened';
    tx.journal({ actor: 'system', kind, facts: { alarm, quota: quotaId, ...sums, lots: added } });
    return open === undefined ? alarm : undefined;
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
