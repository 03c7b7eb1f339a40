import { sql } from 'kysely';
import type { Database } from '../../kernel/db/database.ts';
import { tidySearch } from '../../kernel/search/tidy-search-store.ts';
import type { Tx } from '../../kernel/transaction.ts';

/** A party as stored. */
export interface PartyRow {
  readonly id: number;
  readonly publicId: string;
  readonly uscc: string | null;
  readonly kind: string;
}

/** The parties with these credit codes, by code asked; the code of a merged party leads to the one that was kept. */
export async function partiesByUscc(
  tx: Pick<Tx, 'query'>,
  usccs: readonly string[],
): Promise<ReadonlyMap<string, PartyRow>> {
  if (usccs.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('party as asked')
    .innerJoin('party', join => join.on('party.id', '=', sql<number>`coalesce(asked.merged_into, asked.id)`))
    .select(['asked.uscc as asked', 'party.id', 'party.public_id as publicId', 'party.uscc', 'party.kind'])
    .where('asked.uscc', 'in', usccs)
    .execute();
  return new Map(rows.map(({ asked, ...row }) => [asked ?? '', row]));
}

/** Which of these PGLNs belong to another party than the one that wants it. */
export async function takenPglns(
  tx: Tx,
  wishes: readonly { readonly pgln: string; readonly uscc: string }[],
): Promise<ReadonlySet<string>> {
  if (wishes.length === 0) return new Set();
  const rows = await tx.query
    .selectFrom('party')
    .select(['pgln', 'uscc'])
    .where(
      'pgln',
      'in',
      wishes.map(wish => wish.pgln),
    )
    .execute();
  const wanted = new Map(wishes.map(wish => [wish.pgln, wish.uscc]));
  return new Set(rows.filter(row => wanted.get(row.pgln ?? '') !== row.uscc).map(row => row.pgln ?? ''));
}

/** Which of these codes lead to a party that was merged into another. */
export async function mergedUsccs(tx: Tx, usccs: readonly string[]): Promise<ReadonlySet<string>> {
  if (usccs.length === 0) return new Set();
  const rows = await tx.query
    .selectFrom('party')
    .select('uscc')
    .where('uscc', 'in', usccs)
    .where('merged_into', 'is not', null)
    .execute();
  return new Set(rows.map(row => row.uscc ?? ''));
}

/** The parties that turned out to be this one. */
export async function partiesMergedInto(database: Database, party: number): Promise<readonly number[]> {
  const { rows } = await database.pool.query<{ id: number }>({
    name: 'merged-into',
    text: 'select id from party where merged_into = $1',
    values: [party],
  });
  return rows.map(({ id }) => id);
}

/** Which of these are GS1 company prefixes that a party is registered with. */
export async function registeredPrefixes(
  database: Database,
  candidates: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ prefix: string }>({
    name: 'registered-prefixes',
    text: `select prefix from unnest($1::text[]) as prefix
           where exists (select from party where gs1_prefixes @> array[prefix])`,
    values: [candidates],
  });
  return rows.map(({ prefix }) => prefix);
}

/** Numbers of these URIs in `term`, made where they are missing. */
export async function internTerms(tx: Tx, uris: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const wanted = [...new Set(uris)];
  if (wanted.length === 0) return new Map();
  await sql`insert into term (uri) select unnest(${wanted}::text[]) on conflict (uri) do nothing`.execute(
    tx.query,
  );
  const rows = await tx.query.selectFrom('term').select(['id', 'uri']).where('uri', 'in', wanted).execute();
  return new Map(rows.map(row => [row.uri, row.id]));
}

/** Which party runs each of these places, where one is registered. */
export async function placeOwners(
  tx: Tx,
  uris: readonly string[],
): Promise<ReadonlyMap<string, number | null>> {
  if (uris.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('place')
    .innerJoin('term', 'term.id', 'place.id')
    .select(['term.uri', 'place.party'])
    .where('term.uri', 'in', uris)
    .execute();
  return new Map(rows.map(row => [row.uri, row.party]));
}

/** Keeps the digest of a new key. */
export async function saveKey(
  tx: Tx,
  key: {
    readonly publicId: string;
    readonly party: number;
    readonly digest: Buffer;
    readonly scopes: readonly string[];
    readonly label: string;
  },
): Promise<void> {
  await tx.query
    .insertInto('api_key')
    .values({
      public_id: key.publicId,
      party: key.party,
      secret_digest: key.digest,
      scopes: [...key.scopes],
      label: key.label,
      created_at: tx.at,
      revoked_at: null,
    })
    .execute();
}

/** Revokes a key; false when there is none, or it is revoked already. */
export async function revokeStoredKey(tx: Tx, publicId: string): Promise<boolean> {
  const result = await tx.query
    .updateTable('api_key')
    .set({ revoked_at: tx.at })
    .where('public_id', '=', publicId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Whose key this digest is, unless it was revoked. */
export async function callerByDigest(database: Database, digest: Buffer) {
  return await database.query
    .selectFrom('api_key')
    .innerJoin('party', 'party.id', 'api_key.party')
    .select([
      'party.id as party',
      'party.public_id as publicId',
      'party.kind as partyKind',
      'api_key.scopes as scopes',
    ])
    .where('api_key.secret_digest', '=', digest)
    .where('api_key.revoked_at', 'is', null)
    .executeTakeFirst();
}

/** Whether any key was ever issued: an instance without one is new. */
export async function hasAnyKey(database: Database): Promise<boolean> {
  const row = await database.query.selectFrom('api_key').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Owners of the places with these numbers. */
export async function placesOf(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, number | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query.selectFrom('place').select(['id', 'party']).where('id', 'in', ids).execute();
  return new Map(rows.map(row => [row.id, row.party]));
}

/** From now on every page says that its data is fictional; there is no way back for an instance that mixed both. */
export async function markDemo(tx: Tx): Promise<void> {
  await sql`insert into instance (name, value) values ('demo', '{}') on conflict (name) do nothing`.execute(
    tx.query,
  );
}

/** GS1 company prefixes that a party may mint under. */
export async function prefixesOf(tx: Tx, party: number): Promise<readonly string[]> {
  const row = await tx.query
    .selectFrom('party')
    .select('gs1_prefixes')
    .where('id', '=', party)
    .executeTakeFirst();
  return row?.gs1_prefixes ?? [];
}

/** Tells the planner what many new rows changed; it would find out by itself, but only after a minute of bad plans. */
export async function refreshStatistics(database: Database): Promise<void> {
  await tidySearch(database);
  await database.pool.query('analyze party, search_entry, search_code');
}
