import { createHmac } from 'node:crypto';
import { fromBase64, hashFromBase64 } from './base64.ts';
import type { LogKeys } from './checkpoint.ts';
import { commitmentTo, decodeLeaf } from './leaf.ts';
import type { Hash } from './merkle.ts';
import { sameHash } from './merkle.ts';
import type { VerifierKey } from './note.ts';
import { checkReceipt, type ProvenEntry } from './receipt.ts';
import { type MapPlace, provesAbsence, provesValue, type SortedMap } from './sorted-map.ts';

/**
 * 登记快照的证明 · What a register said of one subject at the end of a day: all of it, or that there was nothing.
 * Bytes are Base64; this is the JSON that is handed out.
 */
export interface SnapshotProof {
  readonly day: string;
  readonly size: number;
  readonly root: string;
  /** Key of the day: whose entries are whose is known only with it. */
  readonly key: string;
  readonly subject: string;
  /** All records of the subject as canonical JSON text; null: there was none. */
  readonly records: string | null;
  readonly places: readonly {
    readonly index: number;
    readonly key: string;
    readonly valueHash: string;
    readonly path: readonly string[];
  }[];
  readonly salt: string;
  /** The snapshot's leaf in the log, and its receipt. */
  readonly leaf: string;
  readonly receipt: string;
}

/** The bytes that a `registry.snapshot` leaf commits to. */
export function securedSnapshot(day: string, { size, root }: SortedMap): Uint8Array {
  return Buffer.from(`{"day":"${day}","root":"${Buffer.from(root).toString('base64url')}","size":${size}}`);
}

/** Where in the map a subject stands. */
export function snapshotKey(key: Uint8Array, subject: string): Uint8Array {
  return new Uint8Array(createHmac('sha256', key).update(subject).digest());
}

/** What is proved of the subject, when all of the proof holds; undefined when anything of it does not. */
export function checkSnapshotProof(
  proof: SnapshotProof,
  log: LogKeys,
  witnesses: readonly VerifierKey[] = [],
): (ProvenEntry & { readonly kind: 'complete' | 'absent' }) | undefined {
  const [root, key, salt] = [proof.root, proof.key, proof.salt].map(hashFromBase64);
  const places = proof.places.map(placeOf);
  if (root === undefined || key === undefined || salt === undefined) return undefined;
  if (!places.every(place => place !== undefined)) return undefined;
  const map = { size: proof.size, root };
  const at = snapshotKey(key, proof.subject);
  const holds =
    proof.records === null
      ? provesAbsence(map, at, places)
      : provesValue(map, { key: at, value: Buffer.from(proof.records) }, places);
  const leaf = fromBase64(proof.leaf);
  const decoded = leaf === undefined ? undefined : decodeLeaf(leaf);
  if (!holds || leaf === undefined || decoded?.kind !== 'registry.snapshot') return undefined;
  if (!sameHash(commitmentTo(salt, securedSnapshot(proof.day, map)), decoded.commitment)) return undefined;
  const entry = checkReceipt(proof.receipt, leaf, log, witnesses);
  return entry === undefined ? undefined : { ...entry, kind: proof.records === null ? 'absent' : 'complete' };
}

function placeOf({ index, key, valueHash, path }: SnapshotProof['places'][number]): MapPlace | undefined {
  const hashes = path.map(hashFromBase64);
  const [at, value]: (Hash | undefined)[] = [key, valueHash].map(hashFromBase64);
  if (at === undefined || value === undefined || !hashes.every(hash => hash !== undefined)) return undefined;
  return { index, key: at, valueHash: value, path: hashes };
}
