import { inTransaction } from '../../../../kernel/transaction.ts';
import type { RecallParts } from '../recall.ts';
import { countHolders } from './count-holders.ts';
import { lockRecall, saveNotices, saveProducts } from './store.ts';
import { readRecallById, recalledGoods } from './views.ts';

/**
 * 通知持有人 (食品安全法 第六十三条): writes a notice for each party that holds goods of a published recall. Run again it
 * brings the notices up to date; answers stay. A recall that has ended tells nobody.
 */
export async function notifyHolders(parts: RecallParts, recallNumber: number): Promise<number> {
  const { ctx } = parts;
  const recall = await readRecallById(ctx.database, recallNumber);
  if (recall?.state !== 'published') return 0;
  const lots = await recalledGoods(ctx.database, recall.id);
  const times = new Float64Array(lots.length).fill(-Infinity);
  const { holders, products } = await countHolders(parts, { lots, times, asOf: undefined });
  await inTransaction(ctx, async tx => {
    await lockRecall(tx, recall.id);
    await saveNotices(tx, recall.id, holders);
    await saveProducts(tx, recall.id, products);
    tx.journal({
      actor: 'system',
      kind: 'recall-notified',
      facts: { recall: recall.publicId, parties: holders.length },
    });
  });
  return holders.length;
}
