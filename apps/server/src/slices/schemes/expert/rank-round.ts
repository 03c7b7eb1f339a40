import type { RoundRanking } from '@pinxin/contract/schemes/expert';
import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import type { Application } from '../application/application.ts';
import { applicationsOfRound } from '../application/application-store.ts';
import { moveApplication } from '../application/step-store.ts';
import { planOf } from '../application/take-step.ts';
import { dueDateOf, noticePeriod } from '../deadlines.ts';
import { nextState } from '../lifecycle.ts';
import { actsForScheme, officeOf } from '../officer.ts';
import { partyFacts } from '../party-views.ts';
import { type Outcome, refused, type SchemeProblem, schemeProblem } from '../problem.ts';
import { editionById, type SchemeAt } from '../scheme/scheme-views.ts';
import { choiceNeedsReason, type Ranked, rank } from './ranking.ts';
import { lockRound, markRanked, rankedBefore } from './round-store.ts';

/**
 * 综合排序: closes the ranking of a round. The chosen go on to the next step, the others are proposed for rejection;
 * all in one transaction. Fewer than there are places may be chosen, and nobody. The same ranking again is fine.
 */
export async function rankRound(
  ctx: Context,
  caller: PersonCaller,
  publicId: string,
  wish: RoundRanking,
): Promise<Outcome<{ ranked: readonly Ranked[]; chosen: readonly string[] }>> {
  return await inTransaction(ctx, async tx => {
    const round = await lockRound(tx, publicId);
    if (round === undefined) return refused('/path/id', 'roundUnknown');
    const waiting = await applicationsOfRound(tx, round.id);
    const scheme = waiting[0] && (await editionById(tx, waiting[0].edition));
    if (scheme === undefined) return refused('/path/id', 'notRanked');
    // A round is the owner's: officers of a county reach its applications, not its ranking.
    const owner = await partyFacts(tx, scheme.owner);
    const reach = { party: null, division: owner?.division ?? null };
    if (!actsForScheme(caller, 'application.review', scheme, reach))
      return refused('/path/id', 'roundUnknown');
    const before = await rankedBefore(tx, round.id);
    if (before.length > 0 && isSame(before, wish.chosen))
      return { ok: true, value: { ranked: before, chosen: wish.chosen } };
    const ranking = waiting.filter(({ state }) => state === 'ranking');
    const ranked = rank(ranking.map(({ publicId: id, points }) => ({ id, points: points ?? '0' })));
    const problems = problemsOf(wish, waiting, ranked, round.places ?? scheme.rules.placesPerRound);
    if (problems.length > 0) return { ok: false, problems };
    for (const application of ranking) await place(tx, caller, scheme, application, ranked, wish);
    await markRanked(tx, round.id);
    tx.journal({
      actor: caller.publicId,
      kind: 'round-ranked',
      facts: { round: publicId, scheme: scheme.code, ranked: ranked.length, chosen: wish.chosen },
    });
    return { ok: true, value: { ranked, chosen: wish.chosen } };
  });
}

function isSame(
  before: readonly { readonly id: string; readonly passed: boolean }[],
  chosen: readonly string[],
): boolean {
  const passed = before.filter(one => one.passed).map(({ id }) => id);
  return passed.length === chosen.length && passed.every(id => chosen.includes(id));
}

function problemsOf(
  { chosen, tieReason }: RoundRanking,
  all: readonly Application[],
  ranked: readonly Ranked[],
  places: number | undefined,
): readonly SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  const known = new Set(ranked.map(({ id }) => id));
  if (ranked.length === 0) problems.push(schemeProblem('/path/id', 'notRanked'));
  const reviewed = all.filter(
    ({ state }) =>
      state.endsWith('Review') || state === 'defence' || state === 'submitted' || state === 'returned',
  );
  if (reviewed.length > 0)
    problems.push(schemeProblem('/path/id', 'reviewsRunning', String(reviewed.length)));
  chosen.forEach((id, index) => {
    if (!known.has(id)) problems.push(schemeProblem(`/chosen/${index}`, 'notRanked', id));
    else if (chosen.indexOf(id) < index) problems.push(schemeProblem(`/chosen/${index}`, 'repeatedCode', id));
  });
  if (places !== undefined && chosen.length > places)
    problems.push(schemeProblem('/chosen', 'tooManyChosen', String(places)));
  if (tieReason === undefined && choiceNeedsReason(ranked, chosen))
    problems.push(schemeProblem('/tieReason', 'tieAtLimit'));
  return problems;
}

async function place(
  tx: Tx,
  caller: PersonCaller,
  scheme: SchemeAt,
  application: Application,
  ranked: readonly Ranked[],
  { chosen, opinion, tieReason }: RoundRanking,
): Promise<void> {
  const action = chosen.includes(application.publicId) ? 'pass' : 'fail';
  const to = nextState(planOf(scheme), 'ranking', action);
  if (to === undefined) throw new Error(`no way from ranking by ${action}`);
  const own = ranked.find(({ id }) => id === application.publicId);
  const days = scheme.rules.steps.find(({ step }) => step === 'publicNotice')?.workingDays ?? 1;
  const notice = to === 'publicNotice' ? noticePeriod(tx.at, days) : undefined;
  const moved = await moveApplication(tx, application, {
    ...{ action, from: 'ranking', to, actor: caller.publicId, account: caller.account },
    party: officeOf(caller, scheme) ?? null,
    opinion: tieReason === undefined ? opinion : `${opinion}\n${tieReason}`,
    due: dueDateOf(scheme.rules, to, localDateOf(tx.at)),
    more: {
      rank: own?.rank ?? null,
      ...(notice === undefined ? {} : { notice_from: notice.from, notice_until: notice.until }),
    },
  });
  if (!moved) throw new Error('an application of a locked round moved');
}
