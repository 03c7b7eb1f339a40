import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { fromBase64, toBase64 } from './base64.ts';

/** Kinds of signatures on notes (C2SP signed-note): Ed25519, timestamped cosignature, ML-DSA-44 cosignature. */
export const SIGNATURE = { ed25519: 1, cosignature: 4, mlDsa44: 6 } as const;

/** Whose signatures are believed. */
export interface VerifierKey {
  readonly name: string;
  /** `SIGNATURE`, or what a later standard adds. */
  readonly type: number;
  readonly key: Uint8Array;
  /** The first four bytes of SHA-256(name ‖ "\n" ‖ type ‖ key). */
  readonly id: Uint8Array;
}

/** One line of signature, not yet believed. */
export interface NoteSignature {
  readonly name: string;
  readonly id: Uint8Array;
  readonly bytes: Uint8Array;
}

/** A note as it was received. */
export interface Note {
  /** What is signed, up to and including its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A key's name and number, as a text for policies and documentation: `name+1a2b3c4d+…`. */
export function formatKey({ name, type, key, id }: VerifierKey): string {
  return `${name}+${Buffer.from(id).toString('hex')}+${toBase64(Buffer.concat([Buffer.of(type), key]))}`;
}

/** Makes a key known by its name, kind and bytes. */
export function verifierKey(name: string, type: number, key: Uint8Array): VerifierKey {
  if (!isName(name)) throw new RangeError('the name of a key is a text without spaces and plus signs');
  const digest = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), key]), 'buffer');
  return { name, type, key, id: new Uint8Array(digest.subarray(0, 4)) };
}

/** Reads a key's text; undefined when it is not one, or its number is not the one of name and key. */
export function parseKey(text: string): VerifierKey | undefined {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
  const bytes = fromBase64(match?.[3] ?? '!');
  if (match === null || bytes === undefined || bytes.length < 2 || !isName(match[1]!)) return undefined;
  const known = verifierKey(match[1]!, bytes[0]!, bytes.subarray(1));
  if (Buffer.from(known.id).toString('hex') !== match[2]) return undefined;
  const isShort = known.type === SIGNATURE.ed25519 || known.type === SIGNATURE.cosignature;
  return isShort && known.key.length !== 32 ? undefined : known;
}

const JUDGED: ReadonlySet<number> = new Set([SIGNATURE.ed25519, SIGNATURE.cosignature]);
const LONGEST_NOTE = 1_000_000;
const MOST_SIGNATURES = 100;

/** Reads a note's form (C2SP signed-note); undefined when it has another. Nothing is verified yet. */
export function parseNote(note: string): Note | undefined {
  if (note.length > LONGEST_NOTE || hasControls(note) || !note.isWellFormed()) return undefined;
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return undefined;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return undefined;
  const signatures = lines.map(parseSignature);
  if (!signatures.every(each => each !== undefined)) return undefined;
  return { text: note.slice(0, split + 1), signatures };
}

/** Reads one line of signature, without its newline. */
export function parseSignature(line: string): NoteSignature | undefined {
  const match = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
  const bytes = fromBase64(match?.[2] ?? '!');
  if (match === null || bytes === undefined || bytes.length < 5 || !isName(match[1]!)) return undefined;
  return { name: match[1]!, id: bytes.subarray(0, 4), bytes: bytes.subarray(4) };
}

/** Writes a line of signature, with its newline. */
export function formatSignature({ name, id, bytes }: NoteSignature): string {
  return `\u2014 ${name} ${toBase64(Buffer.concat([id, bytes]))}\n`;
}

/** A note as text. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

/** Signs a text that ends with a newline. */
export function signNote(text: string, name: string, key: KeyObject): NoteSignature {
  if (!text.endsWith('\n')) throw new RangeError('what is signed ends with a newline');
  const bytes = new Uint8Array(sign(null, Buffer.from(text), key));
  return { name, id: verifierKey(name, SIGNATURE.ed25519, publicBytes(key)).id, bytes };
}

/** Signatures of a note by keys that are known, or why the note is not to be believed at all. */
export type Verified =
  | { readonly ok: true; readonly by: readonly { readonly key: VerifierKey; readonly at?: Date }[] }
  | { readonly ok: false; readonly name: string };

/**
 * Which of these keys signed the note. Lines of unknown keys say nothing. One bad line of a known key and nothing of
 * the note is believed: somebody tampered with it.
 */
export function verifyNote(note: Note, keys: readonly VerifierKey[]): Verified {
  const by: { key: VerifierKey; at?: Date }[] = [];
  for (const signature of note.signatures) {
    const key = keys.find(each => each.name === signature.name && Buffer.from(each.id).equals(signature.id));
    // ML-DSA-44 and what is to come: read, not judged.
    if (key === undefined || !JUDGED.has(key.type)) continue;
    const found = verifySignature(note.text, signature, key);
    if (found === undefined) return { ok: false, name: key.name };
    if (!by.some(each => each.key === key)) by.push({ key, ...found });
  }
  return { ok: true, by };
}

function verifySignature(
  text: string,
  { bytes }: NoteSignature,
  key: VerifierKey,
): { at?: Date } | undefined {
  if (key.type === SIGNATURE.ed25519) return isSigned(text, bytes, key.key) ? {} : undefined;
  if (key.type !== SIGNATURE.cosignature || bytes.length !== 72) return undefined;
  const seconds = Number(Buffer.from(bytes).readBigUInt64BE(0));
  if (!isSigned(cosignedText(text, seconds), bytes.subarray(8), key.key)) return undefined;
  return { at: new Date(seconds * 1000) };
}

/** What a witness signs (C2SP tlog-cosignature, cosignature/v1): when, and the checkpoint's text. */
export function cosignedText(text: string, seconds: number): string {
  return `cosignature/v1\ntime ${seconds}\n${text}`;
}

/** A witness's line for a checkpoint's text. */
export function cosignNote(text: string, name: string, key: KeyObject, at: Date): NoteSignature {
  const seconds = Math.floor(at.getTime() / 1000);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, Buffer.from(cosignedText(text, seconds)), key);
  const { id } = verifierKey(name, SIGNATURE.cosignature, publicBytes(key));
  return { name, id, bytes: new Uint8Array(Buffer.concat([time, signature])) };
}

/** The 32 bytes of an Ed25519 key's public half. */
export function publicBytes(key: KeyObject): Uint8Array {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return new Uint8Array(Buffer.from(half.export({ format: 'jwk' }).x!, 'base64url'));
}

function isSigned(text: string, signature: Uint8Array, key: Uint8Array): boolean {
  if (signature.length !== 64 || key.length !== 32) return false;
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') };
    return verify(null, Buffer.from(text), createPublicKey({ key: jwk, format: 'jwk' }), signature);
  } catch {
    return false;
  }
}

function isName(name: string): boolean {
  return name !== '' && !/[\s+\p{Z}]/u.test(name);
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 && unit !== 0x0a) return true;
  }
  return false;
}
