import type { EventQuery, FieldKey } from './event-query.ts';
import { orderColumn } from './plan-sql.ts';
import type { Sql } from './sql.ts';

/** How the results of a query are ordered, as SQL. */
export interface Order {
  /** Keys where rows are read, and behind it where the page is taken. */
  readonly keys: string;
  readonly outer: string;
  readonly values: string;
  readonly join: string;
  readonly columns: string;
  readonly answered: string;
  readonly after: (key: number | FieldKey) => string;
}

/** The order of a query's results; of equal values the event's number decides. */
export function orderOf(sql: Sql, query: EventQuery): Order {
  const { orderBy, descending } = query;
  const direction = descending ? 'desc' : 'asc';
  const ordered = (keys: readonly string[]): string =>
    [...keys, 'e.id'].map(key => `${key} ${direction}`).join(', ');
  if (typeof orderBy !== 'string') {
    const values = ['o.rank', 'o.number', 'o.at', 'o.text'];
    return {
      ...orderByField(sql, orderBy.place, orderBy.name),
      ...{ keys: ordered(values), values: [...values, 'e.id'].join(', ') },
      outer: ordered(['e.order_rank', 'e.order_number', 'e.order_at', 'e.order_text']),
    };
  }
  const column = `e.${orderColumn(query) ?? 'event_time'}`;
  return {
    ...{ keys: ordered([column]), outer: ordered([column]), values: `${column}, e.id` },
    ...{ join: '', columns: '', answered: '' },
    after: key => `${sql.value(new Date(typeof key === 'number' ? key : 0).toISOString())}::timestamptz`,
  };
}

/** Numbers before moments before texts; of several values of one event the first. */
function orderByField(
  sql: Sql,
  place: number,
  name: string,
): Pick<Order, 'join' | 'columns' | 'answered' | 'after'> {
  return {
    join: `
      cross join lateral (
        select case when number is not null then 1 when at is not null then 2 else 3 end as rank,
          coalesce(number, 0) as number, coalesce(at, 'epoch') as at, coalesce(text, '') as text
        from event_field where event_field.event = e.id and event_field.name = (select id from term where uri = ${sql.value(name)})
          and event_field.place = ${place}
        order by 1, 2, 3, 4 limit 1) as o`,
    columns: ', o.rank as order_rank, o.number as order_number, o.at as order_at, o.text as order_text',
    answered: `, array[e.order_rank::text, e.order_number::text, to_char(e.order_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.order_text] as "orderKey"`,
    after: key => {
      const [rank, number, at, text] = typeof key === 'number' ? ([1, '0', EPOCH, ''] as const) : key;
      return `${sql.value(rank)}::int, ${sql.value(number)}::numeric, ${sql.value(at)}::timestamptz, ${sql.value(text)}::text collate "C"`;
    },
  };
}

const EPOCH = new Date(0).toISOString();

/** Whether the event `e` comes behind the page before. */
export function behind(sql: Sql, { after, descending }: EventQuery, order: Order): string[] {
  if (after === undefined) return [];
  return [
    `(${order.values}) ${descending ? '<' : '>'} (${order.after(after.key)}, ${sql.value(after.id)}::bigint)`,
  ];
}
