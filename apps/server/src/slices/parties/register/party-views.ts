import { normalName } from '@pinxin/rules/party-name';
import { gramsAsked, mayBeCode } from '@pinxin/rules/search-grams';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { reachable, type Way } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import { countRows, type ListQuery, readPage } from '../../../kernel/db/keyset-page.ts';
import type { PageEnd } from '../../../kernel/keyset.ts';
import { refsWithGrams } from '../../../kernel/search/search-walks.ts';
import { tsqueryOfAll } from '../../../kernel/search/tsquery.ts';
import type { StoredParty } from './party-facts.ts';

/** What a list of parties is asked for. */
export interface PartyFilter {
  /** Part of the name, or the beginning of a code. */
  readonly q?: string | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** Beginning of the division code: 64, 6405, 640521. */
  readonly division?: string | undefined;
  readonly demo?: boolean | undefined;
  /** Parties that were merged into others instead of those that stand. */
  readonly merged?: boolean | undefined;
}

/** How a list is ordered; a minus reverses. */
export const PARTY_SORTS = [
  'name',
  '-name',
  'created',
  '-created',
  'code',
  '-code',
  'division',
  '-division',
] as const;
export type PartySort = (typeof PARTY_SORTS)[number];

/** A party in a list. */
export interface ListedParty extends StoredParty {
  readonly createdAt: Date;
  readonly mergedIntoId: string | null;
}

const ORDERS: Readonly<Record<'name' | 'created' | 'code' | 'division', RawBuilder<unknown>>> = {
  // Pinyin order of ICU; only for order, never for identity.
  name: sql`p.name_zh collate "zh-x-icu"`,
  created: sql`p.id`,
  code: sql`coalesce(p.uscc, '') collate "C"`,
  division: sql`coalesce(p.division, '') collate "C"`,
};

/** One page of the parties that the asker's ways reach. */
export async function listParties(
  database: Database,
  ways: readonly Way[],
  filter: PartyFilter,
  page: { readonly sort: PartySort; readonly after?: PageEnd | undefined; readonly limit: number },
) {
  const { sort, ...rest } = page;
  const order = ORDERS[sort.replace('-', '') as keyof typeof ORDERS];
  return await readPage<ListedParty>(database, listOf(ways, filter), {
    ...rest,
    order,
    descending: sort.startsWith('-'),
  });
}

/** How many parties a filter leaves, counted up to a bound. */
export async function countParties(
  database: Database,
  ways: readonly Way[],
  filter: PartyFilter,
): Promise<number> {
  return await countRows(database, { from: sql`party p`, where: conditionOf(ways, filter) });
}

function listOf(ways: readonly Way[], filter: PartyFilter): ListQuery {
  const from = sql`party p left join party kept on kept.id = p.merged_into`;
  return { columns: COLUMNS, from, where: conditionOf(ways, filter), id: sql`p.id` };
}

const COLUMNS = sql`p.id, p.public_id as "publicId", p.version, p.merged_into as "mergedInto", p.kind,
  p.name_zh as "nameZh", p.name_en as "nameEn", p.uscc, p.uscc_exception as "usccException", p.pgln,
  p.gs1_prefixes as "gs1Prefixes", p.division, p.address, p.phone, p.is_demo as demo, p.created_at as "createdAt",
  kept.public_id as "mergedIntoId"`;

function conditionOf(ways: readonly Way[], filter: PartyFilter): RawBuilder<SqlBool> {
  const terms: RawBuilder<SqlBool>[] = [
    reachable(ways, { party: 'p.id', division: 'p.division' }),
    filter.merged === true ? sql<SqlBool>`p.merged_into is not null` : sql<SqlBool>`p.merged_into is null`,
  ];
  if (filter.kinds !== undefined && filter.kinds.length > 0)
    terms.push(sql<SqlBool>`p.kind = any(${[...filter.kinds]})`);
  if (filter.division !== undefined) terms.push(sql<SqlBool>`starts_with(p.division, ${filter.division})`);
  if (filter.demo !== undefined) terms.push(sql<SqlBool>`p.is_demo = ${filter.demo}`);
  if (filter.q !== undefined && filter.q.trim() !== '') terms.push(namedOrCoded(filter.q));
  return sql<SqlBool>`(${sql.join(terms, sql` and `)})`;
}

function namedOrCoded(q: string): RawBuilder<SqlBool> {
  const name = normalName(q);
  const code = q.trim().toUpperCase();
  const named =
    name === ''
      ? sql<SqlBool>`false`
      : sql<SqlBool>`p.id in ${refsWithGrams('party', tsqueryOfAll(gramsAsked(name)), sql`strpos(e.normal, ${name}) > 0`)}`;
  if (!mayBeCode(code)) return named;
  return sql<SqlBool>`(${named} or p.id in (select ref from search_code
    where kind = 'party' and code >= ${code} and code < ${`${code}\u{10ffff}`}))`;
}

/** A party by its public id or credit code, merged or not, with the id of the one it was merged into. */
export async function findParty(database: Database, code: string): Promise<ListedParty | undefined> {
  const { rows } = await sql<ListedParty>`
    select ${COLUMNS} from party p left join party kept on kept.id = p.merged_into
     where p.public_id = ${code} or p.uscc = ${code} limit 1`.execute(database.query);
  return rows[0];
}

/** One state of a party in its history. */
export interface PartyVersion {
  readonly version: number;
  readonly at: Date;
  readonly actor: string;
  readonly cause: string;
  readonly reason: string | null;
  readonly mergedIntoId: string | null;
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly uscc: string | null;
  readonly usccException: string | null;
  readonly pgln: string | null;
  readonly gs1Prefixes: readonly string[];
  readonly division: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly demo: boolean;
}

/** All states of a party, oldest first. */
export async function versionsOf(database: Database, party: number): Promise<readonly PartyVersion[]> {
  const { rows } = await sql<PartyVersion>`
    select v.version, v.at, v.actor, v.cause, v.reason, kept.public_id as "mergedIntoId", v.kind,
           v.name_zh as "nameZh", v.name_en as "nameEn", v.uscc, v.uscc_exception as "usccException", v.pgln,
           v.gs1_prefixes as "gs1Prefixes", v.division, v.address, v.phone, v.is_demo as demo
      from party_version v left join party kept on kept.id = v.merged_into
     where v.party = ${party} order by v.version`.execute(database.query);
  return rows;
}
