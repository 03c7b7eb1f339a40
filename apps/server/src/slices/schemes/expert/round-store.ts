import type { Tx } from '../../../kernel/transaction.ts';

/** Finds a round and keeps others from ranking it meanwhile. */
export async function lockRound(
  tx: Tx,
  publicId: string,
): Promise<{ readonly id: number; readonly places: number | undefined } | undefined> {
  const row = await tx.query
    .selectFrom('scheme_round')
    .select(['id', 'places'])
    .where('public_id', '=', publicId)
    .forUpdate()
    .executeTakeFirst();
  return row && { id: row.id, places: row.places ?? undefined };
}

/** Writes down when the round was ranked. */
export async function markRanked(tx: Tx, round: number): Promise<void> {
  await tx.query.updateTable('scheme_round').set({ ranked_at: tx.at }).where('id', '=', round).execute();
}
