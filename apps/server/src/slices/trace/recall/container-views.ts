import { Role } from '@pinxin/lineage/role';
import type { Moment } from '../../../kernel/db/one-moment.ts';
import { counts } from '../lineage/custody-views.ts';

/** A child went into a container (ADD). */
export interface PutRow {
  readonly child: number;
  readonly container: number;
  readonly event: number;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** A child came out of a container (DELETE); `child` null = everything did. */
export interface TakeRow extends Omit<PutRow, 'child'> {
  readonly child: number | null;
}

/** A lot's name, and the digest of an event (hexadecimal, the address of its record). */
export interface StayNames {
  readonly lots: ReadonlyMap<number, { readonly uri: string; readonly kind: number }>;
  readonly hashes: ReadonlyMap<number, string>;
}

/** The journal number that everything of this moment is up to. */
export async function watermarkOf(moment: Moment): Promise<number> {
  const head = await moment.query<{ seq: number }>('select seq from journal_head');
  return head.rows[0]?.seq ?? 0;
}

const TIME = '(extract(epoch from e.event_time) * 1000)::float8 as time';
/** The one container of an event (EPCIS 2.0 §7.4.2). */
const containerOf = (role: Role): string =>
  `cross join lateral (select lot from event_lot where event = e.id and role = ${role} order by lot limit 1) p`;

/** Every time that one of these went into a container, until `asOf` (ms; undefined = all). */
export async function putRows(
  moment: Moment,
  lots: readonly number[],
  asOf: number | undefined,
): Promise<readonly PutRow[]> {
  const { rows } = await moment.query<PutRow>({
    name: 'container-puts',
    text: `select distinct el.lot as child, p.lot as container, e.id as event, ${TIME}
             from unnest($1::bigint[]) as wanted(lot)
             join event_lot el on el.lot = wanted.lot and el.role = ${Role.childAdd}
             join event e on e.id = el.event ${containerOf(Role.parentAdd)}
            where ($2::timestamptz is null or e.event_time <= $2) and ${counts('e')}`,
    values: [lots, asOf === undefined ? null : new Date(asOf)],
  });
  return rows;
}

/** Every time that one of these, or everything in one of the containers, came out, until `asOf`. */
export async function takeRows(
  moment: Moment,
  lots: readonly number[],
  containers: readonly number[],
  asOf: number | undefined,
): Promise<readonly TakeRow[]> {
  const { rows } = await moment.query<TakeRow>({
    name: 'container-takes',
    text: `select distinct el.lot as child, p.lot as container, e.id as event, ${TIME}
             from unnest($1::bigint[]) as wanted(lot)
             join event_lot el on el.lot = wanted.lot and el.role = ${Role.childDelete}
             join event e on e.id = el.event ${containerOf(Role.parentDelete)}
            where ($3::timestamptz is null or e.event_time <= $3) and ${counts('e')}
           union all
           select distinct null::bigint, el.lot, e.id, ${TIME}
             from unnest($2::bigint[]) as wanted(lot)
             join event_lot el on el.lot = wanted.lot and el.role = ${Role.parentDelete}
             join event e on e.id = el.event
            where ($3::timestamptz is null or e.event_time <= $3) and ${counts('e')}
              and not exists (select from event_lot c where c.event = e.id and c.role = ${Role.childDelete})`,
    values: [lots, containers, asOf === undefined ? null : new Date(asOf)],
  });
  return rows;
}

/** What these numbers are called. */
export async function stayNames(
  moment: Moment,
  lots: readonly number[],
  events: readonly number[],
): Promise<StayNames> {
  const named = await moment.query<{ id: number; uri: string; kind: number }>({
    name: 'container-lots',
    text: 'select id, uri, kind from lot where id = any($1::bigint[])',
    values: [lots],
  });
  const told = await moment.query<{ id: number; hash: string }>({
    name: 'container-events',
    text: `select id, encode(hash, 'hex') as hash from event where id = any($1::bigint[])`,
    values: [events],
  });
  return {
    lots: new Map(named.rows.map(({ id, uri, kind }) => [id, { uri, kind }])),
    hashes: new Map(told.rows.map(({ id, hash }) => [id, hash])),
  };
}
