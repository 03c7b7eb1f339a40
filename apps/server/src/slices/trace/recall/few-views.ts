import type { Database } from '../../../kernel/db/database.ts';
import { LINK_KINDS } from '../codes.ts';
import type { EventColumns, LotColumns, SideColumns } from './sheet-views.ts';

/** Up to so many rows a prepared statement is quicker than a COPY, which is planned each time. */
export const FEW = 200;

/** Kinds and URIs of few lots (ascending). */
export async function fewLots(database: Database, lots: Uint32Array): Promise<LotColumns> {
  const { rows } = await database.pool.query<[kind: number, uri: string]>({
    name: 'few-lots',
    text: 'select kind, uri from lot where id = any($1::bigint[]) order by id',
    values: [[...lots]],
    rowMode: 'array',
  } as never);
  const uris = Buffer.from(rows.map(([, uri]) => uri).join(''));
  const uriEnds = new Int32Array(rows.length);
  let end = 0;
  for (const [index, [, uri]] of rows.entries()) uriEnds[index] = end += Buffer.byteLength(uri);
  return { kinds: Int16Array.from(rows, ([kind]) => kind), uriEnds, uris };
}

type EventRow = readonly [
  ...[event: number, time: number, offset: number, party: number, step: number, place: number, hash: Buffer],
  ...[kind: number | null, type: number, value: number | null],
];

/** Few events (ascending), with their sources and destinations. */
export async function fewEvents(
  database: Database,
  events: Int32Array,
): Promise<readonly [EventColumns, SideColumns]> {
  const { rows } = await database.pool.query<EventRow>({
    name: 'few-events',
    text: `select e.id, (extract(epoch from e.event_time) * 1000)::float8, e.offset_minutes, e.party,
                  coalesce(e.biz_step, 0), coalesce(e.biz_location, e.read_point, 0), e.hash,
                  k.kind, coalesce(k.type, 0), k.value
             from event e
             left join event_link k on k.event = e.id and k.kind in (${LINK_KINDS.source}, ${LINK_KINDS.destination})
            where e.id = any($1::bigint[]) order by e.id`,
    values: [[...events]],
    rowMode: 'array',
  } as never);
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
