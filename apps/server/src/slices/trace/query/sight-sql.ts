import { LOT_KINDS } from '../codes.ts';
import type { Sql } from './sql.ts';
import { numbersOf, type Viewer } from './visibility.ts';

/** How many events a party may have told for its lots to be gathered before the search. */
export const FEW_EVENTS = 2_000;

/** A trade item without lot, a place or a party is no thing that connects a chain. */
const LINKING = `kind not in (${LOT_KINDS.class}, ${LOT_KINDS.place}, ${LOT_KINDS.party})`;

/** The party as SQL; of one number the plan is the same as ever. */
export function partySql(sql: Sql, viewer: Extract<Viewer, { kind: 'party' }>): string {
  const numbers = numbersOf(viewer);
  return numbers.length === 1 ? `${sql.value(viewer.party)}::int` : `any(${sql.value(numbers)}::int[])`;
}

/** What a party told, alone or after another. */
export const OWN_EVENTS = (party: string): string => `
    select id from event where party = ${party} union select event as id from event_teller where party = ${party}`;

/** Lots that the events of `mine` name. */
export const LOTS_OF_MINE = `
    select distinct named_lot.lot from mine
    cross join lateral (select lot from event_lot where event_lot.event = mine.id offset 0) as named_lot
    cross join lateral (select from lot where lot.id = named_lot.lot and ${LINKING} offset 0) as linking`;

/** All that a party of few events sees. */
export const SEEN_BY_FEW = `select id from mine union select naming.event from my_lots
      cross join lateral (select event from event_lot where event_lot.lot = my_lots.lot offset 0) as naming`;

/** `is true` keeps the set of lots a hash table that is asked, instead of a join that walks through it. */
export const VISIBLE_TO_FEW = `(e.id in (select id from mine) or exists (
      select from (select lot from event_lot where event_lot.event = e.id offset 0) as named_lot
      where (named_lot.lot in (select lot from my_lots)) is true))`;

/** Whether a party of many events sees the event `e`. */
export const VISIBLE_TO_MANY = (party: string): string => `(e.party = ${party}
      or exists (select from event_teller where event_teller.event = e.id and event_teller.party = ${party})
      or exists (
        select from (select lot from event_lot where event_lot.event = e.id offset 0) as named_lot
        cross join lateral (select from lot where lot.id = named_lot.lot and ${LINKING} offset 0) as linking
        cross join lateral (select event from event_lot where event_lot.lot = named_lot.lot offset 0) as naming
        cross join lateral (select id, party from event where event.id = naming.event offset 0) as own
        where own.party = ${party}
          or exists (select from event_teller where event_teller.event = own.id and event_teller.party = ${party})))`;

/** Whose word on master data a viewer hears: that of owners, its own, an authority everybody's. */
export function heard(sql: Sql, viewer: Viewer, table: string): string {
  return viewer.kind === 'everything'
    ? 'true'
    : `(${table}.own or ${table}.party = any(${sql.value(numbersOf(viewer))}::int[]))`;
}
