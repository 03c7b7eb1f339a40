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
  readonly state: string;
  readonly dueOn: string | null;
  readonly confirmed: boolean | null;
}

const OWNED = { party: 'a.applicant', division: 'p.division', assigned: 'x.assigned' } as const;

/** Records that this person may work on in an office at the scheme's owner or at one of its bodies. */
function inOffice(caller: PersonCaller, permission: Permission): RawBuilder<SqlBool> {
  const terms = caller.memberships.flatMap(membership => {
    const ways = waysOf({ account: caller.account, memberships: [membership] }, permission);
    if (ways.length === 0) return [];
    const { party } = membership;
    return [
      sql`((s.owner = ${party} or exists (select from scheme_body y where y.scheme = s.id and y.party = ${party})) and ${reachable(ways, OWNED)})`,
    ];
  });
  return terms.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(terms, sql` or `)})`;
}

/** 今日待办: what waits for this person, what is due first comes first; what has no deadline comes last. */
export async function workItems(
  reader: Reader,
  caller: PersonCaller,
  { now, today, limit }: { readonly now: Date; readonly today: string; readonly limit: number },
): Promise<readonly WorkItem[]> {
  const own = reachable(
    waysOf(caller, 'application.write').filter(({ reach }) => reach === 'own'),
    OWNED,
  );
  const review = inOffice(caller, 'application.review');
  const decide = inOffice(caller, 'application.decide');
  const { rows } = await sql<WorkItem>`
    select * from (
      select case
               when a.state in ('submitted', 'formalReview', 'materialReview', 'onSiteReview', 'defence', 'ranking') and ${review} then 'application'
               when a.state = 'publicNotice' and ${review} and (a.notice_until <= ${now}
                 or exists (select from notice_objection n where n.application = a.id and n.state = 'open')) then 'notice'
               when a.state in ('decision', 'rejectionProposed') and ${decide} then 'application'
               when a.state = 'returned' and ${own} then 'correction'
               when a.state = 'draft' and ${own} then 'draft'
               when a.state in ('materialReview', 'onSiteReview', 'defence') and exists (select from application_expert k
                 where k.application = a.id and k.account = ${caller.account} and k.submitted_at is null and k.conflict is not true) then 'score'
               when a.state = 'certified' and a.valid_to - e.renewal_from_days <= ${today} and a.valid_to - e.renewal_until_days >= ${today}
                 and ${own} and not exists (select from application r where r.renews = a.statement and r.state not in ('abandoned', 'rejected', 'notAccepted')) then 'renewal'
               when a.state = 'certified' and a.surveillance_due <= ${today}::date + 30 and (a.valid_to is null or a.valid_to >= ${today}) and ${review} then 'surveillance'
             end as kind,
             a.public_id as id, s.code as scheme, json_strip_nulls(json_build_object('zh-CN', e.name_zh, 'en', e.name_en)) as "schemeName",
             p.name_zh as party, coalesce(g.name_zh, l.name_zh, b.name_zh, p.name_zh) as subject, a.state,
             case when a.state <> 'certified' then a.due_on
                  when a.valid_to - e.renewal_from_days <= ${today} and ${own} then a.valid_to - e.renewal_until_days
                  else a.surveillance_due end as "dueOn",
             a.due_confirmed as confirmed
        from application a join scheme s on s.id = a.scheme join scheme_edition e on e.id = a.edition join party p on p.id = a.applicant
        left join place l on l.id = a.place left join product g on g.id = a.product left join brand b on b.id = a.brand
        left join lateral (select array_agg(x.account) as assigned from application_expert x where x.application = a.id) x on true
       where a.state not in ('notAccepted', 'rejected', 'abandoned')
      union all
      select 'alarm', m.public_id, s.code, json_build_object('zh-CN', q.season), p.name_zh, p.name_zh, 'alarm', null::date, null::boolean
        from brand_alarm m join brand_quota q on q.id = m.quota join scheme s on s.id = q.scheme join party p on p.id = q.party
        cross join lateral (select q.party as applicant) a cross join lateral (select null::int[] as assigned) x
       where m.closed_at is null and ${inOffice(caller, 'quota.allot')}
    ) w where kind is not null order by "dueOn" nulls last, id limit ${limit}`.execute(reader.query);
  return rows;
}
