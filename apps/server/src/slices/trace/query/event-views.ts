import type { Context } from '../../../kernel/context.ts';
import { GATHERED } from './condition-sql.ts';
import type { EventQuery } from './event-query.ts';
import {
  type ColumnCondition,
  countsSql,
  isColumn,
  mostOf,
  namingOf,
  otherSources,
  type Plan,
  SIZE_SQL,
  type Source,
  WALKED,
} from './plan-sql.ts';
import { aheadSql, countSql, pageSql, walkSql } from './query-sql.ts';
import type { Statement } from './sql.ts';
import type { Viewer } from './visibility.ts';

/** An event as a query finds it. */
export interface FoundEvent {
  readonly id: number;
  readonly eventTime: Date;
  readonly recordTime: Date;
  /** Its event hash; of an error declaration that of the event it declares wrong, which is the same. */
  readonly hash: Buffer;
  readonly eventId: string | null;
  readonly context: Buffer | null;
  readonly doc: Buffer;
  /** Where results are ordered by a field: its value, see `FieldKey`. */
  readonly orderKey?: readonly string[];
}

/** Something that finds events, and how many, at most one more than were counted. */
interface Counted {
  readonly source: Source;
  readonly count: number;
}

/**
 * How to go about a query for `limit` events, found out by counting a little, so that its cost is that of the events
 * found, whatever the planner believes: of what finds few events the one that finds the fewest is gathered, unless the
 * page is full sooner on the way along a column's values or along time. How soon is reckoned as if conditions were
 * spread evenly.
 */
export async function planOf(ctx: Context, query: EventQuery, viewer: Viewer, limit: number): Promise<Plan> {
  const single = singleOf(query);
  if (single !== undefined) return single;
  const counted = await countEach(ctx, query, viewer, GATHERED);
  const size = await run<{ size: number }>(ctx, SIZE_SQL);
  const away = (counts: readonly Counted[]): number =>
    counts.length === 0 ? 1 : Math.max(1, (size[0]?.size ?? 0) / Math.max(1, counts[0]?.count ?? 1));
  const plans: { readonly plan: Plan; readonly cost: number }[] = [
    { plan: { kind: 'walk' }, cost: limit * away(counted) },
  ];
  const [fewest] = counted;
  if (fewest !== undefined && fewest.count <= GATHERED)
    plans.push({ plan: { kind: 'gathered', source: fewest.source }, cost: fewest.count });
  if (query.orderBy === 'eventTime') {
    for (const source of query.conditions.filter(isOrdered)) {
      const others = counted.filter(each => each.source !== source);
      plans.push({ plan: { kind: 'along', source }, cost: limit * away(others) });
    }
  }
  return plans.reduce((best, each) => (each.cost <= best.cost ? each : best)).plan;
}

/** Only what is no dearer than looking at the first events in order. */
async function quickPlan(ctx: Context, query: EventQuery, viewer: Viewer): Promise<Plan | undefined> {
  const single = singleOf(query);
  if (single !== undefined) return single;
  const counted = await countEach(ctx, query, viewer, WALKED);
  const few = counted.find(({ source, count }) => count <= mostOf(source, WALKED));
  return few === undefined ? undefined : { kind: 'gathered', source: few.source };
}

/** One event, or those that were asked for by number. */
function singleOf(query: EventQuery): Plan | undefined {
  const source = namingOf(query).find(({ kind }) => kind === 'eventId' || kind === 'among');
  return source === undefined ? undefined : { kind: 'gathered', source };
}

/** What finds events of a query, the fewest first. */
async function countEach(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  most: number,
): Promise<readonly Counted[]> {
  const sources: readonly Source[] = [...namingOf(query), ...otherSources(query, viewer)];
  if (sources.length === 0) return [];
  const [counts] = await run<Readonly<Record<string, number>>>(ctx, countsSql(sources, viewer, most));
  return sources
    .map((source, index) => ({ source, count: counts?.[`c${index}`] ?? 0 }))
    .sort((one, other) => one.count - other.count);
}

/** Extended types stand elsewhere. */
function isOrdered(condition: EventQuery['conditions'][number]): condition is ColumnCondition {
  return isColumn(condition) && !(condition.kind === 'eventType' && condition.extended.length > 0);
}

/** `limit` events of a query, in order. */
export async function pageOf(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  limit: number,
): Promise<readonly FoundEvent[]> {
  const quick = await quickPlan(ctx, query, viewer);
  if (quick !== undefined) return await plannedPage(ctx, query, viewer, quick, limit);
  if (typeof query.orderBy === 'string') {
    const first = await run<FoundEvent>(ctx, walkSql(query, viewer, limit));
    if (first.length === limit || (await isAllAhead(ctx, query))) return first;
  }
  return await plannedPage(ctx, query, viewer, await planOf(ctx, query, viewer, limit), limit);
}

/** The same in the way that a plan says. */
export async function plannedPage(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  plan: Plan,
  limit: number,
): Promise<readonly FoundEvent[]> {
  return await run<FoundEvent>(ctx, pageSql(query, viewer, plan, limit));
}

/** Whether the walk through the first events came to the end of what there is. */
async function isAllAhead(ctx: Context, query: EventQuery): Promise<boolean> {
  const [row] = await run<{ count: number }>(ctx, aheadSql(query));
  return (row?.count ?? 0) <= WALKED;
}

/** How many events match, at most one more than `most`. */
export async function countOf(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  most: number,
): Promise<number> {
  const plan = await planOf(ctx, query, viewer, most);
  const [row] = await run<{ count: number }>(ctx, countSql(query, viewer, plan, most));
  return row?.count ?? 0;
}

async function run<R extends object>(ctx: Context, { text, values }: Statement): Promise<readonly R[]> {
  const { rows } = await ctx.database.pool.query(text, [...values]);
  return rows as R[];
}
