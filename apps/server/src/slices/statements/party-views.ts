import type { LocalDate } from '@pinxin/rules/local-date';
import { sql } from 'kysely';
import type { Tx } from '../../kernel/transaction.ts';

/**
 * The parties in whose name a party speaks on a day: itself, those that were merged into it, and the authorities
 * that it succeeded by then (机构改革中职能由继任机关行使), theirs before them too.
 */
export async function spokenFor(
  { query }: Pick<Tx, 'query'>,
  party: number,
  on: LocalDate,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive known (id) as (
      select ${party}::int
      union
      select found.id from known, lateral (
        select p.id from party p where p.merged_into = known.id
        union all
        select r.from_party from party_relation r where r.to_party = known.id and r.kind = 'succeededBy'
          and r.valid_from <= ${on}::date and (r.valid_to is null or r.valid_to >= ${on}::date)) as found)
    select id from known`.execute(query);
  return rows.map(({ id }) => id);
}
