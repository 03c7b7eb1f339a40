import type { StatementStatus } from '@pinxin/contract/statements/status';
import { endOfDay } from '@pinxin/rules/local-date';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import { BLOCK_BITS } from './block-views.ts';
import type { StatementFilter } from './list-views.ts';

// Two conditions that many fulfil singly and few together: whichever index is walked passes most of what it has in vain.
// Both follow the order of issue (numbers, last days, changes), so each is looked for where the other is as well.

/** So many numbers of a beginning are read in a moment; more are a crowd. */
const CROWD = 10_000;

/** A number with this beginning. */
export function numberBegins(number: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(c.number >= ${number} and c.number < ${afterAll(number)})`;
}

function afterAll(number: string): string {
  return `${number}\u{10ffff}`;
}

/** Whether only what happened to few is asked for: they have indexes of their own. */
export function isUnusual(status: StatementStatus): boolean {
  return status !== 'valid' && status !== 'expired';
}

/**
 * The beginning of very many numbers, of those that are valid or have expired: looked for by last days in each block
 * that has such a number at all. Undefined where the numbers are few enough to be read, or something else is asked.
 */
export async function crowdedNumbers(
  { query }: Pick<Database, 'query'>,
  { number, statuses, on }: StatementFilter,
): Promise<{ readonly term: RawBuilder<SqlBool>; readonly has: RawBuilder<SqlBool> } | undefined> {
  if (number === undefined || on !== undefined || statuses === undefined || statuses.some(isUnusual))
    return undefined;
  const { rows } = await sql<{ many: number }>`select count(*)::int as many from (
    select from statement_state c where ${numberBegins(number)} order by c.number limit ${CROWD + 1}) as begun`.execute(
    query,
  );
  if (rows[0]!.many <= CROWD) return undefined;
  return {
    // Said so that no index of numbers is taken for it.
    term: sql<SqlBool>`(${numberBegins(number)} is true)`,
    has: blockHasNumber(number),
  };
}

/** Whether a block `n` has a number with this beginning. */
export function blockHasNumber(number: string): RawBuilder<SqlBool> {
  return sql`exists (select from statement_state b where (b.statement >> ${BLOCK_BITS}) = n
    and b.number >= ${number} and b.number < ${afterAll(number)})`;
}

/** Who stood in such a state has changed since its issue: of a kind or an area those are found by themselves. */
export function hasChanged({ on, statuses }: StatementFilter): readonly RawBuilder<SqlBool>[] {
  return on !== undefined && statuses?.every(isUnusual) === true ? [sql`c.seq > 0`] : [];
}

/** Statements by one of their changes. */
interface ByChange {
  readonly from: RawBuilder<unknown>;
  readonly terms: readonly RawBuilder<SqlBool>[];
  readonly id: RawBuilder<unknown>;
  readonly stored: RawBuilder<unknown>;
}

/**
 * Who stood suspended, withdrawn, cancelled or superseded on a past day: looked for among those that ever were, by the
 * last change before that evening. Undefined where something narrower is asked, or more than one such state.
 */
export function unusualOnDay(filter: StatementFilter): ByChange | undefined {
  const { on, statuses, number, scheme, issuer, kinds, division } = filter;
  const [status, ...others] = statuses ?? [];
  if (on === undefined || status === undefined || others.length > 0 || !isUnusual(status)) return undefined;
  if ([number, scheme, issuer, kinds, division].some(each => each !== undefined)) return undefined;
  const end = endOfDay(on);
  return {
    from: sql`from statement_change h join statement_state c on c.statement = h.statement`,
    terms: [
      sql`h.to_status = ${sql.lit(status)}`,
      sql`h.at < ${end}`,
      sql`h.seq = (select max(l.seq) from statement_change l where l.statement = h.statement and l.at < ${end})`,
    ],
    id: sql`h.statement`,
    stored: sql`h.to_status`,
  };
}
