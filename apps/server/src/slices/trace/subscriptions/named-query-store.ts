import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** 命名查询: a query that a party keeps under a name. */
export interface NamedQuery {
  readonly id: number;
  readonly party: number;
  readonly name: string;
  /** As given: the parameters of a SimpleEventQuery. */
  readonly query: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

const COLUMNS = 'id, party, name, query, created_at as "createdAt"';

/** Keeps a query; undefined when the party has one of this name, or too many. */
export async function insertNamedQuery(
  tx: Tx,
  made: { readonly party: number; readonly name: string; readonly query: object; readonly by: string },
  most: number,
): Promise<'made' | 'taken' | 'tooMany'> {
  // One party makes one query at a time: the count holds.
  const { rows } = await tx.client.query<{ count: number; taken: boolean }>(
    `select (select count(*)::int from named_query where party = $1) as count,
            exists (select from named_query where party = $1 and name = $2) as taken
       from party where id = $1 for no key update`,
    [made.party, made.name],
  );
  if (rows[0]?.taken === true) return 'taken';
  if ((rows[0]?.count ?? 0) >= most) return 'tooMany';
  const { rowCount } = await tx.client.query(
    `insert into named_query (party, name, query, created_at, created_by) values ($1, $2, $3, $4, $5)
     on conflict (party, name) do nothing`,
    [made.party, made.name, JSON.stringify(made.query), tx.at, made.by],
  );
  return rowCount === 1 ? 'made' : 'taken';
}

/** A party's query of this name. */
export async function namedQuery(ctx: Context, party: number, name: string): Promise<NamedQuery | undefined> {
  const { rows } = await ctx.database.pool.query<NamedQuery>(
    `select ${COLUMNS} from named_query where party = $1 and name = $2`,
    [party, name],
  );
  return rows[0];
}

/** A party's queries by name, those behind `after`. */
export async function namedQueries(
  ctx: Context,
  party: number,
  after: string | undefined,
  limit: number,
): Promise<readonly NamedQuery[]> {
  const { rows } = await ctx.database.pool.query<NamedQuery>(
    `select ${COLUMNS} from named_query where party = $1 and name > $2 order by name limit $3`,
    [party, after ?? '', limit],
  );
  return rows;
}

/** Forgets a query and ends its subscriptions; how many there were, undefined when there is no such query. */
export async function deleteNamedQuery(tx: Tx, party: number, name: string): Promise<number | undefined> {
  const { rows } = await tx.client.query<{ ended: number }>(
    `with gone as (delete from named_query where party = $1 and name = $2 returning id)
     select (select count(*)::int from subscription where query = gone.id) as ended from gone`,
    [party, name],
  );
  return rows[0]?.ended;
}

/** Keeps a query from being forgotten until the transaction ends; false when it is gone already. */
export async function holdNamedQuery(tx: Tx, id: number): Promise<boolean> {
  const { rowCount } = await tx.client.query('select from named_query where id = $1 for key share', [id]);
  return rowCount === 1;
}
