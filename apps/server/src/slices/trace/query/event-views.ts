import type { Context } from '../../../kernel/context.ts';
import type { EventQuery } from './event-query.ts';
import { countable, countSql, GATHERED, namedCountsSql, type Plan, pageSql } from './query-sql.ts';
import { FEW_EVENTS } from './sight-sql.ts';
import type { Statement } from './sql.ts';
import { numbersOf, type Viewer } from './visibility.ts';

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

/** How to go about a query: two small looks that spare a large one. */
export async function planOf(ctx: Context, query: EventQuery, viewer: Viewer): Promise<Plan> {
  const conditions = countable(query);
  const [few, counts] = await Promise.all([
    toldFew(ctx, viewer),
    conditions.length === 0
      ? []
      : run<Readonly<Record<string, number>>>(ctx, namedCountsSql(conditions, viewer)),
  ]);
  const many = conditions.filter((_condition, index) => (counts[0]?.[`c${index}`] ?? 0) > GATHERED);
  return { few, many: new Set(many) };
}

/** Whether a viewer told so few events that what it sees is gathered from them. */
async function toldFew(ctx: Context, viewer: Viewer): Promise<boolean> {
  if (viewer.kind === 'everything') return false;
  const { rows } = await ctx.database.pool.query<{ count: number }>({
    name: 'viewer-events',
    text: 'select count(*)::int as count from (select from event where party = any($1::int[]) limit $2) as told',
    values: [numbersOf(viewer), FEW_EVENTS + 1],
  });
  return (rows[0]?.count ?? 0) <= FEW_EVENTS;
}

/** `limit` events of a query, in order. */
export async function pageOf(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  plan: Plan,
  limit: number,
): Promise<readonly FoundEvent[]> {
  return await run<FoundEvent>(ctx, pageSql(query, viewer, plan, limit));
}

/** How many events match, at most one more than `most`. */
export async function countOf(
  ctx: Context,
  query: EventQuery,
  viewer: Viewer,
  plan: Plan,
  most: number,
): Promise<number> {
  const [row] = await run<{ count: number }>(ctx, countSql(query, viewer, plan, most));
  return row?.count ?? 0;
}

async function run<R extends object>(ctx: Context, { text, values }: Statement): Promise<readonly R[]> {
  const { rows } = await ctx.database.pool.query(text, [...values]);
  return rows as R[];
}
