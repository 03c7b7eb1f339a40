import { sql } from 'kysely';
import type { MergeFollower } from '../../parties/api.ts';

/**
 * Offices follow a party that was merged into another. Who holds the same office at both keeps the one at the party
 * that stands; the other ends with the merge.
 */
export const membershipsFollowMerge: MergeFollower = async (tx, from, into) => {
  await sql`
    update membership m set ended_at = ${tx.at}
     where m.party = ${from} and m.ended_at is null
       and exists (select 1 from membership k
             where k.party = ${into} and k.account = m.account and k.role = m.role and k.ended_at is null)`.execute(
    tx.query,
  );
  await tx.query
    .updateTable('membership')
    .set({ party: into })
    .where('party', '=', from)
    .where('ended_at', 'is', null)
    .execute();
};
