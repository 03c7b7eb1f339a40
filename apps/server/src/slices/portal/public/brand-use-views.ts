import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';

/** Codes of the schemes that license a brand: those that name it; where a scheme names none, its owner's brands. */
export function schemesOfBrand(brand: string): string {
  return `select x.code from scheme x join brand y on y.id = ${brand} where (x.brand = y.id or (x.brand is null and x.owner = y.owner))
      and exists (select from scheme_edition e where e.scheme = x.id and e.procedure = 'licenceOfBrand')`;
}

/** What one licensed user may label, and has had labelled, in its latest season. Whole grams. */
export interface QuotaRecord {
  readonly party: string;
  readonly season: string;
  readonly from: string;
  readonly to: string;
  readonly bound: number;
  readonly allotted: number;
  readonly labels: number;
}

/** Quotas under a brand on a day: of each user the latest season that has begun. */
export async function quotasOfBrand(
  database: Database,
  brand: number,
  on: LocalDate,
): Promise<readonly QuotaRecord[]> {
  const { rows } = await database.pool.query<QuotaRecord>(
    `select distinct on (q.scheme, q.party) p.public_id as party, q.season, q.season_from as "from", q.season_to as "to",
            q.bound_g as bound, q.allotted_g as allotted,
            (select coalesce(sum(l.labels), 0)::bigint from label_allotment l where l.quota = q.id) as labels
       from brand_quota q join scheme s on s.id = q.scheme join party p on p.id = q.party
      where s.code in (${schemesOfBrand('$1')}) and q.season_from <= $2
      order by q.scheme, q.party, q.season_from desc, q.id desc`,
    [brand, on],
  );
  return rows;
}

/** GTINs for which labels of a brand were allotted. */
export async function labelledProducts(database: Database, brand: number): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ gtin: string }>(
    `select distinct d.gtin from label_allotment l join brand_quota q on q.id = l.quota join scheme s on s.id = q.scheme
       join product d on d.id = l.product where s.code in (${schemesOfBrand('$1')}) order by d.gtin limit 200`,
    [brand],
  );
  return rows.map(({ gtin }) => gtin);
}
