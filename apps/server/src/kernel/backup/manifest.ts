import type { TableDigest } from './row-digest.ts';
import type { BackupTable, SequenceState } from './tables.ts';

/** The first entry of a backup: what a reader must know before the rows. */
export interface BackupHeader {
  readonly format: 'pinxin-backup';
  readonly formatVersion: 1;
  readonly schemaVersion: number;
  readonly createdAt: string;
  readonly tables: readonly BackupTable[];
}

/** The last entry: what the rows must turn out to be. */
export interface BackupManifest extends BackupHeader {
  /** Number of the last journal entry in the snapshot. */
  readonly journalHead: number;
  readonly digests: Readonly<Record<string, TableDigest>>;
  readonly sequences: readonly SequenceState[];
  readonly jobs: readonly WaitingJob[];
  /** Files kept by their digests that follow the tables. */
  readonly files: number;
}

/** A job that was waiting when the snapshot was taken. */
export interface WaitingJob {
  readonly task: string;
  readonly payload: unknown;
  readonly queue: string | null;
  readonly key: string | null;
  readonly runAt: string;
  readonly maxAttempts: number;
}

export const HEADER_ENTRY = 'backup.json';
export const MANIFEST_ENTRY = 'manifest.json';

/** Name of a table's nth part inside the archive. */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}`;
}

/** Name of a kept file inside the archive. */
export function fileName(digest: string): string {
  return `files/${digest}`;
}

/** The digest of a kept file's name. */
export function digestOfFile(name: string): string | undefined {
  return /^files\/([0-9a-f]{64})$/.exec(name)?.[1];
}

/** The table of a part's name. */
export function tableOfPart(name: string): string | undefined {
  return /^tables\/([^/]+)\/\d+$/.exec(name)?.[1];
}
