import { auditLog } from '@pinxin/translog/audit';
import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { rootOfEdge } from '@pinxin/translog/edge';
import type { Leaf } from '@pinxin/translog/leaf';
import { type Hash, sameHash } from '@pinxin/translog/merkle';
import { formatNote, parseNote } from '@pinxin/translog/note';
import type pg from 'pg';
import type { Context } from '../context.ts';
import { adoptLeaves, adoptState } from './adopt-store.ts';
import type { LogFiles } from './log-files.ts';
import { type LogKey, openLogKey } from './log-key.ts';
import { type LogState, readState } from './log-store.ts';
import type { ReadPublic } from './public-log.ts';
import { rebuildFiles } from './rebuild-files.ts';
import { SEQUENCER_LOCK } from './transparency-log.ts';

/** What came of it. */
export type Reconciled =
  | {
      readonly kind: 'reconciled';
      /** Leaves of the log now, and how many of them the database had lost. */
      readonly size: number;
      readonly recovered: number;
    }
  | { readonly kind: 'noLog' | 'publicUnreadable' | 'publicBroken' | 'twoHistories' };

/**
 * Brings the database and what the public has seen of the log together, after a backup was restored or tiles were
 * lost. Leaves that the backup does not have are taken over from the public log, once all of it was audited; tiles
 * are written anew. Refused, with nothing changed, when the two are different histories: then a person must decide.
 */
export async function reconcileLog(ctx: Context, files: LogFiles, read: ReadPublic): Promise<Reconciled> {
  const client = await ctx.database.pool.connect();
  let done = false;
  try {
    await client.query('select pg_advisory_lock($1)', [SEQUENCER_LOCK]);
    const state = await readState(client);
    if (state === undefined) return { kind: 'noLog' };
    const key = await openLogKey(ctx, client, state.origin);
    const outcome = await reconcileUnderLock(client, files, read, state, key);
    await client.query('select pg_advisory_unlock($1)', [SEQUENCER_LOCK]);
    done = true;
    return outcome;
  } finally {
    client.release(!done);
  }
}

async function reconcileUnderLock(
  client: pg.PoolClient,
  files: LogFiles,
  read: ReadPublic,
  state: LogState,
  key: LogKey,
): Promise<Reconciled> {
  const text = Buffer.from((await read('checkpoint')) ?? []).toString('utf8');
  const shown = openCheckpoint(text, key.verifier)?.checkpoint;
  if (shown === undefined) return { kind: 'publicUnreadable' };
  let next: LogState = state;
  const lost: Leaf[] = [];
  if (shown.size > state.size) {
    const report = await auditLog({
      ...{ read, log: key.verifier, earlier: state.checkpoint },
      onLeaf: (leaf, index) => void (index >= state.size && lost.push(leaf)),
    });
    if (report.findings.some(({ code }) => code === 'notGrownFromEarlier')) return { kind: 'twoHistories' };
    // The checkpoint may have moved on while it was read: what was audited is what counts.
    if (!report.ok || report.size !== shown.size) return { kind: 'publicBroken' };
    next = { ...state, size: shown.size, root: Buffer.from(shown.root), checkpoint: ownLine(text, key) };
  }
  const fits = await adopt(client, files, state, next, lost, shown);
  if (!fits) return { kind: 'twoHistories' };
  if (next.size === shown.size) await files.publish(text);
  return { kind: 'reconciled', size: next.size, recovered: lost.length };
}

/** In one transaction: the lost leaves, the state, and files that lead to every root that was ever signed here. */
async function adopt(
  client: pg.PoolClient,
  files: LogFiles,
  state: LogState,
  next: LogState,
  lost: readonly Leaf[],
  shown: { readonly size: number; readonly root: Hash },
): Promise<boolean> {
  await client.query('begin');
  try {
    await adoptLeaves(client, state.size, lost);
    const wanted = new Map<number, Hash>([
      [state.size, state.root],
      [shown.size, shown.root],
      [next.size, next.root],
    ]);
    let fits = true;
    await rebuildFiles(client, files, next.size, [...wanted.keys()], edge => {
      fits &&= sameHash(rootOfEdge(edge), wanted.get(edge.size)!);
    });
    if (fits) await adoptState(client, next);
    await client.query(fits ? 'commit' : 'rollback');
    return fits;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** The checkpoint with the log's own line only. */
function ownLine(text: string, { verifier }: LogKey): string {
  const note = parseNote(text)!;
  return formatNote({ ...note, signatures: note.signatures.filter(({ name }) => name === verifier.name) });
}
