import type { FilesBody } from '@pinxin/contract/programme';
import { actorOf, type Caller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { filesHandedInBy } from '../../statements/api.ts';
import { type Outcome, programmeProblem, refused } from '../problem.ts';
import type { TaskRow } from '../task/task-views.ts';
import { writerOf } from '../task/writer-of.ts';
import { type Attachment, insertFiles } from './file-store.ts';

/**
 * 附佐证材料: attaches files that the caller's own party handed in to a task. Attached again nothing more is done; nothing
 * that was attached is taken away.
 */
export async function attachToTask(
  ctx: Context,
  caller: Caller,
  task: TaskRow,
  { files, words }: FilesBody,
): Promise<Outcome<{ readonly added: number }>> {
  const by = writerOf(caller, task);
  if (by === undefined) return refused('/path/number', 'notYours');
  return await inTransaction(ctx, async tx => {
    const attached = await attachFiles(ctx, tx, caller, { task: task.id, report: null, words }, files);
    if (!attached.ok) return attached;
    const digests = attached.value;
    if (digests.length > 0)
      tx.journal({
        ...{ actor: by.actor, kind: 'task-files' },
        facts: { task: task.publicId, party: by.party, digests },
      });
    return { ok: true, value: { added: digests.length } };
  });
}

/** Attaches files within a command: all of them, or none with every one that is not there. */
export async function attachFiles(
  ctx: Context,
  tx: Tx,
  caller: Caller,
  to: Attachment,
  digests: readonly string[],
): Promise<Outcome<readonly string[]>> {
  const own = caller.kind === 'person' ? caller.memberships.map(({ party }) => party) : [];
  const found = await filesHandedInBy(tx, digests, own);
  const problems = digests.flatMap((digest, index) =>
    found.some(file => file.digest === digest) ? [] : [programmeProblem(`/files/${index}`, 'fileUnknown')],
  );
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: await insertFiles(ctx, tx, to, found, actorOf(caller)) };
}
