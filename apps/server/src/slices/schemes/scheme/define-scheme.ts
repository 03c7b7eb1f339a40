import type { NewRound, NewScheme, SchemeRules } from '@pinxin/contract/schemes/scheme';
import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { Caller, KnownCaller } from '../../../http/caller.ts';
import { mayTouch } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { waysIn } from '../officer.ts';
import { findSubject, partyIdsOf } from '../party-views.ts';
import { type Outcome, refused, type SchemeProblem, schemeProblem } from '../problem.ts';
import { checkRules } from './check-rules.ts';
import { insertEdition, insertRound, insertScheme, lastEdition, lockScheme } from './scheme-store.ts';
import { readScheme, rulesInForce } from './scheme-views.ts';

/** Who may make and change a scheme: `scheme.manage` at its owner, or for all of them. */
function manages(caller: Caller, owner: number): boolean {
  return mayTouch(waysIn(caller, 'scheme.manage'), { party: owner, division: null });
}

/** 新增制度: adds a scheme of a known procedure. The same scheme sent again is the same scheme. */
export async function defineScheme(
  ctx: Context,
  caller: KnownCaller,
  wish: NewScheme,
): Promise<Outcome<{ code: string }>> {
  const parties = await partyIdsOf(ctx.database, [wish.owner, ...(wish.bodies ?? [])]);
  const owner = parties.get(wish.owner);
  const problems: SchemeProblem[] = [...checkRules(wish.rules, '/rules')];
  if (owner === undefined) problems.push(schemeProblem('/owner', 'ownerUnknown', wish.owner));
  wish.bodies?.forEach((body, index) => {
    if (!parties.has(body)) problems.push(schemeProblem(`/bodies/${index}`, 'bodyUnknown', body));
  });
  if (owner !== undefined && !manages(caller, owner)) return refused('/owner', 'schemeNotYours');
  const brand = await brandOf(ctx, owner, wish);
  if (brand === undefined) problems.push(schemeProblem('/brand', 'brandWrong'));
  if (owner === undefined || brand === undefined || problems.length > 0) return { ok: false, problems };
  const bodies = (wish.bodies ?? []).flatMap(body => parties.get(body) ?? []);
  const made = await inTransaction(ctx, async tx => {
    const id = await insertScheme(tx, wish.code, owner, bodies, brand);
    if (id === undefined) return false;
    await insertEdition(tx, id, 1, wish.rules, caller.publicId);
    tx.journal({ actor: caller.publicId, kind: 'scheme-defined', facts: { scheme: wish.code, edition: 1 } });
    return true;
  });
  if (made || (await isSame(ctx, wish, owner))) return { ok: true, value: { code: wish.code } };
  return refused('/code', 'schemeOtherwise');
}

/** Number of the brand that a licence is of; null where none is named, undefined where it is not the owner's. */
async function brandOf(
  ctx: Context,
  owner: number | undefined,
  wish: NewScheme,
): Promise<number | null | undefined> {
  if (wish.brand === undefined) return null;
  if (owner === undefined || wish.rules.procedure !== 'licenceOfBrand') return undefined;
  return (await findSubject(ctx.database, owner, { brand: wish.brand }))?.brand ?? undefined;
}

async function isSame(ctx: Context, wish: NewScheme, owner: number): Promise<boolean> {
  const known = await readScheme(ctx.database, wish.code);
  const first = known?.editions[0];
  return known?.ownerId === owner && first !== undefined && sameRules(first.rules, wish.rules);
}

function sameRules(one: SchemeRules, other: SchemeRules): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}

/** 修订制度: new rules from a day on. Applications under way keep the edition that they began under. */
export async function addEdition(
  ctx: Context,
  caller: KnownCaller,
  code: string,
  rules: SchemeRules,
): Promise<Outcome<{ edition: number }>> {
  const problems = checkRules(rules, '');
  return await inTransaction(ctx, async tx => {
    const scheme = await lockScheme(tx, code);
    if (scheme === undefined) return refused('/path/code', 'schemeUnknown');
    if (!manages(caller, scheme.owner)) return refused('/path/code', 'schemeNotYours');
    if (problems.length > 0) return { ok: false, problems };
    const last = await lastEdition(tx, scheme.id);
    if (last?.effective_from === rules.effectiveFrom) {
      const same = await rulesInForce(tx, code, rules.effectiveFrom);
      if (same !== undefined && sameRules(same.rules, rules))
        return { ok: true, value: { edition: last.edition } };
    }
    const today = localDateOf(tx.at);
    if (rules.effectiveFrom < today || (last !== undefined && rules.effectiveFrom <= last.effective_from))
      return refused('/effectiveFrom', 'editionTooEarly', last?.effective_from ?? today);
    const edition = (last?.edition ?? 0) + 1;
    await insertEdition(tx, scheme.id, edition, rules, caller.publicId);
    tx.journal({
      actor: caller.publicId,
      kind: 'scheme-edition-published',
      facts: { scheme: code, edition },
    });
    return { ok: true, value: { edition } };
  });
}

/** 开设轮次: opens a round of an award. */
export async function openRound(
  ctx: Context,
  caller: KnownCaller,
  code: string,
  round: NewRound,
): Promise<Outcome<{ id: string }>> {
  const wrong = (['opensOn', 'closesOn'] as const).filter(day => !isLocalDate(round[day]));
  if (wrong.length > 0)
    return { ok: false, problems: wrong.map(day => schemeProblem(`/${day}`, 'dateWrong')) };
  if (round.closesOn < round.opensOn) return refused('/closesOn', 'dateWrong');
  return await inTransaction(ctx, async tx => {
    const scheme = await lockScheme(tx, code);
    if (scheme === undefined) return refused('/path/code', 'schemeUnknown');
    if (!manages(caller, scheme.owner)) return refused('/path/code', 'schemeNotYours');
    const rules = await rulesInForce(tx, code, round.opensOn);
    if (rules === undefined || !rules.rules.steps.some(({ step }) => step === 'ranking'))
      return refused('/path/code', 'placesWithoutRanking');
    const id = await insertRound(tx, scheme.id, ctx.newId('rnd'), round);
    if (id === undefined) return refused('/code', 'roundOtherwise');
    tx.journal({ actor: caller.publicId, kind: 'round-opened', facts: { scheme: code, round: id } });
    return { ok: true, value: { id } };
  });
}
