import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { reachable, type Way } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import { countRows, readPage } from '../../../kernel/db/keyset-page.ts';
import type { PageEnd } from '../../../kernel/keyset.ts';

/** What a list of places is asked for. */
export interface PlaceFilter {
  /** Part of the name, or of the GLN. */
  readonly q?: string | undefined;
  readonly kinds: readonly string[];
  readonly division?: string | undefined;
  /** Public id of the party that runs them. */
  readonly party?: string | undefined;
}

/** How a list of places is ordered; a minus reverses. */
export const PLACE_SORTS = [
  'name',
  '-name',
  'created',
  '-created',
  'division',
  '-division',
  'area',
  '-area',
] as const;
export type PlaceSort = (typeof PLACE_SORTS)[number];

/** A place in a list. */
export interface ListedPlace {
  readonly id: number;
  readonly uri: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly division: string | null;
  readonly areaMu: string | null;
  readonly parent: string | null;
  readonly partyId: string | null;
  readonly partyZh: string | null;
  readonly partyEn: string | null;
  readonly demo: boolean;
  readonly version: number;
}

const ORDERS: Readonly<Record<'name' | 'created' | 'division' | 'area', RawBuilder<unknown>>> = {
  name: sql`w.name_zh collate "zh-x-icu"`,
  created: sql`w.id`,
  division: sql`coalesce(w.division, '') collate "C"`,
  // Hundredths of a mu: whole numbers travel in page tokens.
  area: sql`coalesce((w.area_mu * 100)::int, 0)`,
};
const FROM = sql`place w join term t on t.id = w.id left join party o on o.id = w.party left join term above on above.id = w.parent`;
const COLUMNS = sql`w.id, t.uri, w.kind, w.name_zh as "nameZh", w.name_en as "nameEn", w.division,
  w.area_mu as "areaMu", above.uri as parent, o.public_id as "partyId", o.name_zh as "partyZh", o.name_en as "partyEn",
  w.is_demo as demo, w.version`;

/** One page of the places that the asker's ways reach, with their number. */
export async function listPlaces(
  database: Database,
  ways: readonly Way[],
  filter: PlaceFilter,
  page: { readonly sort: PlaceSort; readonly after?: PageEnd | undefined; readonly limit: number },
) {
  const where = conditionOf(ways, filter);
  const { sort, ...rest } = page;
  const order = ORDERS[sort.replace('-', '') as keyof typeof ORDERS];
  const wish = { ...rest, order, descending: sort.startsWith('-') };
  const read = await readPage<ListedPlace>(
    database,
    { columns: COLUMNS, from: FROM, where, id: sql`w.id` },
    wish,
  );
  return { ...read, count: await countRows(database, { from: FROM, where }) };
}

function conditionOf(ways: readonly Way[], filter: PlaceFilter): RawBuilder<SqlBool> {
  const terms = [reachable(ways, { party: 'w.party', division: 'o.division' })];
  if (filter.kinds.length > 0) terms.push(sql<SqlBool>`w.kind = any(${[...filter.kinds]})`);
  if (filter.division !== undefined) terms.push(sql<SqlBool>`starts_with(w.division, ${filter.division})`);
  if (filter.party !== undefined) terms.push(sql<SqlBool>`o.public_id = ${filter.party}`);
  const q = filter.q?.normalize('NFKC').trim() ?? '';
  if (q !== '') terms.push(sql<SqlBool>`(strpos(w.name_zh, ${q}) > 0 or strpos(t.uri, ${q}) > 0)`);
  return sql<SqlBool>`(${sql.join(terms, sql` and `)})`;
}
