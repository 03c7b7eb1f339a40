import { enqueue } from '../../../../kernel/jobs.ts';
import { inTransaction } from '../../../../kernel/transaction.ts';
import { findForSheet, type RecallParts } from '../recall.ts';
import { copyRecallLots } from './lot-copy.ts';
import { NOTIFY_TASK } from './publish-recall.ts';
import { countLots, newOf, recallLotsOf } from './recall-lots.ts';
import { moveOn } from './store.ts';
import { allRecalled, type BehindRow, journalHead, recallsBehind } from './views.ts';

/**
 * Brings every published recall up with the journal: what was told later, and belongs to it, is taken back too. What
 * once was published stays so until somebody ends the recall: a correction never shortens it by itself. Answers how
 * many lots came to how many recalls.
 */
export async function addLateLots(parts: RecallParts): Promise<{ readonly lots: number }> {
  const head = await journalHead(parts.ctx.database);
  let lots = 0;
  for (const recall of await recallsBehind(parts.ctx.database, head)) {
    lots += recall.isTouched ? await extend(parts, recall) : await pass(parts, recall, head);
  }
  return { lots };
}

/** Nothing that was told touches it. */
async function pass({ ctx }: RecallParts, recall: BehindRow, head: number): Promise<number> {
  await inTransaction(ctx, tx => moveOn(tx, recall.id, head, { lots: 0, carriers: 0 }));
  return 0;
}

async function extend(parts: RecallParts, { id, publicId, question }: BehindRow): Promise<number> {
  const { ctx } = parts;
  const closure = await findForSheet(parts, question);
  const [found, known] = await Promise.all([recallLotsOf(parts, closure), allRecalled(ctx.database, id)]);
  const late = newOf(found, known);
  const count = countLots(late);
  const { watermark } = closure;
  return await inTransaction(ctx, async tx => {
    const more = { lots: late.goods.length, carriers: late.carriers.length };
    // Another process that was faster has found the same or more.
    if (!(await moveOn(tx, id, watermark, more)) || count === 0) return 0;
    await copyRecallLots(tx, id, late);
    await enqueue(tx, NOTIFY_TASK, { recall: id }, { key: `recall-notify-${id}` });
    tx.journal({
      actor: 'system',
      kind: 'recall-extended',
      facts: { recall: publicId, watermark, ...more },
    });
    return count;
  });
}
