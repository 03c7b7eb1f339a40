import type pg from 'pg';
import { LOT_KINDS } from '../codes.ts';
import type { Condition } from '../query/event-query.ts';
import { amongSql } from '../query/query-sql.ts';
import type { Viewer } from '../query/visibility.ts';
import type { EventFacts, LinkFact, LotFact } from './event-facts.ts';

/** A pool or the connection of a transaction. */
export type Reader = Pick<pg.ClientBase, 'query'>;

/** Which facts are asked for by anybody: the others are not read. */
export interface FactsWanted {
  readonly lots: boolean;
  readonly links: boolean;
  /** Numbers of the parties whose sight matters. */
  readonly parties: readonly number[];
}

interface Row {
  readonly id: number;
  readonly type: number;
  readonly action: number;
  readonly event_time: Date;
  readonly record_time: Date;
  readonly declared_at: Date | null;
  readonly biz_step: string | null;
  readonly disposition: string | null;
  readonly read_point: string | null;
  readonly biz_location: string | null;
}

/** The facts of these events, in the order of the ids. Each event is read once, whoever subscribed. */
export async function factsOf(
  reader: Reader,
  ids: readonly number[],
  wanted: FactsWanted,
): Promise<readonly EventFacts[]> {
  const rows = await eventRows(reader, ids);
  const lots = wanted.lots ? await lotFacts(reader, ids) : new Map<number, LotFact[]>();
  const links = wanted.links ? await linkFacts(reader, ids) : new Map<number, LinkFact[]>();
  const seen =
    wanted.parties.length > 0 ? await seenBy(reader, ids, wanted.parties) : new Map<number, Set<number>>();
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.flatMap(id => {
    const row = byId.get(id);
    if (row === undefined) return [];
    return [
      {
        ...{ id, type: row.type, action: row.action },
        eventTime: row.event_time.getTime(),
        recordTime: row.record_time.getTime(),
        declaredAt: row.declared_at?.getTime(),
        terms: {
          biz_step: row.biz_step ?? undefined,
          disposition: row.disposition ?? undefined,
          read_point: row.read_point ?? undefined,
          biz_location: row.biz_location ?? undefined,
        },
        lots: lots.get(id) ?? [],
        links: links.get(id) ?? [],
        seenBy: seen.get(id) ?? new Set<number>(),
      },
    ];
  });
}

async function eventRows(reader: Reader, ids: readonly number[]): Promise<readonly Row[]> {
  const { rows } = await reader.query<Row>({
    name: 'watched-events',
    text: `select e.id, e.type, e.action, e.event_time, e.record_time, e.declared_at, step.uri as biz_step,
             state.uri as disposition, read.uri as read_point, place.uri as biz_location
      from unnest($1::bigint[]) as asked (id)
      cross join lateral (select * from event where event.id = asked.id offset 0) as e
      left join term as step on step.id = e.biz_step left join term as state on state.id = e.disposition
      left join term as read on read.id = e.read_point left join term as place on place.id = e.biz_location`,
    values: [ids],
  });
  return rows;
}

async function lotFacts(reader: Reader, ids: readonly number[]): Promise<ReadonlyMap<number, LotFact[]>> {
  const { rows } = await reader.query<LotFact & { event: number }>({
    name: 'watched-lots',
    text: `select asked.id as event, named.role, lot.kind, lot.uri from unnest($1::bigint[]) as asked (id)
      cross join lateral (select lot, role from event_lot where event_lot.event = asked.id offset 0) as named
      cross join lateral (select kind, uri from lot where lot.id = named.lot offset 0) as lot`,
    values: [ids],
  });
  return grouped(rows, ({ role, kind, uri }) => ({ role, kind, uri }));
}

async function linkFacts(reader: Reader, ids: readonly number[]): Promise<ReadonlyMap<number, LinkFact[]>> {
  const { rows } = await reader.query<{ event: number; kind: number; type: string | null; value: string }>({
    name: 'watched-links',
    text: `select asked.id as event, link.kind, type.uri as type, value.uri as value
      from unnest($1::bigint[]) as asked (id)
      cross join lateral (select * from event_link where event_link.event = asked.id offset 0) as link
      cross join lateral (select uri from term where term.id = link.value offset 0) as value
      left join term as type on type.id = link.type`,
    values: [ids],
  });
  return grouped(rows, ({ kind, type, value }) => ({ kind, type: type ?? undefined, value }));
}

/**
 * Who of `parties` sees which event: who told it, alone or after another, and who told an event that names one of its
 * lots. The same rule as that of a query (query-sql.ts), asked for all parties at once; a test holds the two together.
 */
async function seenBy(
  reader: Reader,
  ids: readonly number[],
  parties: readonly number[],
): Promise<ReadonlyMap<number, Set<number>>> {
  const { rows } = await reader.query<{ event: number; party: number }>({
    name: 'watched-sight',
    text: `with asked as materialized (select unnest($1::bigint[]) as id),
      named as materialized (select asked.id as event, own.lot from asked
        cross join lateral (select lot from event_lot where event_lot.event = asked.id offset 0) as own),
      lots as materialized (select distinct named.lot from named
        cross join lateral (select from lot where lot.id = named.lot
          and kind not in (${LOT_KINDS.class}, ${LOT_KINDS.place}, ${LOT_KINDS.party}) offset 0) as linking),
      naming as materialized (select lots.lot, other.event from lots
        cross join lateral (select event from event_lot where event_lot.lot = lots.lot offset 0) as other),
      telling as materialized (select distinct naming.lot, e.party from naming
          cross join lateral (select party from event where event.id = naming.event offset 0) as e
          where e.party = any($2::int[])
        union select naming.lot, t.party from naming
          cross join lateral (select party from event_teller where event_teller.event = naming.event offset 0) as t
          where t.party = any($2::int[]))
      select asked.id as event, e.party from asked
        cross join lateral (select party from event where event.id = asked.id offset 0) as e where e.party = any($2::int[])
      union select asked.id, t.party from asked
        cross join lateral (select party from event_teller where event_teller.event = asked.id offset 0) as t
        where t.party = any($2::int[])
      union select named.event, telling.party from named join telling on telling.lot = named.lot`,
    values: [ids, parties],
  });
  const seen = new Map<number, Set<number>>();
  for (const { event, party } of rows) {
    const set = seen.get(event);
    if (set === undefined) seen.set(event, new Set([party]));
    else set.add(party);
  }
  return seen;
}

/** Which of these events meet conditions that their facts do not decide. */
export async function eventsMeeting(
  reader: Reader,
  conditions: readonly Condition[],
  viewer: Viewer,
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const { text, values } = amongSql(conditions, viewer, ids);
  const { rows } = await reader.query<{ id: number }>(text, [...values]);
  return new Set(rows.map(({ id }) => id));
}

function grouped<R extends { readonly event: number }, F>(
  rows: readonly R[],
  factOf: (row: R) => F,
): ReadonlyMap<number, F[]> {
  const groups = new Map<number, F[]>();
  for (const row of rows) {
    const group = groups.get(row.event);
    if (group === undefined) groups.set(row.event, [factOf(row)]);
    else group.push(factOf(row));
  }
  return groups;
}
