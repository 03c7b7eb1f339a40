import { Role } from '@pinxin/lineage/role';
import { EXTENDED_TYPE, LINK_KINDS, LOT_KINDS } from '../codes.ts';
import type { Condition, EventQuery, LotPattern } from './event-query.ts';
import { numbersOf, type Viewer } from './visibility.ts';

/** A statement and the values of its parameters. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** How many events a party may have told for its lots to be gathered before the search. */
export const FEW_EVENTS = 2_000;

/** Highest character there is: everything that begins with a prefix sorts before the prefix and this. */
const LAST = '\u{10ffff}';

/**
 * The statement for one page of a query and one event more, which tells whether another page follows.
 *
 * Where a condition names things (lots, transactions, event ids) it is asked first and by itself, so that the cost
 * is that of the events found, whatever the planner believes about the others. Else the search follows an index of
 * times, newest first, and ends when the page is full. `few`: the viewer told few events, so that all it can see is
 * gathered from its own lots instead.
 *
 * `offset 0` keeps a step a lookup by index: the planner cannot know how few rows come in, and would rather read a
 * large table once.
 */
export function pageSql(query: EventQuery, viewer: Viewer, few: boolean, limit: number): Statement {
  const sql = new Sql();
  const column = query.orderBy === 'recordTime' ? 'e.record_time' : 'e.event_time';
  const { tables, conditions } = parts(sql, query, viewer, few);
  if (query.after !== undefined) {
    const at = sql.value(new Date(query.after.time).toISOString());
    const sign = query.descending ? '<' : '>';
    conditions.push(`(${column}, e.id) ${sign} (${at}::timestamptz, ${sql.value(query.after.id)}::bigint)`);
  }
  const direction = query.descending ? 'desc' : 'asc';
  return sql.statement(`${tables.text}
    select e.id, e.event_time as "eventTime", e.record_time as "recordTime", e.event_id as "eventId",
      case when e.declared_at is null then e.hash
        else (select told.hash from event_declaration as told where told.event = e.id) end as hash, e.context, e.doc
    from ${tables.from}${where(conditions)}
    order by ${column} ${direction}, e.id ${direction} limit ${sql.value(limit)}`);
}

/** Whether more events than this match, over all pages: the count, up to one more. */
export function countSql(query: EventQuery, viewer: Viewer, few: boolean, most: number): Statement {
  const sql = new Sql();
  const { tables, conditions } = parts(sql, query, viewer, few);
  return sql.statement(`${tables.text}
    select count(*)::int as count from (select from ${tables.from}${where(conditions)} limit ${sql.value(most + 1)}) as found`);
}

/** Which of these events meet all of these conditions, whoever asks: each event is looked up by its id. */
export function amongSql(conditions: readonly Condition[], events: readonly number[]): Statement {
  const sql = new Sql();
  const asked = sql.value(events);
  const met = conditions.map(condition => {
    const named = namedEvents(sql, condition);
    return named === undefined ? plain(sql, condition) : `e.id in (${named})`;
  });
  return sql.statement(`select e.id from unnest(${asked}::bigint[]) as asked (id)
    cross join lateral (select * from event where event.id = asked.id offset 0) as e${where(met)}`);
}

/** Collects parameter values while a text is built. */
class Sql {
  readonly #values: unknown[] = [];

  value(value: unknown): string {
    this.#values.push(value);
    return `$${this.#values.length}`;
  }

  statement(text: string): Statement {
    return { text, values: this.#values };
  }
}

interface Parts {
  readonly tables: { readonly text: string; readonly from: string };
  readonly conditions: string[];
}

function parts(sql: Sql, query: EventQuery, viewer: Viewer, few: boolean): Parts {
  const named: string[] = [];
  const conditions: string[] = [];
  for (const condition of query.conditions) {
    const events = namedEvents(sql, condition);
    if (events !== undefined) named.push(events);
    else conditions.push(plain(sql, condition));
  }
  const tables: string[] = [];
  if (viewer.kind === 'party') {
    const numbers = numbersOf(viewer);
    // Of one number the plan is the same as ever.
    const party =
      numbers.length === 1 ? `${sql.value(viewer.party)}::int` : `any(${sql.value(numbers)}::int[])`;
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

/** What a party told, alone or after another. */
const OWN_EVENTS = (party: string): string => `
    select id from event where party = ${party} union select event as id from event_teller where party = ${party}`;

/** A trade item without lot, a place or a party is no thing that connects a chain. */
const LINKING = `kind not in (${LOT_KINDS.class}, ${LOT_KINDS.place}, ${LOT_KINDS.party})`;

const LOTS_OF_MINE = `
    select distinct named_lot.lot from mine
    cross join lateral (select lot from event_lot where event_lot.event = mine.id offset 0) as named_lot
    cross join lateral (select from lot where lot.id = named_lot.lot and ${LINKING} offset 0) as linking`;

const SEEN_BY_FEW = `select id from mine union select naming.event from my_lots
      cross join lateral (select event from event_lot where event_lot.lot = my_lots.lot offset 0) as naming`;

/** `is true` keeps the set of lots a hash table that is asked, instead of a join that walks through it. */
const VISIBLE_TO_FEW = `(e.id in (select id from mine) or exists (
      select from (select lot from event_lot where event_lot.event = e.id offset 0) as named_lot
      where (named_lot.lot in (select lot from my_lots)) is true))`;

const VISIBLE_TO_MANY = (party: string): string => `(e.party = ${party}
      or exists (select from event_teller where event_teller.event = e.id and event_teller.party = ${party})
      or exists (
        select from (select lot from event_lot where event_lot.event = e.id offset 0) as named_lot
        cross join lateral (select from lot where lot.id = named_lot.lot and ${LINKING} offset 0) as linking
        cross join lateral (select event from event_lot where event_lot.lot = named_lot.lot offset 0) as naming
        cross join lateral (select id, party from event where event.id = naming.event offset 0) as own
        where own.party = ${party}
          or exists (select from event_teller where event_teller.event = own.id and event_teller.party = ${party})))`;

/** Ids of the events that a naming condition finds by itself; undefined for any other condition. */
function namedEvents(sql: Sql, condition: Condition): string | undefined {
  switch (condition.kind) {
    case 'lot':
      return `select naming.event as id from (${lots(sql, condition.patterns, condition.lotKinds)}) as wanted
        cross join lateral (select event from event_lot where event_lot.lot = wanted.id
          and role = any(${sql.value(condition.roles)}::smallint[]) offset 0) as naming`;
    case 'link': {
      const type = condition.type === undefined ? '' : `and type = (${oneTerm(sql, condition.type)})`;
      return `select naming.event as id from (${terms(sql, condition.uris)}) as wanted
        cross join lateral (select event from event_link where event_link.value = wanted.id
          and kind = ${condition.link} ${type} offset 0) as naming`;
    }
    case 'eventId': {
      const ids = sql.value(condition.ids);
      const hashes = sql.value(condition.hashes);
      return `select id from event where event_id = any(${ids}::text[]) and declared_at is null
        union select id from event where hash = any(${hashes}::bytea[])
        union select event from event_declaration where hash = any(${hashes}::bytea[])
        union select event from event_declaration where event_id = any(${ids}::text[])`;
    }
    case 'declared':
      return 'select event as id from event_declaration';
    case 'eventType':
    case 'time':
    case 'action':
    case 'term':
    case 'within':
    case 'quantity':
      return undefined;
  }
}

function plain(sql: Sql, condition: Condition): string {
  switch (condition.kind) {
    case 'eventType':
      return eventType(sql, condition.codes, condition.extended);
    case 'time':
      return `e.${condition.column} ${condition.from ? '>=' : '<'} ${sql.value(condition.at)}::timestamptz`;
    case 'action':
      return `e.action = any(${sql.value(condition.codes)}::smallint[])`;
    case 'term':
      return `e.${condition.column} = any(array(${terms(sql, condition.uris)}))`;
    case 'within':
      return `e.${condition.column} = any(array(with recursive below (id) as (
        ${terms(sql, condition.uris)} union select place.id from below join place on place.parent = below.id)
        select id from below))`;
    case 'quantity':
      return quantity(sql, condition);
    case 'lot':
    case 'link':
    case 'eventId':
    case 'declared':
      throw new Error(`${condition.kind} names events`);
  }
}

function eventType(sql: Sql, codes: readonly number[], extended: readonly string[]): string {
  const known = `e.type = any(${sql.value(codes)}::smallint[])`;
  if (extended.length === 0) return known;
  return `(${known} or (e.type = ${EXTENDED_TYPE} and e.id in (
    select event from event_link where kind = ${LINK_KINDS.extendedType} and value in (${terms(sql, extended)}))))`;
}

function quantity(sql: Sql, { operator, value, uom }: Extract<Condition, { kind: 'quantity' }>): string {
  const unit = uom === undefined ? '' : `and amount.uom = (${oneTerm(sql, uom)})`;
  // Rows of membership keep a group number in `quantity`.
  return `exists (select from event_lot as amount where amount.event = e.id
    and amount.role not in (${Role.memberOf}, ${Role.member}) and amount.quantity ${operator} ${sql.value(value)}::numeric ${unit})`;
}

function terms(sql: Sql, uris: readonly string[]): string {
  return `select id from term where uri = any(${sql.value(uris)}::text[])`;
}

function oneTerm(sql: Sql, uri: string): string {
  return `select id from term where uri = ${sql.value(uri)}`;
}

function lots(sql: Sql, patterns: readonly LotPattern[], kinds: readonly number[]): string {
  const exact = patterns.filter(({ kind }) => kind === 'exact').map(({ uri }) => uri);
  const those = `kind = any(${sql.value(kinds)}::smallint[])`;
  const parts = patterns
    .filter(({ kind }) => kind === 'prefix')
    .map(
      ({ uri }) =>
        `select id from lot where uri >= ${sql.value(uri)} and uri < ${sql.value(uri + LAST)} and ${those}`,
    );
  if (exact.length > 0)
    parts.push(`select id from lot where uri = any(${sql.value(exact)}::text[]) and ${those}`);
  return parts.join(' union all ');
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `\n    where ${conditions.join('\n      and ')}`;
}
