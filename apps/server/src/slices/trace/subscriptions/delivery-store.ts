import type { Schedule } from '@pinxin/epcis/schedule';
import type { Context } from '../../../kernel/context.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { AnswerFormat } from '../query/answer-format.ts';

/** A subscription whose sender has work, and the time until which this process alone does it. */
export interface Claimed {
  readonly id: number;
  readonly publicId: string;
  readonly queryName: string;
  readonly dest: string;
  readonly secret: Buffer;
  readonly schedule: Schedule | null;
  /** null: JSON, identifiers as they were told. */
  readonly format: AnswerFormat | null;
  readonly reportIfEmpty: boolean;
  readonly batch: number;
  readonly failures: number;
  readonly givenUp: number;
}

/** One request, as it was written down. */
export interface Delivery {
  readonly id: number;
  readonly publicId: string;
  readonly events: readonly number[];
  /** How often it was tried before. */
  readonly attempts: number;
}

/** Bytes of events in one request, about. */
const MOST_BYTES = 4 * 1024 * 1024;
const SENDER_LOCK = 7_046_201_839;

/**
 * Says that a sender lives, as long as the connection is held. Where none did, what a killed process had claimed is
 * free again at once instead of at the end of its time.
 */
export async function announceSender({ database }: Context): Promise<() => void> {
  const client = await database.pool.connect();
  client.on('error', () => {});
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
    SENDER_LOCK,
  ]);
  if (rows[0]?.alone === true) {
    await client.query('update subscription set claimed_until = null where claimed_until is not null');
    await client.query('select pg_advisory_lock_shared($1), pg_advisory_unlock($1)', [SENDER_LOCK]);
  } else await client.query('select pg_advisory_lock_shared($1)', [SENDER_LOCK]);
  return () => client.release(true);
}

/** Claims up to `limit` subscriptions whose time has come. */
export async function claimDue(ctx: Context, limit: number, leaseMs: number): Promise<readonly Claimed[]> {
  const now = ctx.clock.now();
  const { rows } = await ctx.database.pool.query<Claimed>({
    name: 'subscription-claim',
    text: `with due as (
        select id from subscription where state = 'active' and next_at <= $1
          and (claimed_until is null or claimed_until < $1)
        order by next_at limit $2 for no key update skip locked)
      update subscription s set claimed_until = $3 from due, named_query q where s.id = due.id and q.id = s.query
      returning s.id, s.public_id as "publicId", q.name as "queryName", s.dest, s.secret, s.schedule, s.format,
        s.report_if_empty as "reportIfEmpty", s.batch, s.failures, s.given_up as "givenUp"`,
    values: [now, limit, new Date(now.getTime() + leaseMs)],
  });
  return rows;
}

/**
 * Holds a subscription until the end of the transaction; false when it has ended. Always before its requests and what
 * it is owed: whoever ends it takes the same way down.
 */
export async function holdSubscription(tx: Tx, id: number): Promise<boolean> {
  const { rowCount } = await tx.client.query('select from subscription where id = $1 for no key update', [
    id,
  ]);
  return rowCount === 1;
}

/** The request that waits for an answer, or a new one of the next events; undefined when nothing is owed. */
export async function openDelivery(
  tx: Tx,
  { id, batch }: Claimed,
  publicId: string,
  evenEmpty: boolean,
): Promise<Delivery | undefined> {
  if (!(await holdSubscription(tx, id))) return undefined;
  const open = await tx.client.query<Omit<Delivery, 'events'>>(
    `select id, public_id as "publicId", attempts from subscription_delivery where subscription = $1 and state = 'open'`,
    [id],
  );
  if (open.rows[0] !== undefined) return { ...open.rows[0], events: await eventsOf(tx, open.rows[0].id) };
  const { rows } = await tx.client.query<{ n: number; event: number }>(
    `select n, event from (
       select d.n, d.event, sum(octet_length(e.doc)) over (order by d.n) - octet_length(e.doc) as before
       from (select n, event from subscription_due where subscription = $1 and delivery is null order by n limit $2) d
       join event e on e.id = d.event) as sized
     where before < ${MOST_BYTES} order by n`,
    [id, batch],
  );
  if (rows.length === 0 && !evenEmpty) return undefined;
  const made = await tx.client.query<{ id: number }>(
    `insert into subscription_delivery (public_id, subscription, state, events, created_at)
     values ($1, $2, 'open', $3, $4) returning id`,
    [publicId, id, rows.length, tx.at],
  );
  const delivery = made.rows[0]!.id;
  await tx.client.query(
    'update subscription_due set delivery = $3 where subscription = $1 and n = any($2::bigint[])',
    [id, rows.map(({ n }) => n), delivery],
  );
  return { id: delivery, publicId, events: rows.map(({ event }) => event), attempts: 0 };
}

async function eventsOf(tx: Tx, delivery: number): Promise<readonly number[]> {
  const { rows } = await tx.client.query<{ event: number }>(
    'select event from subscription_due where delivery = $1 order by n',
    [delivery],
  );
  return rows.map(({ event }) => event);
}

/** It arrived: its events are owed no more. */
export async function endDelivery(tx: Tx, delivery: number, status: number): Promise<void> {
  await tx.client.query('delete from subscription_due where delivery = $1', [delivery]);
  await tx.client.query(
    `update subscription_delivery set state = 'done', attempts = attempts + 1, last_status = $2, last_error = null,
       ended_at = $3 where id = $1`,
    [delivery, status, tx.at],
  );
}

/** It did not. */
export async function noteFailure(
  tx: Tx,
  delivery: number,
  error: string,
  status: number | undefined,
): Promise<void> {
  await tx.client.query(
    `update subscription_delivery set attempts = attempts + 1, last_status = $2, last_error = $3 where id = $1`,
    [delivery, status ?? null, error],
  );
}

/** It is tried no more and kept for a person to decide. */
export async function giveUpDelivery(tx: Tx, delivery: number): Promise<void> {
  await tx.client.query(`update subscription_delivery set state = 'dead', ended_at = $2 where id = $1`, [
    delivery,
    tx.at,
  ]);
}

/** Takes a request back that nobody accepted: its events wait again, in their order. */
export async function takeBackDelivery(tx: Tx, delivery: number): Promise<void> {
  await tx.client.query('update subscription_due set delivery = null where delivery = $1', [delivery]);
  await tx.client.query('delete from subscription_delivery where id = $1', [delivery]);
}

/** How a subscription goes on after a request. */
export interface After {
  /** null: when something is due. */
  readonly nextAt: Date | null;
  readonly failures: number;
  readonly givenUp: number;
  readonly lastError: string | null;
  readonly notifiedAt?: Date;
  readonly batch?: number;
  /** Its place in the journal, where it is not to be told any more for now. */
  readonly haltedAt?: number;
}

/**
 * Writes down how it goes on, and lets it go. A stream with something waiting goes on at once: it is held already, so
 * that this statement sees whatever was owed until now.
 */
export async function settle(tx: Tx, subscription: number, after: After): Promise<void> {
  await tx.client.query(
    `update subscription s set claimed_until = null, failures = $2, given_up = $3, last_error = $4,
       last_notified_at = coalesce($5, last_notified_at), batch = coalesce($6, batch),
       state = case when $7::bigint is not null and state = 'active' then 'halted' else state end,
       position = case when $7::bigint is not null and state = 'active' then coalesce(position, $7::bigint) else position end,
       change = case when $7::bigint is null then change else nextval('subscription_change') end,
       next_at = case when $7::bigint is not null or state <> 'active' then null
         when $8::timestamptz is not null then $8
         when schedule is null and exists (select from subscription_due d where d.subscription = s.id and d.delivery is null)
           then $9::timestamptz end
     where id = $1`,
    [
      ...[subscription, after.failures, after.givenUp, after.lastError, after.notifiedAt ?? null],
      ...[after.batch ?? null, after.haltedAt ?? null, after.nextAt, tx.at],
    ],
  );
}
