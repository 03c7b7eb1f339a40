import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { PageEnd } from '../keyset.ts';
import type { Database } from './database.ts';

/** Counting ends here: a list says “at least” beyond. */
export const MOST_COUNTED = 100_000;

/** A list as a query: what is read from where, and by which number rows of equal rank are told apart. */
export interface ListQuery {
  readonly columns: RawBuilder<unknown>;
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<SqlBool>;
  readonly id: RawBuilder<unknown>;
}

/** Which page of it, in which order. `order` must not be null for any row. */
export interface PageWish {
  readonly order: RawBuilder<unknown>;
  readonly descending: boolean;
  readonly after?: PageEnd | undefined;
  readonly limit: number;
}

/** One page of a list, and where it ended when there is more. Rows carry their number as `id`. */
export async function readPage<Row extends { readonly id: number }>(
  database: Database,
  { columns, from, where, id }: ListQuery,
  { order, descending, after, limit }: PageWish,
): Promise<{ readonly rows: readonly Row[]; readonly end: PageEnd | undefined }> {
  const direction = descending ? sql`desc` : sql`asc`;
  const beyond =
    after === undefined
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(${order}, ${id}) ${descending ? sql`<` : sql`>`} (${after.value}, ${after.id})`;
  const { rows } = await sql<Row & { pageValue: string | number }>`
    select ${columns}, ${order} as "pageValue" from ${from} where ${where} and ${beyond}
     order by ${order} ${direction}, ${id} ${direction} limit ${limit + 1}`.execute(database.query);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map(({ pageValue: _value, ...row }) => row as unknown as Row),
    end: last && { value: last.pageValue, id: last.id },
  };
}

/** How many rows a list has, at most `MOST_COUNTED` + 1. */
export async function countRows(
  database: Database,
  { from, where }: Pick<ListQuery, 'from' | 'where'>,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select 1 from ${from} where ${where} limit ${MOST_COUNTED + 1}) c`.execute(
    database.query,
  );
  return rows[0]?.n ?? 0;
}
