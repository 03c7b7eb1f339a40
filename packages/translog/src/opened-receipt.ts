import type { LogKeys } from './checkpoint.ts';
import { commitmentTo, decodeLeaf, type Leaf } from './leaf.ts';
import { sameHash } from './merkle.ts';
import type { VerifierKey } from './note.ts';
import { checkReceipt, formatReceipt, type ProvenEntry, parseReceipt } from './receipt.ts';

const SALT_BYTES = 32;

/**
 * 开封的回执 · A receipt that anybody who holds the signed bytes can check by themselves: a `tlog-proof@v1` whose `extra`
 * is the salt (32 bytes) and then the leaf. Without these a receipt proves an entry that nobody can tell the meaning of.
 */
export function openReceipt(receipt: string, leaf: Uint8Array, salt: Uint8Array): string {
  const parsed = parseReceipt(receipt);
  if (parsed === undefined || salt.length !== SALT_BYTES) throw new RangeError('no receipt, or no salt');
  return formatReceipt({ ...parsed, extra: Buffer.concat([salt, leaf]) });
}

/** What an opened receipt shows. */
export interface OpenedEntry extends ProvenEntry {
  readonly leaf: Leaf;
}

/**
 * Where and when exactly these bytes entered the log, and who bears witness; undefined when the receipt does not prove it:
 * another log's, cut, changed, or of other bytes.
 */
export function checkOpenedReceipt(
  text: string,
  secured: Uint8Array,
  log: LogKeys,
  witnesses: readonly VerifierKey[] = [],
): OpenedEntry | undefined {
  const extra = parseReceipt(text)?.extra;
  if (extra === undefined || extra.length <= SALT_BYTES) return undefined;
  const [salt, entry] = [extra.subarray(0, SALT_BYTES), extra.subarray(SALT_BYTES)];
  const leaf = decodeLeaf(entry);
  if (leaf === undefined || !sameHash(commitmentTo(salt, secured), leaf.commitment)) return undefined;
  const proven = checkReceipt(text, entry, log, witnesses);
  return proven === undefined ? undefined : { ...proven, leaf };
}

/** What somebody handed in: signed bytes, and the receipt that follows them, if one does. */
export function splitReceipt(text: string): {
  readonly before: string;
  readonly receipt: string | undefined;
} {
  const at = text.search(/^c2sp\.org\/tlog-proof@v1$/m);
  return at < 0
    ? { before: text, receipt: undefined }
    : { before: text.slice(0, at), receipt: text.slice(at) };
}
