import type { ReportedValueBody } from '@pinxin/contract/programme';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** Writes a reported value; false when its request was used before. */
export async function insertReported(
  tx: Tx,
  it: ReportedValueBody & {
    readonly publicId: string;
    readonly goal: number;
    readonly actor: string;
    readonly party: number | null;
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into programme_reported (public_id, goal, on_day, value, text, evidence, party, actor, at, request)
    values (${it.publicId}, ${it.goal}, ${it.day}, ${it.value ?? null}, ${it.text}, ${it.evidence ?? null}, ${it.party}, ${it.actor},
      ${tx.at}, ${it.request}) on conflict (goal, request) do nothing returning 1`.execute(tx.query);
  return rows.length > 0;
}

/** The same report sent before; undefined when its request was used for something else. */
export async function reportedBefore(
  tx: Tx,
  goal: number,
  it: ReportedValueBody,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select public_id as id from programme_reported where goal = ${goal} and request = ${it.request} and on_day = ${it.day}
       and value is not distinct from ${it.value ?? null}::numeric and text = ${it.text}
       and evidence is not distinct from ${it.evidence ?? null}`.execute(tx.query);
  return rows[0]?.id;
}
