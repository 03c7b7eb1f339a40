import { type Hash, rootOf } from './merkle.ts';
import { inclusionRanges } from './proof.ts';

/** What a `trace.batch` leaf commits to: how many events, and the root over their hashes. */
export interface Batch {
  readonly size: number;
  readonly root: Hash;
}

/**
 * The root over a batch of events. Their hashes (SHA-256 of a text that never begins with 0x01) are the tree's leaves
 * as they are: hashing each once more would tell inner nodes from leaves no better, at twice the cost.
 */
export function batchOf(hashes: readonly Hash[]): Batch {
  return { size: hashes.length, root: rootOf(hashes) };
}

/** The bytes that the leaf commits to. */
export function securedBatch({ size, root }: Batch): Uint8Array {
  return Buffer.from(`{"root":"${Buffer.from(root).toString('base64url')}","size":${size}}`);
}

/** The path from an event to its batch's root. */
export function batchPath(hashes: readonly Hash[], index: number): readonly Hash[] {
  return inclusionRanges(index, hashes.length).map(({ from, to }) => rootOf(hashes.slice(from, to)));
}
