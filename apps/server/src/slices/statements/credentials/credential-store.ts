import { sql } from 'kysely';
import { binaryArray } from '../../../kernel/db/binary-array.ts';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** A credential to be written. */
export interface NewCredential {
  readonly publicId: string;
  readonly statement: number | null;
  readonly party: number;
  readonly key: number;
  readonly list: number;
  readonly position: number;
  readonly secured: string;
  readonly request?: string;
}

/** Writes credentials; their numbers, in the order given. */
export async function insertCredentials(tx: Tx, given: readonly NewCredential[]): Promise<readonly number[]> {
  const numbers = (name: 'party' | 'key' | 'list' | 'position') => given.map(one => one[name]);
  const { rows } = await tx.client.query<{ id: number; publicId: string }>({
    name: 'credentials-insert',
    text: `insert into credential (public_id, statement, party, key, list, position, secured, request, issued_at)
           select public_id, statement, party, key, list, position, secured, nullif(request, ''), $9
           from unnest($1::text[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::int[], $7::text[], $8::text[])
             with ordinality as g(public_id, statement, party, key, list, position, secured, request, n)
           order by n returning id, public_id as "publicId"`,
    values: [
      binaryArray(
        'text',
        given.map(({ publicId }) => publicId),
      ),
      given.map(({ statement }) => statement),
      ...(['party', 'key', 'list', 'position'] as const).map(numbers),
      ...[given.map(({ secured }) => secured), given.map(({ request }) => request ?? '')].map(texts =>
        binaryArray('text', texts),
      ),
      tx.at,
    ],
  });
  const ids = new Map(rows.map(({ id, publicId }) => [publicId, id]));
  return given.map(({ publicId }) => ids.get(publicId)!);
}

/** A credential as it was signed, and of what. */
export interface StoredCredential {
  readonly publicId: string;
  readonly statement: string | null;
  readonly party: number;
  readonly secured: string;
  readonly issuedAt: Date;
  readonly keyName: string;
  readonly did: string;
}

/** The credential of this public id; undefined too when its publication has ended. */
export async function storedCredential(
  { query }: Pick<Database, 'query'>,
  publicId: string,
): Promise<StoredCredential | undefined> {
  const { rows } = await sql<StoredCredential>`
    select c.public_id as "publicId", s.public_id as statement, c.party, c.secured, c.issued_at as "issuedAt",
      k.name as "keyName", i.did
    from credential c join issuer_key k on k.id = c.key join issuer i on i.party = c.party
    left join statement s on s.id = c.statement where c.public_id = ${publicId} and c.secured is not null`.execute(
    query,
  );
  return rows[0];
}

/** What a client had signed under this request before. */
export async function credentialOfRequest(
  { query }: Pick<Tx, 'query'>,
  party: number,
  request: string,
): Promise<{ readonly publicId: string; readonly secured: string } | undefined> {
  return await query
    .selectFrom('credential')
    .select(['public_id as publicId', 'secured'])
    .where('party', '=', party)
    .where('request', '=', request)
    .$narrowType<{ secured: string }>()
    .executeTakeFirst();
}

/** 公示期满 · Destroys what was signed of a statement. That it was signed stays in the log. */
export async function destroyCredential({ query }: Pick<Tx, 'query'>, statement: string): Promise<void> {
  await sql`update credential c set secured = null from statement s
    where s.id = c.statement and s.public_id = ${statement} and c.secured is not null`.execute(query);
}
