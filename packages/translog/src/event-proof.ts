import { fromBase64, hashFromBase64, toBase64, wholeNumber } from './base64.ts';
import { securedBatch } from './batch.ts';
import type { LogKeys } from './checkpoint.ts';
import { commitmentTo, decodeLeaf, LONGEST_LEAF } from './leaf.ts';
import { type Hash, sameHash } from './merkle.ts';
import type { VerifierKey } from './note.ts';
import { rootByPath } from './proof.ts';
import { checkReceipt, type ProvenEntry } from './receipt.ts';

const FIRST_LINE = 'pinxin-event-proof@v1';
const HASH_BYTES = 32;

/** That an event entered the log with its batch: the way to the batch's root, its leaf opened, and the receipt. */
export interface EventProof {
  /** Place of the event in its batch, and how many the batch holds. */
  readonly place: number;
  readonly size: number;
  readonly path: readonly Hash[];
  readonly salt: Uint8Array;
  /** The batch's leaf as it is in the log. */
  readonly leaf: Uint8Array;
  /** `tlog-proof@v1` text of that leaf. */
  readonly receipt: string;
}

/** A proof as text. The event's own hash is not in it: whoever checks has the event. */
export function formatEventProof({ place, size, path, salt, leaf, receipt }: EventProof): string {
  const lines = [
    FIRST_LINE,
    `place ${place} of ${size}`,
    `path ${toBase64(Buffer.concat(path))}`,
    `salt ${toBase64(salt)}`,
    Buffer.from(leaf).toString('utf8'),
  ];
  return `${lines.join('\n')}\n\n${receipt}`;
}

/** Reads a proof's form; undefined when it has another. */
export function parseEventProof(text: string): EventProof | undefined {
  const split = text.indexOf('\n\n');
  const [first, placed, pathed, salted, leaf, ...more] = text.slice(0, Math.max(split, 0)).split('\n');
  const numbers = /^place (\d+) of (\d+)$/.exec(placed ?? '');
  const [place, size] = [wholeNumber(numbers?.[1]), wholeNumber(numbers?.[2])];
  const hashes = pathed?.startsWith('path ') ? fromBase64(pathed.slice(5)) : undefined;
  const salt = salted?.startsWith('salt ') ? hashFromBase64(salted.slice(5)) : undefined;
  if (first !== FIRST_LINE || place === undefined || size === undefined || more.length > 0) return undefined;
  if (hashes === undefined || hashes.length % HASH_BYTES > 0 || salt === undefined) return undefined;
  if (leaf === undefined || leaf.length > LONGEST_LEAF) return undefined;
  const path = Array.from({ length: hashes.length / HASH_BYTES }, (_, at) =>
    hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
  return { place, size, path, salt, leaf: Buffer.from(leaf), receipt: text.slice(split + 2) };
}

/** Where in the log the event's batch is, when the proof holds for this event hash; undefined when it does not. */
export function checkEventProof(
  text: string,
  event: Hash,
  log: LogKeys,
  witnesses: readonly VerifierKey[] = [],
): ProvenEntry | undefined {
  const proof = parseEventProof(text);
  if (proof === undefined) return undefined;
  const { place, size, path, salt, leaf, receipt } = proof;
  const root = rootByPath({ index: place, size, leaf: event, proof: path });
  const decoded = decodeLeaf(leaf);
  if (root === undefined || decoded?.kind !== 'trace.batch') return undefined;
  if (!sameHash(commitmentTo(salt, securedBatch({ size, root })), decoded.commitment)) return undefined;
  return checkReceipt(receipt, leaf, log, witnesses);
}
