import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';

/** A task with all that decides how it stands. */
export interface TaskRow {
  readonly id: number;
  readonly publicId: string;
  readonly number: string;
  readonly parent: string | null;
  readonly titleZh: string;
  readonly titleEn: string | null;
  readonly summary: string | null;
  readonly dueOn: LocalDate;
  readonly line: number | null;
  readonly state: 'running' | 'completionReported' | 'completed';
  readonly completedOn: LocalDate | null;
  readonly revision: number;
  readonly parties: readonly TaskParty[];
  readonly milestones: readonly {
    readonly id: string;
    readonly words: string;
    readonly dueOn: LocalDate;
    readonly reachedOn: LocalDate | null;
  }[];
  readonly owed: readonly {
    readonly party: number;
    readonly zh: string;
    readonly en: string | null;
    readonly dueOn: LocalDate;
  }[];
  readonly sources: readonly TaskSource[];
  readonly evidence: number;
}

/** Who does a task. */
export interface TaskParty {
  readonly role: 'lead' | 'supporting';
  readonly named: string;
  readonly party: number | null;
  readonly partyId: string | null;
  readonly zh: string | null;
  readonly en: string | null;
  readonly since: LocalDate | null;
  readonly succession: string | null;
}

/** Where the record shows work on a task. */
export interface TaskSource {
  readonly zh: string;
  readonly en: string | null;
  readonly measure: 'statements' | 'recalls';
  readonly kind: string | null;
  readonly scheme: string | null;
}

const TASKS = `select t.id, t.public_id as "publicId", t.number, u.number as parent, t.title_zh as "titleZh", t.title_en as "titleEn",
    t.summary_zh as summary, t.due_on as "dueOn", t.line, t.state, t.completed_on as "completedOn", t.revision,
    coalesce((select json_agg(json_build_object('role', r.role, 'named', r.named, 'party', r.party, 'partyId', p.public_id, 'zh', p.name_zh,
        'en', p.name_en, 'since', r.since, 'succession', r.succession) order by r.role, r.line)
      from programme_task_party r left join party p on p.id = r.party where r.task = t.id), '[]') as parties,
    coalesce((select json_agg(json_build_object('id', m.public_id, 'words', m.words, 'dueOn', m.due_on, 'reachedOn', m.reached_on) order by m.due_on, m.id)
      from programme_milestone m where m.task = t.id), '[]') as milestones,
    coalesce((select json_agg(json_build_object('party', o.party, 'zh', p.name_zh, 'en', p.name_en, 'dueOn', n.due_on) order by n.due_on, o.id)
      from programme_task_report o join programme_round n on n.id = o.round join party p on p.id = o.party
      where o.task = t.id and o.state in ('asked', 'returned')), '[]') as owed,
    coalesce((select json_agg(json_build_object('zh', s.words_zh, 'en', s.words_en, 'measure', s.measure, 'kind', s.statement_kind, 'scheme', s.scheme) order by s.line)
      from programme_source s where s.task = t.id), '[]') as sources,
    (select count(*)::int from programme_evidence e where e.task = t.id)
      + (select count(distinct f.digest)::int from programme_file f where f.task = t.id) as evidence
  from programme_task t left join programme_task u on u.id = t.parent`;

/** The tasks of a programme, in the order in which the plan gives them. */
export async function readTasks({ pool }: Database, programme: number): Promise<readonly TaskRow[]> {
  const { rows } = await pool.query<TaskRow>(
    `${TASKS} where t.programme = $1 order by coalesce(t.line, 0), t.id`,
    [programme],
  );
  return rows;
}

/** Counts of statements by kind and scheme as of a day; one reading for all tasks. */
export async function countsBySource(
  { pool }: Database,
  day: LocalDate,
): Promise<readonly { readonly scheme: string; readonly kind: string; readonly count: number }[]> {
  const { rows } = await pool.query<{ scheme: string; kind: string; count: number }>({
    name: 'programme-by-source',
    text: `select scheme, kind, sum(stated)::int as count from programme_tally
      where (grain = 'month' and on_day < date_trunc('month', $1::date))
         or (grain = 'day' and on_day >= date_trunc('month', $1::date) and on_day <= $1::date) group by 1, 2`,
    values: [day],
  });
  return rows;
}
