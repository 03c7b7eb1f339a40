import { randomBytes } from 'node:crypto';
import { batchOf, securedBatch } from '@pinxin/translog/batch';
import { commitmentTo } from '@pinxin/translog/leaf';
import type { Hash } from '@pinxin/translog/merkle';
import type { Step } from '../db/pipeline.ts';

/** Events that enter the log together. */
export interface EventBatch {
  /** A fresh id for the batch. */
  readonly record: string;
  readonly at: Date;
  /** The events' hashes, in the order of their places. */
  readonly hashes: readonly Hash[];
  /** First and last number of the events, in the order of their places. */
  readonly ranges: readonly (readonly [number, number])[];
}

/**
 * One leaf for a group of events, as a statement for the end of the group's own transaction: it costs no round trip,
 * and one hash for each event. The platform itself is the issuer.
 */
export function batchStep({ record, at, hashes, ranges }: EventBatch): Step {
  const batch = batchOf(hashes);
  const salt = randomBytes(32);
  const places: number[] = [];
  let place = 0;
  for (const [first, last] of ranges) {
    places.push(place);
    place += last - first + 1;
  }
  if (place !== hashes.length) throw new Error('the ranges of a batch hold other events than its hashes');
  return {
    name: 'log-append-batch',
    text: `with leaf as (
             insert into log_leaf (kind, at, issuer, record, revision, commitment)
             values ('trace.batch', $1, coalesce(
               (select 'did:web:' || replace(split_part(key, '/', 1), ':', '%3A') from log_state where closed_at is null),
               'did:web:localhost'), $2, 0, $3) returning id),
           salt as (insert into log_salt (leaf, salt) select id, $4 from leaf),
           batch as (insert into log_batch (record, size, root) values ($2, $5, $6))
           insert into log_batch_range (first_event, last_event, place, batch)
           select r.*, $2 from unnest($7::bigint[], $8::bigint[], $9::int[]) as r`,
    values: [
      ...[at.toISOString(), record, Buffer.from(commitmentTo(salt, securedBatch(batch))), salt],
      ...[batch.size, Buffer.from(batch.root)],
      ...[list(ranges.map(([first]) => first)), list(ranges.map(([, last]) => last)), list(places)],
    ],
  };
}

function list(numbers: readonly number[]): string {
  return `{${numbers.join()}}`;
}
