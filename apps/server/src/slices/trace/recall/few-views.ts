import type { Database } from '../../../kernel/db/database.ts';
import { LINK_KINDS } from '../codes.ts';
import type { EventColumns, LotColumns, SideColumns } from './sheet-views.ts';

/** Up to so many rows a prepared statement is quicker than a COPY, which is planned each time. */
export const FEW = 200;

const KINDS = `${LINK_KINDS.source}, ${LINK_KINDS.destination}`;
const EVENT_TEXT = `select e.id, (extract(epoch from e.event_time) * 1000)::float8, e.offset_minutes, e.party,
         coalesce(e.biz_step, 0), coalesce(e.biz_location, e.read_point, 0), e.hash, k.kind, coalesce(k.type, 0), k.value
    from event e left join event_link k on k.event = e.id and k.kind in (${KINDS})`;

type LotRow = readonly [kind: number, uri: string];

type EventRow = readonly [
  ...[event: number, time: number, offset: number, party: number, step: number, place: number, hash: Buffer],
  ...[kind: number | null, type: number, value: number | null],
];

/** Few events and their sides, as `eventsWithSides` tells them. */
type FewEvents = readonly [EventColumns, SideColumns];

/** Kinds and URIs of few lots (ascending). */
export async function fewLots(database: Database, lots: Uint32Array): Promise<LotColumns> {
  const { rows } = await database.pool.query<LotRow>({
    name: 'few-lots',
    text: 'select kind, uri from lot where id = any($1::bigint[]) order by id',
    values: [[...lots]],
    rowMode: 'array',
  } as never);
  return lotsFrom(rows);
}

/** Few events (ascending), with their sources and destinations. */
export async function fewEvents(database: Database, events: Int32Array): Promise<FewEvents> {
  const { rows } = await database.pool.query<EventRow>({
    name: 'few-events',
    text: `${EVENT_TEXT} where e.id = any($1::bigint[]) order by e.id`,
    values: [[...events]],
    rowMode: 'array',
  } as never);
  return eventsFrom(rows);
}

/** Both at once: to wake the database costs more than it has to do for so few. */
export async function fewLotsAndEvents(
  database: Database,
  lots: Uint32Array,
  events: Int32Array,
): Promise<readonly [LotColumns, FewEvents]> {
  const { rows } = await database.pool.query<
    readonly [...EventRow, lotKind: number | null, uri: string | null]
  >({
    name: 'few-lots-and-events',
    text: `select * from (
        select id, null::float8, null::int, null::int, null::int, null::int, null::bytea, null::int, null::int, null::int,
               kind, uri from lot where id = any($1::bigint[])
        union all
        select told.*, null, null from (${EVENT_TEXT} where e.id = any($2::bigint[])) as told
      ) as found order by 1`,
    values: [[...lots], [...events]],
    rowMode: 'array',
  } as never);
  const found = rows.flatMap(row => (row[11] === null ? [] : [[row[10]!, row[11]] as const]));
  return [lotsFrom(found), eventsFrom(rows.flatMap(row => (row[11] === null ? [row as never] : [])))];
}

function lotsFrom(rows: readonly LotRow[]): LotColumns {
  const uris = Buffer.from(rows.map(([, uri]) => uri).join(''));
  const uriEnds = new Int32Array(rows.length);
  let end = 0;
  for (const [index, [, uri]] of rows.entries()) uriEnds[index] = end += Buffer.byteLength(uri);
  return { kinds: Int16Array.from(rows, ([kind]) => kind), uriEnds, uris };
}

function eventsFrom(rows: readonly EventRow[]): FewEvents {
  const firsts = rows.filter(([event], index) => event !== rows[index - 1]?.[0]);
  const sides = rows.filter(row => row[7] !== null);
  return [
    {
      ...{ events: Int32Array.from(firsts, row => row[0]), times: Float64Array.from(firsts, row => row[1]) },
      ...{ offsets: Int16Array.from(firsts, row => row[2]), parties: Int32Array.from(firsts, row => row[3]) },
      ...{ steps: Int32Array.from(firsts, row => row[4]), places: Int32Array.from(firsts, row => row[5]) },
      hashes: Buffer.concat(firsts.map(row => row[6])),
    },
    {
      ...{ events: Int32Array.from(sides, row => row[0]), kinds: Int16Array.from(sides, row => row[7]!) },
      ...{ types: Int32Array.from(sides, row => row[8]), values: Int32Array.from(sides, row => row[9]!) },
    },
  ];
}
