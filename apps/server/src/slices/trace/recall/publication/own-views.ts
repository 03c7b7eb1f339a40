import { Role } from '@pinxin/lineage/role';
import type { Database } from '../../../../kernel/db/database.ts';

/**
 * Of these lots those that are not a party's own: neither of a product that it registered nor made by it (output of its
 * transformation, or commissioned by it). Having held goods does not make them one's own.
 */
export async function lotsNotOwn(
  database: Database,
  party: number,
  lots: readonly number[],
): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ uri: string }>({
    name: 'lots-not-own',
    text: `select l.uri from lot l where l.id = any($2::bigint[])
             and not exists (select from product d where l.uri like 'https://id.gs1.org/01/%' and d.gtin = substr(l.uri, 23, 14)
               and d.party in (select id from party where id = $1 or merged_into = $1))
             and not exists (select from event_lot el join event e on e.id = el.event where el.lot = l.id and e.party = $1
               and (el.role = ${Role.output} or (el.role = ${Role.seen} and e.action = 1))
               and e.declared_at is null and not exists (select from event_void v where v.event = e.id))
            order by l.uri limit 100`,
    values: [party, lots],
  });
  return rows.map(({ uri }) => uri);
}

/** Public ids of the recalls that a party drafted or published, the latest first. */
export async function ownRecalls(database: Database, party: number): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ id: string }>({
    name: 'own-recalls',
    text: 'select public_id as id from recall where party = $1 order by id desc limit 500',
    values: [party],
  });
  return rows.map(({ id }) => id);
}
