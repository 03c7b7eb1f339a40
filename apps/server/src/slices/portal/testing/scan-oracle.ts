import type { NamedCode } from '@pinxin/contract/scan';
import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../../kernel/db/database.ts';
import { labelDatesIn } from '../label-dates.ts';
import { type EventRowOfPage, inUtc, type PartRow, type ScanRows, WALK } from '../scan-views.ts';
import { partsByEvent } from '../small-lineage.ts';
import { MOST_PARTS } from '../walk-views.ts';

/** Roles by which a lot's own page finds its events; observed containment and the rest tell nothing new. */
const EVERY_ROLE = [
  Role.output,
  Role.process,
  Role.seen,
  Role.member,
  Role.input,
  Role.childAdd,
  Role.parentAdd,
  Role.childDelete,
  Role.parentDelete,
  Role.seenParent,
  Role.memberOf,
].join();

/**
 * The same as the walk in memory, as one question to the database: too slow for a page, and the measure of the walk.
 * Upstream: what made a lot, what a process consumed, the lot of an item, what was put into a container.
 * Event links: 1 transaction, 4 set, 5 unset, 6 certification. Dispositions are looked up without a bound for the lot asked about: a recall must
 * not hide behind a thousand sightings.
 */
const SCAN_SQL = `
with recursive
subject as materialized (select id, uri from lot where uri = any($1::text[])),
focus as materialized (select id from subject where uri = $2),
up(lot, depth) as (
  select id, 0 from subject
  union
  select src.lot, up.depth + 1
  from up
  cross join lateral (
    select el.event, el.role, el.quantity from event_lot el
    where el.lot = up.lot and el.role in (${Role.output}, ${Role.process}, ${Role.parentAdd}, ${Role.member}) and not exists (select 1 from event_void v where v.event = el.event)
    order by el.role, el.event limit 16
  ) made
  cross join lateral (
    select s.lot from event_lot s
    where s.event = made.event and s.lot <> up.lot
      and s.role = any(case made.role when ${Role.output} then '{${Role.input},${Role.process}}'::smallint[]
        when ${Role.process} then '{${Role.input}}' when ${Role.parentAdd} then '{${Role.childAdd}}' else '{${Role.memberOf}}' end)
      and (made.role <> ${Role.member} or s.quantity is not distinct from made.quantity)
    order by s.role, s.lot limit 24
  ) src
  where up.depth < ${WALK.depth}
),
upward as materialized (
  select lot, min(depth) as depth from (select lot, depth from up limit 400) walked group by lot order by 2, 1 limit ${WALK.nodes}
),
boxed as materialized (
  select distinct p.lot, -1 as depth from focus
  cross join lateral (select event from event_lot where lot = focus.id and role = ${Role.childAdd} and not exists (select 1 from event_void v where v.event = event_lot.event) order by event desc limit 4) c
  join event_lot p on p.event = c.event and p.role = ${Role.parentAdd}
),
crated as materialized (
  select distinct p.lot, -2 as depth from boxed
  cross join lateral (select event from event_lot where lot = boxed.lot and role = ${Role.childAdd} and not exists (select 1 from event_void v where v.event = event_lot.event) order by event desc limit 2) c
  join event_lot p on p.event = c.event and p.role = ${Role.parentAdd}
),
nodes as materialized (
  select lot, min(depth) as depth from (
    select lot, depth from upward union all select lot, depth from boxed union all select lot, depth from crated) every_node
  group by lot
),
told as materialized (
  select distinct seen.event from nodes
  cross join unnest('{${EVERY_ROLE}}'::smallint[]) as r(role)
  cross join lateral (
    select event from event_lot where lot = nodes.lot and role = r.role order by event desc limit 12
  ) seen
  where nodes.depth = 0 or r.role in (${Role.output}, ${Role.seen}, ${Role.member}, ${Role.parentAdd}, ${Role.parentDelete})
    or (r.role = ${Role.process} and nodes.depth > 0)
  union
  select k.event from nodes
  join event_lot el on el.lot = nodes.lot and el.role in (${Role.input}, ${Role.output}, ${Role.seen}, ${Role.seenParent})
  join event_link k on k.event = el.event and k.kind in (4, 5)
),
evs as materialized (
  select e.*, exists (
    select 1 from event_lot m join focus on m.lot = focus.id where m.event = e.id and m.role in (${Role.output}, ${Role.seen}, ${Role.member})
  ) as own
  from told join event e on e.id = told.event
  where e.declared_at is null and not exists (select 1 from event_void v where v.event = e.id)
  order by exists (select 1 from event_link k where k.event = e.id and k.kind in (4, 5)) desc, own desc, e.event_time desc
  limit ${WALK.events}
),
parts as materialized (
  select el.event, el.lot, el.role, el.quantity, el.uom
  from evs cross join lateral (
    select * from event_lot x where x.event = evs.id
    order by (x.lot in (select lot from nodes)) desc, x.role, x.lot limit ${MOST_PARTS}
  ) el
),
named as materialized (select l.id, l.uri from lot l where l.id in (select lot from parts union select lot from nodes)),
gtins as materialized (
  select distinct substr(uri, 23, 14) as gtin from named where uri like 'https://id.gs1.org/01/%'
  union select $3::text
)
select json_build_object(
  'journal', (select seq from journal_head),
  'demo', exists (select 1 from instance where name = 'demo'),
  'subjects', coalesce((select json_agg(json_build_object('id', id, 'uri', uri)) from subject), '[]'),
  'nodes', coalesce((select json_agg(json_build_object('lot', n.lot, 'uri', l.uri, 'depth', n.depth)) from nodes n join named l on l.id = n.lot), '[]'),
  'events', coalesce((select json_agg(json_build_object(
      'id', e.id, 'hash', encode(e.hash, 'hex'), 'time', e.event_time, 'recorded', e.record_time, 'offset', e.offset_minutes,
      'type', e.type, 'action', e.action, 'party', e.party, 'step', s.uri, 'disposition', d.uri,
      'place', coalesce(e.biz_location, e.read_point), 'place_uri', w.uri,
      'doc', case when e.own and octet_length(e.doc) < 65536 then encode(e.doc, 'base64') end) order by e.event_time, e.id)
    from evs e left join term s on s.id = e.biz_step left join term d on d.id = e.disposition
    left join term w on w.id = coalesce(e.biz_location, e.read_point)), '[]'),
  'parts', coalesce((select json_agg(json_build_object('event', p.event, 'lot', p.lot, 'uri', l.uri, 'role', p.role,
      'quantity', p.quantity::text, 'unit', u.uri)) from parts p join named l on l.id = p.lot left join term u on u.id = p.uom), '[]'),
  'links', coalesce((select json_agg(json_build_object('event', k.event, 'kind', k.kind, 'type', t.uri, 'value', v.uri))
    from evs e join event_link k on k.event = e.id and k.kind in (1, 4, 5, 6) join term v on v.id = k.value left join term t on t.id = k.type), '[]'),
  'parties', coalesce((select json_object_agg(id, json_build_object('kind', kind, 'zh', name_zh, 'en', name_en, 'uscc', uscc, 'division', division, 'phone', phone))
    from party where id in (select party from evs union select party from product where gtin = $3)), '{}'),
  'places', coalesce((select json_object_agg(w.id, json_build_object('kind', w.kind, 'zh', w.name_zh, 'en', w.name_en, 'division', w.division,
      'personal', coalesce(o.kind in ('household', 'familyFarm'), false)))
    from place w left join party o on o.id = w.party where w.id in (select coalesce(biz_location, read_point) from evs)), '{}'),
  'products', coalesce((select json_object_agg(p.gtin, json_build_object('id', p.id, 'gtin', p.gtin, 'party', p.party, 'kind', p.kind,
      'zh', p.name_zh, 'en', p.name_en, 'brand_zh', p.brand_zh, 'brand_en', p.brand_en, 'category', p.category, 'net', p.net_content))
    from product p join gtins g on g.gtin = p.gtin), '{}'),
  'records', (select count(*) from (select distinct event from event_lot where lot in (select id from focus) limit ${WALK.records}) own),
  'scans', json_build_object(
    'total', coalesce((select sum(scans) from scan_count where lot in (select id from focus)), 0),
    'first', (select min(at) from scan_first where lot in (select id from focus)),
    'days', coalesce((select json_agg(json_build_object('day', day, 'division', division, 'scans', scans)) from (
      select day, division, scans from scan_count where lot in (select id from focus) order by day desc limit 400) recent), '[]'))
) as page`;

type Page = Omit<ScanRows, 'product' | 'events' | 'partsOf' | 'labelDates'> & {
  readonly events: readonly (EventRowOfPage & { readonly doc: string | null })[];
  readonly parts: readonly PartRow[];
};

/** All that the page behind a code needs, read in one round trip without any memory. */
export async function scanRowsByQuery(
  database: Database,
  code: Pick<NamedCode, 'uri' | 'wider' | 'gtin'>,
): Promise<ScanRows> {
  const { rows } = await database.pool.query<{ page: Page }>(SCAN_SQL, [
    [code.uri, ...code.wider],
    code.uri,
    code.gtin ?? '',
  ]);
  const { parts, events, ...page } = rows[0]!.page;
  return {
    ...page,
    events: events.map(({ doc: _doc, ...event }) => inUtc(event)),
    partsOf: partsByEvent(parts),
    labelDates: new Map(
      events.flatMap(({ id, doc }) => (doc === null ? [] : [[id, labelDatesIn(Buffer.from(doc, 'base64'))]])),
    ),
    product: page.products[code.gtin ?? ''] ?? null,
  };
}
