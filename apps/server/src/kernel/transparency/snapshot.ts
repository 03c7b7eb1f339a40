import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { LocalDate } from '@pinxin/rules/local-date';
import { toBase64 } from '@pinxin/translog/base64';
import { type SnapshotProof, securedSnapshot, snapshotKey } from '@pinxin/translog/snapshot-proof';
import { type MapEntry, mapOf, placesFor, sortEntries } from '@pinxin/translog/sorted-map';
import type { Context } from '../context.ts';
import { inTransaction } from '../transaction.ts';
import { appendLeaf } from './append-leaf.ts';
import { loggedLeaf } from './receipts.ts';
import { dropOldSnapshots, insertSnapshot, platformDid, readSnapshot } from './snapshot-store.ts';

/** All that a register says of one subject, as it is committed to. */
export interface RegisterEntry {
  /** Public id of the subject. */
  readonly subject: string;
  /** Its records, in an order of their own. */
  readonly records: readonly unknown[];
}

/** Days for which a snapshot's rows are kept: as long as the longest publication (three years), and a month. */
const KEPT_DAYS = 1_126;

/**
 * Puts what a register said at the end of a day into the log: one root over all subjects, sorted, so that later it
 * can be proved that something is all there was, or that there was nothing. A day again is ignored.
 */
export async function takeSnapshot(
  ctx: Context,
  day: LocalDate,
  register: readonly RegisterEntry[],
): Promise<boolean> {
  const key = randomBytes(32);
  const entries = sortEntries(
    register.map(({ subject, records }) => ({
      key: snapshotKey(key, subject),
      value: Buffer.from(JSON.stringify(records)),
    })),
  );
  const map = mapOf(entries);
  return inTransaction(ctx, async tx => {
    const record = ctx.newId('lgs');
    const row = { day, record, size: map.size, root: Buffer.from(map.root), key, entries: packed(entries) };
    if (!(await insertSnapshot(tx, row))) return false;
    const issuer = await platformDid(tx);
    const secured = securedSnapshot(day, map);
    await appendLeaf(tx, { kind: 'registry.snapshot', issuer, record, revision: 0, secured });
    await dropOldSnapshots(tx, day, KEPT_DAYS);
    tx.journal({ actor: 'system', kind: 'register-snapshot-taken', facts: { day, subjects: map.size } });
    return true;
  });
}

/** The proof of what a day's snapshot says of a subject; undefined when there is none, or it is not public yet. */
export async function snapshotProof(
  ctx: Context,
  day: LocalDate,
  subject: string,
): Promise<SnapshotProof | undefined> {
  const row = await readSnapshot(ctx, day);
  const logged = row === undefined ? undefined : await loggedLeaf(ctx, row.record, 0);
  if (row?.entries == null || row.key === null || logged?.salt === undefined) return undefined;
  const entries = unpacked(row.entries);
  const key = snapshotKey(row.key, subject);
  const places = placesFor(entries, key);
  const own = entries.find(entry => Buffer.compare(entry.key, key) === 0);
  return {
    ...{ day, size: row.size, root: toBase64(row.root), key: toBase64(row.key), subject },
    records: own === undefined ? null : Buffer.from(own.value).toString('utf8'),
    places: places.map(place => ({
      index: place.index,
      key: toBase64(place.key),
      valueHash: toBase64(place.valueHash),
      path: place.path.map(toBase64),
    })),
    ...{ salt: toBase64(logged.salt), leaf: toBase64(logged.leaf), receipt: logged.receipt },
  };
}

function packed(entries: readonly MapEntry[]): Buffer {
  const lines = entries.map(({ key, value }) => `${toBase64(key)} ${Buffer.from(value).toString('utf8')}\n`);
  return gzipSync(lines.join(''));
}

function unpacked(bytes: Buffer): readonly MapEntry[] {
  const lines = gunzipSync(bytes).toString('utf8').split('\n').slice(0, -1);
  return lines.map(line => ({
    key: new Uint8Array(Buffer.from(line.slice(0, 44), 'base64')),
    value: Buffer.from(line.slice(45)),
  }));
}
