import { logOfYear, yearOfLog } from '@pinxin/translog/chain';
import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { encodeLeaf } from '@pinxin/translog/leaf';
import type { VerifierKey } from '@pinxin/translog/note';
import type { Policy } from '@pinxin/translog/policy';
import { formatReceipt } from '@pinxin/translog/receipt';
import type { Context } from '../context.ts';
import { leafOfRow, logAt } from './leaf-of-row.ts';
import type { LogFiles } from './log-files.ts';
import { nextVerifierKey, verifierKeys } from './log-key.ts';
import { type LogState, readLogs, readState } from './log-store.ts';
import { inclusionProof } from './tree-nodes.ts';

/** What the public knows of a log: its key and its last published checkpoint. */
export interface PublishedLog {
  readonly key: VerifierKey;
  readonly size: number;
  /** The signed note, with the words of witnesses. */
  readonly checkpoint: string;
  readonly files: LogFiles;
  /** Absent while it is open. */
  readonly closedAt: Date | undefined;
}

/** A leaf with the proof that it is in the log. */
export interface LoggedLeaf {
  readonly leaf: Uint8Array;
  /** Opens the leaf's commitment; undefined when it was destroyed with the content. */
  readonly salt: Uint8Array | undefined;
  /** `tlog-proof@v1` text. */
  readonly receipt: string;
}

const folders = new WeakMap<Context['database'], LogFiles>();
const policies = new WeakMap<Context['database'], Policy>();

/** Says where the log of this database has its files, and whose word it needs; done once by whoever opens it. */
export function rememberLogFiles(ctx: Context, files: LogFiles, policy?: Policy): void {
  folders.set(ctx.database, files);
  if (policy !== undefined) policies.set(ctx.database, policy);
}

/** Whose signatures on checkpoints are believed beside the log's own, and how many are needed; nobody's without a policy. */
export function logWitnesses(ctx: Context): {
  readonly keys: readonly VerifierKey[];
  readonly quorum: number;
} {
  const policy = policies.get(ctx.database);
  return { keys: policy?.witnesses.map(({ key }) => key) ?? [], quorum: policy?.quorum ?? 0 };
}

/** Keys that verify the checkpoints of all logs, from the first on; none before the first start. */
export function logKeys(ctx: Context): Promise<readonly VerifierKey[]> {
  return verifierKeys(ctx.database.pool);
}

/** The key of the log that is open; undefined before the first start. */
export async function logKey(ctx: Context): Promise<VerifierKey | undefined> {
  return (await logKeys(ctx)).at(-1);
}

/**
 * The key under which the log of next year will be signed, told beforehand so that witnesses know it; undefined before
 * the first start. Where a whole year is left out, the log is named after a later one, and its key reads otherwise.
 */
export async function nextLogKey(ctx: Context): Promise<VerifierKey | undefined> {
  const log = await readState(ctx.database.pool);
  const year = yearOfLog(log?.origin ?? '');
  if (log === undefined || year === undefined) return undefined;
  return nextVerifierKey(ctx.database.pool, log.origin, logOfYear(log.origin, String(Number(year) + 1)));
}

/**
 * The newest log that the public was shown, with its last checkpoint: the open one, or, as long as witnesses have not
 * signed that, the one before. Undefined when none was shown.
 */
export async function latestCheckpoint(ctx: Context): Promise<PublishedLog | undefined> {
  return (await publishedLogs(ctx)).at(-1);
}

/** All logs that the public was shown, from the first on: closed ones, and the open one if it was shown already. */
export async function publishedLogs(ctx: Context): Promise<readonly PublishedLog[]> {
  const logs = await readLogs(ctx.database.pool);
  const keys = await logKeys(ctx);
  const found = await Promise.all(logs.map((log, at) => publishedLog(ctx, log, keys[at]!)));
  return found.filter(log => log !== undefined);
}

/** The log of a year, or the first one, as the public was shown it; undefined where there is none. */
export async function publishedLogOf(
  ctx: Context,
  year: string | 'first',
): Promise<PublishedLog | undefined> {
  const logs = await readLogs(ctx.database.pool);
  const at = logs.findIndex(({ origin, base }) =>
    year === 'first' ? base === 0 : yearOfLog(origin) === year,
  );
  return at < 0 ? undefined : publishedLog(ctx, logs[at]!, (await logKeys(ctx))[at]!);
}

async function publishedLog(
  ctx: Context,
  log: LogState,
  key: VerifierKey,
): Promise<PublishedLog | undefined> {
  const files = folders.get(ctx.database)?.of(log);
  const checkpoint = await files?.published();
  const opened = checkpoint === undefined ? undefined : openCheckpoint(checkpoint, key);
  if (files === undefined || checkpoint === undefined || opened === undefined) return undefined;
  return { key, size: opened.checkpoint.size, checkpoint, files, closedAt: log.closedAt ?? undefined };
}

/**
 * The receipt of a record's revision as `tlog-proof@v1` text; undefined when nothing such was logged, or it is not
 * in a published checkpoint yet (a matter of seconds).
 */
export async function receiptFor(
  ctx: Context,
  record: string,
  revision: number,
): Promise<string | undefined> {
  return (await loggedLeaf(ctx, record, revision))?.receipt;
}

/** The leaf of a record's revision with its salt and its receipt; undefined as `receiptFor`. */
export async function loggedLeaf(
  ctx: Context,
  record: string,
  revision: number,
): Promise<LoggedLeaf | undefined> {
  const row = await readLeaf(ctx, record, revision);
  if (row === undefined) return undefined;
  const logs = await readLogs(ctx.database.pool);
  const own = logAt(logs, row.index);
  const log = await publishedLog(ctx, own, (await logKeys(ctx))[logs.indexOf(own)]!);
  const index = row.index - own.base;
  if (log === undefined || index >= log.size) return undefined;
  const path = await inclusionProof(log.files, index, log.size);
  const { checkpoint } = log;
  return {
    leaf: encodeLeaf(leafOfRow(row, logs)),
    salt: row.salt ?? undefined,
    receipt: formatReceipt({ index, path, extra: undefined, checkpoint }),
  };
}

async function readLeaf(ctx: Context, record: string, revision: number) {
  const { rows } = await ctx.database.pool.query<
    Parameters<typeof leafOfRow>[0] & { readonly index: number; readonly salt: Buffer | null }
  >({
    name: 'log-leaf-of-record',
    text: `select l.kind, l.at, l.issuer, l.record, l.revision, l.subject_tag as tag, l.commitment, l.idx as index,
             l.previous, l.subject_number as "subjectNumber", s.salt
           from log_leaf l left join log_salt s on s.leaf = l.id
           where l.record = $1 and l.revision = $2 and l.idx is not null`,
    values: [record, revision],
  });
  return rows[0];
}
