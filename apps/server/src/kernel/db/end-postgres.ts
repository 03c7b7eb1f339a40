import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** How long a fast shutdown may take: it writes down what is only in memory. */
const FAST_PATIENCE_MS = 20_000;
/** How long an immediate shutdown may take before the process is simply ended. */
const IMMEDIATE_PATIENCE_MS = 5_000;

/** A running postmaster, whoever started it. */
export interface Postmaster {
  readonly signal: (signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL') => void;
  /** Resolves with true when it has ended, with false when it has not by then. */
  readonly endedWithin: (milliseconds: number) => Promise<boolean>;
}

/**
 * Ends PostgreSQL: by fast shutdown (SIGINT) where it serves, at once (SIGQUIT) where it recovers from a crash or does
 * not end in time. PostgreSQL 18 that is asked for a fast shutdown while it recovers from the crash of one of its
 * processes waits for ever for its I/O workers. What was committed is in its log either way and replayed next time.
 */
export async function endPostgres(postmaster: Postmaster, url: string | undefined): Promise<void> {
  if (url !== undefined && (await isRecovering(url))) postmaster.signal('SIGQUIT');
  else {
    postmaster.signal('SIGINT');
    if (await postmaster.endedWithin(FAST_PATIENCE_MS)) return;
    postmaster.signal('SIGQUIT');
  }
  if (await postmaster.endedWithin(IMMEDIATE_PATIENCE_MS)) return;
  postmaster.signal('SIGKILL');
  await postmaster.endedWithin(IMMEDIATE_PATIENCE_MS);
}

/** Ended within so many milliseconds, as far as `ended` tells. */
export function within(ended: Promise<void>): Postmaster['endedWithin'] {
  return async milliseconds => {
    const timer = new AbortController();
    const late = sleep(milliseconds, false, { signal: timer.signal }).catch(() => false);
    const result = await Promise.race([ended.then(() => true), late]);
    timer.abort();
    return result;
  };
}

/** Whether it refuses connections because it replays its log. */
async function isRecovering(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return false;
  } catch (error) {
    // cannot_connect_now
    return (error as { code?: string }).code === '57P03';
  } finally {
    await client.end().catch(() => {});
  }
}
