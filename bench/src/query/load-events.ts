import type pg from 'pg';

/** Parties that tell the events in turns; one more tells a thousand, another the first thousand and nothing since. */
export const PARTIES = 1_000;
export const FEW_PARTY = PARTIES + 1;
export const OLD_PARTY = PARTIES + 2;
/** So many events of the last of them come before all others. */
const OLD_EVENTS = 1_000;
const PLACES = 2_000;
/** Places lie in regions, a hundred in each. */
const REGIONS = PLACES / 100;
const EX = 'https://ns.example.org/';
const CBV = 'https://ref.gs1.org/cbv/';
export const EXTENSIONS = { ex: EX };
export const STEPS = [
  ...['commissioning', 'shipping', 'receiving', 'packing', 'storing', 'inspecting', 'transporting'],
  ...['loading', 'unloading', 'picking', 'arriving', 'departing', 'accepting', 'stocking', 'sampling'],
] as const;

const LINK = 'https://id.gs1.org';

/** The lot that event `n` makes. */
export function lotUri(n: number): string {
  return `${LINK}/01/09520001000010/10/N${n}`;
}

/** Carton `n`, seen by a hundred events. */
export function CARTON(n: number): string {
  return `${LINK}/01/09520001000010/21/C${n}`;
}

/** Order `n`, which some fifty events name. */
export function orderUri(n: number): string {
  return `${LINK}/253/9520001000003PO${n}`;
}

/** Place `n`. */
export function placeUri(n: number): string {
  return `${LINK}/414/9520001000003/254/P${n}`;
}

/** Region `n`: what lies in it is found by master data. */
export function regionUri(n: number): string {
  return `${LINK}/414/9520001000010/254/R${n}`;
}

const TABLES = ['event', 'event_lot', 'party_lot', 'event_link', 'event_field', 'lot', 'term'];

type Work = (client: pg.PoolClient) => Promise<unknown>;

/**
 * Events of 500 days by a formula, past capture: each consumes the lot of the event before, makes one of its own and
 * sees a carton; a fifth names an order, a tenth an extension and master data, a twentieth a temperature. The first
 * hundred alone are of a step, a disposition and a type of their own. Two connections write, and make the indexes after
 * the rows, by their own definitions.
 */
export async function loadEvents(pool: pg.Pool, count: number): Promise<void> {
  const indexes: string[] = [];
  await inLanes(pool, [
    [
      async client => indexes.push(...(await dropIndexes(client))),
      async client => await insertWords(client, count),
    ],
  ]);
  const events: Work[] = [];
  const others: Work[] = [client => insertLots(client, count)];
  for (let from = 1; from <= count; from += CHUNK) {
    const to = Math.min(count, from + CHUNK - 1);
    events.push(client => insertEvents(client, from, to, count));
    others.push(client => insertNamed(client, from, to, count));
  }
  await inLanes(pool, [events, others]);
  const making = indexes.map(
    (index): Work =>
      client =>
        client.query(index),
  );
  await inLanes(pool, [making, making]);
  await inLanes(pool, [
    [client => client.query(LOTS_ARE_UNIQUE)],
    [client => client.query('vacuum analyze')],
  ]);
}

const CHUNK = 500_000;
/** The log of so many full pages is not worth packing; the rest is for the time of loading alone as well. */
const LOADING = `set synchronous_commit = off; set wal_compression = off; set maintenance_work_mem = '512MB';
  set max_parallel_maintenance_workers = 0`;

/** Works off each lane by a connection of its own; what stands in both lanes is done by who comes first. */
async function inLanes(pool: pg.Pool, lanes: readonly (readonly Work[])[]): Promise<void> {
  const taken = new Set<Work>();
  const lane = async (works: readonly Work[]): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query(LOADING);
      for (const work of works) {
        if (taken.has(work)) continue;
        taken.add(work);
        await work(client);
      }
    } finally {
      client.release(true);
    }
  };
  await Promise.all(lanes.map(lane));
}

const LOTS_ARE_UNIQUE = 'alter table lot add constraint lot_uri_key unique using index lot_uri_key';

/** Definitions of all that stand by themselves, and of the one that keeps lots unique. */
async function dropIndexes(client: pg.PoolClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = any($1) and (indexname = 'lot_uri_key' or indexname not in (select conname from pg_constraint))`,
    [TABLES],
  );
  await client.query('alter table lot drop constraint lot_uri_key');
  for (const { name } of rows) await client.query(`drop index if exists ${name}`);
  return rows.map(({ definition }) => definition);
}

async function insertWords(client: pg.PoolClient, count: number): Promise<void> {
  await client.query('insert into term (uri) select unnest($1::text[])', [
    [
      ...STEPS.map(step => `https://ref.gs1.org/cbv/BizStep-${step}`),
      ...['BizStep-destroying', 'Disp-recalled', 'Disp-active', 'Disp-in_transit'].map(word => CBV + word),
      ...[`{${EX}}grade`, `{${EX}}batch`, '{urn:epcglobal:cbv:mda:}lotNumber'],
      ...['value', 'CEL', 'FAH', 'https://ref.gs1.org/cbv/BTT-po'],
    ],
  ]);
  await client.query(
    `insert into term (uri) select '${LINK}/414/9520001000003/254/P' || n from generate_series(1, ${PLACES}) n`,
  );
  await client.query(
    `insert into term (uri) select '${LINK}/414/9520001000010/254/R' || n from generate_series(1, ${REGIONS}) n`,
  );
  await client.query(
    `insert into vocabulary_child (parent, child, type, party, own)
     select region.id, place.id, 1, 1, true from generate_series(1, ${PLACES}) n
     join term as place on place.uri = '${LINK}/414/9520001000003/254/P' || n
     join term as region on region.uri = '${LINK}/414/9520001000010/254/R' || 1 + n / 100 % ${REGIONS}`,
  );
  await client.query(
    `insert into term (uri) select '${LINK}/253/9520001000003PO' || n from generate_series(1, $1::int) n`,
    [Math.ceil(count / 50)],
  );
}

async function insertLots(client: pg.PoolClient, count: number): Promise<void> {
  await client.query(
    `insert into lot (uri, kind) select '${LINK}/01/09520001000010/10/N' || n, 1 from generate_series(0, $1::int) n`,
    [count],
  );
  await client.query(
    `insert into lot (uri, kind) select '${LINK}/01/09520001000010/21/C' || n, 2 from generate_series(1, $1::int) n`,
    [Math.ceil(count / 100)],
  );
}

function term(uri: string): string {
  return `(select id from term where uri = '${uri}')`;
}

/** Who told event `n`; the number of all is parameter `count`. */
function teller(count: string): string {
  return `case when n <= ${OLD_EVENTS} and n * 5 <= ${count}::int then ${OLD_PARTY}
    when n % (${count}::int / 1000) = 0 then ${FEW_PARTY} else 1 + n % ${PARTIES} end`;
}

async function insertEvents(client: pg.PoolClient, from: number, to: number, count: number): Promise<void> {
  await client.query(
    `insert into event (id, event_time, record_time, offset_minutes, type, action, party, biz_step, disposition, read_point, biz_location, hash, event_id, doc)
     select n, at, timestamptz '2026-06-01Z' + n * interval '10 ms', 480,
       case when n <= 100 then 3 when n % 3 = 0 then 5 else 1 end, case when n <= 100 then 3 else 2 end,
       ${teller('$3')},
       case when n <= 100 then ${term(`${CBV}BizStep-destroying`)}
         else ${term(`${CBV}BizStep-${STEPS[0]}`)} + (n * 7) % ${STEPS.length} end,
       case when n <= 100 then ${term(`${CBV}Disp-recalled`)} when n % 4 = 0 then ${term(`${CBV}Disp-in_transit`)}
         else ${term(`${CBV}Disp-active`)} end,
       (select min(id) from term where uri like '%/254/P%') + (n * 31) % ${PLACES},
       (select min(id) from term where uri like '%/254/P%') + (n * 31) % ${PLACES}, sha256(n::text::bytea), 'urn:uuid:' || n,
       convert_to('{"type":"ObjectEvent","eventTime":"' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') ||
         '","eventTimeZoneOffset":"+08:00","eventID":"urn:uuid:' || n || '","action":"OBSERVE","bizStep":"shipping","bizLocation":{"id":"${LINK}/414/9520001000003/254/P' || (n * 31) % ${PLACES} ||
         '"},"quantityList":[{"epcClass":"${LINK}/01/09520001000010/10/N' || n || '","quantity":10.5,"uom":"KGM"}]}', 'UTF8')
     from (select n, timestamptz '2025-01-01Z' + n * (interval '501 days' / $3::int) as at from generate_series($1::int, $2::int) n) as told`,
    [from, to, count],
  );
}

/** What the events name: lots, orders, fields, and with that which lots each party told of. */
async function insertNamed(client: pg.PoolClient, from: number, to: number, count: number): Promise<void> {
  await client.query(
    `with told as (select n, ${teller('$3')} as party from generate_series($1::int, $2::int) n),
       named as (select party, unnest(array[n, n + 1]) as lot, n from told
         union all select party, $3::int + 2 + n / 100, n from told where n / 100 < $3::int / 100)
     insert into party_lot (party, lot) select party, lot from named where n > ${OLD_EVENTS}
       union all (select distinct party, lot from named where n <= ${OLD_EVENTS})`,
    [from, to, count],
  );
  await client.query(
    `insert into event_lot (event, lot, role, quantity)
     select n, n, 1, 5 from generate_series($1::int, $2::int) n
     union all select n, n + 1, 2, 10.5 from generate_series($1::int, $2::int) n
     union all select n, $3::int + 2 + n / 100, 10, null from generate_series($1::int, $2::int) n where n / 100 < $3::int / 100`,
    [from, to, count],
  );
  await client.query(
    `insert into event_link (event, kind, type, value)
     select n, 1, ${term('https://ref.gs1.org/cbv/BTT-po')}, ${term(orderUri(1))} + (n / 5) % ($3::int / 50)
     from generate_series($1::int, $2::int, 5) n`,
    [from, to, count],
  );
  await client.query(
    `insert into event_field (event, place, name, uom, text, number)
     select n, 1, ${term(`{${EX}}grade`)}, null::int, chr(65 + n % 100 / 50), null::numeric from generate_series($1::int - 1, $2::int - 1, 5) n
     union all select n, 1, ${term(`{${EX}}batch`)}, null, 'B' || 1 + n % 1000, null from generate_series($1::int, $2::int, 11) n
     union all select n, 2, ${term('{urn:epcglobal:cbv:mda:}lotNumber')}, null, 'N' || n, null from generate_series($1::int - 1, $2::int - 1, 10) n
     union all select n, 6, ${term('value')}, case when n % 40 = 0 then ${term('FAH')} else ${term('CEL')} end,
       (n % 700 / 10.0 - 38.6)::text, n % 700 / 10.0 - 38.6 from generate_series($1::int - 1, $2::int - 1, 20) n`,
    [from, to],
  );
}
