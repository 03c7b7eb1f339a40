import type { LocalDate } from '@pinxin/rules/local-date';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { reachable } from '../../../kernel/authority.ts';
import type { Database } from '../../../kernel/db/database.ts';
import type { Reader } from './reader.ts';

/** The parties that were merged into these. */
export async function partiesMergedInto(
  { query }: Pick<Database, 'query'>,
  parties: readonly number[],
): Promise<readonly number[]> {
  if (parties.length === 0) return [];
  const rows = await query
    .selectFrom('party')
    .select('id')
    .where('merged_into', 'in', [...parties])
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Which statements a reader sees, as a condition on `statement s` and `statement_state c`. An office sees what its
 * party issued, what is about its party or area. The public sees what is published today; penalties and lists only
 * while they stand: what was withdrawn is not held against anybody.
 */
export function readableBy(reader: Reader, today: LocalDate): RawBuilder<SqlBool> {
  if (reader.kind === 'public') {
    return sql<SqlBool>`(s.public_from <= ${today}::date and (s.public_to is null or s.public_to >= ${today}::date)
      and (s.kind not in ('sanction', 'listing') or c.status = 'valid'))`;
  }
  const own = reader.ways.filter(({ reach }) => reach === 'own');
  const asIssuer = reachable(reader.ways, { party: 's.issuer', division: 's.subject_division' });
  if (own.length === 0) return asIssuer;
  const asSubject = reachable(own, { party: 's.subject_party', division: 's.subject_division' });
  return sql<SqlBool>`(${asIssuer} or ${asSubject})`;
}
