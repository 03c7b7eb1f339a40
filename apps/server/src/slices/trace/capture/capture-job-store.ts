import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { CaptureProblem } from './problem.ts';

/** What to do with a document of which some events are wrong (`GS1-Capture-Error-Behaviour`). */
export type ErrorBehaviour = 'rollback' | 'proceed';

/** 采集任务: one capture and how far it is. */
export interface CaptureJob {
  readonly id: string;
  readonly party: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly behaviour: ErrorBehaviour;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly total: number;
  readonly done: number;
  readonly stored: number;
  readonly repeated: number;
  readonly errors: readonly CaptureProblem[];
}

const COLUMNS = `id, party, created_at as "createdAt", finished_at as "finishedAt", behaviour, state, total, done,
  stored, repeated, errors`;

/** Errors kept of one job; one more says that there were others. */
const MOST_ERRORS = 1_000;

/** Stores a document that will be worked off later. */
export async function insertJob(
  tx: Tx,
  job: {
    readonly id: string;
    readonly party: number;
    readonly behaviour: ErrorBehaviour;
    readonly body: Buffer;
  },
): Promise<void> {
  await tx.client.query(
    `insert into capture_job (id, party, created_at, behaviour, state, body) values ($1, $2, $3, $4, 'queued', $5)`,
    [job.id, job.party, tx.at, job.behaviour, job.body],
  );
}

/** A job of this party. */
export async function jobOf(ctx: Context, party: number, id: string): Promise<CaptureJob | undefined> {
  const { rows } = await ctx.database.pool.query<CaptureJob>(
    `select ${COLUMNS} from capture_job where id = $1 and party = $2`,
    [id, party],
  );
  return rows[0];
}

/** Where a page of jobs ends. */
export interface JobPlace {
  readonly createdAt: string;
  readonly id: string;
}

/** Jobs of this party, newest first, behind `after`. */
export async function jobsOf(
  ctx: Context,
  party: number,
  after: JobPlace | undefined,
  limit: number,
): Promise<readonly CaptureJob[]> {
  const { rows } = await ctx.database.pool.query<CaptureJob>(
    `select ${COLUMNS} from capture_job
     where party = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3))
     order by created_at desc, id desc limit $4`,
    [party, after?.createdAt ?? null, after?.id ?? null, limit],
  );
  return rows;
}

/** A job that is not finished; marks it as running. */
export async function startJob(
  ctx: Context,
  id: string,
): Promise<(CaptureJob & { readonly actor: string }) | undefined> {
  const { rows } = await ctx.database.pool.query(
    `update capture_job set state = 'running' where id = $1 and state in ('queued', 'running')
     returning ${COLUMNS}, (select public_id from party where party.id = capture_job.party) as actor`,
    [id],
  );
  return rows[0];
}

/** The document of a job; empty when it ended meanwhile. */
export async function bodyOf(ctx: Context, id: string): Promise<Buffer> {
  const { rows } = await ctx.database.pool.query<{ body: Buffer | null }>(
    'select body from capture_job where id = $1',
    [id],
  );
  return rows[0]?.body ?? Buffer.alloc(0);
}

/** The first job of this party that is in one of these states, but for some: whose turn is next. */
export async function nextInLine(
  ctx: Context,
  party: number,
  states: readonly CaptureJob['state'][],
  except: readonly string[] = [],
): Promise<string | undefined> {
  const { rows } = await ctx.database.pool.query<{ id: string }>(
    `select id from capture_job
     where party = $1 and state = any($2) and state in ('queued', 'running') and id <> all($3::uuid[])
     order by created_at, id limit 1`,
    [party, states, except],
  );
  return rows[0]?.id;
}

/** Whether nobody cancelled it. */
export async function isRunning(ctx: Context, id: string): Promise<boolean> {
  const { rowCount } = await ctx.database.pool.query(
    `select from capture_job where id = $1 and state = 'running'`,
    [id],
  );
  return rowCount === 1;
}

/** Notes how many events the document has. */
export async function setTotal(ctx: Context, id: string, total: number): Promise<void> {
  await ctx.database.pool.query('update capture_job set total = $2 where id = $1', [id, total]);
}

/** What a part of a document came to. */
export interface Progress {
  readonly done: number;
  readonly stored: number;
  readonly repeated: number;
  readonly errors: readonly CaptureProblem[];
}

/** Adds to a job's counts, in the transaction that stores what is counted. */
export async function addProgress(tx: Tx, id: string, progress: Progress): Promise<void> {
  await tx.client.query(
    `update capture_job set done = done + $2, stored = stored + $3, repeated = repeated + $4,
       errors = case when jsonb_array_length(errors) < ${MOST_ERRORS} then errors || $5::jsonb else errors end
     where id = $1`,
    [id, progress.done, progress.stored, progress.repeated, JSON.stringify(limited(progress.errors))],
  );
}

/** Ends a job; its document is no longer kept. A job that ended before stays as it ended. */
export async function finishJob(
  tx: Tx,
  id: string,
  state: 'done' | 'failed',
  errors: readonly CaptureProblem[] = [],
): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `update capture_job set state = $2, finished_at = $3, errors = errors || $4::jsonb, body = null
     where id = $1 and state in ('queued', 'running')`,
    [id, state, tx.at, JSON.stringify(limited(errors))],
  );
  return rowCount === 1;
}

/** Takes this party's job out of the line; false when it is none of theirs or has ended. */
export async function cancelJob(tx: Tx, party: number, id: string): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `select from capture_job where id = $1 and party = $2 and state in ('queued', 'running') for update`,
    [id, party],
  );
  return rowCount === 1 && (await finishJob(tx, id, 'failed', [{ code: 'cancelled', at: '' }]));
}

/** At most so many as are kept, and a last one that says so. */
export function limited(errors: readonly CaptureProblem[]): readonly CaptureProblem[] {
  if (errors.length <= MOST_ERRORS) return errors;
  return [
    ...errors.slice(0, MOST_ERRORS),
    { code: 'tooManyProblems', at: '', params: { limit: MOST_ERRORS } },
  ];
}
