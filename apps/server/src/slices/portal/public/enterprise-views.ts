import type { Database } from '../../../kernel/db/database.ts';

/** A party as its table has it. */
export interface EnterpriseRecord {
  readonly number: number;
  readonly id: string;
  readonly kind: string;
  readonly zh: string;
  readonly en: string | null;
  readonly uscc: string | null;
  readonly division: string | null;
  /** The party that it turned out to be. */
  readonly mergedInto: string | null;
}

/** A party by the id that is shown. */
export async function readEnterprise(database: Database, id: string): Promise<EnterpriseRecord | undefined> {
  const { rows } = await database.pool.query<EnterpriseRecord>({
    name: 'public-enterprise',
    text: `select p.id as number, p.public_id as id, p.kind, p.name_zh as zh, p.name_en as en, p.uscc, p.division,
                  m.public_id as "mergedInto"
             from party p left join party m on m.id = p.merged_into where p.public_id = $1`,
    values: [id],
  });
  return rows[0];
}

/** Places of a party by name. */
export async function placesOfParty(
  database: Database,
  party: number,
  limit: number,
): Promise<
  readonly {
    readonly kind: string;
    readonly zh: string;
    readonly en: string | null;
    readonly division: string | null;
  }[]
> {
  const { rows } = await database.pool.query<{
    kind: string;
    zh: string;
    en: string | null;
    division: string | null;
  }>(
    `select kind, name_zh as zh, name_en as en, division from place where party = $1
      order by name_zh collate "zh-x-icu", id limit $2`,
    [party, limit],
  );
  return rows;
}

/** Announced recalls of a party's own, or of products that it registered; the latest first. */
export async function recallsOfParty(database: Database, party: number): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    `select r.public_id as id from recall r where r.state in ('published', 'ended') and (r.party = $1 or exists (
        select from recall_product x join product d on d.gtin = x.gtin where x.recall = r.id and d.party = $1))
      order by r.published_at desc, r.id desc limit 20`,
    [party],
  );
  return rows.map(({ id }) => id);
}
