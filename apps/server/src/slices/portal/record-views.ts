import type { Database } from '../../kernel/db/database.ts';
import { type ErrorRow, errorOf } from './correction-views.ts';
import { type EventRowOfPage, inUtc, type LinkRow, type PartRow, type ScanRows } from './scan-views.ts';

/** Records of one lot, a page of them. */
export type RecordListRows = Pick<
  ScanRows,
  'demo' | 'events' | 'links' | 'parties' | 'places' | 'products'
> & {
  readonly parts: readonly PartRow[];
  readonly found: boolean;
  readonly total: number;
  readonly voided: readonly number[];
};

/** One record with everything it names. */
export interface RecordRows extends Pick<ScanRows, 'demo' | 'parties' | 'places' | 'products'> {
  readonly event: EventRowOfPage & {
    readonly read_point: number | null;
    readonly read_point_uri: string | null;
    readonly is_void: boolean;
    /** The event as received, base64; null when it is very large. */
    readonly doc: string | null;
  };
  readonly parts: readonly PartRow[];
  readonly links: readonly LinkRow[];
  readonly error: ErrorRow | null;
}

/** Counting stops here; the page then says so by its last page. */
const MOST_COUNTED = 10_000;

const EVENT_COLUMNS = `'id', e.id, 'hash', encode(e.hash, 'hex'), 'time', e.event_time, 'recorded', e.record_time,
  'offset', e.offset_minutes, 'type', e.type, 'action', e.action, 'party', e.party, 'step', s.uri, 'disposition', d.uri,
  'place', coalesce(e.biz_location, e.read_point), 'place_uri', w.uri`;

const NAMES = `
  'parties', coalesce((select json_object_agg(id, json_build_object('kind', kind, 'zh', name_zh, 'en', name_en, 'uscc', uscc, 'division', division, 'phone', phone))
    from party where id in (select party from evs)), '{}'),
  'places', coalesce((select json_object_agg(w.id, json_build_object('kind', w.kind, 'zh', w.name_zh, 'en', w.name_en, 'division', w.division,
      'personal', coalesce(o.kind in ('household', 'familyFarm'), false)))
    from place w left join party o on o.id = w.party
    where w.id in (select biz_location from evs union select read_point from evs)), '{}'),
  'products', coalesce((select json_object_agg(p.gtin, json_build_object('id', p.id, 'gtin', p.gtin, 'party', p.party, 'kind', p.kind,
      'zh', p.name_zh, 'en', p.name_en, 'brand_zh', p.brand_zh, 'brand_en', p.brand_en, 'category', p.category, 'net', p.net_content))
    from product p where p.gtin in (select distinct substr(uri, 23, 14) from named where uri like 'https://id.gs1.org/01/%')), '{}'),
  'parts', coalesce((select json_agg(json_build_object('event', p.event, 'lot', p.lot, 'uri', n.uri, 'role', p.role,
      'quantity', p.quantity::text, 'unit', u.uri) order by p.event, p.role, p.lot)
    from parts p join named n on n.id = p.lot left join term u on u.id = p.uom), '[]'),
  'links', coalesce((select json_agg(json_build_object('event', k.event, 'kind', k.kind, 'type', t.uri, 'value', v.uri))
    from evs e join event_link k on k.event = e.id join term v on v.id = k.value left join term t on t.id = k.type), '[]'),
  'demo', exists (select 1 from instance where name = 'demo')`;

const LIST_SQL = `
with focus as materialized (select id from lot where uri = $1),
mine as materialized (select distinct event from event_lot where lot in (select id from focus) limit ${MOST_COUNTED}),
evs as materialized (
  select e.* from mine join event e on e.id = mine.event order by e.event_time desc, e.id desc limit $2 offset $3
),
parts as materialized (
  select el.* from evs cross join lateral (
    select * from event_lot x where x.event = evs.id
    order by (x.lot in (select id from focus)) desc, x.role, x.lot limit 8) el
),
named as materialized (select id, uri from lot where id in (select lot from parts))
select json_build_object(
  'found', exists (select 1 from focus),
  'total', (select count(*) from mine),
  'voided', coalesce((select json_agg(v.event) from event_void v where v.event in (select id from evs)), '[]'),
  'events', coalesce((select json_agg(json_build_object(${EVENT_COLUMNS}) order by e.event_time desc, e.id desc)
    from evs e left join term s on s.id = e.biz_step left join term d on d.id = e.disposition
    left join term w on w.id = coalesce(e.biz_location, e.read_point)), '[]'),
  ${NAMES}
) as page`;

/** Parts of one record that its page lists. */
export const MOST_PARTS = 200;
const LARGEST_DOCUMENT = 32_768;

const RECORD_SQL = `
with evs as materialized (select * from event where hash = decode($1, 'hex')),
parts as materialized (
  select el.* from evs cross join lateral (
    select * from event_lot x where x.event = evs.id order by x.role, x.lot limit ${MOST_PARTS + 1}) el
),
named as materialized (select id, uri from lot where id in (select lot from parts))
select json_build_object(
  'event', (select json_build_object(${EVENT_COLUMNS}, 'read_point', e.read_point, 'read_point_uri', r.uri,
      'is_void', exists (select 1 from event_void v where v.event = e.id),
      'doc', case when octet_length(e.doc) < ${LARGEST_DOCUMENT} then encode(e.doc, 'base64') end)
    from evs e left join term s on s.id = e.biz_step left join term d on d.id = e.disposition
    left join term w on w.id = coalesce(e.biz_location, e.read_point) left join term r on r.id = e.read_point),
  'error', ${errorOf(LARGEST_DOCUMENT)},
  ${NAMES}
) as page`;

/** A page of a lot's records, the latest first. */
export async function readRecordList(
  database: Database,
  uri: string,
  limit: number,
  offset: number,
): Promise<RecordListRows> {
  const { rows } = await database.pool.query<{ page: RecordListRows }>({
    name: 'record-list',
    text: LIST_SQL,
    values: [uri, limit, offset],
  });
  const { page } = rows[0]!;
  return { ...page, events: page.events.map(inUtc) };
}

/** One record by its digest (64 hexadecimal digits). */
export async function readRecord(database: Database, hash: string): Promise<RecordRows | undefined> {
  const { rows } = await database.pool.query<{
    page: Omit<RecordRows, 'event'> & { event: RecordRows['event'] | null };
  }>({
    name: 'record',
    text: RECORD_SQL,
    values: [hash],
  });
  const { page } = rows[0]!;
  return page.event === null ? undefined : { ...page, event: inUtc(page.event) };
}
