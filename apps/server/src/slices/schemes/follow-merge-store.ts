import { sql } from 'kysely';
import type { MergeFollower } from '../parties/api.ts';

/**
 * Applications, schemes and quotas follow a party that was merged into another.
 *
 * An application stays where it is when the other has one under way for the same mark and thing: one of the two is
 * abandoned by its officer, and both are seen. What an office did in a procedure stays its own: steps are history.
 */
export const schemesFollowMerge: MergeFollower = async (tx, from, into) => {
  await sql`
    update application a set applicant = ${into}
     where a.applicant = ${from}
       and not exists (select from application k where k.applicant = ${into} and k.client_id = a.client_id)
       and (a.state in ('draft', 'notAccepted', 'certified', 'rejected', 'abandoned')
         or not exists (select from application k
              where k.applicant = ${into} and k.scheme = a.scheme
                and coalesce(k.place, 0) = coalesce(a.place, 0) and coalesce(k.product, 0) = coalesce(a.product, 0)
                and coalesce(k.brand, 0) = coalesce(a.brand, 0)
                and k.state not in ('draft', 'notAccepted', 'certified', 'rejected', 'abandoned')))`.execute(
    tx.query,
  );
  await sql`update scheme set owner = ${into} where owner = ${from}`.execute(tx.query);
  await sql`insert into scheme_body (scheme, party) select scheme, ${into}::int from scheme_body where party = ${from}
    on conflict do nothing`.execute(tx.query);
  await sql`delete from scheme_body where party = ${from}`.execute(tx.query);
  await quotasFollow(tx, from, into);
};

/**
 * A quota follows as it is. Where both have one for the same season and yield, the area that is not labelled yet goes
 * over: what was allotted stays under its numbers, and together they bound exactly what they bounded before or, by
 * rounding to a hundredth of a mu, a little less.
 */
async function quotasFollow(tx: Parameters<MergeFollower>[0], from: number, into: number): Promise<void> {
  await sql`
    with pair as (
      select f.id as gone, k.id as kept, f.area_mu,
             least(f.area_mu, greatest(0.01, ceil(f.allotted_g / f.yield_kg_per_mu / 10) / 100)) as stays
        from brand_quota f join brand_quota k on k.scheme = f.scheme and k.season = f.season and k.party = ${into}
       where f.party = ${from} and k.yield_kg_per_mu = f.yield_kg_per_mu
         and (k.season_from, k.season_to) = (f.season_from, f.season_to)
       order by f.id for update of f, k),
    less as (update brand_quota q set area_mu = p.stays from pair p where q.id = p.gone and p.stays < p.area_mu)
    update brand_quota q set area_mu = q.area_mu + p.area_mu - p.stays from pair p
     where q.id = p.kept and p.stays < p.area_mu`.execute(tx.query);
  await sql`
    update brand_quota q set party = ${into}
     where q.party = ${from}
       and not exists (select from brand_quota k
             where k.party = ${into} and k.scheme = q.scheme and k.season = q.season)`.execute(tx.query);
}
