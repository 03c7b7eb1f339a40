import type { Leaf } from '@pinxin/translog/leaf';
import type pg from 'pg';
import type { LogState } from './log-store.ts';

const CHUNK = 2_000;

/** A leaf of a public log with its place, and that of its record's leaf before, among those of all logs. */
export interface AdoptedLeaf {
  readonly leaf: Leaf;
  readonly place: number;
  readonly previous: number | null;
}

/**
 * Takes over leaves that the public logs have and the database lost. Where the same record and
 * revision waits here with another salt, the public leaf counts, and the salt, which no longer opens it, goes.
 */
export async function adoptLeaves(client: pg.ClientBase, leaves: readonly AdoptedLeaf[]): Promise<void> {
  for (let at = 0; at < leaves.length; at += CHUNK) {
    const part = leaves.slice(at, at + CHUNK);
    await client.query(
      `with told as (
         select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::int[], $6::bytea[], $7::bytea[],
           $8::bigint[], $9::bigint[], $10::int[])
           as t(kind, at, issuer, record, revision, tag, commitment, idx, previous, number)),
       useless as (
         delete from log_salt s using log_leaf l, told t
         where s.leaf = l.id and l.record = t.record and l.revision = t.revision and l.commitment <> t.commitment)
       insert into log_leaf (kind, at, issuer, record, revision, subject_tag, commitment, idx, previous, subject_number)
       select * from told
       on conflict (record, revision) do update set kind = excluded.kind, at = excluded.at, issuer = excluded.issuer,
         subject_tag = excluded.subject_tag, commitment = excluded.commitment, idx = excluded.idx,
         previous = excluded.previous, subject_number = excluded.subject_number`,
      [
        part.map(({ leaf }) => leaf.kind),
        part.map(({ leaf }) => leaf.at),
        part.map(({ leaf }) => leaf.issuer),
        part.map(({ leaf }) => leaf.record),
        part.map(({ leaf }) => leaf.revision),
        part.map(({ leaf: { subject } }) => (subject === undefined ? null : Buffer.from(subject.tag))),
        part.map(({ leaf }) => Buffer.from(leaf.commitment)),
        part.map(({ place }) => place),
        part.map(({ previous }) => previous),
        part.map(({ leaf: { subject } }) => subject?.number ?? null),
      ],
    );
  }
}

/** The logs that are gone on with, from the first on; signing is allowed again. */
export async function adoptLogs(client: pg.ClientBase, logs: readonly LogState[]): Promise<void> {
  // In their order: one is closed before the next is opened.
  for (const { origin, base, size, root, checkpoint, at, closedAt } of logs) {
    await client.query(
      `insert into log_state (key, base, size, root, checkpoint, at, closed_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (key) do update set size = excluded.size, root = excluded.root, checkpoint = excluded.checkpoint,
         at = excluded.at, closed_at = excluded.closed_at, halted = null`,
      [origin, base, size, root, checkpoint, at, closedAt],
    );
  }
}
