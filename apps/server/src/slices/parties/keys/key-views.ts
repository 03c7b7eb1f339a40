import { sql } from 'kysely';
import { reachable, type Way } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** A key in a list: everything but its secret, which nobody knows. */
export interface ListedKey {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly partyId: string;
  readonly partyZh: string;
  readonly partyEn: string | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

const OWNED = { party: 'k.party', division: 'p.division' } as const;
const MOST = 500;

/** The keys within reach, newest first; those that work only, unless all are asked for. */
export async function listKeys(
  { query }: Pick<Database, 'query'>,
  ways: readonly Way[],
  { party, all }: { readonly party?: string | undefined; readonly all: boolean },
): Promise<readonly ListedKey[]> {
  const { rows } = await sql<ListedKey>`
    select k.public_id as id, k.label, k.scopes, p.public_id as "partyId", p.name_zh as "partyZh", p.name_en as "partyEn",
      k.created_at as "createdAt", k.revoked_at as "revokedAt"
    from api_key k join party p on p.id = k.party
    where ${reachable(ways, OWNED)} and (${party ?? null}::text is null or p.public_id = ${party ?? null})
      and (${all} or k.revoked_at is null)
    order by k.id desc limit ${MOST}`.execute(query);
  return rows;
}

/** Whose key it is; undefined when there is none. */
export async function keyOwner(
  tx: Pick<Tx, 'query'>,
  publicId: string,
): Promise<{ readonly party: number; readonly division: string | null } | undefined> {
  return await tx.query
    .selectFrom('api_key as k')
    .innerJoin('party as p', 'p.id', 'k.party')
    .select(['k.party', 'p.division'])
    .where('k.public_id', '=', publicId)
    .executeTakeFirst();
}

/** A party by its public id, and whether it has a working key of this name. */
export async function partyForKey(tx: Pick<Tx, 'query'>, publicId: string, label: string) {
  const { rows } = await sql<{ id: number; division: string | null; isNamed: boolean }>`
    select p.id, p.division,
      exists (select from api_key k where k.party = p.id and k.label = ${label} and k.revoked_at is null) as "isNamed"
    from party p where p.public_id = ${publicId} and p.merged_into is null`.execute(tx.query);
  return rows[0];
}
