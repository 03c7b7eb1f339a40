import { sql } from 'kysely';
import { reachable, type Way } from '../../../kernel/authority.ts';
import type { Reader } from '../party-views.ts';

/** What a list of applications shows. */
export interface ApplicationLine {
  readonly id: string;
  readonly scheme: string;
  readonly schemeName: { readonly 'zh-CN': string; readonly en?: string };
  readonly applicant: {
    readonly id: string;
    readonly name: string;
    readonly nameEn: string | null;
    readonly division: string | null;
  };
  readonly subject: string;
  readonly subjectEn: string | null;
  readonly round: string | null;
  readonly state: string;
  readonly stateSince: Date;
  readonly submittedAt: Date | null;
  readonly dueOn: string | null;
  readonly dueConfirmed: boolean | null;
  readonly noticeUntil: Date | null;
  readonly points: string | null;
  readonly rank: number | null;
  readonly statement: string | null;
  readonly number: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly revision: number;
}

/** What narrows the list. */
export interface ApplicationFilter {
  readonly states?: readonly string[] | undefined;
  readonly scheme?: string | undefined;
  readonly applicant?: string | undefined;
  readonly round?: string | undefined;
  readonly overdueOn?: string | undefined;
  readonly q?: string | undefined;
  /** Goes on behind this one. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const COLUMNS = sql`a.public_id as id, s.code as scheme,
  json_strip_nulls(json_build_object('zh-CN', e.name_zh, 'en', e.name_en)) as "schemeName",
  json_build_object('id', p.public_id, 'name', p.name_zh, 'nameEn', p.name_en, 'division', p.division) as applicant,
  coalesce(g.name_zh, l.name_zh, b.name_zh, p.name_zh) as subject,
  case when g.id is not null then g.name_en when l.id is not null then l.name_en when b.id is not null then b.name_en else p.name_en end as "subjectEn",
  r.code as round,
  a.state, a.state_since as "stateSince", a.submitted_at as "submittedAt", a.due_on as "dueOn", a.due_confirmed as "dueConfirmed",
  a.notice_until as "noticeUntil", a.points::text as points, a.rank, a.statement, a.number,
  a.valid_from as "validFrom", a.valid_to as "validTo", a.revision`;

const FROM = sql`application a join scheme s on s.id = a.scheme join scheme_edition e on e.id = a.edition
  join party p on p.id = a.applicant left join place l on l.id = a.place left join product g on g.id = a.product
  left join brand b on b.id = a.brand left join scheme_round r on r.id = a.round
  left join lateral (select array_agg(x.account) as assigned from application_expert x where x.application = a.id) x on true`;

/** Whose record an application is, as the rule table's filter asks. */
const OWNED = { party: 'a.applicant', division: 'p.division', assigned: 'x.assigned' } as const;

/** Applications that these ways lead to, newest first. A draft is seen by its applicant only. */
export async function listApplications(
  reader: Reader,
  ways: readonly Way[],
  filter: ApplicationFilter,
): Promise<readonly ApplicationLine[]> {
  const own = ways.filter(({ reach }) => reach === 'own');
  const {
    states = null,
    scheme = null,
    applicant = null,
    round = null,
    overdueOn = null,
    q = null,
    after = null,
  } = filter;
  const { rows } = await sql<ApplicationLine>`select ${COLUMNS} from ${FROM}
    where ${reachable(ways, OWNED)} and (a.state <> 'draft' or ${reachable(own, OWNED)})
      and (${states}::text[] is null or a.state = any(${states}))
      and (${scheme}::text is null or s.code = ${scheme})
      and (${applicant}::text is null or p.public_id = ${applicant} or p.uscc = ${applicant})
      and (${round}::text is null or r.public_id = ${round})
      and (${overdueOn}::date is null or a.due_on < ${overdueOn})
      and (${q}::text is null or strpos(p.name_zh, ${q}) > 0 or strpos(coalesce(g.name_zh, l.name_zh, b.name_zh, ''), ${q}) > 0 or a.number = ${q} or a.public_id = ${q})
      and (${after}::text is null or a.id < (select id from application where public_id = ${after}))
    order by a.id desc limit ${filter.limit}`.execute(reader.query);
  return rows;
}

/** One application as a line; undefined when none of the ways leads to it. */
export async function applicationLine(
  reader: Reader,
  ways: readonly Way[],
  publicId: string,
): Promise<ApplicationLine | undefined> {
  const own = ways.filter(({ reach }) => reach === 'own');
  const { rows } = await sql<ApplicationLine>`select ${COLUMNS} from ${FROM}
    where a.public_id = ${publicId} and ${reachable(ways, OWNED)} and (a.state <> 'draft' or ${reachable(own, OWNED)})`.execute(
    reader.query,
  );
  return rows[0];
}

/** Who did what, when, with which opinion; oldest first. */
export async function historyOf(reader: Reader, application: number) {
  return await reader.query
    .selectFrom('application_step as t')
    .leftJoin('party as p', 'p.id', 't.party')
    .select([
      ...([
        't.seq',
        't.at',
        't.action',
        't.from_state as from',
        't.to_state as to',
        't.actor',
        't.opinion',
      ] as const),
      ...(['t.due_on as dueOn', 't.due_confirmed as dueConfirmed', 'p.name_zh as office'] as const),
    ])
    .where('t.application', '=', application)
    .orderBy('t.seq')
    .execute();
}
