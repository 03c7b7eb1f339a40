import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { StatementProblem } from '../problem.ts';
import type { ReadRow, RowWish } from './read-rows.ts';

/** open: waits for its sheet · ready: can be looked at and started · issuing · done · stopped by somebody. */
export type BulkState = 'open' | 'ready' | 'issuing' | 'done' | 'stopped';

/** What became of a row. */
export type RowOutcome = 'waiting' | 'wrong' | 'issued' | 'proposed' | 'refused';

/** A batch as it stands. */
export interface Bulk {
  readonly id: number;
  readonly publicId: string;
  readonly issuer: number;
  readonly request: string;
  readonly name: string;
  readonly about: 'party' | 'place' | 'product' | 'brand' | 'lot';
  readonly wish: Readonly<Record<string, unknown>>;
  readonly state: BulkState;
  readonly unknownColumns: readonly string[];
  readonly rowsTotal: number;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly startedBy: string | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** One row of a batch. */
export interface BulkRow {
  readonly line: number;
  readonly subject: string | null;
  readonly number: string | null;
  readonly wish: RowWish;
  readonly outcome: RowOutcome;
  readonly result: string | null;
  readonly problems: readonly StatementProblem[];
}

type Reader = Pick<Database, 'query'>;

const COLUMNS = [
  ...(['id', 'public_id as publicId', 'issuer', 'request', 'name', 'about', 'wish', 'state'] as const),
  ...(['unknown_columns as unknownColumns', 'rows_total as rowsTotal', 'made_by as madeBy'] as const),
  ...([
    'made_at as madeAt',
    'started_by as startedBy',
    'started_at as startedAt',
    'ended_at as endedAt',
  ] as const),
] as const;

/** Opens a batch; undefined when the issuer's request was used before. */
export async function insertBulk(
  tx: Tx,
  given: Pick<Bulk, 'publicId' | 'issuer' | 'request' | 'name' | 'about' | 'wish' | 'madeBy'>,
): Promise<number | undefined> {
  const { publicId, issuer, request, name, about, wish, madeBy } = given;
  const row = await tx.query
    .insertInto('statement_bulk')
    .values({
      ...{ public_id: publicId, issuer, request, name, about, wish: JSON.stringify(wish) },
      ...{ state: 'open', made_by: madeBy, made_at: tx.at, started_by: null },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** The batch of this public id. */
export async function findBulk({ query }: Reader, publicId: string): Promise<Bulk | undefined> {
  return await query
    .selectFrom('statement_bulk')
    .select(COLUMNS)
    .where('public_id', '=', publicId)
    .executeTakeFirst();
}

/** The batch that an issuer opened under this request. */
export async function bulkOfRequest(
  { query }: Reader,
  issuer: number,
  request: string,
): Promise<Bulk | undefined> {
  return await query
    .selectFrom('statement_bulk')
    .select(COLUMNS)
    .where('issuer', '=', issuer)
    .where('request', '=', request)
    .executeTakeFirst();
}

/** The last batches of these issuers, newest first. */
export async function listBulks(
  { query }: Reader,
  asked: { readonly issuers: readonly number[] | 'any'; readonly before?: number; readonly limit: number },
): Promise<readonly Bulk[]> {
  let wanted = query.selectFrom('statement_bulk').select(COLUMNS).orderBy('id', 'desc').limit(asked.limit);
  if (asked.issuers !== 'any') wanted = wanted.where('issuer', 'in', [...asked.issuers]);
  if (asked.before !== undefined) wanted = wanted.where('id', '<', asked.before);
  return await wanted.execute();
}

/** Forgets an issuer's batches that ended before a time, rows and all; what they issued stays. */
export async function dropOldBulks(tx: Tx, issuer: number, before: Date): Promise<void> {
  await tx.query
    .deleteFrom('statement_bulk')
    .where('issuer', '=', issuer)
    .where('ended_at', '<', before)
    .execute();
}

/** Moves a batch on, only from one of these states; false when it stands elsewhere. */
export async function moveBulk(
  tx: Tx,
  bulk: number,
  from: readonly BulkState[],
  to: BulkState,
  more: { readonly total?: number; readonly unknown?: readonly string[]; readonly startedBy?: string } = {},
): Promise<boolean> {
  const moved = await tx.query
    .updateTable('statement_bulk')
    .set({
      state: to,
      ...(more.total === undefined ? {} : { rows_total: more.total }),
      ...(more.unknown === undefined ? {} : { unknown_columns: [...more.unknown] }),
      ...(more.startedBy === undefined ? {} : { started_by: more.startedBy, started_at: tx.at }),
      ...(to === 'done' || to === 'stopped' ? { ended_at: tx.at } : {}),
    })
    .where('id', '=', bulk)
    .where('state', 'in', [...from])
    .returning('id')
    .executeTakeFirst();
  return moved !== undefined;
}

/** Locks a batch that is being issued; false when somebody stopped it. */
export async function lockIssuing(tx: Tx, bulk: number): Promise<boolean> {
  const row = await tx.query
    .selectFrom('statement_bulk')
    .select('id')
    .where('id', '=', bulk)
    .where('state', '=', 'issuing')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** A row with what is wrong with it before anything is issued. */
export interface CheckedRow extends ReadRow {
  readonly problems: readonly StatementProblem[];
}

/** Writes the rows of a sheet in place of those of the one before. */
export async function putRows(tx: Tx, bulk: number, rows: readonly CheckedRow[]): Promise<void> {
  await tx.query.deleteFrom('statement_bulk_row').where('bulk', '=', bulk).execute();
  const records = rows.map(({ line, subject, wish, problems }) => ({
    ...{ line, subject: subject ?? null, number: wish.number ?? null, wish, problems },
    outcome: problems.length > 0 ? 'wrong' : 'waiting',
  }));
  await sql`insert into statement_bulk_row (bulk, line, subject, number, wish, outcome, problems)
    select ${bulk}, line, subject, number, wish, outcome, problems from jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      as r(line int, subject text, number text, wish jsonb, outcome text, problems jsonb)`.execute(tx.query);
}

const ROW = ['line', 'subject', 'number', 'wish', 'outcome', 'result', 'problems'] as const;

/** Rows behind a line, of one outcome or of any. */
export async function bulkRows(
  { query }: Reader,
  bulk: number,
  asked: { readonly after: number; readonly limit: number; readonly outcome?: RowOutcome | undefined },
): Promise<readonly BulkRow[]> {
  let wanted = query
    .selectFrom('statement_bulk_row')
    .select(ROW)
    .where('bulk', '=', bulk)
    .where('line', '>', asked.after)
    .orderBy('line')
    .limit(asked.limit);
  if (asked.outcome !== undefined) wanted = wanted.where('outcome', '=', asked.outcome);
  return (await wanted.execute()) as unknown as readonly BulkRow[];
}

/** What became of a row. */
export interface RowEnd {
  readonly line: number;
  readonly outcome: RowOutcome;
  readonly result: string | null;
  readonly problems: readonly StatementProblem[];
}

/** Writes what became of rows, all in one statement. */
export async function endRows(tx: Tx, bulk: number, ends: readonly RowEnd[]): Promise<void> {
  await sql`update statement_bulk_row as r set outcome = e.outcome, result = e.result, problems = e.problems
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as e(line int, outcome text, result text, problems jsonb)
    where r.bulk = ${bulk} and r.line = e.line and r.outcome = 'waiting'`.execute(tx.query);
}

/** How many rows of each batch came to what. */
export async function rowCounts(
  { query }: Reader,
  bulks: readonly number[],
): Promise<ReadonlyMap<number, Readonly<Record<RowOutcome, number>>>> {
  const none = { waiting: 0, wrong: 0, issued: 0, proposed: 0, refused: 0 };
  const counts = new Map(bulks.map(bulk => [bulk, { ...none }]));
  if (bulks.length === 0) return counts;
  const rows = await query
    .selectFrom('statement_bulk_row')
    .select(({ fn }) => ['bulk', 'outcome', fn.countAll<number>().as('n')])
    .where('bulk', 'in', [...bulks])
    .groupBy(['bulk', 'outcome'])
    .execute();
  for (const { bulk, outcome, n } of rows) counts.get(bulk)![outcome] = Number(n);
  return counts;
}
