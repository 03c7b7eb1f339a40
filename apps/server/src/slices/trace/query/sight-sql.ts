import { Sql, type Statement } from './sql.ts';
import { numbersOf, type Viewer } from './visibility.ts';

/** A viewer that does not see everything. */
export type PartyViewer = Extract<Viewer, { kind: 'party' }>;

/** The party as SQL; of one number the plan is the same as ever. */
function partySql(sql: Sql, viewer: PartyViewer): string {
  const numbers = numbersOf(viewer);
  return numbers.length === 1 ? `${sql.value(viewer.party)}::int` : `any(${sql.value(numbers)}::int[])`;
}

/**
 * Ids of all events that a party sees, some of them twice: what it told, alone or after another, and what names a lot
 * that it told of.
 */
export function seenEvents(sql: Sql, viewer: PartyViewer): string {
  const party = partySql(sql, viewer);
  return `select id from event where party = ${party}
        union all select event from event_teller where party = ${party}
        union all select naming.event from (select lot from party_lot where party = ${party} offset 0) as told_of
        cross join lateral (select event from event_lot where event_lot.lot = told_of.lot offset 0) as naming`;
}

/**
 * Whether a party sees the event `e`: its cost is that of the lots which the event names. Few lots of the party are
 * put into a hash table once; `is true` keeps it a table that is asked, instead of a join that walks through it.
 */
export function isSeen(sql: Sql, viewer: PartyViewer): string {
  const party = partySql(sql, viewer);
  const named = 'select lot from event_lot where event_lot.event = e.id offset 0';
  if (viewer.fewLots === true) {
    return `(e.party = ${party}
      or exists (select from (${named}) as named_lot
        where (named_lot.lot in (select lot from party_lot where party = ${party})) is true)
      or (e.id in (select event from event_teller where party = ${party})) is true)`;
  }
  return `(e.party = ${party}
      or exists (
        select from (${named}) as named_lot
        cross join lateral (select from party_lot where party_lot.party = ${party} and party_lot.lot = named_lot.lot limit 1) as told_of)
      or exists (select from event_teller where event_teller.event = e.id and event_teller.party = ${party}))`;
}

/** Lots and events of others that are read once for a question. */
const FEW_LOTS = 20_000;

/** Whether what a party told of is so little: `few`. */
export function fewLotsSql(viewer: PartyViewer): Statement {
  const sql = new Sql();
  const party = partySql(sql, viewer);
  const upTo = (table: string): string =>
    `(select count(*) from (select from ${table} where party = ${party} limit ${FEW_LOTS + 1}) as counted) <= ${FEW_LOTS}`;
  return sql.statement(`select ${upTo('party_lot')} and ${upTo('event_teller')} as few`);
}

/** Whose word on master data a viewer hears: that of owners, its own, an authority everybody's. */
export function heard(sql: Sql, viewer: Viewer, table: string): string {
  return viewer.kind === 'everything'
    ? 'true'
    : `(${table}.own or ${table}.party = any(${sql.value(numbersOf(viewer))}::int[]))`;
}
