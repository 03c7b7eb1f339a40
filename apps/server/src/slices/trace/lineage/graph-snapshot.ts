import { createHash } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { fromSnapshot, toSnapshot } from '@pinxin/lineage/snapshot';
import type { LineageState } from './lineage-state.ts';
import { MadeAmounts } from './made-amounts.ts';

/** Raised when what stands before the graph's own snapshot changes its meaning. */
const VERSION = 2;
const MAGIC = 'PINXINLF';
const PRELUDE_BYTES = 16;
const DIGEST_BYTES = 32;
const ALIGNMENT = 8;
/** One read or write asks for no more than this: the system's own limit is below 2 GiB. */
const MOST_BYTES = 1 << 30;

interface Header {
  /** Digest of the journal entry at the watermark: tells instances and restored pasts apart. */
  readonly journalDigest: string;
  readonly lots: number;
}

/** A state read from a file; it belongs to the database only if that has this entry at the watermark. */
export interface FoundSnapshot extends LineageState {
  readonly journalDigest: string;
}

/**
 * Writes the state so that the file is either the old one or the new one, whenever the power fails: beside it,
 * to the disk, then renamed. Compacts the graph first.
 */
export function writeSnapshot(file: string, { graph, made }: LineageState, journalDigest: string): void {
  const header: Header = { journalDigest, lots: made.sums.length };
  const json = Buffer.from(JSON.stringify(header));
  const prelude = Buffer.alloc(PRELUDE_BYTES + padded(json.length));
  prelude.write(MAGIC, 'latin1');
  prelude.writeUInt32LE(VERSION, 8);
  prelude.writeUInt32LE(json.length, 12);
  json.copy(prelude, PRELUDE_BYTES);
  const own = [
    prelude,
    bytesOf(made.sums),
    bytesOf(made.units),
    Buffer.alloc(padded(made.units.byteLength) - made.units.byteLength),
    made.told,
    Buffer.alloc(padded(made.told.byteLength) - made.told.byteLength),
  ];
  const hash = createHash('sha256');
  for (const chunk of own) hash.update(chunk);
  const beside = `${file}.new`;
  const descriptor = openSync(beside, 'w', 0o600);
  try {
    for (const chunk of [...own, hash.digest(), ...toSnapshot(graph)]) writeAll(descriptor, chunk);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(beside, file);
  syncFolder(dirname(file));
}

/** Reads a snapshot; undefined when there is none, or none that is whole and of this version. */
export function readSnapshot(file: string): FoundSnapshot | undefined {
  const bytes = readAll(file);
  if (bytes === undefined || bytes.length < PRELUDE_BYTES) return undefined;
  if (bytes.toString('latin1', 0, 8) !== MAGIC || bytes.readUInt32LE(8) !== VERSION) return undefined;
  try {
    const headerEnd = PRELUDE_BYTES + padded(bytes.readUInt32LE(12));
    const text = bytes.toString('utf8', PRELUDE_BYTES, PRELUDE_BYTES + bytes.readUInt32LE(12));
    const { journalDigest, lots } = JSON.parse(text) as Header;
    const unitsAt = headerEnd + lots * 8;
    const toldAt = unitsAt + padded(lots * 4);
    const ownEnd = toldAt + padded(lots);
    const digest = createHash('sha256').update(bytes.subarray(0, ownEnd)).digest();
    if (!digest.equals(bytes.subarray(ownEnd, ownEnd + DIGEST_BYTES))) return undefined;
    const graph = fromSnapshot(bytes.subarray(ownEnd + DIGEST_BYTES));
    if (!graph.ok) return undefined;
    const sums = new Float64Array(
      bytes.buffer.slice(bytes.byteOffset + headerEnd, bytes.byteOffset + unitsAt),
    );
    const units = new Int32Array(
      bytes.buffer.slice(bytes.byteOffset + unitsAt, bytes.byteOffset + unitsAt + lots * 4),
    );
    const told = new Uint8Array(bytes.subarray(toldAt, toldAt + lots));
    const made = new MadeAmounts(sums, units, told);
    return { journalDigest, graph: graph.value, made, uncorrected: new Set() };
  } catch {
    // A damaged length or text: the file says nothing.
    return undefined;
  }
}

/** Removes what an interrupted save left beside the file. */
export function removeUnfinished(file: string): void {
  rmSync(`${file}.new`, { force: true });
}

function readAll(file: string): Buffer<SharedArrayBuffer> | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    // Memory of its own, so that the graph's arrays are aligned and nobody else's; shared, as the graph will be.
    const bytes = Buffer.from(new SharedArrayBuffer(fstatSync(descriptor).size));
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(descriptor, bytes, at, Math.min(MOST_BYTES, bytes.length - at), at);
      if (read === 0) return undefined;
      at += read;
    }
    return bytes;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

function writeAll(descriptor: number, chunk: Uint8Array): void {
  for (let at = 0; at < chunk.length; )
    at += writeSync(descriptor, chunk, at, Math.min(MOST_BYTES, chunk.length - at));
}

function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Not every system lets a folder be opened; the rename is atomic without it.
  }
}

function bytesOf(array: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function padded(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
