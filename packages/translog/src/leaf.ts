import { hash } from 'node:crypto';

/** 日志条目的种类 · What a leaf speaks of. Closed: a new kind is a new member, here and in the README. */
export const LEAF_KINDS = [
  'cert.issue',
  'cert.correct',
  'cert.suspend',
  'cert.restore',
  'cert.revoke',
  'cert.expire',
  'statement.issue',
  'statement.correct',
  'statement.suspend',
  'statement.restore',
  'statement.withdraw',
  'statement.expire',
  'status-list',
  'test.publish',
  'penalty.publish',
  'penalty.correct',
  'penalty.withdraw',
  'penalty.expire',
  'standard.declare',
  'recall.open',
  'recall.close',
  'trace.batch',
  'kpi.snapshot',
  'registry.snapshot',
  'key.create',
  'key.rotate',
  'key.retire',
  'key.lost',
  'template.publish',
  'log.begin',
  'log.close',
] as const;

export type LeafKind = (typeof LEAF_KINDS)[number];

/** A leaf in a log that is closed, by the year in which that log was named. */
export interface FormerLeaf {
  readonly year: string;
  readonly index: number;
}

/** One entry of the log: that something was done, by whom and when; never what it says. */
export interface Leaf {
  readonly kind: LeafKind;
  /** When it was done, to the second. */
  readonly at: Date;
  /** DID of who did it. */
  readonly issuer: string;
  /** Public id of the record it speaks of. */
  readonly record: string;
  /** Grows with each fact about the record. */
  readonly revision: number;
  /** Index of the leaf of the record's previous revision; with the year of its log where that is a former one. */
  readonly previous: number | FormerLeaf | undefined;
  /** HMAC of the subject (16 bytes) and the leaf's number among that subject's leaves, from 1 without gaps. */
  readonly subject: { readonly tag: Uint8Array; readonly number: number } | undefined;
  /** `commitmentTo(salt, secured)`. */
  readonly commitment: Uint8Array;
}

/** Most bytes of a leaf. (The format of entry bundles would allow 65,535.) */
export const LONGEST_LEAF = 512;

/** Binds a leaf to bytes without telling them: SHA-256(salt ‖ SHA-256(secured)). Without the salt nobody can guess. */
export function commitmentTo(salt: Uint8Array, secured: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([salt, sha256(secured)]));
}

/** A leaf's bytes: JSON in canonical form (RFC 8785), as they enter the tree. Throws RangeError above 512. */
export function encodeLeaf(leaf: Leaf): Uint8Array {
  const { subject } = leaf;
  // Keys in the order of RFC 8785; all values are short texts, whole numbers or null.
  const text = JSON.stringify({
    c: base64url(leaf.commitment),
    h: subject === undefined ? null : base64url(subject.tag),
    i: leaf.issuer,
    k: leaf.kind,
    n: subject === undefined ? null : subject.number,
    o: leaf.record,
    p:
      typeof leaf.previous === 'object'
        ? `${leaf.previous.year}/${leaf.previous.index}`
        : (leaf.previous ?? null),
    r: leaf.revision,
    t: instant(leaf.at),
    v: 1,
  });
  const bytes = Buffer.from(text);
  if (bytes.length > LONGEST_LEAF) throw new RangeError(`a leaf of ${bytes.length} bytes`);
  return bytes;
}

/** Reads a leaf; undefined when the bytes are not exactly what `encodeLeaf` writes. */
export function decodeLeaf(bytes: Uint8Array): Leaf | undefined {
  if (bytes.length > LONGEST_LEAF) return undefined;
  return plainLeaf(bytes) ?? anyLeaf(bytes);
}

/**
 * What `encodeLeaf` writes of a leaf whose texts are plain ASCII, in one look: each part in its only form (numbers
 * without leading noughts, base64url without set bits left over), so that there is nothing to write again and compare.
 */
const PLAIN =
  /^\{"c":"([\w-]{42}[AEIMQUYcgkosw048])","h":(?:null|"([\w-]{21}[AQgw])"),"i":"([ !#-[\]-~]*)","k":"([a-z.-]+)","n":(null|0|[1-9]\d{0,14}),"o":"([ !#-[\]-~]*)","p":(null|0|[1-9]\d{0,14}|"\d{4}\/(?:0|[1-9]\d{0,14})"),"r":(0|[1-9]\d{0,14}),"t":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)","v":1\}$/;

const KINDS = new Map<string, LeafKind>(LEAF_KINDS.map(kind => [kind, kind]));

function plainLeaf(bytes: Uint8Array): Leaf | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const match = PLAIN.exec(text);
  if (match === null) return undefined;
  const kind = KINDS.get(match[4]!);
  const at = plainInstant(match[9]!);
  if (kind === undefined || at === undefined || (match[2] === undefined) !== (match[5] === 'null'))
    return undefined;
  return {
    ...{ kind, at, issuer: match[3]!, record: match[6]!, revision: Number(match[8]) },
    commitment: Buffer.from(match[1]!, 'base64url'),
    previous: plainPrevious(match[7]!),
    subject:
      match[2] === undefined
        ? undefined
        : { tag: Buffer.from(match[2], 'base64url'), number: Number(match[5]) },
  };
}

function plainPrevious(text: string): Leaf['previous'] {
  if (text === 'null') return undefined;
  return text.startsWith('"') ? formerOf(text.slice(1, -1)) : Number(text);
}

/** A time that says itself again when it is written; many leaves in a row have the same. */
let lastInstant = { text: '', at: Number.NaN };

function plainInstant(text: string): Date | undefined {
  if (text === lastInstant.text) return new Date(lastInstant.at);
  const at = Date.parse(text);
  if (Number.isNaN(at) || instant(new Date(at)) !== text) return undefined;
  lastInstant = { text, at };
  return new Date(at);
}

/** Any leaf: read, then written again to see that there is no other form of it. */
function anyLeaf(bytes: Uint8Array): Leaf | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  const leaf = leafOf(value);
  // One form only: what can be written in two ways could be shown in two ways.
  if (leaf === undefined || !Buffer.from(bytes).equals(encodeLeaf(leaf))) return undefined;
  return leaf;
}

function leafOf(value: unknown): Leaf | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { c, h, i, k, n, o, p, r, t } = value as Readonly<Record<string, unknown>>;
  const kind = LEAF_KINDS.find(known => known === k);
  const at = typeof t === 'string' ? new Date(t) : undefined;
  const commitment = bytesOf(c, 32);
  const tag = h === null ? undefined : bytesOf(h, 16);
  if (kind === undefined || at === undefined || Number.isNaN(at.getTime()) || commitment === undefined)
    return;
  const previous = typeof p === 'string' ? formerOf(p) : isWhole(p) ? p : undefined;
  if (typeof i !== 'string' || typeof o !== 'string' || !isWhole(r)) return;
  if (previous === undefined && p !== null) return;
  if ((h === null) !== (n === null) || (h !== null && (tag === undefined || !isWhole(n)))) return;
  return {
    ...{ kind, at, issuer: i, record: o, revision: r, commitment },
    previous,
    subject: tag === undefined ? undefined : { tag, number: n as number },
  };
}

/** `2026/41`: leaf 41 of the log of 2026. */
function formerOf(text: string): FormerLeaf | undefined {
  const match = /^(\d{4})\/(0|[1-9]\d{0,14})$/.exec(text);
  return match === null ? undefined : { year: match[1]!, index: Number(match[2]) };
}

/** A time as leaves carry it: UTC, to the second. */
function instant(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function bytesOf(value: unknown, length: number): Uint8Array | undefined {
  if (typeof value !== 'string') return undefined;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.length === length ? bytes : undefined;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}
