import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { SchemeProblem } from '../problem.ts';

/** How a batch stands. */
export type BulkState = 'going' | 'done' | 'stopped';

/** What became of a row; `waiting` also when it was stopped before. */
export const BULK_OUTCOMES = ['waiting', 'done', 'refused'] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

/** A batch as it stands. */
export interface Bulk {
  readonly id: number;
  readonly publicId: string;
  readonly account: number;
  readonly action: string;
  readonly opinion: string | null;
  readonly experts: readonly string[];
  readonly assurance: 'password' | 'secondFactor' | 'passkey';
  readonly state: BulkState;
  readonly madeAt: Date;
  readonly endedAt: Date | null;
}

/** One application of a batch. */
export interface BulkRow {
  readonly line: number;
  readonly application: string;
  readonly revision: number;
  readonly applicant: string;
  readonly subject: string;
  readonly schemeName: { readonly 'zh-CN': string; readonly en?: string };
  readonly outcome: BulkOutcome;
  readonly problems: readonly SchemeProblem[];
}

type Reader = Pick<Database, 'query'>;

const COLUMNS = sql`id, public_id as "publicId", account, action, opinion, experts, assurance, state, made_at as "madeAt", ended_at as "endedAt"`;

/** Writes a batch down with its rows; undefined when this person's request was used before. Unknown applications are left out. */
export async function insertBulk(
  tx: Tx,
  bulk: Pick<Bulk, 'publicId' | 'account' | 'action' | 'opinion' | 'experts' | 'assurance'> & {
    readonly request: string;
  },
  rows: readonly { readonly id: string; readonly revision: number }[],
): Promise<{ readonly rows: number } | undefined> {
  const { publicId, account, request, action, opinion, experts, assurance } = bulk;
  const made = await sql<{ id: number }>`
    insert into application_bulk (public_id, account, request, action, opinion, experts, assurance, state, made_at)
    values (${publicId}, ${account}, ${request}, ${action}, ${opinion}, ${[...experts]}, ${assurance}, 'going', ${tx.at})
    on conflict do nothing returning id`.execute(tx.query);
  const id = made.rows[0]?.id;
  if (id === undefined) return undefined;
  const told = rows.map((row, at) => ({ ...row, line: at + 1 }));
  const { numAffectedRows = 0n } = await sql`
    insert into application_bulk_row (bulk, line, application, revision)
    select ${id}, r.line, a.id, r.revision from json_to_recordset(${JSON.stringify(told)}::json) as r(id text, line int, revision int)
      join application a on a.public_id = r.id on conflict do nothing`.execute(tx.query);
  return { rows: Number(numAffectedRows) };
}

async function oneBulk({ query }: Reader, where: RawBuilder<unknown>): Promise<Bulk | undefined> {
  const { rows } = await sql<Bulk>`select ${COLUMNS} from application_bulk where ${where}`.execute(query);
  return rows[0];
}

/** The batch of this public id. */
export async function findBulk(reader: Reader, publicId: string): Promise<Bulk | undefined> {
  return await oneBulk(reader, sql`public_id = ${publicId}`);
}

/** The batch that somebody asked for under this request. */
export async function bulkOfRequest(
  reader: Reader,
  account: number,
  request: string,
): Promise<Bulk | undefined> {
  return await oneBulk(reader, sql`account = ${account} and request = ${request}`);
}

/** Somebody's batches, the latest first. */
export async function bulksOf(
  { query }: Reader,
  account: number,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<readonly Bulk[]> {
  const { rows } = await sql<Bulk>`select ${COLUMNS} from application_bulk
    where account = ${account} and (${before ?? null}::int is null or id < ${before ?? null}::int) order by id desc limit ${limit}`.execute(
    query,
  );
  return rows;
}

/** Forgets somebody's batches that ended before a time; what was done stays. */
export async function dropOldBulks(tx: Tx, account: number, before: Date): Promise<void> {
  await sql`delete from application_bulk where account = ${account} and ended_at < ${before}`.execute(
    tx.query,
  );
}

/** Ends a batch; false when it had ended. */
export async function endBulk(tx: Tx, bulk: number, state: 'done' | 'stopped'): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update application_bulk set state = ${state}, ended_at = ${tx.at} where id = ${bulk} and state = 'going'`.execute(
    tx.query,
  );
  return numAffectedRows === 1n;
}

/** The next row that waits, while the batch is going on. */
export async function nextRow({ query }: Reader, bulk: number): Promise<BulkRow | undefined> {
  const { rows } = await sql<BulkRow>`${SELECT_ROWS} where w.bulk = ${bulk} and w.outcome = 'waiting'
      and exists (select from application_bulk b where b.id = w.bulk and b.state = 'going') order by w.line limit 1`.execute(
    query,
  );
  return rows[0];
}

/** Writes what became of a row. */
export async function endRow(
  tx: Tx,
  bulk: number,
  { line, outcome, problems }: Pick<BulkRow, 'line' | 'outcome' | 'problems'>,
): Promise<void> {
  await sql`update application_bulk_row set outcome = ${outcome}, problems = ${JSON.stringify(problems)}
    where bulk = ${bulk} and line = ${line} and outcome = 'waiting'`.execute(tx.query);
}

const SELECT_ROWS = sql`
  select w.line, a.public_id as application, w.revision, p.name_zh as applicant, w.outcome, w.problems,
      coalesce(g.name_zh, l.name_zh, b.name_zh, p.name_zh) as subject,
      json_strip_nulls(json_build_object('zh-CN', e.name_zh, 'en', e.name_en)) as "schemeName"
    from application_bulk_row w join application a on a.id = w.application join scheme_edition e on e.id = a.edition
    join party p on p.id = a.applicant left join place l on l.id = a.place left join product g on g.id = a.product
    left join brand b on b.id = a.brand`;

/** Rows behind a line, of one outcome or of any. */
export async function bulkRows(
  { query }: Reader,
  bulk: number,
  {
    after,
    limit,
    outcome,
  }: { readonly after: number; readonly limit: number; readonly outcome?: BulkOutcome | undefined },
): Promise<readonly BulkRow[]> {
  const { rows } = await sql<BulkRow>`${SELECT_ROWS} where w.bulk = ${bulk} and w.line > ${after}
      and (${outcome ?? null}::text is null or w.outcome = ${outcome ?? null}) order by w.line limit ${limit}`.execute(
    query,
  );
  return rows;
}

/** How many rows of each batch came to what. */
export async function bulkCounts(
  { query }: Reader,
  bulks: readonly number[],
): Promise<ReadonlyMap<number, Readonly<Record<BulkOutcome, number>>>> {
  const { rows } = await sql<{ bulk: number; waiting: number; done: number; refused: number }>`
    select bulk, count(*) filter (where outcome = 'waiting') as waiting, count(*) filter (where outcome = 'done') as done,
      count(*) filter (where outcome = 'refused') as refused
    from application_bulk_row where bulk = any(${[...bulks]}::int[]) group by bulk`.execute(query);
  return new Map(rows.map(({ bulk, ...counts }) => [bulk, counts]));
}
