import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** Notes that a reminder is given; false when it was given before. */
export async function markGiven(tx: Tx, about: string, kind: string): Promise<boolean> {
  const { rows } =
    await sql`insert into programme_reminder (about, kind, at) values (${about}, ${kind}, ${tx.at})
    on conflict do nothing returning 1`.execute(tx.query);
  return rows.length > 0;
}
