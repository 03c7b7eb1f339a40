import type { JsonObject } from '@pinxin/credentials/encoding/json';
import type { Finding } from '@pinxin/credentials/finding';
import { witnessFinding } from '@pinxin/credentials/witness-finding';
import { commitmentTo, decodeLeaf } from '@pinxin/translog/leaf';
import { checkOpenedReceipt } from '@pinxin/translog/opened-receipt';
import { checkReceipt, type ProvenEntry } from '@pinxin/translog/receipt';
import type { Context } from '../../../../kernel/context.ts';
import { loggedLeaf, logKeys, logWitnesses } from '../../../../kernel/transparency/receipts.ts';

/** What the log shows of a credential: when it existed at the latest, and who bears witness to the log. */
export interface LogEvidence {
  readonly findings: readonly Finding[];
  readonly at?: Date;
}

/** Whether exactly these bytes stand in the public log as this record's first entry, by the log's own proof. */
export async function logEvidence(ctx: Context, record: string, secured: string): Promise<LogEvidence> {
  const [found, keys] = await Promise.all([loggedLeaf(ctx, record, 0), logKeys(ctx)]);
  if (found === undefined) return { findings: [NOT_LOGGED] };
  const leaf = decodeLeaf(found.leaf);
  const proven = checkReceipt(found.receipt, found.leaf, keys, logWitnesses(ctx).keys);
  const isItsOwn =
    leaf !== undefined &&
    found.salt !== undefined &&
    Buffer.from(commitmentTo(found.salt, Buffer.from(secured, 'utf8'))).equals(Buffer.from(leaf.commitment));
  if (proven === undefined || !isItsOwn) {
    return { findings: [RECEIPT_BAD] };
  }
  return { findings: shown(ctx, proven, leaf.at), at: leaf.at };
}

function shown(ctx: Context, { index, checkpoint, witnessed }: ProvenEntry, at: Date): readonly Finding[] {
  const params = { index, log: checkpoint.origin, at: at.toISOString() };
  const names = witnessed.map(({ key }) => key.name);
  return [
    { check: 'log', outcome: 'passed', code: 'logged', params },
    witnessFinding(names, logWitnesses(ctx).quorum),
  ];
}

/** What a receipt proves that came with a credential: of this instance's logs only, whose keys are known here. */
export async function receiptEvidence(
  ctx: Context,
  receipt: string | undefined,
  secured: string | JsonObject,
): Promise<LogEvidence | undefined> {
  if (receipt === undefined) return undefined;
  const keys = await logKeys(ctx);
  if (!keys.some(({ name }) => receipt.includes(`\n${name}\n`))) {
    return { findings: [{ check: 'log', outcome: 'unknown', code: 'logKeyUnknown' }] };
  }
  const bytes = Buffer.from(typeof secured === 'string' ? secured.trim() : '', 'utf8');
  const opened = checkOpenedReceipt(
    receipt.endsWith('\n') ? receipt : `${receipt}\n`,
    bytes,
    keys,
    logWitnesses(ctx).keys,
  );
  if (opened === undefined) return { findings: [RECEIPT_BAD] };
  return { findings: shown(ctx, opened, opened.leaf.at), at: opened.leaf.at };
}

const RECEIPT_BAD: Finding = { check: 'log', outcome: 'failed', code: 'receiptBad' };
const NOT_LOGGED: Finding = { check: 'log', outcome: 'unknown', code: 'notLogged' };
