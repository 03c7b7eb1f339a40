import { holds, isNaming, type NamingCondition, namedEvents } from './condition-sql.ts';
import type { Condition, EventQuery, FieldKey } from './event-query.ts';
import {
  LOTS_OF_MINE,
  OWN_EVENTS,
  partySql,
  SEEN_BY_FEW,
  VISIBLE_TO_FEW,
  VISIBLE_TO_MANY,
} from './sight-sql.ts';
import { Sql, type Statement } from './sql.ts';
import type { Viewer } from './visibility.ts';

/** How a query is gone about; found out by `planOf`. */
export interface Plan {
  /** The viewer told so few events that all it can see is gathered from its own lots. */
  readonly few: boolean;
  /** Naming conditions that too many events fulfil for them all to be gathered: each event on the way is asked. */
  readonly many: ReadonlySet<Condition>;
}

/** A naming condition that more events fulfil is not asked first. */
export const GATHERED = 10_000;

/**
 * The statement for one page of a query and one event more, which tells whether another page follows.
 *
 * Where a condition names things (lots, transactions, fields, event ids) it is asked first and by itself, so that the
 * cost is that of the events found, whatever the planner believes about the others. Else the search follows an index
 * of times, newest first, and ends when the page is full.
 *
 * `offset 0` keeps a step a lookup by index: the planner cannot know how few rows come in, and would rather read a
 * large table once.
 */
export function pageSql(query: EventQuery, viewer: Viewer, plan: Plan, limit: number): Statement {
  const sql = new Sql();
  const { tables, conditions } = parts(sql, query, viewer, plan);
  const order = orderOf(sql, query);
  if (query.after !== undefined) {
    const sign = query.descending ? '<' : '>';
    conditions.push(
      `(${order.keys.join(', ')}, e.id) ${sign} (${order.after(query.after.key)}, ${sql.value(query.after.id)}::bigint)`,
    );
  }
  const direction = query.descending ? 'desc' : 'asc';
  return sql.statement(`${tables.text}
    select e.id, e.event_time as "eventTime", e.record_time as "recordTime", e.event_id as "eventId",
      case when e.declared_at is null then e.hash
        else (select told.hash from event_declaration as told where told.event = e.id) end as hash, e.context, e.doc${order.columns}
    from ${tables.from}${order.join}${where(conditions)}
    order by ${order.keys.map(key => `${key} ${direction}`).join(', ')}, e.id ${direction} limit ${sql.value(limit)}`);
}

/** Whether more events than this match, over all pages: the count, up to one more. */
export function countSql(query: EventQuery, viewer: Viewer, plan: Plan, most: number): Statement {
  const sql = new Sql();
  const { tables, conditions } = parts(sql, query, viewer, plan);
  return sql.statement(`${tables.text}
    select count(*)::int as count from (select from ${tables.from}${where(conditions)} limit ${sql.value(most + 1)}) as found`);
}

/** How many events each of these conditions names, up to one more than are gathered: one row, a column for each. */
export function namedCountsSql(conditions: readonly NamingCondition[], viewer: Viewer): Statement {
  const sql = new Sql();
  const counts = conditions.map(
    (condition, index) => `(select count(*)::int from (
      select from (${namedEvents(sql, condition, viewer)}) as named limit ${GATHERED + 1}) as counted) as c${index}`,
  );
  return sql.statement(`select ${counts.join(',\n    ')}`);
}

/** Conditions whose number of events is worth a look before the search. */
export function countable(query: EventQuery): readonly NamingCondition[] {
  return query.conditions
    .filter(isNaming)
    .filter(({ kind }) => kind !== 'eventId' && kind !== 'declared' && kind !== 'among');
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
    cross join lateral (select * from event where event.id = asked.id offset 0) as e${where(met)}`);
}

interface Parts {
  readonly tables: { readonly text: string; readonly from: string };
  readonly conditions: string[];
}

function parts(sql: Sql, query: EventQuery, viewer: Viewer, { few, many }: Plan): Parts {
  const named: string[] = [];
  const conditions: string[] = [];
  for (const condition of allConditions(query)) {
    if (isNaming(condition) && !many.has(condition)) named.push(namedEvents(sql, condition, viewer));
    else conditions.push(holds(sql, condition, viewer));
  }
  const tables: string[] = [];
  if (viewer.kind === 'party') {
    const party = partySql(sql, viewer);
    if (few) {
      tables.push(`mine as materialized (${OWN_EVENTS(party)})`, `my_lots as materialized (${LOTS_OF_MINE})`);
      if (named.length === 0) named.push(SEEN_BY_FEW);
      else conditions.push(VISIBLE_TO_FEW);
    } else {
      conditions.push(VISIBLE_TO_MANY(party));
    }
  }
  const [first, ...others] = named;
  for (const events of others) conditions.push(`e.id in (${events})`);
  if (first !== undefined) tables.push(`named as materialized (select distinct id from (${first}) as found)`);
  return {
    tables: {
      text: tables.length === 0 ? '' : `with ${tables.join(',\n    ')}`,
      from:
        first === undefined
          ? 'event as e'
          : 'named cross join lateral (select * from event where event.id = named.id offset 0) as e',
    },
    conditions,
  };
}

/** An event without the field that results are ordered by is none of them. */
function allConditions({ conditions, orderBy }: EventQuery): readonly Condition[] {
  if (typeof orderBy === 'string') return conditions;
  const { place, name } = orderBy;
  return [...conditions, { kind: 'field', places: [place], name, test: { kind: 'exists' } }];
}

interface Order {
  readonly keys: readonly string[];
  readonly join: string;
  readonly columns: string;
  readonly after: (key: number | FieldKey) => string;
}

function orderOf(sql: Sql, { orderBy }: EventQuery): Order {
  if (typeof orderBy !== 'string') return orderByField(sql, orderBy.place, orderBy.name);
  return {
    keys: [orderBy === 'recordTime' ? 'e.record_time' : 'e.event_time'],
    join: '',
    columns: '',
    after: key => `${sql.value(new Date(typeof key === 'number' ? key : 0).toISOString())}::timestamptz`,
  };
}

/** Numbers before moments before texts; of several values of one event the first. */
function orderByField(sql: Sql, place: number, name: string): Order {
  return {
    keys: ['o.rank', 'o.number', 'o.at', 'o.text'],
    join: `
      cross join lateral (
        select case when number is not null then 1 when at is not null then 2 else 3 end as rank,
          coalesce(number, 0) as number, coalesce(at, 'epoch') as at, coalesce(text, '') as text
        from event_field where event_field.event = e.id and event_field.name = (select id from term where uri = ${sql.value(name)})
          and event_field.place = ${place}
        order by 1, 2, 3, 4 limit 1) as o`,
    columns: `, array[o.rank::text, o.number::text, to_char(o.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), o.text] as "orderKey"`,
    after: key => {
      const [rank, number, at, text] = typeof key === 'number' ? ([1, '0', EPOCH, ''] as const) : key;
      return `${sql.value(rank)}::int, ${sql.value(number)}::numeric, ${sql.value(at)}::timestamptz, ${sql.value(text)}::text collate "C"`;
    },
  };
}

const EPOCH = new Date(0).toISOString();

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `\n    where ${conditions.join('\n      and ')}`;
}
