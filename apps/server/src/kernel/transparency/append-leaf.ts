import { randomBytes } from 'node:crypto';
import { commitmentTo, type LeafKind } from '@pinxin/translog/leaf';
import { binaryArray } from '../db/binary-array.ts';
import type { Tx } from '../transaction.ts';
import { type Hmac, hmacOf } from './hmac.ts';

export type { LeafKind } from '@pinxin/translog/leaf';

/** What shall be in the transparency log: that something signed became a fact. */
export interface LoggedFact {
  readonly kind: LeafKind;
  /** DID of who signed; 160 bytes at most. */
  readonly issuer: string;
  /** Public id of the record; random, so that it tells nothing by itself. */
  readonly record: string;
  /** Grows with each fact about the record: issue 0, its first change 1 … */
  readonly revision: number;
  /** Whom it is about (public id). Kept only as a keyed hash, whose key is destroyed in time. */
  readonly subject?: string;
  /** The signed bytes that anyone shall be able to check against the log. */
  readonly secured: Uint8Array;
}

/**
 * Puts a salted commitment to a fact into the log, in the caller's transaction: it is logged if and only if that
 * commits. All leaves of a transaction go as one statement, in one send with the commit. Its index and receipt follow
 * within seconds (`receiptFor`). The same record and revision again is ignored. Throws RangeError for an issuer or a
 * record that no leaf can carry.
 */
export async function appendLeaf(tx: Tx, fact: LoggedFact): Promise<void> {
  if (Buffer.byteLength(fact.issuer) > 160 || fact.issuer === '') {
    throw new RangeError('the issuer of a leaf has 1 to 160 bytes');
  }
  if (!/^[A-Za-z0-9_.:-]{1,64}$/.test(fact.record)) throw new RangeError('not the id of a record');
  const tag = fact.subject === undefined ? NO_TAG : await subjectTag(tx, fact.kind, fact.subject);
  const key = `${fact.record} ${fact.revision}`;
  const leaves = leavesOf(tx);
  if (!leaves.has(key)) leaves.set(key, { ...fact, tag });
}

interface NewLeaf extends LoggedFact {
  readonly tag: Buffer;
}

const NO_TAG = Buffer.alloc(0);

/** Leaves of transactions that are still open, by record and revision. */
const leavesOfTx = new WeakMap<Tx, Map<string, NewLeaf>>();

function leavesOf(tx: Tx): Map<string, NewLeaf> {
  const known = leavesOfTx.get(tx);
  if (known !== undefined) return known;
  const leaves = new Map<string, NewLeaf>();
  leavesOfTx.set(tx, leaves);
  tx.last({
    name: 'log-append-leaves',
    text: `with given as (
             select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::bytea[], $6::bytea[], $7::bytea[])
               with ordinality as g(kind, issuer, record, revision, tag, commitment, salt, n)),
           leaf as (
             insert into log_leaf (kind, at, issuer, record, revision, subject_tag, commitment)
             select kind, $8, issuer, record, revision, nullif(tag, ''::bytea), commitment from given order by n
             on conflict (record, revision) do nothing returning id, record, revision)
           insert into log_salt (leaf, salt) select l.id, g.salt from leaf l join given g using (record, revision)`,
    // Read when the transaction ends, with all that was added until then.
    get values() {
      const all = [...leaves.values()];
      const salts = saltsFor(all.length);
      return [
        ...(['kind', 'issuer', 'record'] as const).map(name =>
          binaryArray(
            'text',
            all.map(leaf => leaf[name]),
          ),
        ),
        `{${all.map(({ revision }) => revision).join()}}`,
        ...[
          all.map(({ tag }) => tag),
          all.map(({ secured }, at) => commitmentTo(salts[at]!, secured)),
          salts,
        ].map(list => binaryArray('bytea', list)),
        tx.at.toISOString(),
      ];
    },
  });
  return leaves;
}

/** One fresh salt for each leaf, drawn in one go. */
function saltsFor(count: number): readonly Buffer[] {
  const drawn = randomBytes(32 * count);
  return Array.from({ length: count }, (_, at) => drawn.subarray(32 * at, 32 * (at + 1)));
}

/** The class of leaves that lose their subjects together: what they speak of, and the year. */
export function retentionClass(kind: LeafKind, at: Date): string {
  return `${kind.split('.')[0]}/${at.getUTCFullYear()}`;
}

/** Keys that a transaction has read or made: only for itself, because what it made may be taken back. */
const keysOf = new WeakMap<Tx, Map<string, Hmac>>();

/** 16 bytes that tell leaves of one subject from others, to those only who have the key of the class. */
async function subjectTag(tx: Tx, kind: LeafKind, subject: string): Promise<Buffer> {
  const name = retentionClass(kind, tx.at);
  const known = keysOf.get(tx) ?? new Map<string, Hmac>();
  keysOf.set(tx, known);
  const tagger = known.get(name) ?? hmacOf((await keyOf(tx, name)) ?? (await makeKey(tx, name)));
  known.set(name, tagger);
  return tagger(Buffer.from(subject)).subarray(0, 16);
}

async function keyOf(tx: Tx, name: string): Promise<Buffer | undefined> {
  const { rows } = await tx.client.query<{ key: Buffer }>({
    name: 'log-tag-key',
    text: 'select key from log_tag_key where class = $1',
    values: [name],
  });
  return rows[0]?.key;
}

/** Two that make the key of a class at once end with the same one. */
async function makeKey(tx: Tx, name: string): Promise<Buffer> {
  await tx.client.query('insert into log_tag_key (class, key) values ($1, $2) on conflict do nothing', [
    name,
    randomBytes(32),
  ]);
  const key = await keyOf(tx, name);
  if (key === undefined) throw new Error(`no key for the tags of ${name}`);
  return key;
}
