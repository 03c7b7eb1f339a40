import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../kernel/db/database.ts';
import { RECALLS } from './recall-views.ts';
import type { LinkRow, PartRow, RecallRow, ScanRows } from './scan-views.ts';

/** One line of `event_lot` seen from its lot. */
export interface LotRow {
  readonly role: number;
  readonly event: number;
  readonly quantity: string | null;
  readonly unit: string | null;
  /** Whether the event says something lasting of the lot: a recall, a finding (EPCIS persistentDisposition). */
  readonly says: boolean;
}

/** A lot as read: its lines in order of role and event, cut off at a bound. */
export interface LotRead {
  readonly id: number;
  readonly uri: string;
  readonly rows: readonly LotRow[];
  /** How often it was scanned; only of lots that a page is about. */
  readonly scans: ScanRows['scans'] | null;
  /** Published recalls that it is in. */
  readonly recalls: readonly RecallRow[];
}

/** An answer of the database with the journal number that it holds for. */
export interface ReadAt<T> {
  readonly journal: number;
  readonly found: T;
}

/** More lines than this and a lot is a hub: only some of each role are looked at. */
export const MOST_LOT_ROWS = 48;
/** As many parts of an event are kept as such; of larger ones (a container load) only what a walk may need. */
export const MOST_PARTS = 100;

/** Roles in which something is said of a lot: a recall, a finding. Links of kind 4 and 5 are persistent dispositions. */
export const SAID_ROLES: readonly number[] = [Role.input, Role.output, Role.seen, Role.seenParent];
const SAYS = `x.role in (${SAID_ROLES}) and exists (
    select from event_link k where k.event = x.event and k.kind in (4, 5))`;

const LOT_ROWS = `left join lateral (
    select x.role, x.event, x.quantity::text as quantity, u.uri as unit, ${SAYS} as says
    from (select role, event, quantity, uom from event_lot where lot = l.id order by role, event limit ${MOST_LOT_ROWS + 1}) x
    left join term u on u.id = x.uom
  ) r on true`;

const SCANS = `select json_build_object(
    'total', coalesce((select sum(scans) from scan_count where lot = l.id), 0),
    'first', f.at,
    'days', coalesce((select json_agg(json_build_object('day', day, 'division', division, 'scans', scans)) from (
      select day, division, scans from scan_count where lot = l.id order by day desc limit 400) recent), '[]')) as scans
  from scan_first f where f.lot = l.id`;

interface LotLine {
  readonly journal: number;
  readonly id: number | null;
  readonly uri: string;
  readonly scans: ScanRows['scans'] | null;
  readonly recalls: readonly RecallRow[] | null;
  readonly role: number | null;
  readonly event: number;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly says: boolean;
}

/** Lots by their canonical URI; what nobody told of is not among the found. */
export async function readLotsByUri(
  database: Database,
  uris: readonly string[],
): Promise<ReadAt<ReadonlyMap<string, LotRead>>> {
  const { rows } = await database.pool.query<LotLine>({
    name: 'walk-lots-by-uri',
    text: `select h.seq as journal, l.id, l.uri, s.scans, ${RECALLS} as recalls, r.*
      from journal_head h left join (
        unnest($1::text[]) as asked(uri) join lot l on l.uri = asked.uri collate "C"
        left join lateral (${SCANS}) s on true ${LOT_ROWS}
      ) on true`,
    values: [uris],
  });
  return lotsFrom(rows, ({ uri }) => uri);
}

/** Lots by their number. */
export async function readLots(
  database: Database,
  ids: readonly number[],
): Promise<ReadAt<ReadonlyMap<number, LotRead>>> {
  const { rows } = await database.pool.query<LotLine>({
    name: 'walk-lots',
    text: `select h.seq as journal, l.id, l.uri, null::json as scans, ${RECALLS} as recalls, r.*
      from journal_head h left join (unnest($1::bigint[]) as asked(id) join lot l on l.id = asked.id ${LOT_ROWS}) on true`,
    values: [ids],
  });
  return lotsFrom(rows, ({ id }) => id!);
}

function lotsFrom<K>(
  lines: readonly LotLine[],
  keyOf: (line: LotLine) => K,
): ReadAt<ReadonlyMap<K, LotRead>> {
  const found = new Map<K, LotRead & { rows: LotRow[] }>();
  for (const line of lines) {
    const { id, uri, scans, recalls, role, event, quantity, unit, says } = line;
    if (id === null) continue;
    const key = keyOf(line);
    let lot = found.get(key);
    if (lot === undefined) {
      lot = { id, uri, scans, recalls: recalls ?? [], rows: [] };
      found.set(key, lot);
    }
    if (role !== null) lot.rows.push({ role, event, quantity, unit, says });
  }
  return { journal: lines[0]!.journal, found };
}

/** Roles by which a lot came about: made, part of a process, filled, item of a lot. */
export const MADE_ROLES: readonly number[] = [Role.output, Role.process, Role.parentAdd, Role.member];
/** Roles by which a lot's own page finds its events; observed containment and the rest tell nothing new. */
export const TOLD_ROLES: readonly number[] = [
  ...MADE_ROLES,
  Role.seen,
  Role.input,
  Role.childAdd,
  Role.childDelete,
  Role.parentDelete,
  Role.seenParent,
  Role.memberOf,
];
/** The latest of each role that a page tells. */
export const LATEST_TOLD = 12;
/** The first that a walk follows. */
export const FIRST_MADE = 16;
const MOST_SAID = 400;
/** What of lasting states decides a verdict (CBV 2.0 §7.2). */
const GRAVE = ['recalled', 'non_conformant', 'destroyed', 'disposed'].map(
  word => `https://ref.gs1.org/cbv/Disp-${word}`,
);

/**
 * What of a hub's lines a page looks at. Recalls and findings are found among any number of sightings: by what was ever
 * recalled, which is little, and not by all that ever used a pesticide.
 */
export async function readHubRows(
  database: Database,
  lots: readonly number[],
): Promise<readonly (LotRow & { readonly lot: number })[]> {
  const columns = 'role, event, quantity::text as quantity, uom';
  const { rows } = await database.pool.query<LotRow & { readonly lot: number }>({
    name: 'walk-hubs',
    text: `select distinct asked.lot, x.role, x.event, x.quantity, u.uri as unit, ${SAYS} as says
      from unnest($1::bigint[]) as asked(lot) cross join lateral (
        select t.* from unnest('{${TOLD_ROLES}}'::smallint[]) as r(role) cross join lateral (
          select ${columns} from event_lot where lot = asked.lot and role = r.role order by event desc limit ${LATEST_TOLD}) t
        union all
        (select ${columns} from event_lot el where lot = asked.lot and role in (${MADE_ROLES})
           and not exists (select 1 from event_void v where v.event = el.event) order by role, event limit ${FIRST_MADE})
        union all
        (select el.role, el.event, el.quantity::text, el.uom
         from term t join event_link k on k.value = t.id and k.kind in (4, 5)
         cross join lateral (select * from event_lot
           where event = k.event and lot = asked.lot and role in (${SAID_ROLES}) offset 0) el
         where t.uri = any('{${GRAVE}}'::text[]) order by el.event desc limit ${MOST_SAID})
      ) x left join term u on u.id = x.uom
      order by asked.lot, x.role, x.event`,
    values: [lots],
  });
  return rows;
}

/** Records of a hub, counted up to a bound. */
export async function countRecords(database: Database, lot: number, most: number): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>({
    name: 'walk-count',
    text: 'select count(*) from (select distinct event from event_lot where lot = $1 limit $2) own',
    values: [lot, most],
  });
  return rows[0]!.count;
}

type RawPart = readonly [
  role: number,
  lot: number,
  quantity: string | null,
  unit: string | null,
  uri: string,
];
type RawLink = readonly [kind: number, type: string | null, value: string];

/** An event as read. Instants are milliseconds since 1970. */
export interface EventRead {
  readonly id: number;
  readonly hash: string;
  readonly time: number;
  readonly recorded: number;
  readonly offset: number;
  readonly type: number;
  readonly action: number;
  readonly party: number;
  readonly step: string | null;
  readonly disposition: string | null;
  readonly place: number | null;
  readonly place_uri: string | null;
  readonly void: boolean;
  /** As received, where it may hold master data and is not very large. */
  readonly doc: Buffer | null;
  readonly parts: readonly PartRow[];
  readonly links: readonly LinkRow[];
}

const PART = 'json_build_array(p.role, p.lot, p.quantity::text, u.uri, l.uri)';

/** Events with their first parts and what they point at. */
export async function readEvents(
  database: Database,
  ids: readonly number[],
): Promise<ReadAt<readonly EventRead[]>> {
  type Line = Omit<EventRead, 'parts' | 'links'> & {
    readonly journal: number;
    readonly parts: readonly RawPart[] | null;
    readonly links: readonly RawLink[] | null;
  };
  const { rows } = await database.pool.query<Line>({
    name: 'walk-events',
    text: `select (select seq from journal_head) as journal, e.id, encode(e.hash, 'hex') as hash,
        (extract(epoch from e.event_time) * 1000)::float8 as time, (extract(epoch from e.record_time) * 1000)::float8 as recorded,
        e.offset_minutes as offset, e.type, e.action, e.party, s.uri as step, d.uri as disposition,
        coalesce(e.biz_location, e.read_point) as place, w.uri as place_uri,
        e.declared_at is not null or exists (select 1 from event_void v where v.event = e.id) as void,
        case when octet_length(e.doc) < 65536 and position('"ilmd"'::bytea in e.doc) > 0 then e.doc end as doc,
        (select json_agg(${PART} order by p.role, p.lot) from (
           select * from event_lot where event = e.id order by role, lot limit ${MOST_PARTS + 1}) p
         join lot l on l.id = p.lot left join term u on u.id = p.uom) as parts,
        (select json_agg(json_build_array(k.kind, t.uri, v.uri)) from event_link k join term v on v.id = k.value
         left join term t on t.id = k.type where k.event = e.id and k.kind in (1, 4, 5, 6)) as links
      from unnest($1::bigint[]) as asked(id) join event e on e.id = asked.id
      left join term s on s.id = e.biz_step left join term d on d.id = e.disposition
      left join term w on w.id = coalesce(e.biz_location, e.read_point)`,
    values: [ids],
  });
  return {
    journal: rows[0]?.journal ?? 0,
    found: rows.map(({ journal: _journal, parts, links, ...event }) => ({
      ...event,
      parts: (parts ?? []).map(part => partFrom(event.id, part)),
      links: (links ?? []).map(([kind, type, value]) => ({ event: event.id, kind, type, value })),
    })),
  };
}

/** Of events with very many parts: some of each role that a walk goes on from. */
export async function readLargeEvents(
  database: Database,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly PartRow[]>> {
  const roles = [Role.input, Role.output, Role.process, Role.parentAdd, Role.childAdd];
  const { rows } = await database.pool.query<{ event: number; parts: readonly RawPart[] }>({
    name: 'walk-large-events',
    text: `select asked.id as event, json_agg(${PART} order by p.role, p.lot) as parts
      from unnest($1::bigint[]) as asked(id) cross join lateral (
        select x.* from unnest('{${roles}}'::smallint[]) as r(role) cross join lateral (
          select * from event_lot where event = asked.id and role = r.role order by lot limit 24) x
        union all
        (select * from event_lot where event = asked.id and role = ${Role.memberOf} order by lot limit 400)
      ) p join lot l on l.id = p.lot left join term u on u.id = p.uom group by asked.id`,
    values: [ids],
  });
  return new Map(rows.map(({ event, parts }) => [event, parts.map(part => partFrom(event, part))]));
}

function partFrom(event: number, [role, lot, quantity, unit, uri]: RawPart): PartRow {
  return { event, lot, uri, role, quantity, unit };
}
