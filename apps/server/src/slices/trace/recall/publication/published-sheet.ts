import { findForSheet, type Recall, type RecallParts } from '../recall.ts';
import { type RecallRow, recalledGoods } from './views.ts';

/**
 * The recall as it was published, late lots included, for the sheet: where its lots are is read now, and from when each
 * is affected is what the records say now.
 */
export async function publishedSheet(parts: RecallParts, row: RecallRow): Promise<Recall> {
  const [lots, closure] = await Promise.all([
    recalledGoods(parts.ctx.database, row.id),
    findForSheet(parts, row.question),
  ]);
  return {
    ...closure,
    lots,
    times: timesBeside(lots, closure),
    watermark: row.watermark ?? closure.watermark,
  };
}

/** Of lots that no longer follow from the records nobody can say since when: without bound. */
function timesBeside(lots: Uint32Array, closure: Pick<Recall, 'lots' | 'times'>): Float64Array {
  let at = 0;
  return Float64Array.from(lots, lot => {
    while (at < closure.lots.length && closure.lots[at]! < lot) at++;
    return closure.lots[at] === lot ? closure.times[at]! : -Infinity;
  });
}
