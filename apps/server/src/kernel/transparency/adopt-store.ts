import type { Leaf } from '@pinxin/translog/leaf';
import type pg from 'pg';
import type { LogState } from './log-store.ts';

const CHUNK = 2_000;

/**
 * Takes over leaves that the public log has and the database lost, from index `first` on. Where the same record and
 * revision waits here with another salt, the public leaf counts, and the salt, which no longer opens it, goes.
 */
export async function adoptLeaves(
  client: pg.ClientBase,
  first: number,
  leaves: readonly Leaf[],
): Promise<void> {
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
        part.map(({ kind }) => kind),
        part.map(leaf => leaf.at),
        part.map(({ issuer }) => issuer),
        part.map(({ record }) => record),
        part.map(({ revision }) => revision),
        part.map(({ subject }) => (subject === undefined ? null : Buffer.from(subject.tag))),
        part.map(({ commitment }) => Buffer.from(commitment)),
        part.map((_, place) => first + at + place),
        part.map(({ previous }) => previous ?? null),
        part.map(({ subject }) => subject?.number ?? null),
      ],
    );
  }
}

/** The tree that is gone on with; signing is allowed again. */
export async function adoptState(client: pg.ClientBase, { size, root, checkpoint }: LogState): Promise<void> {
  await client.query('update log_state set size = $1, root = $2, checkpoint = $3, halted = null', [
    size,
    root,
    checkpoint,
  ]);
}
