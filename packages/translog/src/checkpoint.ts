import type { KeyObject } from 'node:crypto';
import { hashFromBase64, toBase64, wholeNumber } from './base64.ts';
import type { Hash } from './merkle.ts';
import { formatNote, type Note, parseNote, signNote, type VerifierKey, verifyNote } from './note.ts';

/** 检查点 · What a log says of itself: its name, how many leaves, and the root over them (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** Lines that a log may add. Ours adds none and signs none. */
  readonly extensions: readonly string[];
}

/** A checkpoint with the note that carries it. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note;
}

/** The text that is signed. Throws RangeError for a checkpoint with lines of extension: we sign none. */
export function checkpointText({ origin, size, root, extensions }: Checkpoint): string {
  if (extensions.length > 0) throw new RangeError('a checkpoint with extension lines is not signed');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads the text of a checkpoint; undefined when it has another form. */
export function parseCheckpointText(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined;
  const [origin, sizeText, rootText, ...extensions] = text.slice(0, -1).split('\n');
  const size = wholeNumber(sizeText);
  const root = hashFromBase64(rootText ?? '!');
  if (origin === undefined || origin === '' || size === undefined || root === undefined) return undefined;
  return extensions.includes('') ? undefined : { origin, size, root, extensions };
}

/** Reads a signed checkpoint's form; undefined when it has another. Nothing is verified yet. */
export function parseCheckpoint(text: string): SignedCheckpoint | undefined {
  const note = parseNote(text);
  const checkpoint = note === undefined ? undefined : parseCheckpointText(note.text);
  return note === undefined || checkpoint === undefined ? undefined : { ...checkpoint, note };
}

/** Signs a checkpoint; the key's name is the log's origin. */
export function signCheckpoint(origin: string, size: number, root: Hash, key: KeyObject): string {
  const text = checkpointText({ origin, size, root, extensions: [] });
  return formatNote({ text, signatures: [signNote(text, origin, key)] });
}

/** The key of a log, or those of all its years: the one of a checkpoint's own name is taken. */
export type LogKeys = VerifierKey | readonly VerifierKey[];

/** Reads a checkpoint and verifies that the log signed it; undefined when it did not, or anybody tampered with it. */
export function openCheckpoint(
  text: string,
  logs: LogKeys,
  witnesses: readonly VerifierKey[] = [],
): { readonly checkpoint: SignedCheckpoint; readonly witnessed: readonly Witnessed[] } | undefined {
  const checkpoint = parseCheckpoint(text);
  const log = [logs].flat().find(({ name }) => name === checkpoint?.origin);
  if (checkpoint === undefined || log === undefined) return undefined;
  const verified = verifyNote(checkpoint.note, [log, ...witnesses]);
  if (!verified.ok || !verified.by.some(({ key }) => key === log)) return undefined;
  const witnessed = verified.by.flatMap(({ key, at }) => (key === log ? [] : [{ key, at }]));
  return { checkpoint, witnessed };
}

/** A witness that saw the checkpoint, and when. */
export interface Witnessed {
  readonly key: VerifierKey;
  readonly at: Date | undefined;
}
