import { rootOfEdge } from '@pinxin/translog/edge';
import { type Hash, sameHash } from '@pinxin/translog/merkle';
import type pg from 'pg';
import type { Context } from '../context.ts';
import { adoptLeaves, adoptLogs } from './adopt-store.ts';
import type { LogFiles } from './log-files.ts';
import { handKeyOver, makeNextKey } from './log-key.ts';
import { type LogState, readLogs } from './log-store.ts';
import type { ReadPublic } from './public-log.ts';
import { rebuildFiles } from './rebuild-files.ts';
import { type Plan, planReconciling, type Refused } from './reconcile-plan.ts';
import { SEQUENCER_LOCK } from './transparency-log.ts';

/** What came of it. */
export type Reconciled =
  | {
      readonly kind: 'reconciled';
      /** Leaves of all logs now, and how many of them the database had lost. */
      readonly size: number;
      readonly recovered: number;
      /** Logs that the public has seen opened since. */
      readonly turned: number;
    }
  | { readonly kind: 'noLog' | Refused };

/**
 * Brings the database and what the public has seen of the logs together, after a backup was restored or tiles were
 * lost. Leaves that the backup does not have are taken over from the public logs, once all of them were audited, and a
 * log that was closed meanwhile is closed here too; tiles are written anew. Refused, with nothing changed, when the two
 * are different histories, or when the public log is one whose key the backup does not hold: then a person must decide.
 */
export async function reconcileLog(ctx: Context, files: LogFiles, read: ReadPublic): Promise<Reconciled> {
  const client = await ctx.database.pool.connect();
  let done = false;
  try {
    await client.query('select pg_advisory_lock($1)', [SEQUENCER_LOCK]);
    const outcome = await reconcileUnderLock(ctx, client, files, read);
    await client.query('select pg_advisory_unlock($1)', [SEQUENCER_LOCK]);
    done = true;
    return outcome;
  } finally {
    client.release(!done);
  }
}

async function reconcileUnderLock(
  ctx: Context,
  client: pg.PoolClient,
  files: LogFiles,
  read: ReadPublic,
): Promise<Reconciled> {
  const known = await readLogs(client);
  if (known.length === 0) return { kind: 'noLog' };
  const plan = await planReconciling(ctx, client, known, read);
  if (typeof plan === 'string') return { kind: plan };
  if (!(await adopt(ctx, client, files, known, plan))) return { kind: 'twoHistories' };
  await showAgain(files, plan);
  return {
    kind: 'reconciled',
    size: plan.logs.reduce((sum, { size }) => sum + size, 0),
    recovered: plan.lost.length,
    turned: plan.logs.length - known.length,
  };
}

/** In one transaction: the lost leaves, the logs, and files that lead to every root that was ever signed here. */
async function adopt(
  ctx: Context,
  client: pg.PoolClient,
  files: LogFiles,
  known: readonly LogState[],
  plan: Plan,
): Promise<boolean> {
  await client.query('begin');
  try {
    await adoptLeaves(client, plan.lost);
    if (plan.key !== undefined) {
      await handKeyOver(ctx, client, known.at(-1)!.origin, plan.key);
      await makeNextKey(ctx, client, plan.key.verifier.name);
    }
    await adoptLogs(client, plan.logs);
    let fits = true;
    for (const [at, log] of plan.logs.entries()) {
      fits &&= await rebuilt(client, files.of(log), plan, log, known[at]);
    }
    await client.query(fits ? 'commit' : 'rollback');
    return fits;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Writes a log's files; whether they lead to its root and to all that was signed of it before. */
async function rebuilt(
  client: pg.PoolClient,
  files: LogFiles,
  { logs, shown }: Plan,
  log: LogState,
  before: LogState | undefined,
): Promise<boolean> {
  const trees = [log, before, shown.get(log.origin)].filter(tree => tree !== undefined);
  const wanted = new Map<number, Hash>(trees.map(({ size, root }) => [size, root]));
  if (trees.some(({ size, root }) => !sameHash(root, wanted.get(size)!))) return false;
  let fits = true;
  await rebuildFiles(client, files, log, logs, [...wanted.keys()], edge => {
    fits &&= sameHash(rootOfEdge(edge), wanted.get(edge.size)!);
  });
  return fits;
}

/** Puts back what the public saw last, where that is the tree that stands here. */
async function showAgain(files: LogFiles, { logs, shown }: Plan): Promise<void> {
  for (const log of logs) {
    const seen = shown.get(log.origin);
    if (seen?.size === log.size) await files.of(log).publish(seen.text);
  }
}
