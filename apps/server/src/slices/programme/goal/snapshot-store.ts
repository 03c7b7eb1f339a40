import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** A snapshot in one line. */
export interface SnapshotLine {
  readonly id: string;
  readonly day: LocalDate;
  readonly value: number | null;
  readonly count: number;
}

/** Snapshots of a goal, the newest first. */
export async function listSnapshots({ pool }: Database, goal: number): Promise<readonly SnapshotLine[]> {
  const { rows } = await pool.query<SnapshotLine>(
    `select public_id as id, on_day as day, value::float8 as value, count from programme_snapshot where goal = $1 order by id desc limit 40`,
    [goal],
  );
  return rows;
}

/** What is kept of a count. */
export interface NewSnapshot {
  readonly publicId: string;
  readonly goal: number;
  readonly binding: number;
  readonly day: LocalDate;
  readonly value: number | null;
  readonly seq: number;
  readonly counted: string;
  readonly whole: string | null;
  readonly count: number;
  readonly digest: Buffer;
  readonly actor: string;
}

/** Keeps it; undefined when the same count of that day is kept already. */
export async function insertSnapshot(tx: Tx, it: NewSnapshot): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into programme_snapshot (public_id, goal, indicator, on_day, value, journal_seq, counted, counted_whole, count, digest, at, actor)
    values (${it.publicId}, ${it.goal}, ${it.binding}, ${it.day}, ${it.value}, ${it.seq}, ${it.counted}::int8multirange,
      ${it.whole}::int8multirange, ${it.count}, ${it.digest}, ${tx.at}, ${it.actor})
    on conflict do nothing returning public_id as id`.execute(tx.query);
  return rows[0]?.id;
}

/** The snapshot that is kept of the very same count. */
export async function sameSnapshot(tx: Tx, it: NewSnapshot): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select public_id as id from programme_snapshot where goal = ${it.goal} and indicator = ${it.binding} and on_day = ${it.day}
       and value is not distinct from ${it.value}::numeric and digest = ${it.digest}`.execute(tx.query);
  return rows[0]!.id;
}

/** A snapshot whole, but for the list of what it counted. */
export interface SnapshotRow extends SnapshotLine {
  readonly number: number;
  readonly programme: string;
  readonly goal: string;
  readonly goalId: number;
  readonly binding: number;
  readonly hasWhole: boolean;
  readonly seq: number;
  readonly digest: string;
  readonly at: Date;
}

/** Reads one. */
export async function readSnapshot({ pool }: Database, id: string): Promise<SnapshotRow | undefined> {
  const { rows } = await pool.query<SnapshotRow>(
    `select s.id as number, s.public_id as id, s.on_day as day, s.value::float8 as value, s.count, p.code as programme, g.number as goal,
        g.id as "goalId", s.indicator as binding, s.counted_whole is not null as "hasWhole", s.journal_seq as seq, encode(s.digest, 'hex') as digest, s.at
       from programme_snapshot s join programme_goal g on g.id = s.goal join programme p on p.id = g.programme where s.public_id = $1`,
    [id],
  );
  return rows[0];
}

/** Public ids of the statements that it counted, in the order in which they were digested; or those of the whole. */
export async function snapshotStatements(
  { pool }: Database,
  snapshot: number,
  part: 'counted' | 'counted_whole',
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select t.public_id as id from programme_snapshot s cross join lateral unnest(s.${part}) r
        join lateral (select distinct on (statement) statement, public_id from programme_standing t
          where t.statement >= lower(r) and t.statement < upper(r) order by statement) t on true
      where s.id = $1 order by t.statement`,
    [snapshot],
  );
  return rows.map(({ id }) => id);
}
