import type { ScoreSheet } from '@pinxin/contract/schemes/expert';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Reader } from '../party-views.ts';

/** Experts who have no interest in an application, and how many of them have handed in their scores. */
export async function scoreStanding(
  tx: Pick<Tx, 'query'>,
  application: number,
): Promise<{ readonly assigned: number; readonly complete: number }> {
  return await tx.query
    .selectFrom('application_expert')
    .select([sql<number>`count(*)`.as('assigned'), sql<number>`count(submitted_at)`.as('complete')])
    .where('application', '=', application)
    .where(sql<boolean>`conflict is not true`)
    .executeTakeFirstOrThrow();
}

/** Accounts by id: whether they are experts today, and whether they hold an office at the applicant. */
export async function accountsAt(
  tx: Tx,
  publicIds: readonly string[],
  applicant: number,
): Promise<
  ReadonlyMap<string, { readonly id: number; readonly isExpert: boolean; readonly isInterested: boolean }>
> {
  const { rows } = await sql<{ publicId: string; id: number; isExpert: boolean; isInterested: boolean }>`
    select a.public_id as "publicId", a.id,
           coalesce(bool_or(m.role = 'expert' and m.ended_at is null), false) as "isExpert",
           coalesce(bool_or(m.party = ${applicant} and m.ended_at is null), false) as "isInterested"
      from account a left join membership m on m.account = a.id
     where a.public_id = any(${[...publicIds]}) and a.disabled_at is null
     group by a.id`.execute(tx.query);
  return new Map(rows.map(row => [row.publicId, row]));
}

/** Assigns accounts that are not assigned yet; how many. */
export async function assign(
  tx: Tx,
  application: number,
  accounts: readonly number[],
  by: string,
): Promise<number> {
  const rows = await tx.query
    .insertInto('application_expert')
    .values(accounts.map(account => ({ application, account, assigned_at: tx.at, assigned_by: by }) as never))
    .onConflict(conflict => conflict.doNothing())
    .returning('account')
    .execute();
  return rows.length;
}

/** What an expert has said so far. */
export async function assignmentOf(
  tx: Tx,
  application: number,
  account: number,
): Promise<{ readonly conflict: boolean | null; readonly submittedAt: Date | null } | undefined> {
  return await tx.query
    .selectFrom('application_expert')
    .select(['conflict', 'submitted_at as submittedAt'])
    .where('application', '=', application)
    .where('account', '=', account)
    .executeTakeFirst();
}

/** Writes down whether there is an interest. */
export async function declare(
  tx: Tx,
  application: number,
  account: number,
  conflict: boolean,
  reason: string | null,
): Promise<void> {
  await tx.query
    .updateTable('application_expert')
    .set({ conflict, conflict_reason: reason, declared_at: tx.at })
    .where('application', '=', application)
    .where('account', '=', account)
    .where('conflict', 'is', null)
    .execute();
}

/** Saves points; those of a criterion that was scored before are replaced. */
export async function saveScores(
  tx: Tx,
  application: number,
  account: number,
  scores: ScoreSheet['scores'],
): Promise<void> {
  const last = new Map(scores.map(score => [score.criterion, score]));
  await tx.query
    .insertInto('expert_score')
    .values(
      [...last.values()].map(({ criterion, points, comment }) => ({
        ...{ application, account, criterion, points: String(points), comment: comment ?? null },
      })),
    )
    .onConflict(conflict =>
      conflict.columns(['application', 'account', 'criterion']).doUpdateSet(eb => ({
        points: eb.ref('excluded.points'),
        comment: eb.ref('excluded.comment'),
      })),
    )
    .execute();
}

/** The criteria that an expert has scored. */
export async function scoredCriteria(
  tx: Tx,
  application: number,
  account: number,
): Promise<readonly string[]> {
  const rows = await tx.query
    .selectFrom('expert_score')
    .select('criterion')
    .where('application', '=', application)
    .where('account', '=', account)
    .execute();
  return rows.map(({ criterion }) => criterion);
}

/** Sum of one expert's points. */
export async function totalOf(tx: Tx, application: number, account: number): Promise<string> {
  const { total } = await tx.query
    .selectFrom('expert_score')
    .select(sql<string>`coalesce(sum(points), 0)::text`.as('total'))
    .where('application', '=', application)
    .where('account', '=', account)
    .executeTakeFirstOrThrow();
  return total;
}

/** Hands a sheet in and brings the application's points up to date: the mean of what experts handed in. */
export async function submitScores(tx: Tx, application: number, account: number): Promise<void> {
  await tx.query
    .updateTable('application_expert')
    .set({ submitted_at: tx.at })
    .where('application', '=', application)
    .where('account', '=', account)
    .execute();
  await sql`update application set points = (
      select round(avg(t.total), 2) from (
        select sum(s.points) as total from expert_score s join application_expert e using (application, account)
         where s.application = ${application} and e.submitted_at is not null group by s.account) t)
    where id = ${application}`.execute(tx.query);
}

/** The sheets of an application, for the officers of the scheme. */
export async function sheetsOf(reader: Pick<Tx, 'query'>, application: number) {
  const { rows } = await sql<{
    expert: string;
    name: string;
    conflict: boolean | null;
    conflictReason: string | null;
    submittedAt: Date | null;
    scores: { criterion: string; points: number; comment: string | null }[];
  }>`select a.public_id as expert, a.name, e.conflict, e.conflict_reason as "conflictReason", e.submitted_at as "submittedAt",
       coalesce((select json_agg(json_build_object('criterion', s.criterion, 'points', s.points, 'comment', s.comment) order by s.criterion)
          from expert_score s where s.application = e.application and s.account = e.account), '[]') as scores
      from application_expert e join account a on a.id = e.account where e.application = ${application} order by e.account`.execute(
    reader.query,
  );
  return rows;
}

/** The points of an expert's sheet by criterion, as decimal text. */
export async function pointsOf(
  reader: Reader,
  application: number,
  account: number,
): Promise<Readonly<Record<string, string>>> {
  const rows = await reader.query
    .selectFrom('expert_score')
    .select(['criterion', sql<string>`trim_scale(points)::text`.as('points')])
    .where('application', '=', application)
    .where('account', '=', account)
    .orderBy('criterion')
    .execute();
  return Object.fromEntries(rows.map(({ criterion, points }) => [criterion, points]));
}
