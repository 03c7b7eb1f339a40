import type { SurveillanceVisit } from '@pinxin/contract/schemes/surveillance';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Reader } from '../party-views.ts';

/** Writes a visit down once and sets the next; false when it was there. */
export async function insertVisit(
  tx: Tx,
  application: number,
  actor: string,
  { clientId, visitedOn, result, opinion }: SurveillanceVisit,
  nextOn: string | null,
): Promise<boolean> {
  const row = await tx.query
    .insertInto('surveillance_visit')
    .values({ application, client_id: clientId, at: tx.at, visited_on: visitedOn, result, opinion, actor })
    .onConflict(conflict => conflict.columns(['application', 'client_id']).doNothing())
    .returning('client_id')
    .executeTakeFirst();
  if (row === undefined) return false;
  await tx.query
    .updateTable('application')
    .set({ surveillance_due: nextOn })
    .where('id', '=', application)
    .execute();
  return true;
}

/** Visits to the holder of a mark, newest first. */
export async function visitsOf(reader: Reader, application: number) {
  return await reader.query
    .selectFrom('surveillance_visit')
    .select(['visited_on as visitedOn', 'at', 'result', 'opinion', 'actor'])
    .where('application', '=', application)
    .orderBy('visited_on', 'desc')
    .execute();
}
