import type { SupervisionBody } from '@pinxin/contract/programme';
import { type SqlBool, sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { PageEnd } from '../../../kernel/keyset.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { latestFirst } from '../latest-first-views.ts';
import type { SupervisionState } from '../lifecycle.ts';

/** What is decided about a new item. */
export interface NewSupervision {
  readonly publicId: string;
  readonly programme: number;
  readonly task: number | null;
  readonly party: number;
  readonly actor: string;
  readonly body: SupervisionBody;
}

/** Opens an item; false when its request was used before. */
export async function insertSupervision(
  tx: Tx,
  { publicId, programme, task, party, actor, body }: NewSupervision,
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    insert into programme_supervision (public_id, programme, task, party, subject, basis, sign_by, due_on, opened_at, actor, request)
    values (${publicId}, ${programme}, ${task}, ${party}, ${body.subject}, ${body.basis}, ${body.signBy}, ${body.dueOn}, ${tx.at}, ${actor},
      ${body.request}) on conflict (request) do nothing returning id`.execute(tx.query);
  const [row] = rows;
  if (row === undefined) return false;
  await insertStep(tx, row.id, 0, { action: 'open', from: null, to: 'opened', text: null, actor });
  return true;
}

interface Step {
  readonly action: string;
  readonly from: string | null;
  readonly to: string;
  readonly text: string | null;
  readonly actor: string;
}

async function insertStep(tx: Tx, supervision: number, seq: number, it: Step): Promise<void> {
  await sql`insert into programme_supervision_step (supervision, seq, action, from_state, to_state, text, actor, at)
    values (${supervision}, ${seq}, ${it.action}, ${it.from}, ${it.to}, ${it.text}, ${it.actor}, ${tx.at})`.execute(
    tx.query,
  );
}

/** An item with all that a step needs to know. */
export interface SupervisionRow {
  readonly id: number;
  readonly publicId: string;
  readonly party: number;
  readonly state: SupervisionState;
  readonly revision: number;
  readonly signBy: string;
  readonly dueOn: string;
  /** Its task's number, else its programme's name. */
  readonly what: string;
}

/** The item of a request that was sent before, if it asked for the same. */
export async function sameSupervision(
  tx: Tx,
  body: SupervisionBody,
  party: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select public_id as id from programme_supervision
    where request = ${body.request} and party = ${party} and subject = ${body.subject} and due_on = ${body.dueOn}`.execute(
    tx.query,
  );
  return rows[0]?.id;
}

/** Reads one under a lock. */
export async function lockSupervision(tx: Tx, id: string): Promise<SupervisionRow | undefined> {
  const { rows } =
    await sql<SupervisionRow>`select s.id, s.public_id as "publicId", s.party, s.state, s.revision, s.sign_by as "signBy", s.due_on as "dueOn",
      coalesce(t.number, g.name_zh) as what from programme_supervision s join programme g on g.id = s.programme
      left join programme_task t on t.id = s.task where s.public_id = ${id} for update of s`.execute(
      tx.query,
    );
  return rows[0];
}

/** Moves it on and writes the step down. */
export async function moveSupervision(tx: Tx, row: SupervisionRow, step: Omit<Step, 'from'>): Promise<void> {
  await sql`update programme_supervision set state = ${step.to}, revision = revision + 1 where id = ${row.id}`.execute(
    tx.query,
  );
  await insertStep(tx, row.id, row.revision, { ...step, from: row.state });
}

/** An item as a line of a list. */
export interface SupervisionLine {
  readonly id: string;
  readonly state: string;
  readonly daysLate: number;
}

/** Items, what is late first; with their steps, how many there are, and where the page ended. */
export async function listSupervisions(
  database: Database,
  {
    today,
    inEnglish = false,
    programme,
    state,
    parties,
    after,
    limit,
  }: {
    readonly today: string;
    /** Names in English where there are any. */
    readonly inEnglish?: boolean;
    readonly programme?: string | undefined;
    readonly state?: string | undefined;
    readonly parties?: readonly number[] | undefined;
    readonly after?: PageEnd | undefined;
    readonly limit: number;
  },
) {
  const late = sql`case when s.state = 'opened' then greatest(0, ${today}::date - s.sign_by) when s.state in ('closed', 'dropped') then 0 else greatest(0, ${today}::date - s.due_on) end`;
  const columns = sql`s.id, s.public_id as "publicId", g.code as programme, t.number as task, case when ${inEnglish} then coalesce(p.name_en, p.name_zh) else p.name_zh end as party, s.subject, s.basis, s.state, s.revision,
    s.sign_by as "signBy", s.due_on as "dueOn", ${late} as "daysLate", s.opened_at as "openedAt",
    (select json_agg(json_build_object('action', x.action, 'to', x.to_state, 'text', x.text, 'at', x.at) order by x.seq)
       from programme_supervision_step x where x.supervision = s.id) as steps`;
  const from = sql`programme_supervision s join programme g on g.id = s.programme left join programme_task t on t.id = s.task join party p on p.id = s.party`;
  const terms = [
    ...(programme === undefined ? [] : [sql<SqlBool>`g.code = ${programme}`]),
    ...(state === undefined ? [] : [sql<SqlBool>`s.state = ${state}`]),
    ...(parties === undefined ? [] : [sql<SqlBool>`s.party = any(${[...parties]}::int[])`]),
  ];
  return await latestFirst<SupervisionLine>(database, {
    ...{ columns, from, terms, id: sql`s.id`, late, dueOn: sql`s.due_on`, after, limit },
  });
}
