import type { BrandKind, BrandOrder } from '@pinxin/contract/public-pages';
import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';
import { schemesOfBrand } from './brand-use-views.ts';

/** A brand as its table has it, with its owner and how many may use it. */
export interface BrandRecord {
  readonly number: number;
  readonly id: string;
  readonly kind: BrandKind;
  readonly zh: string;
  readonly en: string | null;
  readonly category: string | null;
  readonly division: string | null;
  readonly owner: number;
  readonly ownerId: string;
  readonly ownerKind: string;
  readonly ownerZh: string;
  readonly ownerEn: string | null;
  readonly users: number;
}

/** Licences in force under the schemes by which the owner lets others use the brand; only regional brands have such. */
const USERS = `case when b.kind <> 'regional' then 0 else (
    select count(distinct s.subject_party)::int from statement s
    join statement_state st on st.statement = s.id and st.status = 'valid'
    where s.scheme in (${schemesOfBrand('b.id')}) and s.valid_from <= $1 and (s.valid_to is null or s.valid_to >= $1)
      and s.public_from <= $1) end`;

const COLUMNS = `b.id as number, b.public_id as id, b.kind, b.name_zh as zh, b.name_en as en, b.category, b.division, b.owner,
  o.public_id as "ownerId", o.kind as "ownerKind", o.name_zh as "ownerZh", o.name_en as "ownerEn", ${USERS} as users`;

const ORDERS: Readonly<Record<BrandOrder, string>> = {
  name: `b.kind = 'regional' desc, b.name_zh collate "zh-x-icu"`,
  users: 'users desc',
  newest: 'b.created_at desc',
};

/** Categories and divisions that brands have, for the filter. */
export async function brandChoices(
  database: Database,
): Promise<{ readonly categories: readonly string[]; readonly divisions: readonly string[] }> {
  const { rows } = await database.pool.query<{ categories: string[]; divisions: string[] }>(
    `select array(select distinct category from brand where category is not null order by 1 limit 200) as categories,
            array(select distinct division from brand where division is not null order by 1 limit 200) as divisions`,
  );
  return rows[0]!;
}

/** Brands by name, regional ones first, or in another order. */
export async function listBrands(
  database: Database,
  question: {
    readonly today: LocalDate;
    readonly kind?: BrandKind | undefined;
    readonly query?: string | undefined;
    readonly category?: string | undefined;
    /** Division code or its beginning. */
    readonly division?: string | undefined;
    readonly order?: BrandOrder;
    readonly owner?: number;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ readonly brands: readonly BrandRecord[]; readonly total: number }> {
  const { today, kind, query, category, division, owner, limit, offset } = question;
  const { rows } = await database.pool.query<BrandRecord & { readonly total: number }>(
    `select ${COLUMNS}, count(*) over ()::int as total from brand b join party o on o.id = b.owner
      where ($2::text is null or b.kind = $2) and ($4::int is null or b.owner = $4)
        and ($3::text is null or position($3 in lower(concat_ws(' ', b.name_zh, b.name_en, b.category,
          case when o.kind not in ('household', 'familyFarm') then concat_ws(' ', o.name_zh, o.name_en) end))) > 0)
        and ($7::text is null or b.category = $7) and ($8::text is null or starts_with(b.division, $8))
      order by ${ORDERS[question.order ?? 'name']}, b.id limit $5 offset $6`,
    [
      ...[today, kind ?? null, query?.toLowerCase() ?? null, owner ?? null, limit, offset],
      ...[category ?? null, division ?? null],
    ],
  );
  return { brands: rows, total: rows[0]?.total ?? 0 };
}

/** One brand. */
export async function readBrand(
  database: Database,
  id: string,
  today: LocalDate,
): Promise<BrandRecord | undefined> {
  const { rows } = await database.pool.query<BrandRecord>(
    `select ${COLUMNS} from brand b join party o on o.id = b.owner where b.public_id = $2`,
    [today, id],
  );
  return rows[0];
}

/** A product with who registered it. */
export interface ProductRecord {
  readonly gtin: string;
  readonly kind: string;
  readonly zh: string;
  readonly en: string | null;
  readonly brandZh: string | null;
  readonly brandEn: string | null;
  readonly net: string | null;
  readonly makerId: string | null;
  readonly makerKind: string | null;
  readonly makerZh: string | null;
  readonly makerEn: string | null;
}

/** Products of a party, or those that bear the name of a brand. */
export async function listProducts(
  database: Database,
  {
    party,
    brand,
    gtins,
    limit,
  }: {
    readonly party?: number;
    readonly brand?: string;
    readonly gtins?: readonly string[];
    readonly limit: number;
  },
): Promise<readonly ProductRecord[]> {
  const { rows } = await database.pool.query<ProductRecord>(
    `select d.gtin, d.kind, d.name_zh as zh, d.name_en as en, d.brand_zh as "brandZh", d.brand_en as "brandEn",
            d.net_content as net, o.public_id as "makerId", o.kind as "makerKind", o.name_zh as "makerZh", o.name_en as "makerEn"
       from product d left join party o on o.id = d.party
      where ($1::int is null or d.party = $1) and ($2::text is null or d.brand_zh = $2 or d.gtin = any($4::text[]))
      order by d.name_zh collate "zh-x-icu", d.id limit $3`,
    [party ?? null, brand ?? null, limit, gtins ?? []],
  );
  return rows;
}

/** Some lots of each of these products: those whose numbers sort last, which mostly are the youngest. */
export async function lotsOfProducts(
  database: Database,
  gtins: readonly string[],
  each: number,
  most: number,
): Promise<readonly { readonly uri: string; readonly zh: string; readonly en: string | null }[]> {
  const { rows } = await database.pool.query<{ uri: string; zh: string; en: string | null }>(
    `select l.uri, d.name_zh as zh, d.name_en as en from product d cross join lateral (
        select uri from lot where uri >= ('https://id.gs1.org/01/' || d.gtin || '/10/') collate "C"
          and uri < ('https://id.gs1.org/01/' || d.gtin || '/10/~') collate "C" and kind = 1 order by uri desc limit $2) l
      where d.gtin = any($1::text[]) order by d.gtin, l.uri desc limit $3`,
    [gtins, each, most],
  );
  return rows;
}
