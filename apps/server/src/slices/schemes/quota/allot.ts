import type { NewAllotment, NewQuota } from '@pinxin/contract/schemes/quota';
import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { actsForApplicant, actsForScheme } from '../officer.ts';
import { findSubject, partyFacts, partyIdsOf } from '../party-views.ts';
import { type Outcome, refused, type SchemeProblem, schemeProblem } from '../problem.ts';
import { rulesInForce } from '../scheme/scheme-views.ts';
import { kilograms } from './kilograms.ts';
import { allotmentBy, findQuota, insertAllotment, insertQuota, lockQuota, takeFrom } from './quota-store.ts';
import { licenceOf } from './quota-views.ts';
import { queueWatch } from './watch-brand.ts';

/** 核定额度: sets what one licensed user may label in a season. The same quota again is the same; another is refused. */
export async function setQuota(
  ctx: Context,
  caller: PersonCaller,
  wish: NewQuota,
): Promise<Outcome<{ id: string; boundKg: string }>> {
  const problems: SchemeProblem[] = (['seasonFrom', 'seasonTo'] as const)
    .filter(day => !isLocalDate(wish[day]))
    .map(day => schemeProblem(`/${day}`, 'dateWrong'));
  if (problems.length === 0 && wish.seasonTo < wish.seasonFrom)
    problems.push(schemeProblem('/seasonTo', 'dateWrong'));
  for (const field of ['areaMu', 'yieldKgPerMu'] as const) {
    if (Number(wish[field]) === 0) problems.push(schemeProblem(`/${field}`, 'areaMissing'));
  }
  const today = localDateOf(ctx.clock.now());
  const party = (await partyIdsOf(ctx.database, [wish.party])).get(wish.party);
  const facts = party === undefined ? undefined : await partyFacts(ctx.database, party);
  if (facts === undefined) problems.push(schemeProblem('/party', 'applicantUnknown'));
  const scheme = await rulesInForce(ctx.database, wish.scheme, today);
  if (scheme === undefined) problems.push(schemeProblem('/scheme', 'schemeUnknown'));
  if (facts === undefined || scheme === undefined || problems.length > 0) return { ok: false, problems };
  if (scheme.rules.procedure !== 'licenceOfBrand') return refused('/scheme', 'quotaScheme');
  if (!actsForScheme(caller, 'quota.allot', scheme, { party: facts.id, division: facts.division }))
    return refused('/party', 'notYours');
  if ((await licenceOf(ctx.database, wish.scheme, facts.id, today)) === undefined)
    return refused('/party', 'notLicensed');
  return await inTransaction(ctx, async tx => {
    const ids = { scheme: scheme.scheme, party: facts.id, actor: caller.publicId };
    const made = await insertQuota(tx, ctx.newId('qta'), ids, wish);
    if (made === undefined) return refused('/season', 'quotaOtherwise');
    const quota = await findQuota(tx, made.id);
    if (quota === undefined) throw new Error('a quota is there and is not');
    if (made.isNew) {
      tx.journal({
        actor: caller.publicId,
        kind: 'quota-set',
        facts: { quota: made.id, scheme: scheme.code, party: facts.publicId, boundG: quota.boundG },
      });
    }
    return { ok: true, value: { id: made.id, boundKg: kilograms(quota.boundG) } };
  });
}

/** What an allotment gives. */
export interface Allotted {
  readonly id: string;
  readonly firstLabel: number;
  readonly lastLabel: number;
}

/**
 * 申领标签: labels within the quota, in its season, while the licence holds. Exact under any number of requests at
 * once: the quota's row is locked, the update is conditional, and the table itself refuses more than the bound.
 */
export async function allotLabels(
  ctx: Context,
  caller: PersonCaller,
  wish: NewAllotment,
): Promise<Outcome<Allotted>> {
  const quota = await findQuota(ctx.database, wish.quota);
  if (
    quota === undefined ||
    !actsForApplicant(caller, 'label.request', { party: quota.party, division: quota.division })
  )
    return refused('/quota', 'quotaUnknown');
  const product = (await findSubject(ctx.database, quota.party, { product: wish.product }))?.product ?? null;
  if (product === null) return refused('/product', 'productUnknown');
  return await inTransaction(ctx, async tx => {
    await lockQuota(tx, quota.id);
    const before = await allotmentBy(tx, quota.id, wish.clientId);
    if (before !== undefined) {
      const isSame =
        before.labels === wish.labels && before.gramsEach === wish.gramsEach && before.product === product;
      return isSame
        ? { ok: true, value: allotted(before.id, before.firstLabel, wish) }
        : refused('/clientId', 'allotmentOtherwise');
    }
    const today = localDateOf(tx.at);
    if (today < quota.seasonFrom || today > quota.seasonTo)
      return refused('/quota', 'outsideSeason', `${quota.seasonFrom} – ${quota.seasonTo}`);
    if ((await licenceOf(tx, quota.schemeCode, quota.party, today)) === undefined)
      return refused('/quota', 'notLicensed');
    const grams = wish.labels * wish.gramsEach;
    const taken = await takeFrom(tx, quota.id, grams);
    if (taken === undefined) {
      const now = await findQuota(tx, wish.quota);
      return refused(
        '/labels',
        'quotaExceeded',
        `${kilograms((now?.boundG ?? 0) - (now?.allottedG ?? 0))} kg`,
      );
    }
    const id = ctx.newId('lbl');
    const first = await insertAllotment(tx, quota.id, id, product, caller.publicId, wish);
    tx.journal({
      actor: caller.publicId,
      kind: 'labels-allotted',
      facts: { allotment: id, quota: quota.publicId, labels: wish.labels, grams },
    });
    await queueWatch(tx, quota.publicId);
    return { ok: true, value: allotted(id, first, wish) };
  });
}

function allotted(id: string, firstLabel: number, { labels }: NewAllotment): Allotted {
  return { id, firstLabel, lastLabel: firstLabel + labels - 1 };
}
