import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { DepositedFile } from './evidence-store.ts';

/** A file, and which party handed it in. */
export interface HandedIn extends DepositedFile {
  readonly party: number;
}

/** Those of these files that one of the parties handed in, under the name that it gave. */
export async function filesHandedInBy(
  { query }: Pick<Tx, 'query'>,
  digests: readonly string[],
  parties: readonly number[],
): Promise<readonly HandedIn[]> {
  const { rows } = await sql<HandedIn>`
    select distinct on (d.digest) encode(d.digest, 'hex') as digest, e.media_type as "mediaType", e.size, d.name, d.party
      from evidence_deposit d join evidence e on e.digest = d.digest
     where d.digest = any(array(select decode(h, 'hex') from unnest(${[...digests]}::text[]) as h)) and d.party = any(${[...parties]}::int[])
     order by d.digest, d.at`.execute(query);
  return rows;
}
