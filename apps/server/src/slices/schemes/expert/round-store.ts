import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Ranked } from './ranking.ts';

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

/** What a ranking of this round decided before. */
export async function rankedBefore(
  tx: Tx,
  round: number,
): Promise<readonly (Ranked & { readonly passed: boolean })[]> {
  const { rows } = await sql<Ranked & { passed: boolean }>`
    select a.public_id as id, coalesce(a.points, 0)::text as points, a.rank, t.action = 'pass' as passed
      from application a join application_step t on t.application = a.id and t.from_state = 'ranking' and t.action in ('pass', 'fail')
     where a.round = ${round} and a.rank is not null order by a.rank, a.public_id`.execute(tx.query);
  return rows;
}
