import { type SqlBool, sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { PageEnd } from '../../../kernel/keyset.ts';
import { FILES_OF_REPORT } from '../file/file-views.ts';
import { latestFirst } from '../latest-first-views.ts';

/** A report as a line of a list. */
export interface ReportLine {
  readonly id: string;
  readonly programme: string;
  readonly quarter: string;
  readonly task: string;
  readonly title: string;
  readonly party: string;
  readonly partyId: string;
  readonly role: string;
  readonly state: string;
  readonly revision: number;
  readonly dueOn: string;
  readonly daysLate: number;
  readonly progress: string | null;
  readonly difficulty: string | null;
  readonly nextSteps: string | null;
  /** What was said when it was returned or signed off last. */
  readonly opinion: string | null;
  /** Files that came with it, to be fetched at the task. */
  readonly files: readonly { readonly id: string; readonly name: string }[];
}

/** What is asked of the list of reports. */
export interface ReportFilter {
  readonly today: string;
  /** Names in English where there are any. */
  readonly inEnglish?: boolean;
  readonly programme?: string | undefined;
  readonly quarter?: string | undefined;
  readonly state?: string | undefined;
  /** Only reports of these parties. */
  readonly parties?: readonly number[] | undefined;
  /** Only what supports a task that one of these parties leads: its report is theirs to sign. */
  readonly leads?: readonly number[] | undefined;
  readonly after?: PageEnd | undefined;
  readonly limit: number;
}

/** Reports, those that are latest first; with how many there are, and where the page ended. */
export async function listReports(
  database: Database,
  { today, inEnglish = false, programme, quarter, state, parties, leads, after, limit }: ReportFilter,
) {
  const late = sql`case when r.state in ('asked', 'returned') then greatest(0, ${today}::date - n.due_on) else 0 end`;
  const columns = sql`r.id, r.public_id as "publicId", g.code as programme, n.quarter, t.number as task,
    case when ${inEnglish} then coalesce(t.title_en, t.title_zh) else t.title_zh end as title,
    case when ${inEnglish} then coalesce(p.name_en, p.name_zh) else p.name_zh end as party, p.public_id as "partyId",
    r.role, r.state, r.revision, n.due_on as "dueOn", ${late} as "daysLate", r.progress, r.difficulty, r.next_steps as "nextSteps",
    (select s.opinion from programme_task_report_step s where s.report = r.id and s.opinion is not null order by s.seq desc limit 1) as opinion, ${sql.raw(FILES_OF_REPORT)} as files`;
  const from = sql`programme_task_report r join programme_round n on n.id = r.round join programme g on g.id = n.programme
    join programme_task t on t.id = r.task join party p on p.id = r.party`;
  const terms = [
    ...(programme === undefined ? [] : [sql<SqlBool>`g.code = ${programme}`]),
    ...(quarter === undefined ? [] : [sql<SqlBool>`n.quarter = ${quarter}`]),
    ...(state === undefined ? [] : [sql<SqlBool>`r.state = ${state}`]),
    ...(parties === undefined ? [] : [sql<SqlBool>`r.party = any(${[...parties]}::int[])`]),
    ...(leads === undefined
      ? []
      : [
          sql<SqlBool>`r.role = 'supporting' and exists (select from programme_task_party l
            where l.task = r.task and l.role = 'lead' and l.party = any(${[...leads]}::int[]))`,
        ]),
  ];
  return await latestFirst<ReportLine>(database, {
    ...{ columns, from, terms, id: sql`r.id`, late, dueOn: sql`n.due_on`, after, limit },
  });
}
