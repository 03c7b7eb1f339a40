import { localDateOf, startOfDay } from '@pinxin/rules/local-date';
import { beginningCommitment, closingCommitment, logOfYear, yearOfLog } from '@pinxin/translog/chain';
import { parseCheckpoint } from '@pinxin/translog/checkpoint';
import { EMPTY_EDGE } from '@pinxin/translog/edge';
import { encodeLeaf } from '@pinxin/translog/leaf';
import { EMPTY_ROOT } from '@pinxin/translog/merkle';
import type { Context } from '../context.ts';
import { inTransaction } from '../transaction.ts';
import { leafOfRow } from './leaf-of-row.ts';
import { handKeyOver, type LogKey, makeNextKey, openNextKey } from './log-key.ts';
import type { LogPlace, LogState, PlacedLeaf } from './log-store.ts';
import { growTree, type Round, type RoundParts, StateMoved, signTree } from './sequence.ts';
import { treeName } from './standing.ts';
import { lastOfRecord, swapLogs } from './turn-store.ts';

/**
 * The instant from which on a log's year is over (Asia/Shanghai), when it has passed; undefined as long as it has not,
 * and for a log that is not named after a year.
 */
export function endOfYear({ origin }: LogPlace, now: Date): Date | undefined {
  const year = Number(yearOfLog(origin) ?? Number.NaN);
  return Number(localDateOf(now).slice(0, 4)) > year ? startOfDay(`${year + 1}-01-01`) : undefined;
}

/** What a turn needs beside what a round does; `files` are those of the first log. */
export interface TurnParts extends Omit<RoundParts, 'client' | 'before'> {
  readonly ctx: Context;
}

/** The log that goes on, with its key. */
export interface Turned {
  readonly key: LogKey;
  readonly round: Round;
  /** The log that is closed, as it was signed last. */
  readonly closed: LogState;
}

/**
 * 年度交接 · Closes the log and opens the one of the new year. The files of both trees are on disk first; then, in one
 * transaction, the closed log's last checkpoint, the end of its private key, and the successor with its first leaf,
 * which commits to that checkpoint. Throws StateMoved when another process signed meanwhile: nothing was done.
 */
export async function turnLog({ state, tail, logs }: Round, parts: TurnParts): Promise<Turned> {
  const { ctx, files, now } = parts;
  const year = localDateOf(now).slice(0, 4);
  const origin = logOfYear(state.origin, year);
  const key = await openNextKey(ctx, ctx.database.pool, state.origin, origin);
  if (key === undefined) throw new Error(`no key was made for the log after ${state.origin}`);

  const [old, fresh] = [files.of(state), files.of({ origin, base: state.base + state.size + 1 })];
  const closing = await closingLeaf(ctx, state, key, now);
  const last = await growTree({ state, tail }, [encodeLeaf(leafOfRow(closing, logs))], old, now);
  const closed: LogState = { ...signTree(last.state, parts.key), closedAt: now };

  const empty: LogState = {
    ...{ origin, base: closed.base + closed.size, size: 0, root: Buffer.from(EMPTY_ROOT) },
    ...{ checkpoint: '', at: now, halted: null, closedAt: null },
  };
  const all = [...logs, empty];
  const beginning = beginningLeaf(closed, empty, now);
  const entry = encodeLeaf(leafOfRow(beginning, all));
  const first = await growTree(
    { state: empty, tail: { edge: EMPTY_EDGE, entries: [] } },
    [entry],
    fresh,
    now,
  );
  const opened = signTree(first.state, key);
  parts.reached?.('turnStaged');

  await inTransaction(ctx, async tx => {
    await handKeyOver(ctx, tx.client, state.origin, key);
    if (!(await swapLogs(tx, state, closed, opened, [closing, beginning]))) throw new StateMoved();
    await makeNextKey(ctx, tx.client, origin);
    const facts = { closed: state.origin, size: closed.size, opened: origin };
    tx.journal({ actor: 'system', kind: 'log-turned', facts });
  });
  parts.reached?.('turned');
  await old.settle(treeName(closed));
  await old.dropPartials(last.filledUp);
  await fresh.settle(treeName(opened));
  parts.reached?.('turnSettled');
  return { key, closed, round: { state: opened, tail: first.tail, logs: all } };
}

type NewLeaf = Omit<PlacedLeaf, 'id'>;

/** The last leaf of a log: which one goes on, under which key. */
async function closingLeaf(ctx: Context, state: LogState, next: LogKey, now: Date): Promise<NewLeaf> {
  const record = recordOf(state);
  return {
    ...leafBy(state, now),
    ...{ kind: 'log.close', record, revision: 1, index: state.base + state.size },
    previous: await lastOfRecord(ctx, record),
    commitment: Buffer.from(closingCommitment(next.verifier)),
  };
}

/** The first leaf of a log: where the one before ended. */
function beginningLeaf(closed: LogState, opened: LogState, now: Date): NewLeaf {
  return {
    ...leafBy(opened, now),
    ...{ kind: 'log.begin', record: recordOf(opened), revision: 0, index: opened.base, previous: null },
    commitment: Buffer.from(beginningCommitment(parseCheckpoint(closed.checkpoint)!)),
  };
}

function leafBy({ origin }: LogPlace, at: Date) {
  return { at, issuer: platformDidOf(origin), tag: null, subjectNumber: null };
}

/** A log as the record that its own two leaves speak of. */
function recordOf({ origin }: LogPlace): string {
  return `log-${yearOfLog(origin)}`;
}

/** The platform's own DID, from the name of its log. */
export function platformDidOf(origin: string): string {
  return `did:web:${origin.split('/')[0]!.replaceAll(':', '%3A')}`;
}
