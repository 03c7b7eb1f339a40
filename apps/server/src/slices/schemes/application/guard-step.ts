import type { TakeStep } from '@pinxin/contract/schemes/application';
import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { scoreStanding } from '../expert/score-store.ts';
import { objectionsOn } from '../notice/objection-store.ts';
import { type SchemeProblem, schemeProblem } from '../problem.ts';
import type { SchemeAt } from '../scheme/scheme-views.ts';
import type { Application } from './application.ts';
import { lockApplicant } from './application-store.ts';
import { blockersOf } from './blockers.ts';
import { readFilled } from './filled-store.ts';
import { missingOf } from './missing.ts';
import { hasReviewed } from './step-store.ts';

/** What speaks against a step beyond the machine: everything, not the first. */
export async function guardStep(
  tx: Tx,
  caller: PersonCaller,
  scheme: SchemeAt,
  application: Application,
  wish: TakeStep,
): Promise<readonly SchemeProblem[]> {
  switch (wish.action) {
    case 'submit': {
      await lockApplicant(tx, application.scheme, application.applicant);
      const filled = await readFilled(tx, application.id);
      const blockers = await blockersOf(tx, scheme, application, localDateOf(tx.at));
      return [...missingOf(scheme.rules, application, filled), ...blockers];
    }
    case 'pass':
      return await guardPass(tx, scheme, application);
    // 行政许可法 第三十二条、第三十八条: who is sent back or refused is told why.
    case 'return':
    case 'refuse':
    case 'fail':
      return application.state === 'ranking' && wish.action === 'fail'
        ? [schemeProblem('/action', 'rankingOnly')]
        : needsOpinion(wish);
    case 'sendBack':
    case 'reject':
      return [...needsOpinion(wish), ...(await guardDecider(tx, caller, application))];
    case 'approve':
      return [
        ...(await guardDecider(tx, caller, application)),
        ...(await guardApproval(tx, scheme, application)),
      ];
    case 'abandon':
    case 'accept':
      return [];
  }
}

function needsOpinion({ opinion }: TakeStep): SchemeProblem[] {
  return opinion === undefined || opinion.trim() === '' ? [schemeProblem('/opinion', 'opinionMissing')] : [];
}

/** 审查与决定分离: whoever took part in the review leaves the decision to another person. */
async function guardDecider(
  tx: Tx,
  caller: PersonCaller,
  application: Application,
): Promise<SchemeProblem[]> {
  const reviewed = await hasReviewed(tx, application.id, caller.account);
  return reviewed ? [schemeProblem('/action', 'sameReviewer')] : [];
}

/** What stands against the applicant may have come while the application was under way. */
async function guardApproval(
  tx: Tx,
  scheme: SchemeAt,
  application: Application,
): Promise<readonly SchemeProblem[]> {
  const blockers = await blockersOf(tx, scheme, application, localDateOf(tx.at));
  return blockers.filter(({ code }) => code === 'sanctionInForce');
}

async function guardPass(tx: Tx, scheme: SchemeAt, application: Application): Promise<SchemeProblem[]> {
  if (application.state === 'ranking') return [schemeProblem('/action', 'rankingOnly')];
  if (application.state === 'publicNotice') return await guardNotice(tx, application);
  const steps = scheme.rules.steps.map(({ step }) => step);
  const next = steps[steps.indexOf(application.state as (typeof steps)[number]) + 1];
  const scored = scheme.rules.criteria.some(({ points }) => points !== undefined);
  if (next !== 'ranking' || !scored) return [];
  const { assigned, complete } = await scoreStanding(tx, application.id);
  return assigned > 0 && assigned === complete
    ? []
    : [schemeProblem('/action', 'scoresMissing', `${complete}/${assigned}`)];
}

/** The decision waits for the end of the notice and for an answer to every objection that came within it. */
async function guardNotice(tx: Tx, { id, noticeFrom, noticeUntil }: Application): Promise<SchemeProblem[]> {
  if (noticeFrom === null || noticeUntil === null) throw new Error('a notice without a period');
  if (tx.at < noticeUntil)
    return [schemeProblem('/action', 'noticeRunning', localDateOf(new Date(noticeUntil.getTime() - 1)))];
  const { open, upheld } = await objectionsOn(tx, id, noticeFrom);
  return [
    ...(open > 0 ? [schemeProblem('/action', 'objectionsOpen', String(open))] : []),
    ...(upheld > 0 ? [schemeProblem('/action', 'objectionUpheld')] : []),
  ];
}
