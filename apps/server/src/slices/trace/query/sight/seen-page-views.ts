import type { Context } from '../../../../kernel/context.ts';
import { GATHERED } from '../condition-sql.ts';
import type { Condition, EventQuery } from '../event-query.ts';
import type { FoundEvent } from '../found-event.ts';
import { run } from '../limited-views.ts';
import {
  crossedValuesSql,
  eventsOf,
  isColumn,
  isOrdered,
  namingOf,
  orderColumn,
  type Source,
  WALKED,
} from '../plan-sql.ts';
import { amongPageSql, amongSampleSql } from '../query-sql.ts';
import { Sql } from '../sql.ts';
import type { Viewer } from '../visibility.ts';
import { BlockSearch } from './block-search-views.ts';
import { allOf, partsOf } from './query-blocks.ts';
import type { OrderTime, SeenEvents } from './seen-events.ts';

/** So many looks are taken before anything else is thought about, and of them so many are a sample. */
const FIRST_LOOKS = 500;
const SAMPLED = 300;
/** So many events of a source are brought here and sieved; a source of more is not. */
const SIEVED = 4 * GATHERED;
/** More looks than these are left to the way without a memory, which knows when to give up. */
const MOST_LOOKS = 100_000;

/**
 * A page of what a viewer sees, from what is remembered of its sight: the events that a condition finds are sieved,
 * where these are few; else the seen events of a party, in their order, are asked the conditions. `undefined` where
 * another way is better.
 */
export async function seenPage(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  seen: SeenEvents,
  limit: number,
): Promise<readonly FoundEvent[] | undefined> {
  const few = await fewestOf(ctx, namingOf(query), viewer, WALKED);
  const time = orderColumn(query);
  if (few !== undefined) {
    if (time !== undefined) return await sieved(ctx, query, viewer, seen, few, limit);
    const events = few.filter(event => seen.has(event));
    return await run<FoundEvent>(ctx, amongPageSql(query, viewer, events, limit));
  }
  if (time === undefined) return undefined;
  return await walkedPage(ctx, await withPlaces(ctx, query, viewer), viewer, seen, time, limit);
}

async function walkedPage(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  seen: SeenEvents,
  time: OrderTime,
  limit: number,
): Promise<readonly FoundEvent[] | undefined> {
  const search = new BlockSearch(ctx, query, viewer, time, limit);
  const parts = allOf(seen, time, query);
  const first = await search.through(parts, FIRST_LOOKS);
  if (first !== undefined) return first;
  if (search.looksAhead(seen.count) > 2 * WALKED) {
    const sources = await rareSources(ctx, query, viewer, search.looked.slice(0, SAMPLED));
    const found = await fewestOf(ctx, sources, viewer, SIEVED);
    if (found !== undefined) return await sieved(ctx, query, viewer, seen, found, limit);
    if (search.looksAhead(seen.count) > MOST_LOOKS) return undefined;
  }
  return await search.through(parts);
}

async function sieved(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  seen: SeenEvents,
  found: readonly number[],
  limit: number,
): Promise<readonly FoundEvent[] | undefined> {
  const time = orderColumn(query) ?? 'event_time';
  const events = found.filter(event => seen.has(event));
  return await new BlockSearch(ctx, query, viewer, time, limit).through(partsOf(seen, events, time, query));
}

/** The query with the numbers of the places that lie in others: they are found once, and not for each look. */
async function withPlaces(ctx: Context, query: EventQuery, viewer: Viewer): Promise<EventQuery> {
  const regions = query.conditions.filter(each => each.kind === 'within');
  if (regions.length === 0) return query;
  const [row] = await run<Readonly<Record<string, readonly number[]>>>(
    ctx,
    crossedValuesSql(regions, viewer),
  );
  const conditions = query.conditions.map((each): Condition => {
    const at = regions.indexOf(each as (typeof regions)[number]);
    return each.kind === 'within' ? { ...each, places: row?.[`c${at}`] ?? [] } : each;
  });
  return { ...query, conditions };
}

/** Numbers of the events that the source of the fewest finds; undefined where each finds more than `most`. */
async function fewestOf(
  ctx: Context,
  sources: readonly Source[],
  viewer: Viewer,
  most: number,
): Promise<readonly number[] | undefined> {
  if (sources.length === 0) return undefined;
  const sql = new Sql();
  const columns = sources.map(
    (source, at) => `(select string_agg(int8send(id), ''::bytea) from (
      select id from (${eventsOf(sql, source, viewer, most)}) as found limit ${most + 1}) as first) as c${at}`,
  );
  const { text, values } = sql.statement(`select ${columns.join(',\n    ')}`);
  const [row] = await run<Readonly<Record<string, Buffer | null>>>(ctx, { text, values });
  const fewest = sources
    .map((_source, at) => row?.[`c${at}`] ?? Buffer.alloc(0))
    .reduce((one, other) => (one.length <= other.length ? one : other));
  if (fewest.length > 8 * most) return undefined;
  const events = new Set<number>();
  for (let at = 0; at < fewest.length; at += 8) events.add(Number(fewest.readBigInt64BE(at)));
  return [...events].sort((one, other) => one - other);
}

/** Conditions that find events by an index, and that a sample does not say to be met by too many. */
async function rareSources(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  sample: readonly number[],
): Promise<readonly Source[]> {
  const sources = [
    ...namingOf(query),
    ...query.conditions.filter(each => isColumn(each) && isOrdered(each)),
  ] as (Source & Condition)[];
  if (sources.length === 0) return [];
  const { rows, size } = await sampleOf(ctx, viewer, sources, sample);
  return sources.filter((_source, at) => ((rows[at] ?? 0) / Math.max(1, sample.length)) * size < SIEVED);
}

async function sampleOf(
  ctx: Context,
  viewer: Viewer,
  sources: readonly Condition[],
  sample: readonly number[],
): Promise<{ readonly rows: readonly number[]; readonly size: number }> {
  const [row] = await run<Readonly<Record<string, number>>>(ctx, amongSampleSql(sources, viewer, sample));
  return { rows: sources.map((_source, at) => row?.[`c${at}`] ?? 0), size: row?.size ?? 0 };
}
