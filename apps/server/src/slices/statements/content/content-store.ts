import type { Claim, ContentOf } from '@pinxin/contract/statements/content';
import type { StatementKind } from '@pinxin/contract/statements/kind';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import { CONTENT_TABLES, columnOf, fieldOf } from './content-tables.ts';

type Row = Readonly<Record<string, unknown>>;

/** Writes what a statement says into the typed tables of its kind. */
export async function saveContent(tx: Tx, statement: number, claim: Claim): Promise<void> {
  const { table, lists } = CONTENT_TABLES[claim.kind];
  const fields = Object.entries(claim.content);
  const single = fields.filter(([field]) => !(field in lists));
  await insertRows(tx, table, [{ statement, ...Object.fromEntries(single) }]);
  for (const [field, list] of Object.entries(lists)) {
    const rows = (claim.content as Readonly<Record<string, unknown>>)[field] as readonly Row[];
    if (rows.length > 0)
      await insertRows(
        tx,
        list,
        rows.map((row, index) => ({ statement, line: index + 1, ...row })),
      );
  }
}

/** The database reads each value by its column's own type: decimals stay decimals. */
async function insertRows(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const text = JSON.stringify(
    rows.map(row =>
      Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value])),
    ),
  );
  await sql`insert into ${sql.table(table)}
    select * from jsonb_populate_recordset(null::${sql.table(table)}, ${text}::jsonb)`.execute(tx.query);
}

/** What statements of one kind say, by statement. */
export async function contentsOf<K extends StatementKind>(
  tx: Pick<Tx, 'query'>,
  kind: K,
  statements: readonly number[],
): Promise<ReadonlyMap<number, ContentOf[K]>> {
  const { table, lists } = CONTENT_TABLES[kind];
  const ids = [...statements];
  const heads =
    await sql<Row>`select * from ${sql.table(table)} where statement = any(${ids}::bigint[])`.execute(
      tx.query,
    );
  const contents = new Map(heads.rows.map(row => [row.statement as number, valuesOf(row)]));
  for (const [field, list] of Object.entries(lists)) {
    for (const content of contents.values()) content[field] = [];
    const found = await sql<Row>`select * from ${sql.table(list)} where statement = any(${ids}::bigint[])
      order by statement, line`.execute(tx.query);
    for (const row of found.rows) {
      const content = contents.get(row.statement as number);
      (content?.[field] as Row[] | undefined)?.push(valuesOf(row));
    }
  }
  return contents as unknown as ReadonlyMap<number, ContentOf[K]>;
}

function valuesOf(row: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column, value]) => value !== null && column !== 'statement' && column !== 'line')
      .map(([column, value]) => [fieldOf(column), value]),
  );
}
