import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** How many objections that came since the notice began are open or upheld. */
export async function objectionsOn(
  tx: Pick<Tx, 'query'>,
  application: number,
  since: Date,
): Promise<{ readonly open: number; readonly upheld: number }> {
  return await tx.query
    .selectFrom('notice_objection')
    .select([
      sql<number>`count(*) filter (where state = 'open')`.as('open'),
      sql<number>`count(*) filter (where state = 'upheld')`.as('upheld'),
    ])
    .where('application', '=', application)
    .where('at', '>=', since)
    .executeTakeFirstOrThrow();
}
