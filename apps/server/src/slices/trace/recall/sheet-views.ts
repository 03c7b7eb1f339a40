import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../../kernel/db/database.ts';
import { LINK_KINDS } from '../codes.ts';
import { counts } from '../lineage/custody-views.ts';
import { isAmong } from './asked-ids.ts';
import { FEW, fewEvents, fewLots } from './few-views.ts';
import { instants, ints, numbers, packedRow, smallInts } from './packed-copy.ts';
import type { RowMemory } from './row-memory.ts';

/** Above this many lots processes are read as one range and filtered, not looked up one by one. */
const RANGE_FROM = 5_000;
const HASH_BYTES = 32;

/** Kinds and URIs in columns; the URI of the lot at `index` ends in `uris` at `uriEnds[index]`. */
export interface LotColumns {
  readonly kinds: Int16Array;
  readonly uriEnds: Int32Array;
  /** UTF-8, one after the other. */
  readonly uris: Buffer;
}

const KIND_BITS = 16;
const LENGTH_MASK = 0xffff;

/** Kinds and URIs of these lots (ascending). Throws when there is none of such a number. */
export async function lotColumns(
  database: Database,
  lots: Uint32Array,
  memory?: RowMemory,
): Promise<LotColumns> {
  const columns = lots.length <= FEW ? await fewLots(database, lots) : await manyLots(database, lots, memory);
  if (columns.kinds.length !== lots.length) throw new Error('a lot of the recall is not in the tables');
  return columns;
}

async function manyLots(database: Database, lots: Uint32Array, memory?: RowMemory): Promise<LotColumns> {
  // Kind and length as one number: what is indexed is never as long as 64 kB.
  const [told, uris] = await packedRow(
    database,
    `select array_agg((kind::int << ${KIND_BITS}) | octet_length(uri)), string_agg(uri, '')
       from (select kind, uri from lot where ${isAmong('id', lots)} order by id) l`,
    memory,
  );
  const lengths = ints(told!);
  const kinds = new Int16Array(lengths.length);
  const uriEnds = new Int32Array(lengths.length);
  for (let index = 0, end = 0; index < lengths.length; index++) {
    kinds[index] = lengths[index]! >> KIND_BITS;
    end += lengths[index]! & LENGTH_MASK;
    uriEnds[index] = end;
  }
  return { kinds, uriEnds, uris: uris! };
}

/** Events in columns, ascending. */
export interface EventColumns {
  readonly events: Int32Array;
  /** Milliseconds since 1970. */
  readonly times: Float64Array;
  readonly offsets: Int16Array;
  readonly parties: Int32Array;
  /** `term` numbers, 0 = not said. */
  readonly steps: Int32Array;
  readonly places: Int32Array;
  /** 32 bytes each. */
  readonly hashes: Buffer;
}

/** When, where and by whom these events (ascending) were told, and whose goods came and went. */
export async function eventsWithSides(
  database: Database,
  events: Int32Array,
  memory?: RowMemory,
): Promise<readonly [EventColumns, SideColumns]> {
  const [columns, sides] =
    events.length <= FEW
      ? await fewEvents(database, events)
      : await Promise.all([eventColumns(database, events, memory), sideColumns(database, events)]);
  if (columns.hashes.length !== columns.events.length * HASH_BYTES)
    throw new Error('an event hash is not a SHA-256');
  return [columns, sides];
}

async function eventColumns(
  database: Database,
  events: Int32Array,
  memory?: RowMemory,
): Promise<EventColumns> {
  const [id, time, offset, party, step, place, hashes] = await packedRow(
    database,
    `select array_agg(id), array_agg(event_time), array_agg(offset_minutes), array_agg(party), array_agg(step),
            array_agg(place), string_agg(hash, '')
       from (select id, event_time, offset_minutes, party, coalesce(biz_step, 0) as step,
                    coalesce(biz_location, read_point, 0) as place, hash
               from event where ${isAmong('id', events)} order by id) e`,
    memory,
  );
  return {
    ...{ events: numbers(id!), times: instants(time!), offsets: smallInts(offset!), parties: ints(party!) },
    ...{ steps: ints(step!), places: ints(place!), hashes: hashes! },
  };
}

/** Sources and destinations in columns, by event. */
export interface SideColumns {
  readonly events: Int32Array;
  /** `LINK_KINDS`: source or destination. */
  readonly kinds: Int16Array;
  /** `term` numbers; a type may be 0. */
  readonly types: Int32Array;
  readonly values: Int32Array;
}

async function sideColumns(database: Database, events: Int32Array): Promise<SideColumns> {
  const [event, kind, type, value] = await packedRow(
    database,
    `select array_agg(event), array_agg(kind), array_agg(coalesce(type, 0)), array_agg(value)
       from (select event, kind, type, value from event_link
              where ${isAmong('event', events)} and kind in (${LINK_KINDS.source}, ${LINK_KINDS.destination})
              order by event) k`,
  );
  return { events: numbers(event!), kinds: smallInts(kind!), types: ints(type!), values: ints(value!) };
}

/** Names of registered products by GTIN. */
export async function productNames(
  database: Database,
  gtins: readonly string[],
): Promise<readonly { readonly gtin: string; readonly zh: string; readonly en: string | null }[]> {
  if (gtins.length === 0) return [];
  return await database.query
    .selectFrom('product')
    .select(['gtin', 'name_zh as zh', 'name_en as en'])
    .where('gtin', 'in', gtins)
    .execute();
}

/** Words of these term numbers (units, steps). */
export async function termWords(
  database: Database,
  ids: readonly number[],
): Promise<readonly { readonly id: number; readonly uri: string }[]> {
  if (ids.length === 0) return [];
  return await database.query.selectFrom('term').select(['id', 'uri']).where('id', 'in', ids).execute();
}

/** A party as a sheet names it. */
export interface PartyRow {
  readonly id: number;
  readonly zh: string;
  readonly en: string | null;
  readonly kind: string;
  readonly phone: string | null;
  readonly division: string | null;
}

/** Names and telephone numbers of parties. */
export async function partyRows(database: Database, ids: readonly number[]): Promise<readonly PartyRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await database.pool.query<PartyRow>({
    name: 'sheet-parties',
    text: 'select id, name_zh as zh, name_en as en, kind, phone, division from party where id = any($1::int[])',
    values: [ids],
  });
  return rows;
}

/** A place as a sheet names it; without name where nobody described it. */
export interface PlaceRow {
  readonly id: number;
  readonly uri: string;
  readonly zh: string | null;
  readonly en: string | null;
  readonly kind: string | null;
  readonly division: string | null;
}

/** Names of places by their `term` numbers. */
export async function placeRows(database: Database, ids: readonly number[]): Promise<readonly PlaceRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await database.pool.query<PlaceRow>({
    name: 'sheet-places',
    text: `select t.id, t.uri, w.name_zh as zh, w.name_en as en, w.kind, w.division
             from term t left join place w on w.id = t.id where t.id = any($1::int[])`,
    values: [ids],
  });
  return rows;
}

/** The other side of a handover, by the `term` number that names it. */
export interface SideRow {
  readonly id: number;
  readonly zh: string;
  readonly en: string | null;
}

/** Names of the other side of handovers: a party by its PGLN, or the party that runs the place named. */
export async function sideRows(database: Database, ids: readonly number[]): Promise<readonly SideRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await database.pool.query<SideRow>({
    name: 'sheet-sides',
    text: `select t.id, coalesce(p.name_zh, o.name_zh, w.name_zh, t.uri) as zh,
                  coalesce(p.name_en, o.name_en, w.name_en) as en
             from term t left join party p on p.pgln = t.uri
             left join place w on w.id = t.id left join party o on o.id = w.party
            where t.id = any($1::int[])`,
    values: [ids],
  });
  return rows;
}

/** Of these lots, those of which transformations made more than they used, until `asOf` (ms; absent = now). */
export async function leftOver(
  database: Database,
  lots: readonly number[],
  asOf: number | undefined,
): Promise<ReadonlySet<number>> {
  if (lots.length === 0) return new Set();
  const { rows } = await database.pool.query<{ lot: number }>({
    name: 'left-over',
    text: `select el.lot from event_lot el join event e on e.id = el.event
            where el.lot = any($1::bigint[]) and el.role in (${Role.input}, ${Role.output})
              and ($2::timestamptz is null or e.event_time <= $2) and ${counts('e')}
            group by el.lot
           having coalesce(sum(el.quantity) filter (where el.role = ${Role.output}), 0)
                > coalesce(sum(el.quantity) filter (where el.role = ${Role.input}), 0)`,
    values: [lots, asOf === undefined ? null : new Date(asOf)],
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
        : `select id from lot where kind = ${processKind} and ${isAmong('id', lots)}`,
  });
  return new Set(rows.map(row => row.id));
}
