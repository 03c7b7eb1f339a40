import { openCheckpoint } from '@pinxin/translog/checkpoint';
import { encodeLeaf } from '@pinxin/translog/leaf';
import { SIGNATURE, type VerifierKey, verifierKey } from '@pinxin/translog/note';
import type { Policy } from '@pinxin/translog/policy';
import { formatReceipt } from '@pinxin/translog/receipt';
import type { Context } from '../context.ts';
import { leafOfRow } from './leaf-of-row.ts';
import type { LogFiles } from './log-files.ts';
import { inclusionProof } from './tree-nodes.ts';

/** What the public knows of the log: its key and its last published checkpoint. */
export interface PublishedLog {
  readonly key: VerifierKey;
  readonly size: number;
  /** The signed note, with the words of witnesses. */
  readonly checkpoint: string;
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

/** The key that verifies the log's checkpoints; undefined before its first start. */
export async function logKey(ctx: Context): Promise<VerifierKey | undefined> {
  const { rows } = await ctx.database.pool.query<{ name: string; public: Buffer }>(
    'select k.name, k.public from log_key k join log_state s on s.key = k.name',
  );
  const [row] = rows;
  return row === undefined ? undefined : verifierKey(row.name, SIGNATURE.ed25519, row.public);
}

/** The last checkpoint that the public was shown; undefined when none was. */
export async function latestCheckpoint(ctx: Context): Promise<PublishedLog | undefined> {
  const key = await logKey(ctx);
  const checkpoint = key === undefined ? undefined : await folders.get(ctx.database)?.published();
  if (key === undefined || checkpoint === undefined) return undefined;
  const opened = openCheckpoint(checkpoint, key);
  return opened === undefined ? undefined : { key, size: opened.checkpoint.size, checkpoint };
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
  const files = folders.get(ctx.database);
  const log = await latestCheckpoint(ctx);
  if (files === undefined || log === undefined) return undefined;
  const row = await readLeaf(ctx, record, revision);
  if (row === undefined || row.index >= log.size) return undefined;
  const path = await inclusionProof(files, row.index, log.size);
  const { checkpoint } = log;
  return {
    leaf: encodeLeaf(leafOfRow(row)),
    salt: row.salt ?? undefined,
    receipt: formatReceipt({ index: row.index, path, extra: undefined, checkpoint }),
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
