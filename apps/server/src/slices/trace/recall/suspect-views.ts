import { asked } from '../../../kernel/db/asked.ts';
import type { Database } from '../../../kernel/db/database.ts';

/** A lot by number, and from when it is under suspicion (ms); from ever when absent. */
export interface SuspectRow {
  readonly lot: number;
  readonly uri: string;
  readonly time?: number;
}

/** Lots with these canonical URIs, and the last journal entry at the moment when they were found, if any was. */
export async function lotsByUri(
  database: Database,
  uris: readonly string[],
): Promise<{ readonly lots: readonly SuspectRow[]; readonly reached: number | undefined }> {
  if (uris.length === 0) return { lots: [], reached: undefined };
  const { rows } = await database.pool.query<{ lot: number; uri: string; journal: number }>({
    name: 'lots-by-uri',
    text: `select id as lot, uri, coalesce((select seq from journal_head), 0) as journal
             from ${asked('text')} as asked(code) join lot on uri = asked.code collate "C"`,
    values: [uris],
  });
  return { lots: rows.map(({ lot, uri }) => ({ lot, uri })), reached: rows[0]?.journal };
}

/** All lots and items of a trade item, by prefix of their URI; at most `limit`. */
export async function lotsOfProduct(
  database: Database,
  uri: string,
  limit: number,
): Promise<readonly SuspectRow[]> {
  return await database.query
    .selectFrom('lot')
    .select(['id as lot', 'uri'])
    .where('uri', '>=', `${uri}/`)
    .where('uri', '<', `${uri}0`)
    .orderBy('uri')
    .limit(limit)
    .execute();
}

/**
 * What was at a place, or at one below it, between two instants (half-open), each lot from its first sighting
 * there; undefined when the place is not known.
 */
export async function lotsAtPlace(
  database: Database,
  placeUri: string,
  from: number,
  to: number,
): Promise<readonly SuspectRow[] | undefined> {
  const known = await database.query
    .selectFrom('term')
    .select('id')
    .where('uri', '=', placeUri)
    .executeTakeFirst();
  if (known === undefined) return undefined;
  const { rows } = await database.pool.query<{ lot: number; uri: string; time: Date }>({
    name: 'lots-at-place',
    text: `with recursive here(id) as (
             select $1::int union select p.id from place p join here on p.parent = here.id
           ), seen as (
             select e.id, e.event_time from here join event e on e.biz_location = here.id
              where e.event_time >= $2 and e.event_time < $3 and e.declared_at is null
             union all
             select e.id, e.event_time from here join event e on e.read_point = here.id and e.biz_location is null
              where e.event_time >= $2 and e.event_time < $3 and e.declared_at is null
           )
           select l.id as lot, l.uri, min(seen.event_time) as time
             from seen join event_lot el on el.event = seen.id join lot l on l.id = el.lot
            where not exists (select from event_void v where v.event = seen.id)
            group by l.id, l.uri`,
    values: [known.id, new Date(from), new Date(to)],
  });
  return rows.map(row => ({ lot: row.lot, uri: row.uri, time: row.time.getTime() }));
}
