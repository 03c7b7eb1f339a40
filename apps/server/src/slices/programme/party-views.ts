import { sql } from 'kysely';
import type { Tx } from '../../kernel/transaction.ts';

export type Reader = Pick<Tx, 'query'>;

/** Parties by id, USCC or number of the register; those merged are followed. */
export async function partyIdsOf(
  { query }: Reader,
  codes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ code: string; id: number }>`
    select k.code, coalesce(p.merged_into, p.id) as id from unnest(${[...codes]}::text[]) as k(code)
      join party p on p.public_id = k.code or p.uscc = k.code`.execute(query);
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** Ids of authorities by their exact names; a name that several bear is left out. */
export async function partiesByName(
  { query }: Reader,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ name: string; id: string }>`
    select name_zh as name, min(public_id) as id from party
     where kind = 'authority' and merged_into is null and name_zh = any(${[...names]}::text[]) group by 1 having count(*) = 1`.execute(
    query,
  );
  return new Map(rows.map(({ name, id }) => [name, id]));
}
