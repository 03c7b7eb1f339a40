import type { Database } from '../../../kernel/db/database.ts';

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
  readonly after: number;
  readonly limit: number;
}

const LATE = `case when r.state in ('asked', 'returned') then greatest(0, $1::date - n.due_on) else 0 end`;

/** Reports, those that are latest first; with how many there are. */
export async function listReports(
  { pool }: Database,
  { today, inEnglish = false, programme, quarter, state, parties, after, limit }: ReportFilter,
): Promise<{ readonly items: readonly ReportLine[]; readonly total: number }> {
  const { rows } = await pool.query<ReportLine & { readonly total: number }>(
    `select r.public_id as id, g.code as programme, n.quarter, t.number as task, case when $8 then coalesce(t.title_en, t.title_zh) else t.title_zh end as title,
        case when $8 then coalesce(p.name_en, p.name_zh) else p.name_zh end as party, p.public_id as "partyId",
        r.role, r.state, r.revision, n.due_on as "dueOn", ${LATE} as "daysLate", r.progress, r.difficulty, r.next_steps as "nextSteps",
        (select s.opinion from programme_task_report_step s where s.report = r.id and s.opinion is not null order by s.seq desc limit 1) as opinion,
        count(*) over ()::int as total
       from programme_task_report r join programme_round n on n.id = r.round join programme g on g.id = n.programme
       join programme_task t on t.id = r.task join party p on p.id = r.party
      where ($2::text is null or g.code = $2) and ($3::text is null or n.quarter = $3) and ($4::text is null or r.state = $4)
        and ($5::int[] is null or r.party = any($5))
      order by ${LATE} desc, n.due_on, r.id limit $6 offset $7`,
    [today, programme ?? null, quarter ?? null, state ?? null, parties ?? null, limit, after, inEnglish],
  );
  return { items: rows.map(({ total: _total, ...line }) => line), total: rows[0]?.total ?? 0 };
}
