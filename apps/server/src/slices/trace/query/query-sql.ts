import { holds } from './condition-sql.ts';
import type { Condition, EventQuery } from './event-query.ts';
import { behind, type Order, orderOf } from './order-sql.ts';
import {
  allConditions,
  columnOf,
  eventsOf,
  inSpan,
  isCheap,
  isOrdered,
  orderColumn,
  type Plan,
  SIZE_SQL,
  type Source,
  spanInOrder,
  valuesOf,
  WALKED,
} from './plan-sql.ts';
import { isSeen } from './sight-sql.ts';
import { Sql, type Statement } from './sql.ts';
import type { Viewer } from './visibility.ts';

/** What of an event is asked before it is on a page: all of it stands in the index of its number. */
const COLUMNS = [
  ...['e.id', 'e.event_time', 'e.record_time', 'e.type', 'e.action', 'e.party'],
  ...['e.biz_step', 'e.disposition', 'e.read_point', 'e.biz_location', 'e.declared_at'],
].join(', ');

/**
 * The statement for one page of a query and one event more, which tells whether another page follows.
 *
 * `offset 0` keeps a step by itself: a lookup by index, as the planner cannot know how few rows come in and would
 * rather read a large table once; or a sort, behind which dear conditions are asked only until the page is full.
 */
export function pageSql(query: EventQuery, viewer: Viewer, plan: Plan, limit: number): Statement {
  const sql = new Sql();
  const order = orderOf(sql, query);
  const source = plan.kind === 'gathered' ? plan.source : undefined;
  const dear =
    source === undefined ? [] : dearConditions(sql, restOf(query.conditions, source), viewer, source);
  return sql.statement(
    paged(
      sql,
      order,
      `${rowsOf(sql, query, viewer, plan, order, limit, dear.length > 0)} as e${where(dear)}`,
      limit,
    ),
  );
}

/**
 * The page as far as the first events in order give it: its cost is bounded, whatever is asked. A page that is not
 * full may not be all there is.
 */
export function walkSql(query: EventQuery, viewer: Viewer, limit: number): Statement {
  const sql = new Sql();
  const order = orderOf(sql, query);
  const inOrder = new Set<Condition>(spanInOrder(query));
  const others = query.conditions.filter(condition => !inOrder.has(condition));
  const conditions = [
    ...cheapConditions(sql, others, viewer),
    ...dearConditions(sql, others, viewer, undefined),
  ];
  const first = `(select ${COLUMNS} from event as e${where(span(sql, query, order))} order by ${order.keys} limit ${WALKED})`;
  return sql.statement(paged(sql, order, `${first} as e${where(conditions)}`, limit));
}

/** How many events such a walk has before it: up to one more than it takes. */
export function aheadSql(query: EventQuery): Statement {
  const sql = new Sql();
  const order = orderOf(sql, query);
  return sql.statement(`select count(*)::int as count from (
      select from event as e${where(span(sql, query, order))} order by ${order.keys} limit ${WALKED + 1}) as before_it`);
}

/** Of the first events in order one in so many is looked at, to learn what part of them meets a condition. */
const SAMPLED = 5;

/** How many of a sample (`all`) meet each of these conditions (`c0` …), and how many its viewer sees (`seen`). */
export function sampleSql(query: EventQuery, conditions: readonly Condition[], viewer: Viewer): Statement {
  const sql = new Sql();
  const order = orderOf(sql, query);
  const counted = (what: string, name: string): string => `count(*) filter (where ${what})::int as ${name}`;
  const counts = [
    'count(*)::int as all',
    ...conditions.map((condition, index) => counted(holds(sql, condition, viewer), `c${index}`)),
    ...(viewer.kind === 'party' ? [counted(isSeen(sql, viewer), 'seen')] : []),
  ];
  return sql.statement(`select ${counts.join(', ')} from (
      select * from (
        select ${COLUMNS}, row_number() over (order by ${order.keys}) as place from event as e${where(span(sql, query, order))}
        order by ${order.keys} limit ${WALKED}) as first
      where place % ${SAMPLED} = 0 offset 0) as e`);
}

/** Whether more events than this match, over all pages: the count, up to one more. */
export function countSql(query: EventQuery, viewer: Viewer, plan: Plan, most: number): Statement {
  const sql = new Sql();
  const source = plan.kind === 'gathered' ? plan.source : undefined;
  const rest = restOf(allConditions(query), source);
  const conditions = [...cheapConditions(sql, rest, viewer), ...dearConditions(sql, rest, viewer, source)];
  const from =
    plan.kind === 'walk' || plan.kind === 'crossed'
      ? 'event as e'
      : plan.kind === 'gathered'
        ? gathered(sql, plan.source, viewer)
        : `(${valuesOf(sql, plan.source, viewer)}) as value (id) cross join lateral (
            select * from event where event.${columnOf(plan.source)} = value.id order by event_time desc) as e`;
  return sql.statement(
    `select count(*)::int as count from (select from ${from}${where(conditions)} limit ${sql.value(most + 1)}) as found`,
  );
}

/** Which of these events meet all of these conditions, whatever the viewer may see: each is looked up by its number. */
export function amongSql(
  conditions: readonly Condition[],
  viewer: Viewer,
  events: readonly number[],
): Statement {
  const sql = new Sql();
  const asked = sql.value(events);
  const met = conditions.map(condition => holds(sql, condition, viewer));
  return sql.statement(`select e.id from unnest(${asked}::bigint[]) as asked (id)
    cross join lateral (select ${COLUMNS} from event as e where e.id = asked.id offset 0) as e${where(met)}`);
}

/**
 * The page that the events with these numbers alone give, with the place of each in the order; whether they are seen is
 * not asked. Neighbours are read as one stretch of the index.
 */
export function amongPageSql(
  query: EventQuery,
  viewer: Viewer,
  events: readonly number[],
  limit: number,
): Statement {
  const sql = new Sql();
  const order = orderOf(sql, query);
  const met = [...cheapConditions(sql, query.conditions, viewer), ...behind(sql, query, order)];
  const dear = query.conditions.filter(each => !isCheap(each)).map(each => holds(sql, each, viewer));
  const runs = runsOf(events);
  const [first, last] = [runs.map(run => run[0]), runs.map(run => run[1])];
  const rows = `(select ${COLUMNS}${order.columns}
      from unnest(${sql.value(first)}::bigint[], ${sql.value(last)}::bigint[]) as run (first, last)
      cross join lateral (select ${COLUMNS} from event as e where e.id between run.first and run.last offset 0) as e${order.join}${where(met)}
      order by ${order.keys} ${dear.length > 0 ? 'offset 0' : `limit ${sql.value(limit)}`}) as e${where(dear)}`;
  const place = `, (extract(epoch from e.${orderColumn(query) ?? 'event_time'}) * 1000000)::float8 as place`;
  return sql.statement(paged(sql, { ...order, answered: order.answered + place }, rows, limit));
}

/** Rising numbers as stretches without gaps. */
function runsOf(events: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === event - 1) last[1] = event;
    else runs.push([event, event]);
  }
  return runs;
}

/** How many of these events meet each of these conditions (`c0` …), and how many are stored, about (`size`). */
export function amongSampleSql(
  conditions: readonly Condition[],
  viewer: Viewer,
  events: readonly number[],
): Statement {
  const sql = new Sql();
  const counts = conditions.map(
    (each, at) => `count(*) filter (where ${holds(sql, each, viewer)})::int as c${at}`,
  );
  return sql.statement(`select ${[...counts, `(${SIZE_SQL.text}) as size`].join(', ')}
    from unnest(${sql.value(events)}::bigint[]) as asked (id)
    cross join lateral (select ${COLUMNS} from event as e where e.id = asked.id offset 0) as e`);
}

/** The rows that a page is taken from, in its order where that costs nothing. */
function rowsOf(
  sql: Sql,
  query: EventQuery,
  viewer: Viewer,
  plan: Plan,
  order: Order,
  limit: number,
  isDear: boolean,
): string {
  if (plan.kind === 'gathered') {
    const conditions = [
      ...cheapConditions(sql, restOf(query.conditions, plan.source), viewer),
      ...behind(sql, query, order),
    ];
    // Without dear conditions behind it, the sort keeps no more than the page.
    const most = isDear ? 'offset 0' : `limit ${sql.value(limit)}`;
    return `(select ${COLUMNS}${order.columns} from ${gathered(sql, plan.source, viewer)}${order.join}${where(conditions)}
      order by ${order.keys} ${most})`;
  }
  if (plan.kind === 'crossed') {
    const rest = query.conditions.filter(condition => !plan.values.has(condition));
    const found = [
      ...[...plan.values].map(([each, values]) => hasOneOf(sql, each, values)),
      ...cheapConditions(sql, rest, viewer),
      ...behind(sql, query, order),
      ...dearConditions(sql, rest, viewer, undefined),
    ];
    return `(select ${COLUMNS}${order.columns} from event as e${order.join}${where(found)} offset 0)`;
  }
  const conditions = [
    ...cheapConditions(sql, query.conditions, viewer),
    ...behind(sql, query, order),
    ...dearConditions(sql, query.conditions, viewer, undefined),
  ];
  if (plan.kind === 'walk') {
    return `(select ${COLUMNS}${order.columns} from event as e${order.join}${where(conditions)}
      order by ${order.keys} limit ${sql.value(limit)})`;
  }
  conditions.unshift(`e.${columnOf(plan.source)} = value.id`);
  return `(select of_value.* from (${valuesOf(sql, plan.source, viewer)}) as value (id) cross join lateral (
      select ${COLUMNS} from event as e${where(conditions)} order by ${order.keys} limit ${sql.value(limit)}) as of_value)`;
}

function hasOneOf(sql: Sql, condition: Condition, values: readonly number[]): string {
  return isOrdered(condition) ? `e.${columnOf(condition)} = any(${sql.value(values)}::int[])` : 'true';
}

function gathered(sql: Sql, source: Source, viewer: Viewer): string {
  return `(select distinct id from (${eventsOf(sql, source, viewer)}) as found offset 0) as named
      cross join lateral (select ${COLUMNS} from event as e where e.id = named.id offset 0) as e`;
}

/** The first of these rows in their order, and only of them what stands in the table alone. */
function paged(sql: Sql, order: Order, rows: string, limit: number): string {
  return `select e.id, e.event_time as "eventTime", e.record_time as "recordTime", whole.event_id as "eventId",
      case when whole.declared_at is null then whole.hash
        else (select told.hash from event_declaration as told where told.event = e.id) end as hash,
      whole.context, whole.doc${order.answered}
    from (select e.* from ${rows}
      order by ${order.outer} limit ${sql.value(limit)}) as e
    cross join lateral (select declared_at, event_id, hash, context, doc from event where event.id = e.id offset 0) as whole
    order by ${order.outer}`;
}

/** What is left to ask of the events that a source finds. */
function restOf(conditions: readonly Condition[], source: Source | undefined): readonly Condition[] {
  const asked: readonly unknown[] = source?.kind === 'span' ? source.times : [source];
  return conditions.filter(condition => !asked.includes(condition));
}

/** Conditions on what stands in the event's own row. */
function cheapConditions(sql: Sql, conditions: readonly Condition[], viewer: Viewer): string[] {
  return conditions.filter(isCheap).map(condition => holds(sql, condition, viewer));
}

/**
 * Conditions that ask other tables about each event, and whether its viewer may see it. That is the dearest and asked
 * last: `case` keeps the planner, which believes otherwise, to the order.
 */
function dearConditions(
  sql: Sql,
  conditions: readonly Condition[],
  viewer: Viewer,
  source: Source | undefined,
): string[] {
  const asked = conditions
    .filter(condition => !isCheap(condition))
    .map(condition => holds(sql, condition, viewer));
  if (viewer.kind !== 'party' || source?.kind === 'sight') return asked;
  const seen = isSeen(sql, viewer);
  return asked.length === 0 ? [seen] : [`case when ${asked.join(' and ')} then ${seen} else false end`];
}

/** The times that a walk goes through. */
function span(sql: Sql, query: EventQuery, order: Order): string[] {
  return [...spanInOrder(query).map(each => inSpan(sql, each)), ...behind(sql, query, order)];
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `\n    where ${conditions.join('\n      and ')}`;
}
