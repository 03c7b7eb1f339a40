import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** Writes an evaluation; false when there is one. */
export async function insertEvaluation(
  tx: Tx,
  programme: number,
  { day, text, actor }: { readonly day: string; readonly text: string; readonly actor: string },
): Promise<boolean> {
  const { rows } = await sql`insert into programme_evaluation (programme, on_day, text, actor, at)
    values (${programme}, ${day}, ${text}, ${actor}, ${tx.at}) on conflict do nothing returning 1`.execute(
    tx.query,
  );
  return rows.length > 0;
}
