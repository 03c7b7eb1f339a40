import type { Context } from '../../../kernel/context.ts';

/** The batch with which an event entered the log. */
export interface EventBatchRow {
  readonly record: string;
  readonly place: number;
  readonly hashes: readonly Buffer[];
}

/** The batch of the event with this hash; undefined when there is no such event, or it came before the log. */
export async function batchOfEvent(
  { database }: Context,
  hash: Uint8Array,
): Promise<EventBatchRow | undefined> {
  const found = await database.pool.query<{ record: string; place: number }>({
    name: 'log-batch-of-event',
    text: `select r.batch as record, (r.place + e.id - r.first_event)::int as place
           from event e
           cross join lateral (
             select * from log_batch_range where first_event <= e.id order by first_event desc limit 1) as r
           where e.hash = $1 and e.id <= r.last_event`,
    values: [Buffer.from(hash)],
  });
  const [row] = found.rows;
  if (row === undefined) return undefined;
  const events = await database.pool.query<{ hash: Buffer }>({
    name: 'log-events-of-batch',
    text: `select e.hash from log_batch_range r join event e on e.id between r.first_event and r.last_event
           where r.batch = $1 order by r.place, e.id`,
    values: [row.record],
  });
  return { ...row, hashes: events.rows.map(each => each.hash) };
}
