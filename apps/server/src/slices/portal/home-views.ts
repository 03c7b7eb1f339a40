import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../kernel/db/database.ts';
import type { PartyRow, ProductRow } from './scan-views.ts';

/** What the front page needs. */
export interface HomeRows {
  readonly journal: number;
  readonly demo: boolean;
  readonly figures: {
    readonly lots: number;
    readonly events: number;
    readonly parties: number;
    readonly products: number;
  };
  readonly recalls: readonly {
    readonly uri: string;
    readonly hash: string;
    readonly time: string;
    readonly offset: number;
    readonly party: PartyRow;
  }[];
  readonly recent: readonly {
    readonly uri: string;
    readonly hash: string;
    readonly recorded: string;
    readonly offset: number;
  }[];
  readonly samples: readonly string[];
  readonly products: Readonly<Record<string, ProductRow>>;
}

/** Spellings of the state in which a recall is told. */
const RECALLED = [
  'https://ref.gs1.org/cbv/PDisp-recalled',
  'https://ref.gs1.org/cbv/Disp-recalled',
  'urn:epcglobal:cbv:disp:recalled',
  'recalled',
];

const SUBJECTS = [Role.output, Role.seen, Role.seenParent].join();

/** Figures of large tables are the database's own estimates once they are large: nobody waits for a count. */
const HOME_SQL = `
with word as materialized (select id from term where uri = any($1::text[])),
told as materialized (
  select k.event, k.value from event_link k join word on word.id = k.value where k.kind = 4 order by k.event desc limit 200
),
recall as materialized (
  select distinct on (el.lot) e.id, e.hash, e.event_time, e.offset_minutes, e.party, el.lot
  from told join event e on e.id = told.event join party p on p.id = e.party
  cross join lateral (select lot from event_lot x where x.event = e.id and x.role in (${SUBJECTS}) order by x.lot limit 5) el
  join lot l on l.id = el.lot
  where e.declared_at is null and not exists (select 1 from event_void v where v.event = e.id)
    and (p.kind = 'authority' or exists (select 1 from product q where q.gtin = substr(l.uri, 23, 14) and q.party = e.party))
    and not exists (
      select 1 from event_lot b join event_link u on u.event = b.event and u.kind = 5 and u.value = told.value
      join event f on f.id = b.event join party r on r.id = f.party
      where b.lot = el.lot and b.role in (${SUBJECTS}) and f.event_time >= e.event_time
        and (r.kind = 'authority' or f.party = e.party))
  order by el.lot, e.event_time desc
),
shown as materialized (select * from recall order by event_time desc limit 12),
latest as materialized (
  select distinct on (el.lot) e.id, e.hash, e.record_time, e.offset_minutes, el.lot from (
    select * from event where declared_at is null order by record_time desc, id desc limit 40) e
  cross join lateral (select lot from event_lot x where x.event = e.id and x.role in (${Role.output}, ${Role.seen}, ${Role.parentAdd}) order by x.role, x.lot limit 1) el
  order by el.lot, e.record_time desc, e.id desc
),
sample as materialized (
  select el.lot from (select id, event_time, type from event order by event_time desc limit 3000) e
  join event_lot el on el.event = e.id and el.role = ${Role.output}
  join lot l on l.id = el.lot join product p on p.gtin = substr(l.uri, 23, 14) and p.kind in ('packed', 'processed')
  where l.uri like '%/10/%'
  group by el.lot order by max(e.event_time) desc limit 4
),
named as materialized (
  select id, uri from lot where id in (select lot from shown union select lot from latest union select lot from sample)
),
size as (
  select greatest(reltuples, 0)::bigint as estimate, relname from pg_class where oid in ('lot'::regclass, 'event'::regclass)
)
select json_build_object(
  'journal', (select seq from journal_head),
  'demo', exists (select 1 from instance where name = 'demo'),
  'figures', json_build_object(
    'lots', (select case when estimate > 50000 then estimate else (select count(*) from lot) end from size where relname = 'lot'),
    'events', (select case when estimate > 50000 then estimate else (select count(*) from event) end from size where relname = 'event'),
    'parties', (select count(*) from party), 'products', (select count(*) from product)),
  'recalls', coalesce((select json_agg(json_build_object('uri', n.uri, 'hash', encode(s.hash, 'hex'), 'time', s.event_time, 'offset', s.offset_minutes,
      'party', json_build_object('kind', p.kind, 'zh', p.name_zh, 'en', p.name_en, 'uscc', p.uscc, 'division', p.division, 'phone', p.phone))
    order by s.event_time desc) from shown s join named n on n.id = s.lot join party p on p.id = s.party), '[]'),
  'recent', coalesce((select json_agg(json_build_object('uri', n.uri, 'hash', encode(l.hash, 'hex'), 'recorded', l.record_time, 'offset', l.offset_minutes)
    order by l.record_time desc, l.id desc) from (select * from latest order by record_time desc, id desc limit 6) l join named n on n.id = l.lot), '[]'),
  'samples', coalesce((select json_agg(n.uri) from sample s join named n on n.id = s.lot), '[]'),
  'products', coalesce((select json_object_agg(p.gtin, json_build_object('id', p.id, 'gtin', p.gtin, 'party', p.party, 'kind', p.kind,
      'zh', p.name_zh, 'en', p.name_en, 'brand_zh', p.brand_zh, 'brand_en', p.brand_en, 'category', p.category, 'net', p.net_content))
    from product p where p.gtin in (select substr(uri, 23, 14) from named where uri like 'https://id.gs1.org/01/%')), '{}')
) as page`;

/** Reads the front page in one round trip. */
export async function readHomeRows(database: Database): Promise<HomeRows> {
  const { rows } = await database.pool.query<{ page: HomeRows }>({
    name: 'home-page',
    text: HOME_SQL,
    values: [RECALLED],
  });
  return rows[0]!.page;
}

/** The name of a party, for the desk's corner. */
export async function readPartyName(
  database: Database,
  party: number,
): Promise<{ readonly zh: string; readonly en: string | null } | undefined> {
  const { rows } = await database.pool.query<{ zh: string; en: string | null }>({
    name: 'party-name',
    text: 'select name_zh as zh, name_en as en from party where id = $1',
    values: [party],
  });
  return rows[0];
}
