import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { reachable, type Way } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import { countRows, readPage } from '../../../kernel/db/keyset-page.ts';
import type { PageEnd } from '../../../kernel/keyset.ts';

/** What a list of brands is asked for. */
export interface BrandFilter {
  /** Part of the name. */
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  /** Beginning of a division code. */
  readonly division?: string | undefined;
  /** Public id of the owner. */
  readonly party?: string | undefined;
}

/** How a list of brands is ordered; a minus reverses. */
export const BRAND_SORTS = ['name', '-name', 'created', '-created'] as const;
export type BrandSort = (typeof BRAND_SORTS)[number];

/** A brand in a list. */
export interface ListedBrand {
  readonly id: number;
  readonly publicId: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly category: string | null;
  readonly division: string | null;
  readonly ownerId: string;
  readonly ownerZh: string;
  readonly ownerEn: string | null;
  readonly createdAt: Date;
}

const ORDERS: Readonly<Record<'name' | 'created', RawBuilder<unknown>>> = {
  name: sql`b.name_zh collate "zh-x-icu"`,
  created: sql`b.id`,
};
const FROM = sql`brand b join party o on o.id = b.owner`;
const COLUMNS = sql`b.id, b.public_id as "publicId", b.kind, b.name_zh as "nameZh", b.name_en as "nameEn", b.category,
  b.division, o.public_id as "ownerId", o.name_zh as "ownerZh", o.name_en as "ownerEn", b.created_at as "createdAt"`;

/** One page of the brands whose owners the asker's ways reach, with their number. */
export async function listBrands(
  database: Database,
  ways: readonly Way[],
  filter: BrandFilter,
  page: { readonly sort: BrandSort; readonly after?: PageEnd | undefined; readonly limit: number },
) {
  const { sort, ...rest } = page;
  const wish = {
    ...{ ...rest, order: ORDERS[sort.replace('-', '') as keyof typeof ORDERS] },
    descending: sort.startsWith('-'),
  };
  const query = { columns: COLUMNS, from: FROM, where: conditionOf(ways, filter), id: sql`b.id` };
  const read = await readPage<ListedBrand>(database, query, wish);
  return { ...read, count: await countRows(database, query) };
}

function conditionOf(ways: readonly Way[], { q, kind, division, party }: BrandFilter): RawBuilder<SqlBool> {
  const terms = [reachable(ways, { party: 'b.owner', division: 'o.division' })];
  if (kind !== undefined) terms.push(sql<SqlBool>`b.kind = ${kind}`);
  if (division !== undefined) terms.push(sql<SqlBool>`starts_with(b.division, ${division})`);
  if (party !== undefined) terms.push(sql<SqlBool>`o.public_id = ${party}`);
  if (q !== undefined)
    terms.push(sql<SqlBool>`(strpos(b.name_zh, ${q}) > 0 or strpos(lower(b.name_en), lower(${q})) > 0)`);
  return sql<SqlBool>`(${sql.join(terms, sql` and `)})`;
}
