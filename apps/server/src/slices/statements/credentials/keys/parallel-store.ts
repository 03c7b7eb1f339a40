import { sql } from 'kysely';
import type { Database } from '../../../../kernel/db/database.ts';
import type { Tx } from '../../../../kernel/transaction.ts';

/** Writes the signatures beside credentials. */
export async function insertParallel(
  tx: Tx,
  rows: readonly { readonly credential: number; readonly key: number; readonly proof: string }[],
): Promise<void> {
  await tx.query.insertInto('credential_parallel').values(rows).execute();
}

/** The signature beside a credential, as it was made; undefined when there is none. */
export async function parallelProof(
  { query }: Pick<Database, 'query'>,
  publicId: string,
): Promise<string | undefined> {
  const row = await query
    .selectFrom('credential_parallel as p')
    .innerJoin('credential as c', 'c.id', 'p.credential')
    .where('c.public_id', '=', publicId)
    .select('p.proof')
    .executeTakeFirst();
  return row?.proof;
}

/** Destroys the signature beside the credential of a statement. */
export async function destroyParallel({ query }: Pick<Tx, 'query'>, statement: string): Promise<void> {
  await sql`delete from credential_parallel where credential in (
    select c.id from credential c join statement s on s.id = c.statement where s.public_id = ${statement})`.execute(
    query,
  );
}
