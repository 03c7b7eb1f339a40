import { sql } from 'kysely';
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

/** Writes a credential; its number. */
export async function insertCredential(tx: Tx, given: NewCredential): Promise<number> {
  const { publicId, statement, party, key, list, position, secured, request } = given;
  const { id } = await tx.query
    .insertInto('credential')
    .values({
      ...{ public_id: publicId, statement, party, key, list, position, secured, issued_at: tx.at },
      request: request ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
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
