import { Logger, type Runner, run, runMigrations } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from './log.ts';
import type { Tx } from './transaction.ts';

/** Does one job. Throwing means: try again later, with growing pauses. Must be safe to run twice. */
export type TaskHandler = (payload: unknown) => Promise<void>;

/** How a job is queued. */
export interface JobOptions {
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
  /** A job with this key that still waits is replaced instead of doubled. */
  readonly key?: string;
  readonly runAt?: Date;
  /** After so many failures the job is left for a person. 25 when absent. */
  readonly maxAttempts?: number;
}

/** The running worker of this process. */
export interface Jobs {
  /** Lets running jobs end, starts no new ones. */
  readonly stop: () => Promise<void>;
}

/** Says that a runner lives: shared while it runs, exclusive to find out that none does. */
const RUNNER_LOCK = 7_046_201_827;

/** Brings the queue's own tables (schema `graphile_worker`) up to date. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quietLogger() });
}

/** Queues a job in the caller's transaction: it runs if and only if that commits. */
export async function enqueue(
  tx: Tx,
  task: string,
  payload: unknown,
  options: JobOptions = {},
): Promise<void> {
  await tx.client.query({
    name: 'job-add',
    text: `select graphile_worker.add_job($1, payload => $2::json, queue_name => $3, run_at => $4,
             max_attempts => $5::int, job_key => $6)`,
    values: [
      task,
      JSON.stringify(payload),
      options.queue ?? null,
      options.runAt ?? null,
      options.maxAttempts ?? null,
      options.key ?? null,
    ],
  });
}

/**
 * Starts working off jobs. When no other process works on this database, jobs that a crashed process left
 * locked are taken up at once instead of after the queue's four hours.
 */
export async function startJobs(
  pool: pg.Pool,
  tasks: Readonly<Record<string, TaskHandler>>,
  options: { readonly log: Log; readonly concurrency?: number },
): Promise<Jobs> {
  const presence = await announce(pool);
  let runner: Runner;
  try {
    runner = await run({
      pgPool: pool,
      taskList: Object.fromEntries(
        Object.entries(tasks).map(([name, work]) => [name, payload => work(payload)]),
      ),
      concurrency: options.concurrency ?? 2,
      noHandleSignals: true,
      pollInterval: 2_000,
      crontab: '',
      logger: loggerTo(options.log),
    });
  } catch (error) {
    presence.release(true);
    throw error;
  }
  // The runner's end is awaited in `stop`; a failure in between is told here and not thrown at nobody.
  runner.promise.catch(error => options.log.error({ err: error }, 'the job runner ended'));
  const stop = async () => {
    await runner.stop().catch(() => {});
    presence.release(true);
  };
  let stopping: Promise<void> | undefined;
  return { stop: () => (stopping ??= stop()) };
}

async function announce(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect();
  client.on('error', () => {});
  const alone = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
    RUNNER_LOCK,
  ]);
  if (alone.rows[0]?.alone === true) {
    await client.query(`select graphile_worker.force_unlock_workers(array(
      select distinct locked_by from graphile_worker.jobs where locked_by is not null))`);
    await client.query('select pg_advisory_lock_shared($1), pg_advisory_unlock($1)', [RUNNER_LOCK]);
  } else {
    await client.query('select pg_advisory_lock_shared($1)', [RUNNER_LOCK]);
  }
  return client;
}

function loggerTo(log: Log): Logger {
  return new Logger(scope => (level, message) => {
    if (level === 'error') log.error({ ...scope }, message);
    else if (level === 'warning') log.warn({ ...scope }, message);
    else log.debug({ ...scope }, message);
  });
}

function quietLogger(): Logger {
  return new Logger(() => () => {});
}
