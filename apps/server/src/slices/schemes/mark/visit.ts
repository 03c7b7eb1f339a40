import type { SurveillanceVisit } from '@pinxin/contract/schemes/surveillance';
import { addMonths, isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { changeStatement } from '../../statements/api.ts';
import { lockApplication } from '../application/application-store.ts';
import { actsForScheme } from '../officer.ts';
import { type Outcome, refused, schemeProblem } from '../problem.ts';
import { editionById } from '../scheme/scheme-views.ts';
import { insertVisit } from './visit-store.ts';

/** Thrown to roll back a visit whose suspension was refused; never leaves this file. */
class NotSuspended extends Error {
  readonly refusal: Extract<Outcome<never>, { ok: false }>;
  constructor(refusal: Extract<Outcome<never>, { ok: false }>) {
    super('not suspended');
    this.refusal = refusal;
  }
}

/** 监督检查: writes down what a visit to a holder found, sets the next visit, and suspends the mark where it has to be. */
export async function recordVisit(
  ctx: Context,
  caller: PersonCaller,
  publicId: string,
  wish: SurveillanceVisit,
): Promise<Outcome<{ nextOn: string | null }>> {
  const today = localDateOf(ctx.clock.now());
  if (!isLocalDate(wish.visitedOn) || wish.visitedOn > today) return refused('/visitedOn', 'dateWrong');
  const recorded = inTransaction(ctx, async (tx): Promise<Outcome<{ nextOn: string | null }>> => {
    const application = await lockApplication(tx, publicId);
    if (application === undefined) return refused('/path/id', 'applicationUnknown');
    const scheme = await editionById(tx, application.edition);
    const record = { party: application.applicant, division: application.division };
    if (!actsForScheme(caller, 'application.review', scheme, record))
      return refused('/path/id', 'applicationUnknown');
    if (application.state !== 'certified' || application.statement === null)
      return refused('/path/id', 'notCertified');
    const months = scheme.rules.surveillanceMonths;
    const nextOn = months === undefined ? null : addMonths(wish.visitedOn, months);
    if (!(await insertVisit(tx, application.id, caller.publicId, wish, nextOn)))
      return { ok: true, value: { nextOn } };
    tx.journal({
      actor: caller.publicId,
      kind: 'surveillance-visit',
      facts: { application: publicId, statement: application.statement, result: wish.result },
    });
    if (wish.result !== 'suspend') return { ok: true, value: { nextOn } };
    const suspended = await changeStatement(ctx, tx, {
      ...{ actor: caller.publicId, issuer: scheme.owner, statement: application.statement, to: 'suspend' },
      ...{ reason: wish.opinion, legalBasis: scheme.rules.legalBasis },
    });
    if (suspended.ok) return { ok: true, value: { nextOn } };
    const problems = suspended.problems.map(({ at, message }) => ({
      ...schemeProblem(`/statement${at}`, 'statementRefused'),
      message,
    }));
    throw new NotSuspended({ ok: false, problems });
  });
  return await recorded.catch((error: unknown) => {
    if (error instanceof NotSuspended) return error.refusal;
    throw error;
  });
}
