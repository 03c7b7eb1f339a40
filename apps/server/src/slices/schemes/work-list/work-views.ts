import type { Permission } from '@pinxin/contract/permissions';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { PersonCaller } from '../../../http/caller.ts';
import { reachable, waysOf } from '../../../kernel/authority.ts';
import type { Reader } from '../party-views.ts';

/** One thing that waits for somebody. */
export interface WorkItem {
  readonly kind:
    | 'application'
    | 'notice'
    | 'correction'
    | 'draft'
    | 'score'
    | 'renewal'
    | 'surveillance'
    | 'alarm';
  readonly id: string;
  readonly scheme: string;
  readonly schemeName: { readonly 'zh-CN': string; readonly en?: string };
  readonly party: string;
  readonly subject: string;
  readonly partyEn: string | null;
  readonly subjectEn: string | null;
  readonly state: string;
  readonly dueOn: string | null;
  readonly confirmed: boolean | null;
}

/** What the list is asked for. */
export interface WorkQuestion {
  readonly now: Date;
  readonly today: string;
  readonly limit: number;
}

const OWNED = { party: 'a.applicant', division: 'p.division' } as const;
const ALARMED = { party: 'q.party', division: 'p.division' } as const;

/** Records that this person may work on in an office at the scheme's owner or at one of its bodies. */
function inOffice(
  caller: PersonCaller,
  permission: Permission,
  columns: { readonly party: string; readonly division: string },
): RawBuilder<SqlBool> {
  const terms = caller.memberships.flatMap(membership => {
    const ways = waysOf({ account: caller.account, memberships: [membership] }, permission);
    if (ways.length === 0) return [];
    const { party } = membership;
    return [
      sql`((s.owner = ${party} or exists (select from scheme_body y where y.scheme = s.id and y.party = ${party})) and ${reachable(ways, columns)})`,
    ];
  });
  return terms.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(terms, sql` or `)})`;
}

/** The schemes of these offices, so that the index by scheme is read and not every application. */
function schemesOf(caller: PersonCaller): RawBuilder<unknown> {
  const parties = [...new Set(caller.memberships.map(({ party }) => party))];
  return sql`array(select id from scheme where owner = any(${parties}::int[])
    union select scheme from scheme_body where party = any(${parties}::int[]))`;
}

/** Parties for which this person writes applications. */
function ownParties(caller: PersonCaller): readonly number[] {
  return waysOf(caller, 'application.write').flatMap(way => (way.reach === 'own' ? [way.party] : []));
}

const LINE = (kind: RawBuilder<unknown>, dueOn: RawBuilder<unknown>) => sql`select ${kind} as kind,
    a.public_id as id, s.code as scheme, jsonb_strip_nulls(jsonb_build_object('zh-CN', e.name_zh, 'en', e.name_en)) as "schemeName",
    p.name_zh as party, coalesce(g.name_zh, l.name_zh, b.name_zh, p.name_zh) as subject, p.name_en as "partyEn",
    case when g.id is not null then g.name_en when l.id is not null then l.name_en when b.id is not null then b.name_en else p.name_en end as "subjectEn",
    a.state, ${dueOn} as "dueOn",
    a.due_confirmed as confirmed`;
const FROM = sql`from application a join scheme s on s.id = a.scheme join scheme_edition e on e.id = a.edition
    join party p on p.id = a.applicant left join place l on l.id = a.place left join product g on g.id = a.product
    left join brand b on b.id = a.brand`;
/** A mark that stands, or could stand again: what was withdrawn is neither renewed nor looked at. */
const STANDS = sql`exists (select from statement m join statement_state n on n.statement = m.id
    where m.public_id = a.statement and n.status in ('valid', 'suspended'))`;
const RENEWED = sql`exists (select from application r where r.renews = a.statement
    and r.state not in ('draft', 'abandoned', 'rejected', 'notAccepted'))`;

/** What an alarm is about: its first lots by their numbers, and how many there are; the user where it names none. */
const ALARMING = sql`coalesce((select string_agg(f.name, ' ' order by f.lot) filter (where f.n <= 3)
      || case when count(*) > 3 then ' … (' || count(*) || ')' else '' end
     from (select x.lot, row_number() over (order by x.lot) as n, regexp_replace(t.uri, '^.*/', '') as name
             from brand_alarm_lot x join lot t on t.id = x.lot where x.alarm = m.id) f), p.name_zh)`;

/** The question as SQL; each part reads by an index what is open for this person, and nothing else. */
export function workQuery(caller: PersonCaller, { now, today, limit }: WorkQuestion): RawBuilder<WorkItem> {
  const own = ownParties(caller);
  const schemes = schemesOf(caller);
  const review = inOffice(caller, 'application.review', OWNED);
  const decide = inOffice(caller, 'application.decide', OWNED);
  const due = sql`a.due_on`;
  const opened = sql`a.state = 'certified' and a.renewal_from <= ${today} and coalesce(a.renewal_grace, a.renewal_until) >= ${today}
    and ${STANDS} and not ${RENEWED}`;
  const renewBy = sql`case when a.renewal_until >= ${today} then a.renewal_until else a.renewal_grace end`;
  return sql<WorkItem>`
    select * from (
      ${LINE(sql`'application'`, due)} ${FROM}
       where a.scheme = any(${schemes}) and ${review}
         and a.state in ('submitted', 'formalReview', 'materialReview', 'onSiteReview', 'defence', 'ranking')
      union ${LINE(sql`'notice'`, due)} ${FROM}
       where a.scheme = any(${schemes}) and a.state = 'publicNotice' and ${review} and (a.notice_until <= ${now}
         or exists (select from notice_objection n where n.application = a.id and n.state = 'open'))
      union ${LINE(sql`'application'`, due)} ${FROM}
       where a.scheme = any(${schemes}) and a.state in ('decision', 'rejectionProposed') and ${decide}
      union ${LINE(sql`case a.state when 'draft' then 'draft' else 'correction' end`, due)} ${FROM}
       where a.applicant = any(${own}::int[]) and a.state in ('draft', 'returned')
      union ${LINE(sql`'score'`, due)} ${FROM} join application_expert k on k.application = a.id
       where k.account = ${caller.account} and k.submitted_at is null and k.conflict is not true
         and a.state in ('materialReview', 'onSiteReview', 'defence')
      union ${LINE(sql`'renewal'`, renewBy)} ${FROM} where a.applicant = any(${own}::int[]) and ${opened}
      union ${LINE(sql`'renewal'`, renewBy)} ${FROM} where a.scheme = any(${schemes}) and ${review} and ${opened}
      union ${LINE(sql`'surveillance'`, sql`a.surveillance_due`)} ${FROM}
       where a.scheme = any(${schemes}) and ${review} and a.state = 'certified' and a.surveillance_due <= ${today}::date + 30
         and (a.valid_to is null or a.valid_to >= ${today}) and ${STANDS}
      union
      select 'alarm', m.public_id, s.code, jsonb_build_object('zh-CN', q.season), p.name_zh, ${ALARMING}, p.name_en, null::text, 'alarm', null::date, null::boolean
        from brand_alarm m join brand_quota q on q.id = m.quota join scheme s on s.id = q.scheme join party p on p.id = q.party
       where m.closed_at is null and ${inOffice(caller, 'quota.allot', ALARMED)}
    ) w order by "dueOn" nulls last, id, kind limit ${limit}`;
}

/** 今日待办: what waits for this person, what is due first comes first; what has no deadline comes last. */
export async function workItems(
  reader: Reader,
  caller: PersonCaller,
  question: WorkQuestion,
): Promise<readonly WorkItem[]> {
  const { rows } = await workQuery(caller, question).execute(reader.query);
  return rows;
}
