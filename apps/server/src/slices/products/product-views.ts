import { normalName } from '@pinxin/rules/party-name';
import { gramsAsked } from '@pinxin/rules/search-grams';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { reachable, type Way } from '../../kernel/authority.ts';
import type { Database } from '../../kernel/db/database.ts';
import { countRows, readPage } from '../../kernel/db/keyset-page.ts';
import type { PageEnd } from '../../kernel/keyset.ts';
import { refsWithGrams } from '../../kernel/search/search-walks.ts';
import { tsqueryOfAll } from '../../kernel/search/tsquery.ts';

/** What a list of products is asked for. */
export interface ProductFilter {
  /** Part of the name or brand, or the beginning of a GTIN. */
  readonly q?: string | undefined;
  readonly kinds: readonly string[];
  readonly category?: string | undefined;
  /** Public id of the party that makes or packs them. */
  readonly party?: string | undefined;
  /** One product, by its 14 digits. */
  readonly gtin?: string | undefined;
}

/** How a list of products is ordered; a minus reverses. */
export const PRODUCT_SORTS = ['name', '-name', 'created', '-created', 'gtin', '-gtin'] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

/** A product in a list. */
export interface ListedProduct {
  readonly id: number;
  readonly publicId: string;
  readonly gtin: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly brandZh: string | null;
  readonly brandEn: string | null;
  readonly category: string | null;
  readonly netContent: string | null;
  readonly partyId: string | null;
  readonly partyZh: string | null;
  readonly partyEn: string | null;
  readonly demo: boolean;
  readonly createdAt: Date;
}

const ORDERS: Readonly<Record<'name' | 'created' | 'gtin', RawBuilder<unknown>>> = {
  name: sql`d.name_zh collate "zh-x-icu"`,
  created: sql`d.id`,
  gtin: sql`d.gtin`,
};
const FROM = sql`product d left join party o on o.id = d.party`;
const COLUMNS = sql`d.id, d.public_id as "publicId", d.gtin, d.kind, d.name_zh as "nameZh", d.name_en as "nameEn",
  d.brand_zh as "brandZh", d.brand_en as "brandEn", d.category, d.net_content as "netContent",
  o.public_id as "partyId", o.name_zh as "partyZh", o.name_en as "partyEn", d.is_demo as demo, d.created_at as "createdAt"`;

/** One page of the products that the asker's ways reach, with their number. */
export async function listProducts(
  database: Database,
  ways: readonly Way[],
  filter: ProductFilter,
  page: { readonly sort: ProductSort; readonly after?: PageEnd | undefined; readonly limit: number },
) {
  const where = conditionOf(ways, filter);
  const { sort, ...rest } = page;
  const order = ORDERS[sort.replace('-', '') as keyof typeof ORDERS];
  const wish = { ...rest, order, descending: sort.startsWith('-') };
  const query = { columns: COLUMNS, from: FROM, where, id: sql`d.id` };
  const read = await readPage<ListedProduct>(database, query, wish);
  return { ...read, count: await countRows(database, query) };
}

function conditionOf(ways: readonly Way[], filter: ProductFilter): RawBuilder<SqlBool> {
  const terms = [reachable(ways, { party: 'd.party', division: 'o.division' })];
  if (filter.kinds.length > 0) terms.push(sql<SqlBool>`d.kind = any(${[...filter.kinds]})`);
  if (filter.category !== undefined) terms.push(sql<SqlBool>`starts_with(d.category, ${filter.category})`);
  if (filter.party !== undefined) terms.push(sql<SqlBool>`o.public_id = ${filter.party}`);
  if (filter.gtin !== undefined) terms.push(sql<SqlBool>`d.gtin = ${filter.gtin}`);
  const name = normalName(filter.q ?? '');
  if (name !== '') {
    terms.push(sql<SqlBool>`(d.id in ${refsWithGrams('product', tsqueryOfAll(gramsAsked(name)), sql`strpos(e.normal, ${name}) > 0`)}
      or d.id in (select ref from search_code where kind = 'product'
        and code >= ${name.toUpperCase()} and code < ${`${name.toUpperCase()}\u{10ffff}`}))`);
  }
  return sql<SqlBool>`(${sql.join(terms, sql` and `)})`;
}
