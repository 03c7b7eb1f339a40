import type { SupervisionBody, SupervisionStepBody } from '@pinxin/contract/programme';
import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import { actorOf, type Caller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { readProgramme } from '../goal/goal-views.ts';
import { SUPERVISION_LIFECYCLE } from '../lifecycle.ts';
import { partyIdsOf } from '../party-views.ts';
import { type Outcome, type ProgrammeProblem, programmeProblem, refused } from '../problem.ts';
import { standsAs } from '../standing-as.ts';
import { transition } from '../take-transition.ts';
import { readTasks } from '../task/task-views.ts';
import { queueSupervisionReminders } from './remind-supervision.ts';
import { insertSupervision, lockSupervision, moveSupervision, sameSupervision } from './supervision-store.ts';

/** 督办立项: gives an authority a matter with two deadlines: to acknowledge it, and to have it done. */
export async function openSupervision(
  ctx: Context,
  actor: string,
  body: SupervisionBody,
): Promise<Outcome<{ readonly id: string; readonly repeated: boolean }>> {
  const programme = await readProgramme(ctx.database, body.programme);
  if (programme === undefined) return refused('/programme', 'programmeUnknown');
  const problems: ProgrammeProblem[] = (['signBy', 'dueOn'] as const)
    .filter(day => !isLocalDate(body[day]))
    .map(day => programmeProblem(`/${day}`, 'dateWrong'));
  if (body.dueOn < body.signBy) problems.push(programmeProblem('/dueOn', 'datesReversed'));
  const task =
    body.task === undefined
      ? null
      : (await readTasks(ctx.database, programme.id)).find(each => each.number === body.task);
  if (task === undefined) problems.push(programmeProblem('/task', 'taskUnknown'));
  const party = (await partyIdsOf(ctx.database, [body.party])).get(body.party);
  if (party === undefined) problems.push(programmeProblem('/party', 'partyUnknown'));
  if (problems.length > 0 || party === undefined) return { ok: false, problems };
  return await inTransaction(ctx, async tx => {
    const publicId = ctx.newId('spv');
    const isNew = await insertSupervision(tx, {
      publicId,
      programme: programme.id,
      task: task?.id ?? null,
      party,
      actor,
      body,
    });
    if (!isNew) {
      const before = await sameSupervision(tx, body, party);
      return before === undefined
        ? refused('/request', 'requestOtherwise')
        : { ok: true, value: { id: before, repeated: true } };
    }
    await queueSupervisionReminders(tx, publicId, body);
    tx.journal({
      actor,
      kind: 'supervision-opened',
      facts: { supervision: publicId, party, signBy: body.signBy, dueOn: body.dueOn },
    });
    return { ok: true, value: { id: publicId, repeated: false } };
  });
}

/** 签收、报告、核查、退回、销号、撤项. */
export async function takeSupervisionStep(
  ctx: Context,
  caller: Caller,
  id: string,
  { action, revision, text }: SupervisionStepBody,
): Promise<Outcome<{ readonly state: string; readonly revision: number }>> {
  return await inTransaction(ctx, async tx => {
    const row = await lockSupervision(tx, id);
    if (row === undefined) return refused('/path/id', 'supervisionUnknown');
    const to = transition(
      SUPERVISION_LIFECYCLE,
      row.state,
      action,
      standsAs(caller, { party: row.party, leads: [] }),
    );
    if (!to.ok) return to;
    if (row.revision !== revision) return refused('/revision', 'revisionStale');
    if (text === undefined && action !== 'acknowledge' && action !== 'close')
      return refused('/text', 'textMissing');
    const actor = actorOf(caller);
    await moveSupervision(tx, row, { action, to: to.value, text: text ?? null, actor });
    tx.journal({
      actor,
      kind: 'supervision-moved',
      facts: { supervision: row.publicId, action, to: to.value, on: localDateOf(tx.at) },
    });
    return { ok: true, value: { state: to.value, revision: revision + 1 } };
  });
}
