import { Role } from '@pinxin/lineage/role';

const { input, output, process, parentAdd, childAdd, parentDelete, childDelete, memberOf, member } = Role;

/** What an event used, what it made, in which roles containers and contents are told. */
const USED = `in (${input}, ${process})`;
const MADE = `in (${output}, ${process})`;
const PARENT = `in (${parentAdd}, ${parentDelete})`;
const CHILD = `in (${childAdd}, ${childDelete})`;
const CONTAINMENT = `in (${parentAdd}, ${childAdd}, ${parentDelete}, ${childDelete})`;

/**
 * `role` of a returned row that is none: the journal's head (in `event`), and a node whose rows are all in the
 * answer (`event` = 1 when with its content).
 */
export const HEAD_ROW = -1;
export const NODE_ROW = -2;

/**
 * One index search for each row on the left, whatever the planner believes: estimates of a recursion are off by
 * orders of magnitude, and of an empty table for as long as nobody analysed it. `offset 0` forbids another order.
 */
const eachRow = (name: string, condition: string): string =>
  `cross join lateral (select event, lot, role from event_lot where ${condition} offset 0) as ${name}`;
const rowsOfLot = (name: string, lot: string, role: string): string =>
  eachRow(name, `lot = ${lot} and role ${role}`);
const rowsOfEvent = (name: string, event: string, role: string): string =>
  eachRow(name, `event = ${event} and role ${role}`);

/** From a lot's rows in one role to other rows of the same events. */
const step = (whole: boolean, own: string, other: string, condition = 'true'): string => `
    select other.lot, ${whole} as whole from (select reach.lot where ${condition}) as here
      ${rowsOfLot('own', 'here.lot', own)} ${rowsOfEvent('other', 'own.event', other)}`;

/** What a step leads to; `whole` says that the content of the lot (and, forward, its members) matters too. */
const FORWARD_STEPS = [
  step(true, USED, MADE),
  step(false, `= ${childAdd}`, `= ${parentAdd}`),
  step(true, `= ${parentAdd}`, `= ${childAdd}`, 'reach.whole'),
  step(true, `= ${memberOf}`, `= ${member}`, 'reach.whole'),
];
const BACK_STEPS = [
  step(true, MADE, USED),
  step(false, `= ${childAdd}`, `= ${parentAdd}`),
  step(true, `= ${parentAdd}`, `= ${childAdd}`, 'reach.whole'),
  step(false, `= ${member}`, `= ${memberOf}`),
];

/** A lot's own rows in one role, and the other rows of the same events. */
const rowsAround = (own: string, other: string, condition = 'true'): readonly string[] => [
  `select own.event, own.lot, own.role from node ${rowsOfLot('own', 'node.lot', own)} where ${condition}`,
  `select other.event, other.lot, other.role
    from (select distinct own.event from node ${rowsOfLot('own', 'node.lot', own)} where ${condition}) as shared
    ${rowsOfEvent('other', 'shared.event', other)}`,
];
const FORWARD_ROWS = [...rowsAround(USED, MADE), ...rowsAround(`= ${memberOf}`, `= ${member}`, 'node.whole')];
const BACK_ROWS = [...rowsAround(MADE, USED), ...rowsAround(`= ${member}`, `= ${memberOf}`)];

/**
 * Rows that tell in which containers a lot was and until when, and what was in it. Of the events that emptied a
 * container without naming children only the first after each packing is needed: a crate has thousands of them.
 */
const CONTAINMENT_ROWS = [
  `select own.event, own.lot, own.role from node ${rowsOfLot('own', 'node.lot', CHILD)}`,
  'select packed.event, packed.lot, packed.role from packed',
  `select emptied.event, emptied.lot, ${parentDelete}::smallint from packed
    cross join lateral (select event_time from event where id = packed.event offset 0) as packing
    cross join lateral (
      select gone.event, gone.lot from (select 1 offset 0) as one
        ${rowsOfLot('gone', 'packed.lot', `= ${parentDelete}`)}
        cross join lateral (select event_time from event where id = gone.event offset 0) as going
      where (going.event_time, gone.event) > (packing.event_time, packed.event)
        and not exists (select from event_void where event_void.event = gone.event)
        and not exists (select from event_lot as named where named.event = gone.event and named.role = ${childDelete})
        and not exists (select from event_lot as other
          where other.event = gone.event and other.role ${PARENT} and other.lot < gone.lot)
      order by going.event_time, gone.event limit 1) as emptied`,
  `select content.event, content.lot, content.role
    from (select distinct own.event from node ${rowsOfLot('own', 'node.lot', PARENT)} where node.whole) as handled
    ${rowsOfEvent('content', 'handled.event', CONTAINMENT)}`,
];

/**
 * The rows that decide what happens to, or led to, the given nodes ($1 lots, $2 whole or not), and beyond them, as
 * a guess that spares round trips, to what can be reached from there whatever the time: $3 nodes in all, nearest
 * first, and at most $4 rows. One statement, so one moment: the journal's head is of the same. Rows may come twice.
 */
function neighbourhood(steps: readonly string[], rows: readonly string[]): string {
  return `
  with recursive reach(lot, whole) as (
    select * from unnest($1::bigint[], $2::boolean[])
    union
    select next.lot, next.whole from reach cross join lateral (${steps.join(' union all ')}) as next
  ),
  known as materialized (select lot, whole from reach limit $3),
  node as materialized (select lot, bool_or(whole) as whole from known group by lot),
  packed as materialized (
    select parent.event, parent.lot, parent.role
    from (select distinct own.event from node ${rowsOfLot('own', 'node.lot', CHILD)}) as handled
    ${rowsOfEvent('parent', 'handled.event', PARENT)}),
  told as (${[...rows, ...CONTAINMENT_ROWS].join(' union all ')})
  select seq, null::float8, 0::bigint, ${HEAD_ROW}::smallint, 0 from journal_head
  union all
  select whole::int, null, lot, ${NODE_ROW}::smallint, 0 from node
  union all
  (select told.event, (extract(epoch from happening.event_time) * 1000)::float8, told.lot, told.role,
     coalesce(together.number, 0)
   from told cross join lateral (
     select event_time from event where id = told.event
       and not exists (select from event_void where event_void.event = told.event) offset 0) as happening
   left join lateral (
     select quantity::int as number from event_lot as one where one.event = told.event and one.role = told.role
       and one.lot = told.lot and told.role in (${memberOf}, ${member}) offset 0) as together on true
   limit $4)`;
}

/** By direction: see `neighbourhood`. */
export const NEIGHBOURHOOD = {
  forward: neighbourhood(FORWARD_STEPS, FORWARD_ROWS),
  back: neighbourhood(BACK_STEPS, BACK_ROWS),
} as const;
