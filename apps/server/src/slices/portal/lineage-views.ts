import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../kernel/db/database.ts';
import { inUtc, type NodeRow, type PartRow, type ScanRows } from './scan-views.ts';

/** What the lineage page needs; the shape of the scan page's rows without what it does not show. */
export type LineageRows = Pick<
  ScanRows,
  'demo' | 'journal' | 'nodes' | 'events' | 'parties' | 'places' | 'products'
> & {
  readonly parts: readonly PartRow[];
  readonly found: boolean;
};

/** Most lots that one page walks over; a hub has more, and the page says so. */
export const LINEAGE_BOUNDS = { nodes: 500, events: 1500 } as const;

const LINEAGE_ROLES = [Role.output, Role.process, Role.childAdd, Role.member, Role.input, Role.seen].join();

/** As the scan page's upstream, and downstream the same the other way round; depth is counted from the lot. */
const LINEAGE_SQL = `
with recursive
focus as materialized (select id from lot where uri = $1),
up(lot, depth) as (
  select id, 0 from focus
  union
  select src.lot, up.depth + 1 from up
  cross join lateral (
    select el.event, el.role, el.quantity from event_lot el join event e on e.id = el.event
    where el.lot = up.lot and el.role in (${Role.output}, ${Role.process}, ${Role.parentAdd}, ${Role.member}) and e.declared_at is null
      and not exists (select 1 from event_void v where v.event = el.event)
    order by el.role, el.event limit 40
  ) made
  cross join lateral (
    select s.lot from event_lot s where s.event = made.event and s.lot <> up.lot
      and s.role = any(case made.role when ${Role.output} then '{${Role.input},${Role.process}}'::smallint[]
        when ${Role.process} then '{${Role.input}}' when ${Role.parentAdd} then '{${Role.childAdd}}' else '{${Role.memberOf}}' end)
      and (made.role <> ${Role.member} or s.quantity is not distinct from made.quantity)
    order by s.role, s.lot limit 60
  ) src
  where up.depth < $2 and $3 <> 'forward'
),
down(lot, depth) as (
  select id, 0 from focus
  union
  select dst.lot, down.depth + 1 from down
  cross join lateral (
    select el.event, el.role, el.quantity from event_lot el join event e on e.id = el.event
    where el.lot = down.lot and el.role in (${Role.input}, ${Role.process}, ${Role.childAdd}, ${Role.memberOf}) and e.declared_at is null
      and not exists (select 1 from event_void v where v.event = el.event)
    order by el.role, el.event limit 40
  ) used
  cross join lateral (
    select s.lot from event_lot s where s.event = used.event and s.lot <> down.lot
      and s.role = any(case used.role when ${Role.input} then '{${Role.output},${Role.process}}'::smallint[]
        when ${Role.process} then '{${Role.output}}' when ${Role.childAdd} then '{${Role.parentAdd}}' else '{${Role.member}}' end)
      and (used.role <> ${Role.memberOf} or s.quantity is not distinct from used.quantity)
    order by s.role, s.lot limit 60
  ) dst
  where down.depth < $2 and $3 <> 'back'
),
nodes as materialized (
  select lot, min(depth) as depth from (
    select lot, depth from (select lot, depth from up limit 2000) u
    union all select lot, depth from (select lot, depth from down limit 2000) d) both_ways
  group by lot order by 2, 1 limit ${LINEAGE_BOUNDS.nodes}
),
told as materialized (
  select distinct seen.event from nodes
  cross join unnest('{${LINEAGE_ROLES}}'::smallint[]) as r(role)
  cross join lateral (select event from event_lot where lot = nodes.lot and role = r.role order by event limit 40) seen
  where r.role <> ${Role.seen} or nodes.depth >= 0
  limit ${LINEAGE_BOUNDS.events}
),
evs as materialized (
  select e.* from told join event e on e.id = told.event
  where e.declared_at is null and not exists (select 1 from event_void v where v.event = e.id)
),
parts as materialized (
  select el.* from evs cross join lateral (
    select x.event, x.lot, x.role, x.quantity, x.uom from event_lot x where x.event = evs.id and x.lot in (select lot from nodes)
    order by x.role, x.lot limit 200
  ) el
),
named as materialized (select l.id, l.uri from lot l where l.id in (select lot from nodes)),
gtins as materialized (select distinct substr(uri, 23, 14) as gtin from named where uri like 'https://id.gs1.org/01/%')
select json_build_object(
  'journal', (select seq from journal_head),
  'demo', exists (select 1 from instance where name = 'demo'),
  'found', exists (select 1 from focus),
  'nodes', coalesce((select json_agg(json_build_object('lot', n.lot, 'uri', l.uri, 'depth', n.depth)) from nodes n join named l on l.id = n.lot), '[]'),
  'events', coalesce((select json_agg(json_build_object(
      'id', e.id, 'hash', encode(e.hash, 'hex'), 'time', e.event_time, 'recorded', e.record_time, 'offset', e.offset_minutes,
      'type', e.type, 'action', e.action, 'party', e.party, 'step', s.uri, 'disposition', null,
      'place', coalesce(e.biz_location, e.read_point), 'place_uri', w.uri) order by e.event_time, e.id)
    from evs e left join term s on s.id = e.biz_step left join term w on w.id = coalesce(e.biz_location, e.read_point)), '[]'),
  'parts', coalesce((select json_agg(json_build_object('event', p.event, 'lot', p.lot, 'uri', l.uri, 'role', p.role,
      'quantity', p.quantity::text, 'unit', u.uri)) from parts p join named l on l.id = p.lot left join term u on u.id = p.uom), '[]'),
  'parties', coalesce((select json_object_agg(id, json_build_object('kind', kind, 'zh', name_zh, 'en', name_en, 'uscc', uscc, 'division', division, 'phone', phone))
    from party where id in (select party from evs)), '{}'),
  'places', coalesce((select json_object_agg(w.id, json_build_object('kind', w.kind, 'zh', w.name_zh, 'en', w.name_en, 'division', w.division,
      'personal', coalesce(o.kind in ('household', 'familyFarm'), false)))
    from place w left join party o on o.id = w.party where w.id in (select coalesce(biz_location, read_point) from evs)), '{}'),
  'products', coalesce((select json_object_agg(p.gtin, json_build_object('id', p.id, 'gtin', p.gtin, 'party', p.party, 'kind', p.kind,
      'zh', p.name_zh, 'en', p.name_en, 'brand_zh', p.brand_zh, 'brand_en', p.brand_en, 'category', p.category, 'net', p.net_content))
    from product p join gtins g on g.gtin = p.gtin), '{}')
) as page`;

/** Which way to walk from a lot. */
export type LineageDirection = 'back' | 'forward' | 'both';

/** Reads a bounded lineage both ways, in one round trip. */
export async function readLineageRows(
  database: Database,
  uri: string,
  depth: number,
  direction: LineageDirection,
): Promise<LineageRows> {
  const { rows } = await database.pool.query<{ page: LineageRows }>({
    name: 'lineage-page',
    text: LINEAGE_SQL,
    values: [uri, depth, direction],
  });
  const { page } = rows[0]!;
  return { ...page, events: page.events.map(inUtc) };
}

/** The node asked about. */
export function focusOf(rows: { readonly nodes: readonly NodeRow[] }, uri: string): NodeRow | undefined {
  return rows.nodes.find(node => node.uri === uri);
}
