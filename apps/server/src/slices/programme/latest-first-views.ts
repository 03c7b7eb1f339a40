import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../../kernel/db/database.ts';
import { countRows, readPage } from '../../kernel/db/keyset-page.ts';
import { type PageEnd, readPageToken } from '../../kernel/keyset.ts';

/** A list of what is owed, as a query. */
interface OwedList {
  /** With `id`, the number, and `publicId`, what is shown. */
  readonly columns: RawBuilder<unknown>;
  readonly from: RawBuilder<unknown>;
  readonly terms: readonly RawBuilder<SqlBool>[];
  readonly id: RawBuilder<unknown>;
  /** Days that it is late, 0 where it is not. */
  readonly late: RawBuilder<unknown>;
  readonly dueOn: RawBuilder<unknown>;
  readonly after?: PageEnd | undefined;
  readonly limit: number;
}

/** A page of what is owed: what is latest first, then what is due first; with how many there are. */
export async function latestFirst<Line extends { readonly id: string }>(
  database: Database,
  { columns, from, terms, id, late, dueOn, after, limit }: OwedList,
): Promise<{
  readonly items: readonly Line[];
  readonly total: number;
  readonly end: PageEnd | undefined;
}> {
  const where = terms.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(terms, sql` and `)})`;
  // Both in one whole number, so that a page can go on behind its last row.
  const order = sql`((1000000 - (${late}))::bigint * 1000000 + (${dueOn} - date '1900-01-01'))`;
  type Row = Omit<Line, 'id'> & { readonly id: number; readonly publicId: string };
  const page = await readPage<Row>(
    database,
    { columns, from, where, id },
    { order, descending: false, after, limit },
  );
  const items = page.rows.map(({ publicId, ...line }) => ({ ...line, id: publicId }) as unknown as Line);
  return { items, total: await countRows(database, { from, where }), end: page.end };
}

/** Where a page of such a list goes on; `wrong` when the token is none of this list. */
export function pageEndOf(token: string | undefined): PageEnd | undefined | 'wrong' {
  if (token === undefined) return undefined;
  const end = readPageToken(token);
  return end === undefined || typeof end.value !== 'number' ? 'wrong' : end;
}
