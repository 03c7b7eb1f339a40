import { justBefore } from '@pinxin/lineage/just-before';
import type pg from 'pg';
import type { LineageQuestion } from '../lineage.ts';
import type { ShownAnswer } from './answers.ts';

/** Stands for the moment just before a time; times of histories are whole milliseconds. */
const JUST_BEFORE = '0.000001';

/** Events that count, their one container, and who was in what from when until when. `$2` = as of, ms. */
const STAYS = `
  told as materialized (
    select id, (extract(epoch from event_time) * 1000)::numeric as time from event
    where not exists (select from event_void where event_void.event = event.id)
      and (extract(epoch from event_time) * 1000)::numeric <= $2::numeric),
  r as materialized (select event, time, lot, role, quantity from event_lot join told on told.id = event_lot.event),
  parent as materialized (select event, min(lot) as lot, max(role) = 6 as taking, min(role) = 4 as putting
    from r where role in (4, 6) group by event),
  stay as materialized (
    select child.lot as child, parent.lot as container, child.time as since, coalesce((
      select min(gone.time) from parent as taken join told as gone on gone.id = taken.event
      where taken.taking and taken.lot = parent.lot and (gone.time, gone.id) > (child.time, child.event)
        and (not exists (select from r as named where named.event = gone.id and named.role = 7)
          or exists (select from r as named where named.event = gone.id and named.role = 7 and named.lot = child.lot))
      ), 'infinity') as until
    from r as child join parent on parent.event = child.event and parent.putting where child.role = 5)`;

/** A state is a lot affected from a time, or (carried) a container that carried affected goods for a while. */
const FORWARD = `
  with recursive ${STAYS},
  state(lot, since, until, carried) as (
    select lot, since::numeric, 'infinity'::numeric, false from unnest($1::bigint[], $3::text[]) as suspect(lot, since)
    union
    select next.* from state cross join lateral (
      select made.lot, made.time, 'infinity'::numeric, false from r as used join r as made on made.event = used.event
        where used.lot = state.lot and used.role in (1, 3) and made.role in (2, 3)
          and used.time >= state.since and used.time < state.until
      union all
      select one.lot, state.since, 'infinity', false from r as class join r as one on one.event = class.event
        where not state.carried and class.lot = state.lot and class.role = 12 and one.role = 13
          and one.quantity is not distinct from class.quantity
      union all
      select child, greatest(state.since, stay.since), 'infinity', false from stay
        where not state.carried and container = state.lot and state.since < stay.until and stay.since < stay.until
      union all
      select container, greatest(state.since, stay.since), least(state.until, stay.until), true from stay
        where child = state.lot and greatest(state.since, stay.since) < least(state.until, stay.until)
    ) as next)
  select 'lot' as kind, lot, min(since)::text as since, null as until from state where not carried group by lot
  union all
  select 'window', lot, lower(part)::text, upper(part)::text
    from (select lot, range_agg(numrange(since, until)) as windows from state where carried group by lot) as carrier
    cross join unnest(windows) as part
  union all
  select distinct 'event', used.event, null, null from state join r as used on used.lot = state.lot and used.role in (1, 3)
    where used.time >= state.since and used.time < state.until
  order by kind, lot, since`;

/** A state is a lot of which matters what was in it until a time, or a container that was used up at a time. */
const BACK = `
  with recursive ${STAYS},
  state(lot, until, opened) as (
    select lot, least(until::numeric, $2::numeric), false from unnest($1::bigint[], $3::text[]) as suspect(lot, until)
    union
    select next.* from state cross join lateral (
      select used.lot, used.time, opened from r as made join r as used on used.event = made.event
        cross join (values (false), (true)) as way(opened)
        where not state.opened and made.lot = state.lot and made.role in (2, 3) and used.role in (1, 3)
          and made.time <= state.until
      union all
      select class.lot, state.until, false from r as one join r as class on class.event = one.event
        where not state.opened and one.lot = state.lot and one.role = 13 and class.role = 12
          and one.quantity is not distinct from class.quantity
      union all
      select container, least(state.until, stay.until - ${JUST_BEFORE}), false from stay
        where not state.opened and child = state.lot and stay.since <= state.until and stay.since < stay.until
      union all
      select child, state.until, way.opened from stay cross join (values (false), (true)) as way(opened)
        where state.opened and container = state.lot and stay.since <= state.until and state.until < stay.until
    ) as next)
  select 'lot' as kind, lot, max(until)::text as since, null as until from state where not opened group by lot
  union all
  select distinct 'event', made.event, null, null from state join r as made on made.lot = state.lot and made.role in (2, 3)
    where not state.opened and made.time <= state.until
  order by kind, lot`;

/** A closure by one recursive query and nothing else: the rules once more, in another language. For small tables. */
export async function closureByPlainSql(
  client: Pick<pg.Pool, 'query'>,
  question: LineageQuestion,
): Promise<ShownAnswer> {
  const { direction, suspects, asOf = Infinity } = question;
  const never = direction === 'forward' ? '-infinity' : 'infinity';
  const { rows } = await client.query<{ kind: string; lot: number; since: string; until: string | null }>(
    direction === 'forward' ? FORWARD : BACK,
    [
      suspects.map(({ lot }) => lot),
      textOf(asOf),
      suspects.map(({ time }) => (time === undefined ? never : textOf(time))),
    ],
  );
  const carriers = new Map<number, number[]>();
  for (const { kind, lot, since, until } of rows) {
    if (kind !== 'window') continue;
    carriers.set(lot, [...(carriers.get(lot) ?? []), timeOf(since), timeOf(until ?? 'infinity')]);
  }
  const ofKind = (wanted: string) => rows.filter(({ kind }) => kind === wanted);
  return {
    lots: ofKind('lot').map(({ lot, since }) => [lot, timeOf(since)] as const),
    carriers: [...carriers].map(([carrier, windows]) => [carrier, pairsInOrder(windows)] as const),
    events: ofKind('event').map(({ lot }) => lot),
  };
}

function textOf(time: number): string {
  return Number.isFinite(time) ? String(time) : time > 0 ? 'infinity' : '-infinity';
}

function timeOf(text: string): number {
  const value = Number(text.replace(/infinity/i, 'Infinity'));
  return Number.isFinite(value) && value !== Math.round(value) ? justBefore(Math.round(value)) : value;
}

/** The query orders times as text. */
function pairsInOrder(windows: readonly number[]): number[] {
  const pairs = windows.flatMap((from, at) =>
    at % 2 === 0 ? [[from, windows[at + 1] as number] as const] : [],
  );
  return pairs.sort(([one], [other]) => one - other).flat();
}
