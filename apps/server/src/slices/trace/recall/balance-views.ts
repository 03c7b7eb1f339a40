import type { QuantityRow } from '@pinxin/lineage/mass-balance';
import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../../kernel/db/database.ts';
import { byContent } from './net-content.ts';

/** A transformation with its record's address and time. */
export interface BalancedEvent {
  readonly id: number;
  readonly hash: string;
  readonly time: Date;
}

/** Quantities of a lot in all transformations, and of the transformations (with their processes) that made it. */
export async function balanceRows(
  database: Database,
  lot: number,
): Promise<{ readonly rows: readonly QuantityRow[]; readonly madeBy: readonly BalancedEvent[] }> {
  const { rows } = await database.pool.query<
    QuantityRow & { hash: string; time: Date; made: boolean; net: string | null }
  >({
    name: 'balance-rows',
    text: `with own as (
             select el.event, el.role from event_lot el
              where el.lot = $1 and el.role in (${Role.input}, ${Role.output})
           ), made as (
             select event from own where role = ${Role.output}
             union
             select other.event from own
               join event_lot p on p.event = own.event and p.role = ${Role.process}
               join event_lot other on other.lot = p.lot and other.role = ${Role.process}
              where own.role = ${Role.output}
           ), wanted as (select event from made union select event from own)
           select el.event, el.lot, el.role, el.quantity::text as quantity,
                  regexp_replace(u.uri, '^.*[/:#]', '') as unit, g.net_content as net, encode(e.hash, 'hex') as hash, e.event_time as time,
                  el.event in (select event from made) as made
             from wanted join event e on e.id = wanted.event join event_lot el on el.event = e.id
             left join term u on u.id = el.uom
             left join lot l on l.id = el.lot
             left join product g on l.uri like 'https://id.gs1.org/01/%' and g.gtin = substr(l.uri, 23, 14)
            where e.declared_at is null and not exists (select from event_void v where v.event = e.id)
              and el.role in (${Role.input}, ${Role.output}, ${Role.process})
              and (el.lot = $1 or el.event in (select event from made))`,
    values: [lot],
  });
  const madeBy = new Map(
    rows.filter(row => row.made).map(row => [row.event, { id: row.event, hash: row.hash, time: row.time }]),
  );
  return {
    rows: rows.map(row => ({ ...row, ...byContent(row.quantity, row.unit, row.net) })),
    madeBy: [...madeBy.values()],
  };
}
