import type { TakeStep } from '@pinxin/contract/schemes/application';
import type { ApplicationState } from '@pinxin/contract/schemes/words';
import { localDateOf } from '@pinxin/rules/local-date';
import { type Caller, isSureEnough, type PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { dueDateOf, noticePeriod } from '../deadlines.ts';
import { nextState, POWER_OF_ACTION } from '../lifecycle.ts';
import { actsForApplicant, actsForScheme, officeOf } from '../officer.ts';
import { type Outcome, refused } from '../problem.ts';
import { editionById, type SchemeAt } from '../scheme/scheme-views.ts';
import { queueReminders } from '../work-list/remind.ts';
import type { Application } from './application.ts';
import { lockApplication } from './application-store.ts';
import { contentDigest } from './content-digest.ts';
import { grantMark } from './grant-mark.ts';
import { guardStep } from './guard-step.ts';
import { moveApplication, stepOn } from './step-store.ts';

/** What became of an application. */
export interface StepTaken {
  readonly state: ApplicationState;
  readonly revision: number;
  readonly dueOn?: string;
  readonly statement?: string;
  readonly number?: string;
}

/** 办理一步: one step of one application, by whoever may. The same step on the same revision is done once. */
export async function takeStep(
  ctx: Context,
  caller: PersonCaller,
  publicId: string,
  wish: TakeStep,
): Promise<Outcome<StepTaken>> {
  const result = await inTransaction(ctx, async tx => {
    const application = await lockApplication(tx, publicId);
    if (application === undefined) return refused('/path/id', 'applicationUnknown');
    const scheme = await editionById(tx, application.edition);
    if (!mayTake(caller, wish, scheme, application)) {
      return refused('/path/id', maySee(caller, application) ? 'notYours' : 'applicationUnknown');
    }
    // A decision is worth as much as we know who makes it, whatever way it comes.
    if (!isSureEnough(caller, POWER_OF_ACTION[wish.action])) return refused('/action', 'secondFactorNeeded');
    const before = await stepOn(tx, application.id, wish.revision);
    if (before?.action === wish.action && before.actor === caller.publicId) return done(application);
    if (application.revision !== wish.revision)
      return refused('/revision', 'revisionStale', String(application.revision));
    const to = nextState(planOf(scheme), application.state, wish.action);
    if (to === undefined) return refused('/action', 'actionImpossible', application.state);
    const problems = await guardStep(tx, caller, scheme, application, wish);
    if (problems.length > 0) return { ok: false as const, problems };
    return await moveOn(ctx, tx, caller, scheme, application, wish, to);
  }).catch((error: unknown) => {
    if (error instanceof NotGranted) return error.refusal;
    throw error;
  });
  return result;
}

/** Thrown to roll back a number that was given for a mark that could not be granted; never leaves this file. */
class NotGranted extends Error {
  readonly refusal: Extract<Outcome<StepTaken>, { ok: false }>;
  constructor(refusal: Extract<Outcome<StepTaken>, { ok: false }>) {
    super('not granted');
    this.refusal = refusal;
  }
}

/** Whether this person may see this application at all. */
export function maySee(caller: Caller, application: Application, assigned: readonly number[] = []): boolean {
  const { applicant, division } = application;
  return actsForApplicant(caller, 'application.read', { party: applicant, division, assigned });
}

function mayTake(caller: Caller, { action }: TakeStep, scheme: SchemeAt, application: Application): boolean {
  const power = POWER_OF_ACTION[action];
  const record = { party: application.applicant, division: application.division };
  return power === 'application.write'
    ? actsForApplicant(caller, power, record)
    : actsForScheme(caller, power, scheme, record);
}

/** The steps of a scheme, for the machine. */
export function planOf(scheme: Pick<SchemeAt, 'rules'>) {
  return scheme.rules.steps.map(({ step }) => step);
}

function done(application: Application): Outcome<StepTaken> {
  const { state, revision, statement, number } = application;
  return {
    ok: true,
    value: {
      state,
      revision,
      ...(statement === null ? {} : { statement }),
      ...(number === null ? {} : { number }),
    },
  };
}

async function moveOn(
  ctx: Context,
  tx: Tx,
  caller: PersonCaller,
  scheme: SchemeAt,
  application: Application,
  wish: TakeStep,
  to: ApplicationState,
): Promise<Outcome<StepTaken>> {
  const today = localDateOf(tx.at);
  const due = dueDateOf(scheme.rules, to, today);
  const byOffice = POWER_OF_ACTION[wish.action] !== 'application.write';
  const granted =
    to === 'certified' ? await grantMark(ctx, tx, caller, scheme, application, wish) : undefined;
  if (granted?.ok === false) throw new NotGranted(granted);
  const mark = granted?.value;
  const moved = await moveApplication(tx, application, {
    ...{
      action: wish.action,
      from: application.state,
      to,
      actor: caller.publicId,
      account: caller.account,
      due,
    },
    party: byOffice ? (officeOf(caller, scheme) ?? null) : application.applicant,
    opinion: wish.opinion ?? null,
    more: { ...columnsOf(scheme, to, tx.at), ...mark?.columns },
  });
  if (!moved) return refused('/revision', 'revisionStale');
  tx.journal({
    actor: caller.publicId,
    kind: 'application-step',
    facts: {
      ...{
        application: application.publicId,
        scheme: scheme.code,
        action: wish.action,
        from: application.state,
        to,
      },
      ...(due === undefined ? {} : { dueOn: due.date }),
      ...(mark === undefined ? {} : { statement: mark.statement }),
      // What is decided on is what was handed in: drafts are their writers' own until then.
      ...(to === 'submitted' ? { content: await contentDigest(tx, application) } : {}),
    },
  });
  const revision = application.revision + 1;
  await queueReminders(tx, { ...application, revision }, due?.date);
  return {
    ok: true,
    value: {
      ...{ state: to, revision },
      ...(due === undefined ? {} : { dueOn: due.date }),
      ...(mark === undefined ? {} : { statement: mark.statement, number: mark.number }),
    },
  };
}

/** Columns that entering a state sets. */
function columnsOf(scheme: SchemeAt, to: ApplicationState, now: Date): Readonly<Record<string, unknown>> {
  if (to === 'submitted') return { submitted_at: now };
  if (to !== 'publicNotice') return {};
  const days = scheme.rules.steps.find(({ step }) => step === 'publicNotice')?.workingDays ?? 1;
  const { from, until } = noticePeriod(now, days);
  return { notice_from: from, notice_until: until };
}
