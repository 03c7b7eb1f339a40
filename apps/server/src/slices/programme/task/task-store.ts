import type { EvidenceBody, FundingBody, MilestoneBody } from '@pinxin/contract/programme';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** Moves a task on; false when somebody else did meanwhile. */
export async function moveTask(
  tx: Tx,
  task: number,
  {
    revision,
    from,
    to,
    completed,
  }: {
    readonly revision: number;
    readonly from: string;
    readonly to: string;
    readonly completed: string | null;
  },
): Promise<boolean> {
  const { rows } =
    await sql`update programme_task set state = ${to}, completed_on = ${completed}, revision = revision + 1
    where id = ${task} and revision = ${revision} and state = ${from} returning 1`.execute(tx.query);
  return rows.length > 0;
}

/** Who writes, and of which party. */
export interface Writer {
  readonly actor: string;
  readonly party: number | null;
}

/** Links evidence; false when it was linked before. */
export async function insertEvidence(
  tx: Tx,
  task: number,
  publicId: string,
  it: EvidenceBody,
  by: Writer,
): Promise<boolean> {
  const { rows } =
    await sql`insert into programme_evidence (public_id, task, kind, reference, words, party, actor, at)
    values (${publicId}, ${task}, ${it.kind}, ${it.reference}, ${it.words}, ${by.party}, ${by.actor}, ${tx.at}) on conflict do nothing returning 1`.execute(
      tx.query,
    );
  return rows.length > 0;
}

/** Writes a record of money; false when its request was used before. */
export async function insertFunding(
  tx: Tx,
  task: number,
  publicId: string,
  it: FundingBody,
  by: Writer,
): Promise<boolean> {
  const { rows } = await sql`
    insert into programme_funding (public_id, task, kind, amount_fen, on_day, words, document_number, party, actor, at, request)
    values (${publicId}, ${task}, ${it.kind}, ${it.amountFen ?? null}, ${it.day}, ${it.words}, ${it.documentNumber ?? null},
      ${by.party}, ${by.actor}, ${tx.at}, ${it.request}) on conflict (request) do nothing returning 1`.execute(
    tx.query,
  );
  return rows.length > 0;
}

/** Adds a milestone; false when its request was used before. */
export async function insertMilestone(
  tx: Tx,
  task: number,
  publicId: string,
  it: MilestoneBody,
): Promise<boolean> {
  const { rows } = await sql`insert into programme_milestone (public_id, task, words, due_on, request)
    values (${publicId}, ${task}, ${it.words}, ${it.dueOn}, ${it.request}) on conflict (task, request) do nothing returning 1`.execute(
    tx.query,
  );
  return rows.length > 0;
}

/** Marks a milestone as reached; false when there is none, or it was reached. */
export async function reachMilestone(tx: Tx, task: number, milestone: string, day: string): Promise<boolean> {
  const { rows } = await sql`update programme_milestone set reached_on = ${day}
    where task = ${task} and public_id = ${milestone} and reached_on is null returning 1`.execute(tx.query);
  return rows.length > 0;
}
