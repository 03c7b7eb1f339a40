import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import { handPlacesOver } from '../places/place-store.ts';

/** Lets what points at one party point at another: keys, places, and what was merged before. Answers how many each. */
export async function repoint(
  tx: Tx,
  from: number,
  into: number,
  actor: string,
): Promise<{ readonly keys: number; readonly places: number; readonly relations: number }> {
  const keys = await tx.query
    .updateTable('api_key')
    .set({ party: into })
    .where('party', '=', from)
    .executeTakeFirst();
  const places = await handPlacesOver(tx, from, into, actor);
  await tx.query.updateTable('party').set({ merged_into: into }).where('merged_into', '=', from).execute();
  await sql`update search_entry set owner = ${into} where owner = ${from} and kind <> 'party'`.execute(
    tx.query,
  );
  return {
    keys: Number(keys.numUpdatedRows),
    places,
    relations: await repointRelations(tx, from, into),
  };
}

/** Relations follow, save those that would join the kept party to itself or say twice what is said: they stay where they are. */
async function repointRelations(tx: Tx, from: number, into: number): Promise<number> {
  const moved = await sql`
    update party_relation r
       set from_party = case when r.from_party = ${from} then ${into} else r.from_party end,
           to_party = case when r.to_party = ${from} then ${into} else r.to_party end
     where (r.from_party = ${from} or r.to_party = ${from})
       and ${into} not in (r.from_party, r.to_party)
       and not exists (select 1 from party_relation k
             where k.kind = r.kind and k.valid_from = r.valid_from
               and k.from_party = case when r.from_party = ${from} then ${into} else r.from_party end
               and k.to_party = case when r.to_party = ${from} then ${into} else r.to_party end)`.execute(
    tx.query,
  );
  return Number(moved.numAffectedRows ?? 0n);
}
