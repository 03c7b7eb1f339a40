import { Role } from '@pinxin/lineage/role';
import type pg from 'pg';
import { IS_COMMISSIONING, isMereTest, MADE_QUANTITY, MEMBER_GROUP, TELLS_AMOUNT } from './graph-load-sql.ts';
import { isSettled, type LineageState } from './lineage-state.ts';

/** Events taken over at once; more are read page by page. */
const PAGE_EVENTS = 20_000;
/** Journal entries looked at in one page. */
const PAGE_ENTRIES = 5_000;

interface Entry {
  readonly seq: string;
  readonly ranges: readonly (readonly [first: number, last: number])[] | null;
  readonly voided: readonly number[] | null;
}

/**
 * Takes over what the journal tells since the watermark, up to its head. Rows of events never change, so that each
 * entry means the same whenever it is read; what counts no more is told by the entries themselves.
 * The state is changed within `changing` only.
 */
export async function catchUp(
  client: pg.ClientBase,
  state: LineageState,
  changing: (work: () => Promise<void>) => Promise<void>,
): Promise<void> {
  if (isSettled(state) && (await headOf(client)) <= state.graph.watermark) return;
  await changing(() => takeOver(client, state));
}

async function takeOver(client: pg.ClientBase, state: LineageState): Promise<void> {
  await client.query(
    'begin isolation level repeatable read, read only; set local enable_seqscan = off; set local jit = off',
  );
  try {
    const head = await headOf(client);
    while (state.graph.watermark < head) await takeOverPage(client, state, head);
    if (state.uncorrected.size > 0) await correctMade(client, state);
    if (state.graph.custody.stale.size > 0) await reseat(client, state);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Number of the last journal entry. */
export async function headOf(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ seq: string }>({
    name: 'lineage-head',
    text: 'select seq from journal_head',
  });
  return Number(rows[0]?.seq ?? 0);
}

/** Nothing is awaited between the changes: a failure leaves the state at one watermark. */
async function takeOverPage(client: pg.ClientBase, state: LineageState, head: number): Promise<void> {
  const { graph, made, uncorrected } = state;
  const { rows: entries } = await client.query<Entry>({
    name: 'lineage-entries',
    text: `select seq, facts->'ranges' as ranges, facts->'voided' as voided from journal
           where kind = 'events-captured' and seq > $1 and seq <= $2 order by seq limit $3`,
    values: [graph.watermark, head, PAGE_ENTRIES],
  });
  const page: Entry[] = [];
  let count = 0;
  for (const entry of entries) {
    if (count > 0 && count + eventsIn(entry) > PAGE_EVENTS) break;
    page.push(entry);
    count += eventsIn(entry);
  }
  const isLast = page.length === entries.length && entries.length < PAGE_ENTRIES;
  const watermark = isLast ? head : Number(page.at(-1)?.seq ?? head);
  const ranges = page.flatMap(entry => entry.ranges ?? []);
  const voided = page.flatMap(entry => entry.voided ?? []);
  const events = await eventsOf(client, ranges);
  const rows = await rowsOf(client, ranges);
  graph.append({ events, rows, voided }, watermark);
  for (const [at, quantity] of rows.quantity.entries()) {
    if (!Number.isNaN(quantity)) made.add(rows.lot[at] as number, quantity, rows.unit[at] as number);
  }
  for (const [at, lot] of rows.lot.entries()) if (rows.told[at] === 1) made.note(lot);
  for (const event of voided) uncorrected.add(event);
}

function eventsIn({ ranges }: Entry): number {
  return (ranges ?? []).reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

type Ranges = readonly (readonly [first: number, last: number])[];

const boundsOf = (ranges: Ranges) => [ranges.map(([first]) => first), ranges.map(([, last]) => last)];

async function eventsOf(client: pg.ClientBase, ranges: Ranges) {
  const { rows } = await client.query<number[]>({
    name: 'lineage-events',
    text: `select id::float8, (extract(epoch from event_time) * 1000)::float8, coalesce(biz_location, read_point, 0), party
           from unnest($1::bigint[], $2::bigint[]) as range(first, last)
           cross join lateral (select * from event where id between first and last offset 0) as event`,
    values: boundsOf(ranges),
    rowMode: 'array',
  } as never);
  return {
    ...{ id: rows.map(row => row[0] as number), time: rows.map(row => row[1] as number) },
    ...{ place: rows.map(row => row[2] as number), party: rows.map(row => row[3] as number) },
  };
}

async function rowsOf(client: pg.ClientBase, ranges: Ranges) {
  const { rows } = await client.query<number[]>({
    name: 'lineage-rows',
    text: `select event::float8, lot::float8, role, coalesce(uom, 0),
             case when role = ${Role.output} or ${IS_COMMISSIONING} then ${MADE_QUANTITY} else 'NaN' end, ${MEMBER_GROUP},
             ${TELLS_AMOUNT}::int
           from unnest($1::bigint[], $2::bigint[]) as range(first, last)
           cross join lateral (select * from event_lot where event between first and last offset 0) as told
           cross join lateral (select type, action, biz_step, biz_location from event where id = told.event offset 0) as event
           where not (role = ${Role.seen} and ${isMereTest('event')})`,
    values: boundsOf(ranges),
    rowMode: 'array',
  } as never);
  const column = (at: number) => rows.map(row => row[at] as number);
  return {
    ...{ event: column(0), lot: column(1), role: column(2), unit: column(3), quantity: column(4) },
    ...{ group: column(5), told: column(6) },
  };
}

interface AmountRow {
  readonly lot: number;
  readonly unit: number | null;
  readonly quantity: number | null;
}

/** Sums of which a part was declared wrong are added up anew. */
async function correctMade(client: pg.ClientBase, { made, uncorrected }: LineageState): Promise<void> {
  const { rows } = await client.query<AmountRow>(
    `select changed.lot::float8 as lot, counted.unit, counted.quantity
     from (select distinct lot from event_lot
       where event = any($1) and role in (${Role.output}, ${Role.seen}) and quantity is not null) as changed
     left join lateral (
       select coalesce(uom, 0) as unit, ${MADE_QUANTITY} as quantity from event_lot join event on event.id = event_lot.event
       where event_lot.lot = changed.lot and quantity is not null
         and (role = ${Role.output} or role = ${Role.seen} and ${IS_COMMISSIONING})
         and not exists (select from event_void where event_void.event = event.id)
       offset 0) as counted on true`,
    [[...uncorrected]],
  );
  for (const { lot } of rows) made.forget(lot);
  for (const { lot, unit, quantity } of rows) {
    if (quantity !== null && !Number.isNaN(quantity)) made.add(lot, quantity, unit ?? 0);
  }
  uncorrected.clear();
}

/** Lots whose last sighting was declared wrong: the graph keeps no mere sightings, so the tables are asked. */
async function reseat(client: pg.ClientBase, { graph }: LineageState): Promise<void> {
  const { rows } = await client.query<{ lot: number; event: number | null }>(
    `select stale.lot::float8 as lot, last.event::float8 as event
     from unnest($1::bigint[]) as stale(lot)
     left join lateral (
       select event_lot.event from event_lot join event on event.id = event_lot.event
       where event_lot.lot = stale.lot
         and not exists (select from event_void where event_void.event = event_lot.event)
         and not (event_lot.role = ${Role.seen} and ${isMereTest('event')})
       order by event.event_time desc, event.id desc limit 1) as last on true`,
    [[...graph.custody.stale]],
  );
  for (const { lot, event } of rows)
    graph.custody.reseat(lot, event !== null && graph.events.counts(event) ? event : 0);
}
