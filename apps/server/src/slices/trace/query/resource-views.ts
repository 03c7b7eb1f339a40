import type { Context } from '../../../kernel/context.ts';
import { LOT_KINDS } from '../codes.ts';
import { numbersOf, type Viewer } from './visibility.ts';

/** An element of a list and where the list goes on behind it. */
export interface Listed {
  readonly uri: string;
  readonly place: readonly (number | string)[];
}

/**
 * Words of a kind that events of this viewer use, in the order of their URIs, behind `after`: of an authority those
 * of all events. What the events of others that it sees say is found with the events, not here.
 */
export async function usedWords(
  ctx: Context,
  kind: number,
  viewer: Viewer,
  after: string | undefined,
  limit: number,
): Promise<readonly Listed[]> {
  const values = [kind, after ?? '', limit, ...(viewer.kind === 'everything' ? [] : [numbersOf(viewer)])];
  const source =
    viewer.kind === 'everything'
      ? 'select distinct word as id from event_word where kind = $1'
      : 'select distinct word as id from event_word where kind = $1 and party = any($4::int[])';
  const { rows } = await ctx.database.pool.query<{ uri: string }>(
    `select term.uri from (${source}) as candidate join term on term.id = candidate.id
     where term.uri > $2 order by term.uri limit $3`,
    values,
  );
  return rows.map(({ uri }) => ({ uri, place: [uri] }));
}

/** No party, place, document or running process: what is made, moved, packed. */
const THINGS = Object.entries(LOT_KINDS).flatMap(([name, kind]) =>
  name === 'process' || name === 'place' || name === 'party' ? [] : [kind],
);

/** Things that events name, in the order in which they were first told of. */
export async function namedThings(
  ctx: Context,
  viewer: Viewer,
  after: readonly (number | string)[] | undefined,
  limit: number,
): Promise<readonly Listed[]> {
  return viewer.kind === 'everything'
    ? await allThings(ctx, after, limit)
    : await ownThings(ctx, numbersOf(viewer), after, limit);
}

async function allThings(
  ctx: Context,
  after: readonly (number | string)[] | undefined,
  limit: number,
): Promise<readonly Listed[]> {
  const { rows } = await ctx.database.pool.query<{ id: number; uri: string }>(
    'select id, uri from lot where id > $1 and kind = any($2::smallint[]) order by id limit $3',
    [after?.[0] ?? 0, THINGS, limit],
  );
  return rows.map(({ id, uri }) => ({ uri, place: [id] }));
}

/** A party's: its events in the order of their times, of each the things that no earlier one of them names. */
async function ownThings(
  ctx: Context,
  parties: readonly number[],
  after: readonly (number | string)[] | undefined,
  limit: number,
): Promise<readonly Listed[]> {
  const [at = '-infinity', event = 0, lot = 0] = after ?? [];
  const { rows } = await ctx.database.pool.query<{ uri: string; at: Date; event: number; lot: number }>(
    `select named.uri, told.event_time as at, told.id as event, names.lot
     from (select id, event_time from event where party = any($1::int[]) and event_time >= $3::timestamptz) as told
     cross join lateral (select distinct lot from event_lot where event_lot.event = told.id offset 0) as names
     cross join lateral (select uri, kind from lot where lot.id = names.lot offset 0) as named
     where named.kind = any($2::smallint[]) and (told.event_time, told.id, names.lot) > ($3::timestamptz, $4::bigint, $5::bigint)
       and not exists (
         select from (select event from event_lot where event_lot.lot = names.lot offset 0) as other
         cross join lateral (select id, event_time, party from event where event.id = other.event offset 0) as earlier
         where earlier.party = any($1::int[]) and (earlier.event_time, earlier.id) < (told.event_time, told.id))
     order by told.event_time, told.id, names.lot limit $6`,
    [parties, THINGS, at, event, lot, limit],
  );
  return rows.map(row => ({ uri: row.uri, place: [row.at.toISOString(), row.event, row.lot] }));
}
