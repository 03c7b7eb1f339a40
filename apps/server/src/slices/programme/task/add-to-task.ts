import type { EvidenceBody, FundingBody, MilestoneBody } from '@pinxin/contract/programme';
import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { Caller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { countableStatements } from '../../statements/api.ts';
import { readRecall } from '../../trace/api.ts';
import { type Outcome, refused } from '../problem.ts';
import { insertEvidence, insertFunding, insertMilestone, reachMilestone, type Writer } from './task-store.ts';
import type { TaskRow } from './task-views.ts';
import { writerOf } from './writer-of.ts';

type Added = Outcome<{ readonly repeated: boolean }>;

async function add(
  ctx: Context,
  caller: Caller,
  task: TaskRow,
  kind: string,
  write: (tx: Tx, by: Writer) => Promise<boolean>,
): Promise<Added> {
  const by = writerOf(caller, task);
  if (by === undefined) return refused('/path/number', 'notYours');
  return await inTransaction(ctx, async tx => {
    const isNew = await write(tx, by);
    if (isNew) tx.journal({ actor: by.actor, kind, facts: { task: task.publicId, party: by.party } });
    return { ok: true, value: { repeated: !isNew } };
  });
}

/** 佐证: links a record here, which must be there, or names a document. */
export async function addEvidence(
  ctx: Context,
  caller: Caller,
  task: TaskRow,
  body: EvidenceBody,
): Promise<Added> {
  const { kind, reference } = body;
  const isKnown =
    kind === 'document' ||
    (kind === 'statement'
      ? (await countableStatements(ctx.database, { ids: [reference] })).length > 0
      : (await readRecall(ctx.database, reference)) !== undefined);
  if (!isKnown) return refused('/reference', 'evidenceUnknown', reference);
  return await add(ctx, caller, task, 'task-evidence', (tx, by) =>
    insertEvidence(tx, task.id, ctx.newId('evd'), body, by),
  );
}

/** 资金: budget, payment or result of a task. */
export async function addFunding(
  ctx: Context,
  caller: Caller,
  task: TaskRow,
  body: FundingBody,
): Promise<Added> {
  if (!isLocalDate(body.day)) return refused('/day', 'dateWrong');
  if (body.kind !== 'result' && body.amountFen === undefined) return refused('/amountFen', 'fundingWrong');
  return await add(ctx, caller, task, 'task-funding', (tx, by) =>
    insertFunding(tx, task.id, ctx.newId('fnd'), body, by),
  );
}

/** 节点: a day by which something is to be there. */
export async function addMilestone(
  ctx: Context,
  caller: Caller,
  task: TaskRow,
  body: MilestoneBody,
): Promise<Added> {
  if (!isLocalDate(body.dueOn)) return refused('/dueOn', 'dateWrong');
  if (body.dueOn > task.dueOn) return refused('/dueOn', 'datesReversed');
  return await add(ctx, caller, task, 'task-milestone', tx =>
    insertMilestone(tx, task.id, ctx.newId('mls'), body),
  );
}

/** 节点完成. Done again, nothing more is done. */
export async function markReached(
  ctx: Context,
  caller: Caller,
  task: TaskRow,
  milestone: string,
  day: string,
): Promise<Added> {
  if (!isLocalDate(day)) return refused('/day', 'dateWrong');
  if (day > localDateOf(ctx.clock.now())) return refused('/day', 'dayAhead');
  if (!task.milestones.some(({ id }) => id === milestone)) return refused('/path/milestone', 'taskUnknown');
  return await add(ctx, caller, task, 'milestone-reached', tx => reachMilestone(tx, task.id, milestone, day));
}
