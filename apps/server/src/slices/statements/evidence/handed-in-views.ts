import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { DepositedFile } from './evidence-store.ts';

/** Those of these files that one of the parties handed in, under the name that it gave. */
export async function filesHandedInBy(
  { query }: Pick<Tx, 'query'>,
  digests: readonly string[],
  parties: readonly number[],
): Promise<readonly DepositedFile[]> {
  const { rows } = await sql<DepositedFile>`
    select distinct on (d.digest) encode(d.digest, 'hex') as digest, e.media_type as "mediaType", e.size, d.name
      from evidence_deposit d join evidence e on e.digest = d.digest
     where d.digest = any(array(select decode(h, 'hex') from unnest(${[...digests]}::text[]) as h)) and d.party = any(${[...parties]}::int[])
     order by d.digest, d.at`.execute(query);
  return rows;
}
