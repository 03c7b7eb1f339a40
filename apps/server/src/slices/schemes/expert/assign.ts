import type { ConflictDeclaration, ExpertAssignment, ScoreSheet } from '@pinxin/contract/schemes/expert';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import type { Application } from '../application/application.ts';
import { lockApplication } from '../application/application-store.ts';
import { actsForScheme } from '../officer.ts';
import { type Outcome, refused, type SchemeProblem, schemeProblem } from '../problem.ts';
import { editionById } from '../scheme/scheme-views.ts';
import {
  accountsAt,
  assign,
  assignmentOf,
  declare,
  pointsOf,
  saveScores,
  scoredCriteria,
  submitScores,
  totalOf,
} from './score-store.ts';

/** The steps during which experts score. */
const SCORED_IN: ReadonlySet<string> = new Set(['materialReview', 'onSiteReview', 'defence']);

/** 分派专家: names who scores. An expert who holds an office at the applicant is refused at once. */
export async function assignExperts(
  ctx: Context,
  caller: PersonCaller,
  publicId: string,
  { experts }: ExpertAssignment,
): Promise<Outcome<{ assigned: number }>> {
  return await inTransaction(ctx, async tx => {
    const application = await lockApplication(tx, publicId);
    if (application === undefined) return refused('/path/id', 'applicationUnknown');
    const scheme = await editionById(tx, application.edition);
    const record = { party: application.applicant, division: application.division };
    if (!actsForScheme(caller, 'application.review', scheme, record))
      return refused('/path/id', 'applicationUnknown');
    if (!SCORED_IN.has(application.state) && application.state !== 'formalReview')
      return refused('/path/id', 'actionImpossible', application.state);
    const known = await accountsAt(tx, experts, application.applicant);
    const problems = experts.flatMap((expert, index): SchemeProblem[] => {
      const account = known.get(expert);
      if (account === undefined || !account.isExpert)
        return [schemeProblem(`/experts/${index}`, 'notAnExpert', expert)];
      return account.isInterested ? [schemeProblem(`/experts/${index}`, 'expertInterested', expert)] : [];
    });
    if (problems.length > 0) return { ok: false, problems };
    const accounts = experts.flatMap(expert => known.get(expert)?.id ?? []);
    const assigned = await assign(tx, application.id, accounts, caller.publicId);
    if (assigned > 0) {
      tx.journal({
        actor: caller.publicId,
        kind: 'experts-assigned',
        facts: { application: publicId, experts },
      });
    }
    return { ok: true, value: { assigned } };
  });
}

/** 声明利益关系: an expert says, once and for all, whether there is an interest. Scores come after it. */
export async function declareConflict(
  ctx: Context,
  caller: PersonCaller,
  publicId: string,
  { conflict, reason }: ConflictDeclaration,
): Promise<Outcome<{ conflict: boolean }>> {
  if (conflict && reason === undefined) return refused('/reason', 'opinionMissing');
  return await inTransaction(ctx, async tx => {
    const found = await assigned(tx, caller, publicId);
    if (!found.ok) return found;
    const { application, conflict: before } = found.value;
    if (before === conflict) return { ok: true, value: { conflict } };
    if (before !== null) return refused('', before ? 'conflictDeclared' : 'scoresFinal');
    await declare(tx, application.id, caller.account, conflict, reason ?? null);
    tx.journal({
      actor: caller.publicId,
      kind: 'conflict-declared',
      facts: { application: publicId, conflict },
    });
    return { ok: true, value: { conflict } };
  });
}

/** 评分: saves a sheet, and hands it in. Points above what a criterion has are refused; a sheet handed in is final. */
export async function scoreApplication(
  ctx: Context,
  caller: PersonCaller,
  publicId: string,
  { scores, submit }: ScoreSheet,
): Promise<Outcome<{ total: string; submitted: boolean }>> {
  return await inTransaction(ctx, async tx => {
    const found = await assigned(tx, caller, publicId);
    if (!found.ok) return found;
    const { application, conflict, submittedAt } = found.value;
    if (conflict === null) return refused('', 'conflictUndeclared');
    if (conflict) return refused('', 'conflictDeclared');
    if (submittedAt !== null) return refused('', 'scoresFinal');
    if (!SCORED_IN.has(application.state)) return refused('', 'notScoring', application.state);
    const { rules } = await editionById(tx, application.edition);
    const most = new Map(
      rules.criteria.flatMap(({ code, points }) => (points === undefined ? [] : [[code, points] as const])),
    );
    const problems = scores.flatMap(({ criterion, points }, index): SchemeProblem[] => {
      const limit = most.get(criterion);
      if (limit === undefined)
        return [schemeProblem(`/scores/${index}/criterion`, 'criterionUnknown', criterion)];
      return points > limit ? [schemeProblem(`/scores/${index}/points`, 'pointsTooMany', String(limit))] : [];
    });
    if (problems.length > 0) return { ok: false, problems };
    const before = await scoredCriteria(tx, application.id, caller.account);
    const count = new Set([...before, ...scores.map(({ criterion }) => criterion)]).size;
    // Asked before anything is written: a sheet that cannot be handed in changes nothing.
    if (submit && count < most.size) return refused('/scores', 'scoresMissing', `${count}/${most.size}`);
    await saveScores(tx, application.id, caller.account, scores);
    if (submit) {
      await submitScores(tx, application.id, caller.account);
      // A ranking follows the points: the journal keeps what was handed in.
      const points = await pointsOf(tx, application.id, caller.account);
      tx.journal({
        actor: caller.publicId,
        kind: 'scores-submitted',
        facts: { application: publicId, points },
      });
    }
    const total = await totalOf(tx, application.id, caller.account);
    return { ok: true, value: { total, submitted: submit } };
  });
}

async function assigned(
  tx: Tx,
  caller: PersonCaller,
  publicId: string,
): Promise<Outcome<{ application: Application; conflict: boolean | null; submittedAt: Date | null }>> {
  const application = await lockApplication(tx, publicId);
  const found = application && (await assignmentOf(tx, application.id, caller.account));
  if (application === undefined || found === undefined) return refused('/path/id', 'expertUnknown');
  return { ok: true, value: { application, ...found } };
}
