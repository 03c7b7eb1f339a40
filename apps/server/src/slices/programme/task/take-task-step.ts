import type { TaskStepBody } from '@pinxin/contract/programme';
import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import { actorOf, type Caller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { TASK_LIFECYCLE } from '../lifecycle.ts';
import { type Outcome, refused } from '../problem.ts';
import { standsAs } from '../standing-as.ts';
import { transition } from '../take-transition.ts';
import { leadsOf } from './find-task.ts';
import { moveTask } from './task-store.ts';
import type { TaskRow } from './task-views.ts';

/** 任务办结: the lead tells that a task is done, the office signs it off or returns it, with the reason. */
export async function takeTaskStep(
  ctx: Context,
  caller: Caller,
  task: TaskRow,
  body: TaskStepBody,
): Promise<Outcome<{ readonly state: string; readonly revision: number }>> {
  const { action, revision, opinion, completedOn } = body;
  const today = localDateOf(ctx.clock.now());
  const to = transition(
    TASK_LIFECYCLE,
    task.state,
    action,
    standsAs(caller, { party: null, leads: leadsOf(task) }),
  );
  if (!to.ok) return to;
  if ((action === 'return' || action === 'reopen') && opinion === undefined)
    return refused('/opinion', 'opinionMissing');
  if (completedOn !== undefined && !isLocalDate(completedOn)) return refused('/completedOn', 'dateWrong');
  if (completedOn !== undefined && completedOn > today) return refused('/completedOn', 'dayAhead');
  const actor = actorOf(caller);
  return await inTransaction(ctx, async tx => {
    const completed = to.value === 'completed' ? (completedOn ?? today) : null;
    const moved = await moveTask(tx, task.id, { revision, from: task.state, to: to.value, completed });
    if (!moved) return refused('/revision', 'revisionStale');
    tx.journal({
      actor,
      kind: 'task-moved',
      facts: { task: task.publicId, action, from: task.state, to: to.value, completedOn: completed },
    });
    return { ok: true, value: { state: to.value, revision: revision + 1 } };
  });
}
