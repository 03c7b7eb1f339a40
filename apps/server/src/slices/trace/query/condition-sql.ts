import { Role } from '@pinxin/lineage/role';
import { EXTENDED_TYPE, LINK_KINDS, LOT_KINDS } from '../codes.ts';
import { attributeElements, within } from './attribute-sql.ts';
import type { Amount, Condition, LotPattern, Operator } from './event-query.ts';
import { fieldOfEvent, fieldRows } from './field-sql.ts';
import type { Sql } from './sql.ts';
import type { Viewer } from './visibility.ts';

/** Highest character there is: everything that begins with a prefix sorts before the prefix and this. */
const LAST = '\u{10ffff}';

/** What more events than this fulfil is not gathered. */
export const GATHERED = 5_000;

/** Conditions that find events by what the events name, through an index of names. */
export type NamingCondition = Extract<
  Condition,
  { kind: 'lot' | 'link' | 'field' | 'attribute' | 'eventId' | 'declared' | 'among' }
>;

/** Does this condition name something that events are found by? */
export function isNaming(condition: Condition): condition is NamingCondition {
  switch (condition.kind) {
    case 'lot':
    case 'link':
    case 'field':
    case 'eventId':
    case 'declared':
    case 'among':
      return true;
    case 'attribute':
      return condition.of !== 'readPoint' && condition.of !== 'bizLocation';
    case 'eventType':
    case 'time':
    case 'action':
    case 'term':
    case 'within':
    case 'quantity':
      return false;
  }
}

/** Ids of the events that a naming condition finds by itself. */
export function namedEvents(sql: Sql, condition: NamingCondition, viewer: Viewer): string {
  switch (condition.kind) {
    case 'lot':
      return byLots(lots(sql, condition), `role = any(${sql.value(condition.roles)}::smallint[])`);
    case 'link':
      return byLinks(terms(sql, condition.uris), linkKind(sql, condition));
    case 'field':
      return `select event as id from (${fieldRows(sql, condition)}) as found`;
    case 'attribute': {
      const elements = attributeElements(sql, condition, viewer);
      const kind = ATTRIBUTE_LINKS[condition.of];
      return kind === undefined
        ? byLots(lotsOfClasses(elements), `role not in (${Role.memberOf}, ${Role.member})`)
        : byLinks(elements, `kind = ${kind}`);
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
    case 'among':
      return `select unnest(${sql.value(condition.events)}::bigint[]) as id`;
  }
}

/**
 * Whether the condition holds of the event `e`, asked of each event on the way. `+ 0` keeps the planner on that way: it
 * knows neither how many places an array holds nor how many events they have, and would rather collect them all.
 */
export function holds(sql: Sql, condition: Condition, viewer: Viewer): string {
  switch (condition.kind) {
    case 'eventType':
      return eventType(sql, condition.codes, condition.extended);
    case 'time':
      return `e.${condition.column} ${condition.from ? '>=' : '<'} ${sql.value(condition.at)}::timestamptz`;
    case 'action':
      return `e.action = any(${sql.value(condition.codes)}::smallint[])`;
    case 'term':
      return `e.${condition.column} + 0 = any(array(${terms(sql, condition.uris)}))`;
    case 'within':
      if (condition.places !== undefined)
        return `e.${condition.column} = any(${sql.value(condition.places)}::int[])`;
      return `e.${condition.column} + 0 = any(array(${within(sql, terms(sql, condition.uris), viewer)}))`;
    case 'quantity':
      return quantity(sql, condition.operator, condition.amounts);
    case 'lot':
      return `exists (select from (select lot, role from event_lot where event_lot.event = e.id offset 0) as named_lot
        cross join lateral (select uri, kind from lot where lot.id = named_lot.lot offset 0) as named
        where named_lot.role = any(${sql.value(condition.roles)}::smallint[])
          and named.kind = any(${sql.value(condition.lotKinds)}::smallint[]) and (${alike(sql, condition.patterns)}))`;
    case 'link':
      return `exists (select from (select kind, type, value from event_link where event_link.event = e.id offset 0) as pointed
        where ${linkKind(sql, condition)} and value = any(array(${terms(sql, condition.uris)})))`;
    case 'field':
      return fieldOfEvent(sql, condition);
    case 'attribute':
      if (condition.of === 'readPoint' || condition.of === 'bizLocation') {
        const column = condition.of === 'readPoint' ? 'read_point' : 'biz_location';
        return `e.${column} = any(array(${attributeElements(sql, condition, viewer)}))`;
      }
      return `e.id in (${namedEvents(sql, condition, viewer)})`;
    case 'eventId':
    case 'declared':
    case 'among':
      return `e.id in (${namedEvents(sql, condition, viewer)})`;
  }
}

const ATTRIBUTE_LINKS: Readonly<Record<string, number>> = {
  bizTransaction: LINK_KINDS.bizTransaction,
  source: LINK_KINDS.source,
  destination: LINK_KINDS.destination,
};

/** A lot that no event names so is a row without event: many lots are too many to gather as well. */
function byLots(wanted: string, condition: string): string {
  return `select naming.event as id from (${wanted}) as wanted
        left join lateral (select event from event_lot where event_lot.lot = wanted.id and ${condition} offset 0) as naming on true`;
}

function byLinks(wanted: string, condition: string): string {
  return `select naming.event as id from (${wanted}) as wanted (id)
        cross join lateral (select event from event_link where event_link.value = wanted.id and ${condition} offset 0) as naming`;
}

function linkKind(sql: Sql, { link, type }: Extract<Condition, { kind: 'link' }>): string {
  return `kind = ${link}${type === undefined ? '' : ` and type = (${oneTerm(sql, type)})`}`;
}

function eventType(sql: Sql, codes: readonly number[], extended: readonly string[]): string {
  const known = `e.type = any(${sql.value(codes)}::smallint[])`;
  if (extended.length === 0) return known;
  return `(${known} or (e.type = ${EXTENDED_TYPE} and exists (
    select from event_link as typed where typed.event = e.id and typed.kind = ${LINK_KINDS.extendedType}
      and typed.value = any(array(${terms(sql, extended)})))))`;
}

function quantity(sql: Sql, operator: Operator, amounts: readonly Amount[]): string {
  const tests = amounts.map(({ uom, value }) => {
    const unit = uom === undefined ? '' : ` and amount.uom = (${oneTerm(sql, uom)})`;
    return `amount.quantity ${operator} ${sql.value(value)}::numeric${unit}`;
  });
  // Rows of membership keep a group number in `quantity`.
  return `exists (select from (select role, quantity, uom from event_lot where event_lot.event = e.id offset 0) as amount
    where amount.role not in (${Role.memberOf}, ${Role.member}) and (${tests.join(' or ')}))`;
}

/** Numbers of words by their URIs. */
export function terms(sql: Sql, uris: readonly string[]): string {
  return `select id from term where uri = any(${sql.value(uris)}::text[])`;
}

function oneTerm(sql: Sql, uri: string): string {
  return `select id from term where uri = ${sql.value(uri)}`;
}

function lots(sql: Sql, { patterns, lotKinds }: Extract<Condition, { kind: 'lot' }>): string {
  const exact = patterns.filter(({ kind }) => kind === 'exact').map(({ uri }) => uri);
  const those = `kind = any(${sql.value(lotKinds)}::smallint[])`;
  const parts = patterns
    .filter(({ kind }) => kind === 'prefix')
    .map(
      ({ uri }) =>
        // In this order and no further, so that the index of names is walked.
        `(select id from lot where uri >= ${sql.value(uri)} and uri < ${sql.value(uri + LAST)} and ${those}
          order by uri limit ${GATHERED + 1})`,
    );
  if (exact.length > 0)
    parts.push(`select id from lot where uri = any(${sql.value(exact)}::text[]) and ${those}`);
  return parts.join(' union all ');
}

function alike(sql: Sql, patterns: readonly LotPattern[]): string {
  const exact = patterns.filter(({ kind }) => kind === 'exact').map(({ uri }) => uri);
  const parts = patterns
    .filter(({ kind }) => kind === 'prefix')
    .map(({ uri }) => `(named.uri >= ${sql.value(uri)} and named.uri < ${sql.value(uri + LAST)})`);
  if (exact.length > 0) parts.push(`named.uri = any(${sql.value(exact)}::text[])`);
  return parts.join(' or ');
}

/** Lots and items of the classes whose master data is asked for: master data stands at the class, events name lots. */
function lotsOfClasses(elements: string): string {
  const kinds = `kind in (${LOT_KINDS.lot}, ${LOT_KINDS.item}, ${LOT_KINDS.class}, ${LOT_KINDS.other})`;
  return `select owned.id from (${elements}) as described (element) join term on term.id = described.element
    cross join lateral (
      select id from lot where uri = term.uri and ${kinds}
      union all select id from lot where uri >= term.uri || '/' and uri < term.uri || '/${LAST}' and ${kinds}) as owned`;
}
