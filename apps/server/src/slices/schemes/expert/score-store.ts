import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** Experts who have no interest in an application, and how many of them have handed in their scores. */
export async function scoreStanding(
  tx: Pick<Tx, 'query'>,
  application: number,
): Promise<{ readonly assigned: number; readonly complete: number }> {
  return await tx.query
    .selectFrom('application_expert')
    .select([sql<number>`count(*)`.as('assigned'), sql<number>`count(submitted_at)`.as('complete')])
    .where('application', '=', application)
    .where(sql<boolean>`conflict is not true`)
    .executeTakeFirstOrThrow();
}
