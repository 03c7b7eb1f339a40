import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../../kernel/db/database.ts';
import { IS_COMMISSIONING, isMereTest, MADE_QUANTITY, TELLS_AMOUNT } from './graph-load-sql.ts';
import { MadeAmounts } from './made-amounts.ts';

/** An event that saw a lot. */
export interface Sighting {
  readonly event: number;
  readonly time: number;
  readonly place: number;
  readonly party: number;
  /** It used the lot as input and made no more of it. */
  readonly used: boolean;
}

/** Events that were declared wrong count for nothing. */
export const counts = (event: string) =>
  `${event}.declared_at is null and not exists (select from event_void v where v.event = ${event}.id)`;

/**
 * The last event until `asOf` (ms) that names each lot. What merely tested it and does not say where it is
 * afterwards (no bizLocation) does not move it.
 */
export async function lastEvents(
  database: Database,
  lots: readonly number[],
  asOf: number,
): Promise<ReadonlyMap<number, Sighting>> {
  if (lots.length === 0) return new Map();
  const { rows } = await database.pool.query<{
    lot: number;
    event: number;
    time: Date;
    place: number;
    party: number;
    used: boolean;
  }>({
    name: 'last-events',
    text: `select wanted.lot, last.* from unnest($1::bigint[]) as wanted(lot) cross join lateral (
             select e.id as event, e.event_time as time, coalesce(e.biz_location, e.read_point, 0) as place, e.party,
                    exists (select from event_lot i where i.event = e.id and i.lot = wanted.lot and i.role = ${Role.input})
                    and not exists (select from event_lot o where o.event = e.id and o.lot = wanted.lot and o.role = ${Role.output}) as used
               from event_lot el join event e on e.id = el.event
              where el.lot = wanted.lot and e.event_time <= $2 and ${counts('e')}
                and not (el.role = ${Role.seen} and ${isMereTest('e')})
              order by e.event_time desc, e.id desc limit 1) last`,
    values: [lots, new Date(asOf)],
  });
  return new Map(
    rows.map(({ lot, event, time, place, party, used }) => [
      lot,
      { event, time: time.getTime(), place, party, used },
    ]),
  );
}

/** The container that each of these is directly in at `asOf`: gone in by ADD and not come out by DELETE until then. */
export async function staysAt(
  database: Database,
  lots: readonly number[],
  asOf: number,
): Promise<readonly { readonly child: number; readonly parent: number }[]> {
  if (lots.length === 0) return [];
  const { rows } = await database.pool.query<{ child: number; parent: number }>({
    name: 'stays-at',
    text: `select distinct on (wanted.lot) wanted.lot as child, p.lot as parent
             from unnest($1::bigint[]) as wanted(lot)
             join event_lot el on el.lot = wanted.lot and el.role = ${Role.childAdd}
             join event e on e.id = el.event and e.event_time <= $2 and ${counts('e')}
             join event_lot p on p.event = e.id and p.role = ${Role.parentAdd}
            where not exists (
                    select from event_lot out join event d on d.id = out.event
                     where out.lot = p.lot and out.role = ${Role.parentDelete}
                       and (d.event_time, d.id) > (e.event_time, e.id) and d.event_time <= $2
                       and ${counts('d')}
                       and (exists (select from event_lot c where c.event = d.id and c.role = ${Role.childDelete} and c.lot = wanted.lot)
                         or not exists (select from event_lot c where c.event = d.id and c.role = ${Role.childDelete})))
            order by wanted.lot, e.event_time desc, e.id desc`,
    values: [lots, new Date(asOf)],
  });
  return rows;
}

/** How much was made of these lots, and of which of them anybody said how much; by their place in the list. */
export async function amountsTold(database: Database, lots: readonly number[]): Promise<MadeAmounts> {
  const { rows } = await database.pool.query<{ n: number; unit: number; quantity: number }>({
    name: 'amounts-told',
    text: `select wanted.n::int, coalesce(uom, 0) as unit,
                  case when ${counts('e')} and (role = ${Role.output} or ${IS_COMMISSIONING}) then ${MADE_QUANTITY} else 'NaN' end
                    as quantity
             from unnest($1::bigint[]) with ordinality as wanted(id, n)
             join event_lot on lot = wanted.id join event e on e.id = event
            where ${TELLS_AMOUNT}`,
    values: [lots],
  });
  const amounts = new MadeAmounts();
  for (const { n, unit, quantity } of rows) {
    amounts.note(n - 1);
    if (!Number.isNaN(quantity)) amounts.add(n - 1, quantity, unit);
  }
  return amounts;
}
