import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../../kernel/db/database.ts';
import { counts } from '../lineage/custody-views.ts';
import { AMOUNT_ROLES } from '../lineage/graph-load-sql.ts';
import type { HoldingRow } from './holding-walk.ts';

const EVENT_COLUMNS = `e.id as event, (extract(epoch from e.event_time) * 1000)::float8 as time, e.type, e.action,
  e.party, coalesce(e.biz_location, e.read_point, 0) as place, substring(s.uri from '[A-Za-z_]+$') as step`;

/** A row with the lot that it is about. */
export interface LotRow extends HoldingRow {
  readonly lot: number;
}

/** Rows of these lots that tell how much, until `asOf` (ms; absent = all); declared wrong ones are left out. */
export async function holdingRows(
  database: Database,
  lots: readonly number[],
  asOf: number | undefined,
): Promise<readonly LotRow[]> {
  const { rows } = await database.pool.query<LotRow>({
    name: 'holding-rows',
    text: `select el.lot, el.role, el.quantity::text as quantity, regexp_replace(u.uri, '^.*[/:#]', '') as unit,
                  ${EVENT_COLUMNS}, c.lot as container
             from unnest($1::bigint[]) as wanted(lot)
             join event_lot el on el.lot = wanted.lot and el.role in (${AMOUNT_ROLES})
              and (el.quantity is not null or el.role = ${Role.childDelete})
             join event e on e.id = el.event
             left join term u on u.id = el.uom
             left join term s on s.id = e.biz_step
             left join lateral (
               select p.lot from event_lot p
                where p.event = e.id and p.role in (${Role.parentAdd}, ${Role.parentDelete})
                  and el.role in (${Role.childAdd}, ${Role.childDelete})
                order by p.lot limit 1) c on true
            where ($2::timestamptz is null or e.event_time <= $2) and ${counts('e')}`,
    values: [lots, asOf === undefined ? null : new Date(asOf)],
  });
  return rows;
}

/** Openings of these containers that let everything out (DELETE without a list of children), until `asOf`. */
export async function openingRows(
  database: Database,
  containers: readonly number[],
  asOf: number | undefined,
): Promise<readonly HoldingRow[]> {
  if (containers.length === 0) return [];
  const { rows } = await database.pool.query<HoldingRow>({
    name: 'opening-rows',
    text: `select el.role, null as quantity, null as unit, ${EVENT_COLUMNS}, el.lot as container
             from unnest($1::bigint[]) as wanted(lot)
             join event_lot el on el.lot = wanted.lot and el.role = ${Role.parentDelete}
             join event e on e.id = el.event
             left join term s on s.id = e.biz_step
            where not exists (select from event_lot c where c.event = e.id and c.role = ${Role.childDelete})
              and ($2::timestamptz is null or e.event_time <= $2) and ${counts('e')}`,
    values: [containers, asOf === undefined ? null : new Date(asOf)],
  });
  return rows;
}
