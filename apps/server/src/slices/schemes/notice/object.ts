import type { NewObjection, ObjectionAnswer } from '@pinxin/contract/schemes/objection';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { findApplication, lockApplication } from '../application/application-store.ts';
import { actsForScheme } from '../officer.ts';
import { type Outcome, refused } from '../problem.ts';
import { editionById } from '../scheme/scheme-views.ts';
import { closeObjection, findObjection, insertObjection, objectionsOn } from './objection-store.ts';

/** Most objections to one application that wait for an answer; more come from a machine. */
const MOST_OPEN = 200;

/**
 * 提出异议: anybody, until the last instant of the notice's last day in Asia/Shanghai. The application is locked, so
 * that an objection and the end of its notice are in one order.
 */
export async function objectTo(
  ctx: Context,
  application: string,
  wish: NewObjection,
): Promise<Outcome<{ id: string }>> {
  return await inTransaction(ctx, async tx => {
    const found = await lockApplication(tx, application);
    if (found === undefined || found.noticeUntil === null || found.noticeFrom === null)
      return refused('/path/id', 'noticeUnknown');
    if (found.state !== 'publicNotice' || tx.at >= found.noticeUntil)
      return refused('/path/id', 'noticeOver');
    const { open } = await objectionsOn(tx, found.id, found.noticeFrom);
    if (open >= MOST_OPEN) return refused('/path/id', 'tooManyObjections');
    const { id, isNew } = await insertObjection(tx, found.id, ctx.newId('obj'), wish);
    // Neither text nor name: the journal is for ever, what people say of others is not.
    if (isNew)
      tx.journal({ actor: 'public', kind: 'objection-raised', facts: { application, objection: id } });
    return { ok: true, value: { id } };
  });
}

/** 处理异议: an officer of the scheme answers; the same answer again is fine. */
export async function answerObjection(
  ctx: Context,
  caller: PersonCaller,
  objection: string,
  { state, answer }: ObjectionAnswer,
): Promise<Outcome<{ state: string }>> {
  return await inTransaction(ctx, async tx => {
    const found = await findObjection(tx, objection);
    const application = found && (await findApplication(tx, found.application));
    if (found === undefined || application === undefined) return refused('/path/id', 'objectionUnknown');
    const scheme = await editionById(tx, application.edition);
    const record = { party: application.applicant, division: application.division };
    if (!actsForScheme(caller, 'application.review', scheme, record))
      return refused('/path/id', 'objectionUnknown');
    if (found.state === state && found.answer === answer) return { ok: true, value: { state } };
    const closed = await closeObjection(tx, found.id, { state, answer, actor: caller.publicId });
    if (!closed) return refused('/path/id', 'objectionAnswered');
    tx.journal({
      actor: caller.publicId,
      kind: 'objection-answered',
      facts: { application: application.publicId, objection, state },
    });
    return { ok: true, value: { state } };
  });
}
