import type { Context } from '../../../kernel/context.ts';
import type { EventQuery } from './event-query.ts';
import type { FoundEvent } from './found-event.ts';
import { mostSearched, QueryTooComplex, run, runWithin } from './limited-views.ts';
import { type ColumnCondition, crossable, crossedValuesSql, type Plan, WALKED } from './plan-sql.ts';
import { planOf, quickPlan, singleOf, straightOf } from './plan-views.ts';
import { aheadSql, countSql, pageSql, walkSql } from './query-sql.ts';
import { seenBy } from './sight/seen-memory.ts';
import { seenPage } from './sight/seen-page-views.ts';
import { sightOf } from './sight-views.ts';
import type { Viewer } from './visibility.ts';

/** How long a page may take that is looked for in order, before indexes are crossed instead. */
const HOPED = 1_000;

/**
 * `limit` events of a query, in order: by what is remembered of the viewer's sight, where that is the better way.
 * Throws QueryTooComplex.
 */
export async function pageOf(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  limit: number,
): Promise<readonly FoundEvent[]> {
  const isPlain = viewer.kind === 'everything' && query.conditions.every(each => each.kind === 'time');
  if (!isPlain && (singleOf(query) ?? straightOf(query, viewer)) === undefined) {
    const seen = await seenBy(ctx, viewer);
    const page = seen && (await seenPage(ctx, query, viewer, seen, limit));
    if (page !== undefined) return page;
  }
  return await searchedPage(ctx, query, viewer, limit);
}

/** The same by the tables alone. */
export async function searchedPage(
  ctx: Context,
  query: EventQuery,
  asker: Viewer,
  limit: number,
  most: number = mostSearched(ctx),
): Promise<readonly FoundEvent[]> {
  const sight = await sightOf(ctx, asker);
  const { viewer, known } = sight;
  const quick = await quickPlan(ctx, query, sight);
  if (quick !== undefined) return await plannedPage(ctx, query, viewer, quick, limit, most);
  if (typeof query.orderBy === 'string') {
    const first = await run<FoundEvent>(ctx, walkSql(query, viewer, limit));
    if (first.length === limit || (await isAllAhead(ctx, query))) return first;
  }
  const plan = await planOf(ctx, query, viewer, limit, known);
  return await plannedPage(ctx, query, viewer, plan, limit, most);
}

/** The same in the way that a plan says. */
export async function plannedPage(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  plan: Plan,
  limit: number,
  most: number = mostSearched(ctx),
): Promise<readonly FoundEvent[]> {
  const statement = pageSql(query, viewer, plan, limit);
  // What is gathered was counted, and ends.
  if (plan.kind === 'gathered') return await run<FoundEvent>(ctx, statement);
  const crossed = plan.kind === 'crossed' ? [] : crossable(query);
  try {
    return await runWithin<FoundEvent>(ctx, statement, crossed.length === 0 ? most : Math.min(most, HOPED));
  } catch (error) {
    if (crossed.length === 0 || !(error instanceof QueryTooComplex)) throw error;
    return await plannedPage(ctx, query, viewer, await crossedPlan(ctx, crossed, viewer), limit, most);
  }
}

/** The plan that crosses the indexes of these conditions. */
export async function crossedPlan(
  ctx: Context,
  conditions: readonly ColumnCondition[],
  viewer: Viewer,
): Promise<Plan> {
  const [row] = await run<Readonly<Record<string, readonly number[]>>>(
    ctx,
    crossedValuesSql(conditions, viewer),
  );
  return { kind: 'crossed', values: new Map(conditions.map((each, at) => [each, row?.[`c${at}`] ?? []])) };
}

/** Whether the walk through the first events came to the end of what there is. */
async function isAllAhead(ctx: Context, query: EventQuery): Promise<boolean> {
  const [row] = await run<{ count: number }>(ctx, aheadSql(query));
  return (row?.count ?? 0) <= WALKED;
}

/** How many events match, at most one more than `most`. Throws QueryTooComplex. */
export async function countOf(ctx: Context, query: EventQuery, asker: Viewer, most: number): Promise<number> {
  const { viewer, known } = await sightOf(ctx, asker);
  const plan = await planOf(ctx, query, viewer, most, known);
  const [row] = await runWithin<{ count: number }>(
    ctx,
    countSql(query, viewer, plan, most),
    mostSearched(ctx),
  );
  return row?.count ?? 0;
}
