import type { GoalBody, IndicatorBody, ProgrammeBody, TaskBody } from '@pinxin/contract/programme';
import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Reader } from '../party-views.ts';

/** What identifies a programme. */
export interface KnownProgramme {
  readonly id: number;
  readonly publicId: string;
  readonly wishDigest: Buffer;
}

/** A programme by its code. */
export async function programmeByCode({ query }: Reader, code: string): Promise<KnownProgramme | undefined> {
  const { rows } = await sql<KnownProgramme>`
    select id, public_id as "publicId", wish_digest as "wishDigest" from programme where code = ${code}`.execute(
    query,
  );
  return rows[0];
}

/** Whether another programme goes on from this one. */
export async function followedBy({ query }: Reader, programme: number): Promise<boolean> {
  const { rows } = await sql`select 1 from programme where follows = ${programme}`.execute(query);
  return rows.length > 0;
}

/** What is written of a programme besides its body. */
interface Decided {
  readonly body: ProgrammeBody;
  readonly publicId: string;
  readonly digest: Buffer;
  readonly actor: string;
  readonly parties: ReadonlyMap<string, number>;
  readonly follows: number | undefined;
}

/** Writes a programme with its goals and tasks; its number. */
export async function insertProgramme(ctx: Context, tx: Tx, decided: Decided): Promise<number> {
  const { body, publicId, digest, actor, parties, follows } = decided;
  const issuer = body.issuer === undefined ? null : (parties.get(body.issuer) ?? null);
  const { rows } = await sql<{ id: number }>`
    insert into programme (public_id, code, name_zh, name_en, document_number, issuer, starts_on, ends_on, follows, basis, is_demo,
      created_at, created_by, wish_digest)
    values (${publicId}, ${body.code}, ${body.name['zh-CN']}, ${body.name.en ?? null}, ${body.documentNumber ?? null}, ${issuer},
      ${body.startsOn}, ${body.endsOn}, ${follows ?? null}, ${body.basis ?? null}, ${body.demo ?? false}, ${tx.at}, ${actor}, ${digest})
    returning id`.execute(tx.query);
  const { id } = rows[0]!;
  for (const goal of body.goals) await insertGoal(tx, id, goal, actor);
  const tasks = new Map<string, number>();
  for (const task of parentsFirst(body.tasks)) {
    tasks.set(task.number, await insertTask(ctx, tx, id, task, tasks, parties));
  }
  return id;
}

function parentsFirst(tasks: readonly TaskBody[]): readonly TaskBody[] {
  const byNumber = new Map(tasks.map(task => [task.number, task]));
  const done = new Set<string>();
  const ordered: TaskBody[] = [];
  const add = (task: TaskBody): void => {
    if (done.has(task.number)) return;
    done.add(task.number);
    const parent = task.parent === undefined ? undefined : byNumber.get(task.parent);
    if (parent !== undefined) add(parent);
    ordered.push(task);
  };
  for (const task of tasks) add(task);
  return ordered;
}

async function insertGoal(tx: Tx, programme: number, goal: GoalBody, actor: string): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    insert into programme_goal (programme, number, name_zh, name_en, unit, comparator, target, base, deadline, words, line)
    values (${programme}, ${goal.number}, ${goal.name['zh-CN']}, ${goal.name.en ?? null}, ${goal.unit ?? ''}, ${goal.comparator},
      ${goal.target ?? null}, ${goal.base ?? '0'}, ${goal.deadline}, ${goal.words ?? null}, ${goal.line ?? null}) returning id`.execute(
    tx.query,
  );
  await insertIndicator(tx, rows[0]!.id, goal.indicator, actor, null);
}

/** Binds a goal to an indicator from now on; its number. */
export async function insertIndicator(
  tx: Tx,
  goal: number,
  indicator: IndicatorBody,
  actor: string,
  reason: string | null,
): Promise<number> {
  const { kind, schemes = [], whole = [], measure = null, from = null, to = null } = indicator;
  const { rows } = await sql<{ id: number }>`
    insert into programme_indicator (goal, kind, measure, period_from, period_to, reason, actor, at)
    values (${goal}, ${kind}, ${measure}, ${from}, ${to}, ${reason}, ${actor}, ${tx.at}) returning id`.execute(
    tx.query,
  );
  const { id } = rows[0]!;
  await sql`insert into programme_indicator_scheme (indicator, part, scheme)
    select ${id}::int, 'counted', unnest(${schemes}::text[]) union all select ${id}::int, 'whole', unnest(${whole}::text[])`.execute(
    tx.query,
  );
  return id;
}

async function insertTask(
  ctx: Context,
  tx: Tx,
  programme: number,
  task: TaskBody,
  known: ReadonlyMap<string, number>,
  parties: ReadonlyMap<string, number>,
): Promise<number> {
  const parent = task.parent === undefined ? null : (known.get(task.parent) ?? null);
  const { rows } = await sql<{ id: number }>`
    insert into programme_task (public_id, programme, parent, number, title_zh, title_en, summary_zh, due_on, line)
    values (${ctx.newId('tsk')}, ${programme}, ${parent}, ${task.number}, ${task.title['zh-CN']}, ${task.title.en ?? null},
      ${task.summary ?? null}, ${task.dueOn}, ${task.line ?? null}) returning id`.execute(tx.query);
  const { id } = rows[0]!;
  const responsible = (['lead', 'supporting'] as const).flatMap(role =>
    task[role].map(({ named, party, since, succession }, line) => ({
      ...{ task: id, role, line, named, since: since ?? null, succession: succession ?? null },
      party: party === undefined ? null : (parties.get(party) ?? null),
    })),
  );
  const deliverables = task.deliverables.map(({ words, dueOn }, line) => ({
    ...{ task: id, line, words_zh: words, due_on: dueOn ?? null },
  }));
  const sources = task.sources.map(({ words, measure, statementKind, scheme }, line) => ({
    ...{ task: id, line, words_zh: words['zh-CN'], words_en: words.en ?? null, measure },
    ...{ statement_kind: statementKind ?? null, scheme: scheme ?? null },
  }));
  await insertAll(tx, 'programme_task_party', responsible);
  await insertAll(tx, 'programme_deliverable', deliverables);
  await insertAll(tx, 'programme_source', sources);
  return id;
}

async function insertAll(tx: Tx, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into ${sql.table(table)} select * from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`.execute(
    tx.query,
  );
}
