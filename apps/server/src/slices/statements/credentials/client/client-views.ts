import { sql } from 'kysely';
import type { Tx } from '../../../../kernel/transaction.ts';

/** How many facts of a record are in the log, or wait for it: the next one's revision. */
export async function leavesOfRecord({ query }: Pick<Tx, 'query'>, record: string): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from log_leaf where record = ${record}`.execute(query);
  return rows[0]!.n;
}
