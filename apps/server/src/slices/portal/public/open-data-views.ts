import type { Database } from '../../../kernel/db/database.ts';

/** One row of a data set; its columns in the order in which they are described. */
export type DataRow = Readonly<Record<string, string | number | null>>;

const AT_ONCE = 2_000;
const PERSONAL = `('household', 'familyFarm')`;

/** Rows of a table some thousand at a time, by number: nothing is held open in between. */
async function* byNumber(database: Database, text: string): AsyncGenerator<readonly DataRow[]> {
  for (let after = 0; ; ) {
    const { rows } = await database.pool.query<DataRow & { readonly nr: number }>(text, [after, AT_ONCE]);
    if (rows.length === 0) return;
    after = rows.at(-1)!.nr;
    yield rows;
    if (rows.length < AT_ONCE) return;
  }
}

/** Parties that are no natural persons and were not merged into others. */
export function partyData(database: Database): AsyncGenerator<readonly DataRow[]> {
  return byNumber(
    database,
    `select id as nr, public_id as id, kind, name_zh, name_en, uscc, division from party
      where id > $1 and kind not in ${PERSONAL} and merged_into is null order by party.id limit $2`,
  );
}

/** All registered products. */
export function productData(database: Database): AsyncGenerator<readonly DataRow[]> {
  return byNumber(
    database,
    `select d.id as nr, d.gtin, d.kind, d.name_zh, d.name_en, d.brand_zh, d.net_content,
            case when p.kind not in ${PERSONAL} then p.public_id end as party
       from product d left join party p on p.id = d.party where d.id > $1 order by d.id limit $2`,
  );
}
