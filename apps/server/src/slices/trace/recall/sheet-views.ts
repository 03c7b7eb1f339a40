import type { Readable } from 'node:stream';
import { Role } from '@pinxin/lineage/role';
import { to as copyTo } from 'pg-copy-streams';
import type { Database } from '../../../kernel/db/database.ts';
import { LINK_KINDS } from '../codes.ts';
import { type CustodyFact, stateAfter } from './custody-fact.ts';

/** Above this many lots their URIs are read as one range and filtered, not looked up one by one. */
const RANGE_FROM = 5_000;

/** URIs of lots in the order of their numbers: COPY in binary form, `id` (int8) and `uri`. */
export async function openLotStream(
  database: Database,
  lots: Uint32Array,
): Promise<{ readonly stream: Readable; readonly release: (broken?: Error) => void }> {
  const client = await database.pool.connect();
  const first = lots[0] ?? 0;
  const last = lots.at(-1) ?? 0;
  const where =
    lots.length > RANGE_FROM ? `id between ${first} and ${last}` : `id = any('{${lots.join()}}'::bigint[])`;
  const stream = client.query(
    copyTo(`copy (select id, uri from lot where ${where} order by id) to stdout (format binary)`),
  );
  return { stream, release: broken => client.release(broken) };
}

/** Names of registered products by GTIN. */
export async function productNames(
  database: Database,
): Promise<ReadonlyMap<string, { readonly zh: string; readonly en: string | null }>> {
  const rows = await database.query
    .selectFrom('product')
    .select(['gtin', 'name_zh as zh', 'name_en as en'])
    .execute();
  return new Map(rows.map(({ gtin, zh, en }) => [gtin, { zh, en }]));
}

/** Words of these term numbers (units, places). */
export async function termWords(
  database: Database,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query.selectFrom('term').select(['id', 'uri']).where('id', 'in', ids).execute();
  return new Map(rows.map(row => [row.id, row.uri]));
}

interface CustodyRow {
  readonly id: number;
  readonly hash: string;
  readonly time: Date;
  readonly offset: number;
  readonly step: string | null;
  readonly holder_zh: string;
  readonly holder_en: string | null;
  readonly holder_kind: string;
  readonly phone: string | null;
  readonly place_zh: string | null;
  readonly place_en: string | null;
  readonly place_kind: string | null;
  readonly place_uri: string | null;
  readonly place: number;
  readonly division: string | null;
  readonly from_zh: string | null;
  readonly from_en: string | null;
  readonly to_zh: string | null;
  readonly to_en: string | null;
}

/** The other side of a handover: a party by its PGLN, or the party that runs the place named. */
function otherSide(kind: number): string {
  return `(select json_build_array(coalesce(p.name_zh, o.name_zh, w.name_zh, t.uri), coalesce(p.name_en, o.name_en, w.name_en))
    from event_link k join term t on t.id = k.value
    left join party p on p.pgln = t.uri left join place w on w.id = k.value left join party o on o.id = w.party
    left join term kt on kt.id = k.type
   where k.event = e.id and k.kind = ${kind}
   order by kt.uri like '%possessing_party' desc, kt.uri like '%owning_party' desc limit 1)`;
}

const CUSTODY_SQL = `
  select e.id, encode(e.hash, 'hex') as hash, e.event_time as time, e.offset_minutes as offset, s.uri as step,
         p.name_zh as holder_zh, p.name_en as holder_en, p.kind as holder_kind, p.phone,
         w.name_zh as place_zh, w.name_en as place_en, w.kind as place_kind, wt.uri as place_uri,
         coalesce(e.biz_location, e.read_point, 0) as place,
         coalesce(w.division, p.division) as division,
         f.side->>0 as from_zh, f.side->>1 as from_en, g.side->>0 as to_zh, g.side->>1 as to_en
    from unnest($1::bigint[]) as wanted(id)
    join event e on e.id = wanted.id
    join party p on p.id = e.party
    left join term s on s.id = e.biz_step
    left join place w on w.id = coalesce(e.biz_location, e.read_point)
    left join term wt on wt.id = coalesce(e.biz_location, e.read_point)
    left join lateral (select ${otherSide(LINK_KINDS.source)} as side) f on true
    left join lateral (select ${otherSide(LINK_KINDS.destination)} as side) g on true`;

/** Custody as each of these events tells it. */
export async function custodyFacts(
  database: Database,
  events: readonly number[],
): Promise<ReadonlyMap<number, CustodyFact>> {
  if (events.length === 0) return new Map();
  const { rows } = await database.pool.query<CustodyRow>({
    name: 'custody-facts',
    text: CUSTODY_SQL,
    values: [events],
  });
  return new Map(rows.map(row => [row.id, custodyFact(row)]));
}

function custodyFact(row: CustodyRow): CustodyFact {
  const named = (zh: string | null, en: string | null) =>
    zh === null ? undefined : { 'zh-CN': zh, ...(en === null ? {} : { en }) };
  const gln = /\/414\/(\d{13})/.exec(row.place_uri ?? '')?.[1];
  return {
    event: row.id,
    hash: row.hash,
    holder: named(row.holder_zh, row.holder_en)!,
    holderKind: row.holder_kind,
    statedBy:
      row.holder_kind === 'authority'
        ? 'authority'
        : row.holder_kind === 'laboratory'
          ? 'laboratory'
          : 'self',
    phone: row.phone,
    place: named(row.place_zh, row.place_en) ?? (gln === undefined ? undefined : { 'zh-CN': `GLN ${gln}` }),
    placeKind: row.place_kind ?? undefined,
    placeNumber: row.place,
    division: row.division,
    since: localInstant(row.time, row.offset),
    state: stateAfter(/([A-Za-z_]+)$/.exec(row.step ?? '')?.[1]),
    from: named(row.from_zh, row.from_en),
    to: named(row.to_zh, row.to_en),
  };
}

/** On the clock of the place where it happened. */
function localInstant(at: Date, offsetMinutes: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(offsetMinutes);
  const local = new Date(at.getTime() + offsetMinutes * 60_000).toISOString().slice(0, 19);
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

/** Lots that one of these events, a transformation, used as input: what it was is gone into something else. */
export async function usedUpIn(database: Database, events: readonly number[]): Promise<ReadonlySet<number>> {
  if (events.length === 0) return new Set();
  const { rows } = await database.pool.query<{ lot: number }>({
    name: 'used-up-in',
    text: `select distinct i.lot from event_lot i
            where i.event = any($1::bigint[]) and i.role = ${Role.input}
              and not exists (select from event_lot o where o.event = i.event and o.lot = i.lot and o.role = ${Role.output})
              and coalesce((select sum(m.quantity) from event_lot m where m.lot = i.lot and m.role = ${Role.output}), 0)
               <= coalesce((select sum(u.quantity) from event_lot u where u.lot = i.lot and u.role = ${Role.input}), 0)`,
    values: [events],
  });
  return new Set(rows.map(row => row.lot));
}

/** Of these lots, the processes (transformationIDs): steps on the way, not goods. */
export async function processesAmong(
  database: Database,
  lots: Uint32Array,
  processKind: number,
): Promise<ReadonlySet<number>> {
  const { rows } = await database.pool.query<{ id: number }>({
    text:
      lots.length > RANGE_FROM
        ? `select id from lot where kind = ${processKind} and id between ${lots[0]} and ${lots.at(-1)}`
        : `select id from lot where kind = ${processKind} and id = any('{${lots.join()}}'::bigint[])`,
  });
  return new Set(rows.map(row => row.id));
}
