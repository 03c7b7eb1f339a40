import { EXTENDED_TYPE, LINK_KINDS } from '../codes.ts';
import { within } from './attribute-sql.ts';
import { GATHERED, isNaming, type NamingCondition, namedEvents, terms } from './condition-sql.ts';
import type { Condition, EventQuery } from './event-query.ts';
import { seenEvents } from './sight-sql.ts';
import { Sql, type Statement } from './sql.ts';
import type { Viewer } from './visibility.ts';

/** A condition on a column of `event` that stands in an index together with the event's time. */
export type ColumnCondition = Extract<Condition, { kind: 'eventType' | 'action' | 'term' | 'within' }>;
/** A span of a time that results are not ordered by. */
export interface Span {
  readonly kind: 'span';
  readonly times: readonly TimeCondition[];
}
type TimeCondition = Extract<Condition, { kind: 'time' }>;

/** What finds events by itself: a condition, or a viewer's sight. */
export type Source = NamingCondition | ColumnCondition | Span | { readonly kind: 'sight' };

/**
 * How a query is gone about: all events that `gathered` finds are looked at; or the events of each value of `along`
 * in the order of their times; or, without either, all events in order, until the page is full. `crossed`: where that
 * took too long, what the indexes of several columns have in common; the planner is told the values themselves, as it
 * knows how many events have each.
 */
export type Plan =
  | { readonly kind: 'gathered'; readonly source: Source }
  | { readonly kind: 'along'; readonly source: ColumnCondition }
  | { readonly kind: 'walk' }
  | { readonly kind: 'crossed'; readonly values: ReadonlyMap<Condition, readonly number[]> };

/** So many events are looked at in order before anything else is thought about. */
export const WALKED = 1_500;

/** Conditions that find events by what these name, the field of the order among them. */
export function namingOf(query: EventQuery): readonly NamingCondition[] {
  return allConditions(query).filter(isNaming);
}

/** An event without the field that results are ordered by is none of them. */
export function allConditions({ conditions, orderBy }: EventQuery): readonly Condition[] {
  if (typeof orderBy === 'string') return conditions;
  const { place, name } = orderBy;
  return [...conditions, { kind: 'field', places: [place], name, test: { kind: 'exists' } }];
}

/** Is this one of a column that has an index of its own? */
export function isColumn(condition: Condition): condition is ColumnCondition {
  return ['eventType', 'action', 'term', 'within'].includes(condition.kind);
}

function isColumnSource(source: Source): source is ColumnCondition {
  return source.kind !== 'span' && source.kind !== 'sight' && isColumn(source);
}

/** Is this asked of what stands in the event's own row? */
export function isCheap({ kind }: Condition | Source): boolean {
  return ['eventType', 'time', 'span', 'action', 'term', 'within'].includes(kind);
}

/** The column of `event` that results are ordered by; undefined where it is a field. */
export function orderColumn({ orderBy }: EventQuery): 'event_time' | 'record_time' | undefined {
  if (typeof orderBy !== 'string') return undefined;
  return orderBy === 'recordTime' ? 'record_time' : 'event_time';
}

/** The span of times that a query goes through in order. */
export function spanInOrder(query: EventQuery): readonly TimeCondition[] {
  const column = orderColumn(query);
  return query.conditions.filter(
    (condition): condition is TimeCondition => condition.kind === 'time' && condition.column === column,
  );
}

/** What finds events besides what they name: columns, other times, the sight of a party. */
export function otherSources(query: EventQuery, viewer: Viewer): readonly Source[] {
  const inOrder = new Set<Condition>(spanInOrder(query));
  const spans = new Map<string, TimeCondition[]>();
  for (const condition of query.conditions) {
    if (condition.kind !== 'time' || inOrder.has(condition)) continue;
    const times = spans.get(condition.column);
    if (times === undefined) spans.set(condition.column, [condition]);
    else times.push(condition);
  }
  return [
    ...query.conditions.filter(isColumn),
    ...[...spans.values()].map((times): Span => ({ kind: 'span', times })),
    ...(viewer.kind === 'party' ? [{ kind: 'sight' } as const] : []),
  ];
}

/** Ids of the events that a source finds, some perhaps twice; of a column's values the newest, more than `most`. */
export function eventsOf(sql: Sql, source: Source, viewer: Viewer, most: number = GATHERED): string {
  switch (source.kind) {
    case 'sight':
      return viewer.kind === 'party' ? seenEvents(sql, viewer) : 'select id from event';
    case 'span':
      return `select e.id from event as e where ${source.times.map(each => inSpan(sql, each)).join(' and ')}
        order by e.${source.times[0]?.column ?? 'event_time'} desc`;
    case 'eventType':
    case 'action':
    case 'term':
    case 'within':
      return `select of_value.id from (${valuesOf(sql, source, viewer)}) as value (id) cross join lateral (
          select id from event where event.${columnOf(source)} = value.id
          order by event_time desc, id desc limit ${most + 1}) as of_value${extendedOf(sql, source)}`;
    default:
      return namedEvents(sql, source, viewer);
  }
}

/** The values of a column that a condition takes. */
export function valuesOf(sql: Sql, condition: ColumnCondition, viewer: Viewer): string {
  switch (condition.kind) {
    case 'eventType':
    case 'action':
      return `select distinct unnest(${sql.value(condition.codes)}::smallint[])`;
    case 'term':
      return terms(sql, condition.uris);
    case 'within':
      return within(sql, terms(sql, condition.uris), viewer);
  }
}

/** The column that a condition is about. */
export function columnOf(condition: ColumnCondition): string {
  if (condition.kind === 'eventType') return 'type';
  return condition.kind === 'action' ? 'action' : condition.column;
}

/** Is this found in the index of its column and nowhere else? Extended types stand elsewhere. */
export function isOrdered(condition: Condition): condition is ColumnCondition {
  return isColumn(condition) && !(condition.kind === 'eventType' && condition.extended.length > 0);
}

/** Conditions whose indexes can be crossed, where there are two or more. */
export function crossable({ conditions }: EventQuery): readonly ColumnCondition[] {
  const columns = conditions.filter(isOrdered);
  return columns.length > 1 ? columns : [];
}

/** The values that these conditions take: one row, a column `c0` … for each. */
export function crossedValuesSql(conditions: readonly ColumnCondition[], viewer: Viewer): Statement {
  const sql = new Sql();
  const arrays = conditions.map((each, index) => `array(${valuesOf(sql, each, viewer)}) as c${index}`);
  return sql.statement(`select ${arrays.join(', ')}`);
}

/** Events of extended types, by the link that says which. */
function extendedOf(sql: Sql, condition: ColumnCondition): string {
  if (condition.kind !== 'eventType' || condition.extended.length === 0) return '';
  return `
        union all select typed.event from (${terms(sql, condition.extended)}) as type (id) cross join lateral (
          select event from event_link where event_link.value = type.id and kind = ${LINK_KINDS.extendedType} offset 0) as typed
          cross join lateral (select from event where event.id = typed.event and event.type = ${EXTENDED_TYPE} offset 0) as is_one`;
}

/** Whether the event `e` lies on this side of a time. */
export function inSpan(sql: Sql, { column, from, at }: TimeCondition): string {
  return `e.${column} ${from ? '>=' : '<'} ${sql.value(at)}::timestamptz`;
}

/**
 * How far a source is counted. A party's sight is counted in pairs of lot and event, most events several times, and
 * asking whether it sees an event is what it spares.
 */
export function mostOf(source: Source, most: number): number {
  return source.kind === 'sight' ? 3 * WALKED : most;
}

/** Rows to count in place of events: of a column's values its index is enough. */
function countable(sql: Sql, source: Source, viewer: Viewer, most: number): string {
  if (!isColumnSource(source)) return eventsOf(sql, source, viewer);
  return `select null::bigint from (${valuesOf(sql, source, viewer)}) as value (id) cross join lateral (
          select from event where event.${columnOf(source)} = value.id
          order by event_time desc limit ${most}) as of_value${extendedOf(sql, source)}`;
}

/** How many events each source finds, up to one more than is counted: one row, a column `c0` … for each. */
export function countsSql(sources: readonly Source[], viewer: Viewer, most: number): Statement {
  const sql = new Sql();
  const counts = sources.map(
    (source, index) => `(select count(*)::int from (
      select from (${countable(sql, source, viewer, mostOf(source, most) + 1)}) as found limit ${mostOf(source, most) + 1}) as counted) as c${index}`,
  );
  return sql.statement(`select ${counts.join(',\n    ')}`);
}

/** How many events are stored, about: as the database last counted. */
export const SIZE_SQL: Statement = {
  text: `select greatest(reltuples, 0)::float8 as size from pg_class where oid = 'event'::regclass`,
  values: [],
};
