import type { Claim, ContentOf } from '@pinxin/contract/statements/content';
import type { StatementKind } from '@pinxin/contract/statements/kind';
import { sql } from 'kysely';
import type { Step } from '../../../kernel/db/pipeline.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { CONTENT_TABLES, columnOf, fieldOf } from './content-tables.ts';

type Row = Readonly<Record<string, unknown>>;

/** What statements say, to be written into the typed tables of their kinds: a step for each table. */
export function contentSteps(
  statements: readonly { readonly id: number; readonly claim: Claim }[],
): readonly Step[] {
  const steps: Step[] = [];
  for (const kind of new Set(statements.map(({ claim }) => claim.kind))) {
    const { table, lists } = CONTENT_TABLES[kind];
    const said = statements.filter(({ claim }) => claim.kind === kind);
    const single = said.map(({ id, claim }) => ({
      statement: id,
      ...Object.fromEntries(Object.entries(claim.content).filter(([field]) => !(field in lists))),
    }));
    steps.push(insertStep(table, single));
    for (const [field, list] of Object.entries(lists)) {
      const rows = said.flatMap(({ id, claim }) => {
        const lines = (claim.content as Readonly<Record<string, unknown>>)[field] as readonly Row[];
        return lines.map((line, index) => ({ statement: id, line: index + 1, ...line }));
      });
      if (rows.length > 0) steps.push(insertStep(list, rows));
    }
  }
  return steps;
}

/** The database reads each value by its column's own type: decimals stay decimals. */
function insertStep(table: string, rows: readonly Row[]): Step {
  const named = rows.map(row =>
    Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value])),
  );
  return {
    name: `insert-${table}`,
    text: `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    values: [JSON.stringify(named)],
  };
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
