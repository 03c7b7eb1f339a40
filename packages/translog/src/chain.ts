import { hash } from 'node:crypto';
import { toBase64 } from './base64.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import { commitmentTo } from './leaf.ts';
import { formatKey, formatNote, type NoteSignature, parseKey, type VerifierKey } from './note.ts';

// 年度日志 · Logs follow one another, one a year. The last leaf of a closed one (`log.close`) names the key of its
// successor, the first leaf of that (`log.begin`) the last checkpoint of the closed one: whoever believes one key can
// find all the others. Both commit without a salt, because there is nothing in them to hide.

const NO_SALT = new Uint8Array();

/** The year that a log is named after, the end of its name; undefined for a log with another name. */
export function yearOfLog(origin: string): string | undefined {
  return /\/(\d{4})$/.exec(origin)?.[1];
}

/** Name of the log of another year beside this one. Throws RangeError for a log that bears no year. */
export function logOfYear(origin: string, year: string): string {
  if (yearOfLog(origin) === undefined) throw new RangeError('the log is not named after a year');
  return `${origin.slice(0, -4)}${year}`;
}

/** What the last leaf of a closed log commits to: which log goes on, under which key. */
export function closingCommitment(successor: VerifierKey): Uint8Array {
  return commitmentTo(NO_SALT, Buffer.from(JSON.stringify({ next: formatKey(successor) })));
}

/**
 * What the first leaf of a log commits to: the last checkpoint of the log before it, by name, size, root and the hash
 * of the note as that log itself signed it (lines of witnesses may come and go).
 */
export function beginningCommitment(last: SignedCheckpoint): Uint8Array {
  const { origin, size, root } = last;
  const own = last.note.signatures.filter(({ name }: NoteSignature) => name === origin);
  const note = hash('sha256', formatNote({ text: last.note.text, signatures: own }), 'buffer');
  const secured = { name: origin, note: toBase64(note), root: toBase64(root), size };
  return commitmentTo(NO_SALT, Buffer.from(JSON.stringify(secured)));
}

/** Keys of all logs in their order, one a line, as `keys` lists them. */
export function formatKeys(keys: readonly VerifierKey[]): string {
  return keys.map(key => `${formatKey(key)}\n`).join('');
}

/** Reads a list of keys; undefined when a line is none, or there is none. */
export function parseKeys(text: string): readonly VerifierKey[] | undefined {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const keys = lines.map(line => parseKey(line.trim()));
  return keys.length > 0 && keys.every(key => key !== undefined) ? keys : undefined;
}

/** Where a log's files are below the address of the first one: that keeps its place, each later one has its year. */
export function folderOfLog(origin: string, isFirst: boolean): string {
  return isFirst ? '' : `${yearOfLog(origin) ?? 'unnamed'}/`;
}
