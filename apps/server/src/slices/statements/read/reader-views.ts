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
 * Which statements a reader sees, as a condition on `statement_state c` and, where `at` says so, `statement s` beside
 * it (both have these columns; the index that is walked decides). An office sees what its party issued, what is about its party or area. The public sees what is published today; penalties and lists only
 * while they stand: what was withdrawn is not held against anybody.
 */
export function readableBy(reader: Reader, today: LocalDate, at: 's' | 'c' = 's'): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(`${at}.${name}`);
  if (reader.kind === 'public') {
    return sql<SqlBool>`(${column('public_from')} <= ${today}::date
      and (${column('public_to')} is null or ${column('public_to')} >= ${today}::date)
      and (${column('kind')} not in ('sanction', 'listing') or c.status = 'valid'))`;
  }
  const own = reader.ways.filter(({ reach }) => reach === 'own');
  const asIssuer = reachable(reader.ways, { party: `${at}.issuer`, division: `${at}.subject_division` });
  if (own.length === 0) return asIssuer;
  const asSubject = reachable(own, { party: `${at}.subject_party`, division: `${at}.subject_division` });
  return sql<SqlBool>`(${asIssuer} or ${asSubject})`;
}
