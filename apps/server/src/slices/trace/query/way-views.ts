import type { CameOf } from '@pinxin/lineage/cover';
import { Role } from '@pinxin/lineage/role';
import type { Moment } from '../../../kernel/db/one-moment.ts';

/**
 * What these lots, and what they came of, came of: inputs of the transformations (and running processes) that made them,
 * what was put into a container that was used, the lot to which an item belongs. Voided events count for nothing. Times
 * don't: who put it in a crate that is used again and again is taken for a source, which only makes a balance milder.
 */
export async function waysBack(moment: Moment, lots: readonly number[]): Promise<readonly CameOf[]> {
  const { rows } = await moment.query<CameOf>({
    name: 'ways-back',
    text: `with recursive reach (lot) as (
             select unnest($1::bigint[])
             union
             select back.source from reach cross join lateral (${cameOf('reach.lot')}) as back
           )
           select distinct reach.lot, back.source from reach cross join lateral (${cameOf('reach.lot')}) as back`,
    values: [[...lots]],
  });
  return rows;
}

/** Each pair of roles in which one row's lot came of the other's. `offset 0`: one index search each, whatever is estimated. */
function cameOf(lot: string): string {
  return [
    [`in (${Role.output}, ${Role.process})`, `in (${Role.input}, ${Role.process})`],
    [`= ${Role.parentAdd}`, `= ${Role.childAdd}`],
    [`= ${Role.member}`, `= ${Role.memberOf}`],
  ]
    .map(
      ([own, other]) => `select source.lot as source
        from (select event from event_lot where lot = ${lot} and role ${own} offset 0) as told
        cross join lateral (select lot from event_lot where event = told.event and role ${other} offset 0) as source
       where source.lot <> ${lot} and not exists (select from event_void v where v.event = told.event)`,
    )
    .join(' union all ');
}
