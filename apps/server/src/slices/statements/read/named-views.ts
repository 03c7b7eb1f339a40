import type { Database } from '../../../kernel/db/database.ts';
import type { Listed, StatementRow } from './list-views.ts';

/**
 * Names and codes of what a page lists, in its order. Apart from the page and under a name: to plan nine tables takes
 * longer than to read fifty rows of them.
 */
export async function namedStatements(
  { pool }: Pick<Database, 'pool'>,
  listed: readonly Listed[],
): Promise<readonly StatementRow[]> {
  if (listed.length === 0) return [];
  const { rows } = await pool.query<Omit<StatementRow, 'stored' | 'sortValue'>>({
    name: 'named-statements',
    text: NAMED,
    values: [listed.map(({ id }) => id)],
  });
  const found = new Map(rows.map(row => [row.id, row]));
  return listed.flatMap(({ id, stored, sortValue }) => {
    const row = found.get(id);
    return row === undefined ? [] : [{ ...row, stored, sortValue }];
  });
}

const NAMED = `select s.id, s.public_id as "publicId", s.kind, s.scheme, s.number,
    s.valid_from as "validFrom", s.valid_to as "validTo", s.issued_at as "issuedAt",
    i.public_id as "issuerId", i.name_zh as "issuerName", i.name_en as "issuerNameEn",
    case when s.party_id is not null then 'party' when s.place_id is not null then 'place'
      when s.product_id is not null then 'product' when s.brand_id is not null then 'brand' else 'lot' end as "subjectKind",
    coalesce(p.public_id, t.uri, d.gtin, b.public_id, o.uri) as "subjectId",
    coalesce(p.name_zh, l.name_zh, d.name_zh, b.name_zh) as "subjectName",
    coalesce(p.name_en, l.name_en, d.name_en, b.name_en) as "subjectNameEn",
    p.kind as "subjectPartyKind"
  from statement s join party i on i.id = s.issuer
    left join party p on p.id = s.party_id
    left join place l on l.id = s.place_id left join term t on t.id = s.place_id
    left join product d on d.id = s.product_id
    left join brand b on b.id = s.brand_id
    left join lot o on o.id = s.lot_id
  where s.id = any($1::bigint[])`;
