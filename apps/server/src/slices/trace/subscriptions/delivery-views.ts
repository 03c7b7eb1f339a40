import { hashUriOfDigest } from '@pinxin/epcis/event-hash';
import type { StoredEvent } from '@pinxin/epcis/write-document';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import { holdSubscription } from './delivery-store.ts';

/** What of an event a document holds. */
export interface EventBytes {
  readonly recordTime: Date;
  readonly hash: Buffer;
  readonly eventId: string | null;
  readonly context: Buffer | null;
  readonly doc: Buffer;
}

/** These events as they were stored, in this order. */
export async function storedEvents(ctx: Context, ids: readonly number[]): Promise<readonly StoredEvent[]> {
  if (ids.length === 0) return [];
  const { rows } = await ctx.database.pool.query<EventBytes & { id: number }>({
    name: 'stored-events',
    text: `select e.id, e.record_time as "recordTime", e.event_id as "eventId", e.context, e.doc,
        case when e.declared_at is null then e.hash
          else (select told.hash from event_declaration as told where told.event = e.id) end as hash
      from unnest($1::bigint[]) as asked (id)
      cross join lateral (select * from event where event.id = asked.id offset 0) as e`,
    values: [ids],
  });
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.flatMap(id => {
    const row = byId.get(id);
    return row === undefined ? [] : [storedOf(row)];
  });
}

/** A stored event as documents are written of it. */
export function storedOf({ recordTime, hash, eventId, context, doc }: EventBytes): StoredEvent {
  return {
    bytes: doc,
    recordTime: recordTime.toISOString(),
    ...(context === null ? {} : { context: JSON.parse(context.toString('utf8')) as unknown }),
    ...(eventId === null ? { eventId: hashUriOfDigest(hash) } : {}),
  };
}

/** A request, as its party sees it. */
export interface DeliveryView {
  readonly id: number;
  readonly deliveryID: string;
  readonly state: 'open' | 'done' | 'dead';
  readonly events: number;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** A subscription's requests, newest first, before `before`. */
export async function deliveriesOf(
  ctx: Context,
  subscription: number,
  state: DeliveryView['state'] | undefined,
  before: number | undefined,
  limit: number,
): Promise<readonly DeliveryView[]> {
  const { rows } = await ctx.database.pool.query<DeliveryView>(
    `select id, public_id as "deliveryID", state, events, attempts, last_status as "lastStatus",
       last_error as "lastError", created_at as "createdAt", ended_at as "endedAt"
     from subscription_delivery where subscription = $1 and ($2::text is null or state = $2)
       and ($3::bigint is null or id < $3) order by id desc limit $4`,
    [subscription, state ?? null, before ?? null, limit],
  );
  return rows;
}

/**
 * What a person decides of given-up requests: sent again (their events first in line, as they are the oldest) or
 * dropped. How many there were.
 */
export async function settleDead(tx: Tx, subscription: number, decision: 'resend' | 'drop'): Promise<number> {
  if (!(await holdSubscription(tx, subscription))) return 0;
  if (decision === 'resend') {
    await tx.client.query(
      `update subscription_due set delivery = null where delivery in (
         select id from subscription_delivery where subscription = $1 and state = 'dead')`,
      [subscription],
    );
  }
  const { rowCount } = await tx.client.query(
    `delete from subscription_delivery where subscription = $1 and state = 'dead'`,
    [subscription],
  );
  if (decision === 'resend') {
    await tx.client.query(
      `update subscription set next_at = $2 where id = $1 and state = 'active' and schedule is null and next_at is null`,
      [subscription, tx.at],
    );
  }
  return rowCount ?? 0;
}

/** Forgets requests that arrived before a moment; those given up stay until somebody decides. */
export async function forgetDelivered(ctx: Context, before: Date): Promise<void> {
  await ctx.database.pool.query(`delete from subscription_delivery where state = 'done' and ended_at < $1`, [
    before,
  ]);
}
