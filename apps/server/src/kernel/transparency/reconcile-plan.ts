import type { AuditReport } from '@pinxin/translog/audit';
import { auditLogs } from '@pinxin/translog/audit-logs';
import { folderOfLog, parseKeys, yearOfLog } from '@pinxin/translog/chain';
import { openCheckpoint } from '@pinxin/translog/checkpoint';
import type { Leaf } from '@pinxin/translog/leaf';
import type { Hash } from '@pinxin/translog/merkle';
import { formatKey, formatNote, parseNote, type VerifierKey } from '@pinxin/translog/note';
import type pg from 'pg';
import type { Context } from '../context.ts';
import type { AdoptedLeaf } from './adopt-store.ts';
import { type LogKey, openNextKey, verifierKeys } from './log-key.ts';
import type { LogState } from './log-store.ts';
import type { ReadPublic } from './public-log.ts';

/** Why database and public log cannot be brought together by a program. */
export type Refused = 'publicUnreadable' | 'publicBroken' | 'twoHistories' | 'keyLost';

/** What the public saw last of a log. */
export interface Shown {
  readonly size: number;
  readonly root: Hash;
  /** The signed note, with the words of witnesses. */
  readonly text: string;
}

/** What shall stand in the database afterwards. */
export interface Plan {
  readonly logs: readonly LogState[];
  /** Leaves to take over. */
  readonly lost: readonly AdoptedLeaf[];
  /** By the names of logs. */
  readonly shown: ReadonlyMap<string, Shown>;
  /** The key of the log that goes on, where that was opened after the backup. */
  readonly key: LogKey | undefined;
}

/** Compares the logs of the database with those of the public, and audits these where they have more. */
export async function planReconciling(
  ctx: Context,
  client: pg.PoolClient,
  known: readonly LogState[],
  read: ReadPublic,
): Promise<Plan | Refused> {
  const own = await verifierKeys(client);
  const keys = await publicKeys(read, own);
  // Both must tell of the same logs, as far as both do.
  if (keys.some((key, at) => own[at] !== undefined && formatKey(own[at]) !== formatKey(key))) {
    return 'twoHistories';
  }
  const shown = await shownOf(read, keys);
  if (shown === undefined) return 'publicUnreadable';
  const open = known.at(-1)!;
  const isAhead = keys.length > known.length || (shown.get(open.origin)?.size ?? 0) > open.size;
  if (!isAhead) return { logs: known, lost: [], shown, key: undefined };

  const lost: AdoptedLeaf[] = [];
  const placing = placesIn(keys);
  const report = await auditLogs({
    ...{ read, logs: keys, earlier: open.checkpoint },
    onLeaf: (leaf, index, at) => {
      const adopted = placing(leaf, index, at);
      if (adopted.place >= open.base + open.size) lost.push(adopted);
    },
  });
  if (report.findings.some(({ code }) => code === 'notGrownFromEarlier')) return 'twoHistories';
  // A checkpoint may have moved on while it was read: what was audited is what counts.
  const isWhole = report.logs.every(({ key, size }) => shown.get(key.name)?.size === size);
  if (!report.ok || !isWhole) return 'publicBroken';
  const logs = logsOf(report.logs, known, ctx.clock.now());
  if (logs.length === known.length) return { logs, lost, shown, key: undefined };
  const last = report.logs.at(-1)!.key;
  const key = await openNextKey(ctx, client, open.origin, last.name);
  // A backup holds the key of the log that comes next, and of none after that.
  const isOurs = key !== undefined && formatKey(key.verifier) === formatKey(last);
  return logs.length > known.length + 1 || !isOurs ? 'keyLost' : { logs, lost, shown, key };
}

/** Keys as the public log lists them; a copy from before there were years lists none, and is of one log. */
async function publicKeys(read: ReadPublic, own: readonly VerifierKey[]): Promise<readonly VerifierKey[]> {
  const listed = await read('keys');
  return (listed && parseKeys(Buffer.from(listed).toString('utf8'))) ?? own.slice(0, 1);
}

/** What is shown of each log; undefined when one of the list is not signed by its key. */
async function shownOf(
  read: ReadPublic,
  keys: readonly VerifierKey[],
): Promise<ReadonlyMap<string, Shown> | undefined> {
  const shown = new Map<string, Shown>();
  for (const [at, key] of keys.entries()) {
    const text = Buffer.from((await read(`${folderOfLog(key.name, at === 0)}checkpoint`)) ?? []).toString(
      'utf8',
    );
    const opened = openCheckpoint(text, key)?.checkpoint;
    if (opened === undefined) return undefined;
    shown.set(key.name, { size: opened.size, root: opened.root, text });
  }
  return shown;
}

/** Counts leaves through all logs, as rows of the database do. */
function placesIn(keys: readonly VerifierKey[]): (leaf: Leaf, index: number, at: number) => AdoptedLeaf {
  const bases = [0];
  return (leaf, index, at) => {
    const base = bases[at]!;
    bases[at + 1] = base + index + 1;
    const { previous } = leaf;
    const former =
      typeof previous === 'object' ? keys.findIndex(({ name }) => yearOfLog(name) === previous.year) : at;
    const there = typeof previous === 'object' ? previous.index : previous;
    return { leaf, place: base + index, previous: there === undefined ? null : bases[former]! + there };
  };
}

function logsOf(
  reports: readonly (AuditReport & { readonly key: VerifierKey })[],
  known: readonly LogState[],
  now: Date,
): readonly LogState[] {
  let base = 0;
  return reports.map((report, at) => {
    const { key, size, root, checkpoint, isClosed, latest = now } = report;
    const mine = known[at];
    const seen: LogState = {
      ...{ origin: key.name, base, size, root: Buffer.from(root!), checkpoint: ownLine(checkpoint, key) },
      ...{ at: latest, halted: null, closedAt: isClosed ? latest : null },
    };
    base += size;
    return mine?.size === size ? mine : seen;
  });
}

/** The checkpoint with the log's own line only. */
function ownLine(text: string, key: VerifierKey): string {
  const note = parseNote(text)!;
  return formatNote({ ...note, signatures: note.signatures.filter(({ name }) => name === key.name) });
}
