import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { ReportState } from '../lifecycle.ts';

/** A round that stands. */
export interface RoundRow {
  readonly id: number;
  readonly publicId: string;
  readonly dueOn: string;
}

/** The round of a quarter. */
export async function roundOf(tx: Tx, programme: number, quarter: string): Promise<RoundRow | undefined> {
  const { rows } =
    await sql<RoundRow>`select id, public_id as "publicId", due_on as "dueOn" from programme_round
    where programme = ${programme} and quarter = ${quarter}`.execute(tx.query);
  return rows[0];
}

/** A round by its id, as reminders speak of it. */
export async function roundById(
  tx: Tx,
  id: string,
): Promise<{ readonly quarter: string; readonly dueOn: string } | undefined> {
  const { rows } = await sql<{ quarter: string; dueOn: string }>`
    select quarter, due_on as "dueOn" from programme_round where public_id = ${id}`.execute(tx.query);
  return rows[0];
}

/** Opens a round and asks every authority of every task that still runs. How many were asked. */
export async function insertRound(
  ctx: Context,
  tx: Tx,
  it: {
    readonly programme: number;
    readonly publicId: string;
    readonly quarter: string;
    readonly opensOn: string;
    readonly dueOn: string;
    readonly actor: string;
  },
): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into programme_round (public_id, programme, quarter, opens_on, due_on, actor, at)
    values (${it.publicId}, ${it.programme}, ${it.quarter}, ${it.opensOn}, ${it.dueOn}, ${it.actor}, ${tx.at}) returning id`.execute(
    tx.query,
  );
  const asked = await sql<{ task: number; party: number; role: string }>`
    select t.id as task, p.party, min(p.role) as role from programme_task t join programme_task_party p on p.task = t.id
     where t.programme = ${it.programme} and t.state <> 'completed' and p.party is not null group by 1, 2 order by 1, 2`.execute(
    tx.query,
  );
  const reports = asked.rows.map(each => ({ ...each, public_id: ctx.newId('trp'), round: rows[0]!.id }));
  await sql`insert into programme_task_report (public_id, round, task, party, role)
    select public_id, round, task, party, role from json_to_recordset(${JSON.stringify(reports)}::json)
      as r(public_id text, round int, task int, party int, role text)`.execute(tx.query);
  return reports.length;
}

/** A report with all that a step needs to know. */
export interface ReportRow {
  readonly id: number;
  readonly publicId: string;
  readonly task: number;
  readonly state: ReportState;
  readonly revision: number;
  readonly role: 'lead' | 'supporting';
  readonly party: number;
  readonly leads: readonly number[];
  /** Supporting authorities of the same task and round whose part is not there. */
  readonly missing: number;
}

/** Reads one under a lock. */
export async function lockReport(tx: Tx, id: string): Promise<ReportRow | undefined> {
  const { rows } = await sql<ReportRow>`
    select r.id, r.public_id as "publicId", r.task, r.state, r.revision, r.role, r.party,
           array(select party from programme_task_party p where p.task = r.task and p.role = 'lead' and p.party is not null) as leads,
           (select count(*)::int from programme_task_report o where o.round = r.round and o.task = r.task and o.role = 'supporting'
              and o.state in ('asked', 'returned')) as missing
      from programme_task_report r where r.public_id = ${id} for update of r`.execute(tx.query);
  return rows[0];
}

/** What a step writes. */
export interface ReportMove {
  readonly action: string;
  readonly to: ReportState;
  readonly actor: string;
  readonly opinion: string | null;
  readonly progress?: string | undefined;
  readonly difficulty?: string | undefined;
  readonly nextSteps?: string | undefined;
}

/** Moves a report on and writes the step down. */
export async function moveReport(tx: Tx, report: ReportRow, it: ReportMove): Promise<void> {
  const isSubmitted = it.action === 'submit';
  await sql`update programme_task_report set state = ${it.to}, revision = revision + 1,
      progress = case when ${isSubmitted} then ${it.progress ?? null} else progress end,
      difficulty = case when ${isSubmitted} then ${it.difficulty ?? null} else difficulty end,
      next_steps = case when ${isSubmitted} then ${it.nextSteps ?? null} else next_steps end,
      submitted_at = case when ${isSubmitted} then ${tx.at} else submitted_at end where id = ${report.id}`.execute(
    tx.query,
  );
  await sql`insert into programme_task_report_step (report, seq, action, from_state, to_state, opinion, actor, at)
    values (${report.id}, ${report.revision}, ${it.action}, ${report.state}, ${it.to}, ${it.opinion}, ${it.actor}, ${tx.at})`.execute(
    tx.query,
  );
}

/** Notes that those who still owe a report of a round were reminded; their parties. */
export async function markReminded(tx: Tx, round: string): Promise<readonly number[]> {
  const { rows } = await sql<{
    party: number;
  }>`update programme_task_report r set reminded_at = ${tx.at} from programme_round n
    where n.id = r.round and n.public_id = ${round} and r.state in ('asked', 'returned') returning r.party`.execute(
    tx.query,
  );
  return [...new Set(rows.map(({ party }) => party))];
}
