import type { Context } from '../../../kernel/context.ts';
import { takePosition } from '../../../kernel/journal/position-store.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { AnswerFormat } from '../query/answer-format.ts';
import { FOLLOWER, LARGEST_BATCH, type Subscription, type SubscriptionState } from './subscription.ts';

/** What a new subscription is made of. */
export interface NewSubscription {
  readonly publicId: string;
  readonly query: number;
  readonly party: number;
  readonly seesAll: boolean;
  readonly dest: string;
  readonly secret: Uint8Array;
  readonly schedule: object | undefined;
  readonly format: AnswerFormat;
  readonly reportIfEmpty: boolean;
  readonly initialRecordTime: Date | undefined;
  readonly nextAt: Date | undefined;
  readonly by: string;
}

const COLUMNS = `s.id, s.public_id as "publicId", s.query, q.name as "queryName", s.party, p.public_id as "partyPublicId", s.dest, s.schedule, s.format,
  s.report_if_empty as "reportIfEmpty", s.initial_record_time as "initialRecordTime", s.state, s.batch, s.failures,
  s.last_error as "lastError", s.last_notified_at as "lastNotifiedAt", s.created_at as "createdAt",
  (select count(*)::int from (select from subscription_due d left join subscription_delivery v on v.id = d.delivery
     where d.subscription = s.id and v.state is distinct from 'dead' limit 100000) as owed) as waiting,
  (select count(*)::int from subscription_delivery v where v.subscription = s.id and v.state = 'dead') as dead,
  s.position is not null as "isBehind"`;
const FROM = 'from subscription s join named_query q on q.id = s.query join party p on p.id = s.party';

/**
 * The place of the follower in the journal, held until the end of the transaction: what is told behind it will be
 * matched with the subscriptions as they are then.
 */
export async function holdFollower(tx: Tx): Promise<number> {
  const seq = await takePosition(tx, FOLLOWER);
  if (seq !== undefined) return seq;
  // Another process is at it: wait for the end of its turn.
  const { rows } = await tx.client.query<{ seq: number }>(
    'select seq from reaction_cursor where name = $1 for update',
    [FOLLOWER],
  );
  return rows[0]?.seq ?? 0;
}

/** The journal's last entry before a moment; 0 when there is none. */
export async function entryBefore(tx: Tx, moment: Date): Promise<number> {
  const { rows } = await tx.client.query<{ seq: number | null }>(
    `select max(seq) as seq from journal where kind = 'events-captured' and at < $1`,
    [moment],
  );
  return rows[0]?.seq ?? 0;
}

/** The journal's last entry that tells of events. */
export async function lastEntry(tx: Tx): Promise<number> {
  const { rows } = await tx.client.query<{ seq: number | null }>(
    `select max(seq) as seq from journal where kind = 'events-captured'`,
  );
  return rows[0]?.seq ?? 0;
}

/** One party makes one subscription at a time: what is counted and compared then holds. */
export async function holdParty(tx: Tx, party: number): Promise<void> {
  await tx.client.query('select from party where id = $1 for no key update', [party]);
}

/** Subscriptions of this query to this receiver at these times, with their sealed secrets. */
export async function alikeSubscriptions(
  tx: Tx,
  { query, dest, schedule, format }: Pick<NewSubscription, 'query' | 'dest' | 'schedule' | 'format'>,
): Promise<readonly { readonly publicId: string; readonly secret: Buffer }[]> {
  const { rows } = await tx.client.query<{ publicId: string; secret: Buffer }>(
    `select public_id as "publicId", secret from subscription
      where query = $1 and dest = $2 and schedule is not distinct from $3::jsonb
        and format is not distinct from $4::jsonb`,
    [query, dest, schedule === undefined ? null : JSON.stringify(schedule), keptFormat(format)],
  );
  return rows;
}

/** The usual format is null, as of all subscriptions that were made before there was another. */
function keptFormat(format: AnswerFormat): string | null {
  return format.kind === 'json' && (format.epcs ?? 'asTold') === 'asTold' ? null : JSON.stringify(format);
}

/** Writes a subscription down; false when the party has too many. */
export async function insertSubscription(
  tx: Tx,
  made: NewSubscription,
  position: number | undefined,
  most: number,
): Promise<boolean> {
  const { rows } = await tx.client.query<{ count: number }>(
    'select count(*)::int as count from subscription where party = $1',
    [made.party],
  );
  if ((rows[0]?.count ?? 0) >= most) return false;
  await tx.client.query(
    `insert into subscription (public_id, query, party, sees_all, dest, secret, schedule, report_if_empty,
       initial_record_time, state, position, batch, next_at, created_at, created_by, format)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'active', $10, $11, $12, $13, $14, $15)`,
    [
      ...[made.publicId, made.query, made.party, made.seesAll, made.dest, made.secret],
      made.schedule === undefined ? null : JSON.stringify(made.schedule),
      ...[made.reportIfEmpty, made.initialRecordTime ?? null, position ?? null, LARGEST_BATCH],
      ...[made.nextAt ?? null, tx.at, made.by, keptFormat(made.format)],
    ],
  );
  return true;
}

/** A party's subscription. */
export async function subscriptionOf(
  ctx: Context,
  party: number | undefined,
  publicId: string,
): Promise<Subscription | undefined> {
  const { rows } = await ctx.database.pool.query<Subscription>(
    `select ${COLUMNS} ${FROM} where s.public_id = $1 and ($2::int is null or s.party = $2)`,
    [publicId, party ?? null],
  );
  return rows[0];
}

/** Subscriptions of one query or of all of a party's, oldest first; of every party when none is named. */
export async function subscriptionsOf(
  ctx: Context,
  of: { readonly party: number | undefined; readonly query?: number | undefined },
  after: number,
  limit: number,
): Promise<readonly Subscription[]> {
  const { rows } = await ctx.database.pool.query<Subscription>(
    `select ${COLUMNS} ${FROM} where ($1::int is null or s.party = $1) and ($2::bigint is null or s.query = $2)
       and s.id > $3 order by s.id limit $4`,
    [of.party ?? null, of.query ?? null, after, limit],
  );
  return rows;
}

/** How many a party has, or all have. */
export async function countSubscriptions(ctx: Context, party: number | undefined): Promise<number> {
  const { rows } = await ctx.database.pool.query<{ count: number }>(
    'select count(*)::int as count from subscription where $1::int is null or party = $1',
    [party ?? null],
  );
  return rows[0]?.count ?? 0;
}

/** Ends a subscription: what it was still owed goes with it. Whether there was one. */
export async function deleteSubscription(
  tx: Tx,
  party: number | undefined,
  publicId: string,
): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'delete from subscription where public_id = $1 and ($2::int is null or party = $2)',
    [publicId, party ?? null],
  );
  return rowCount === 1;
}

/**
 * Brings it to another state. What pauses keeps its place in the journal; what goes on starts there. Whether there
 * was anything to change.
 */
export async function changeState(
  tx: Tx,
  publicId: string,
  from: readonly SubscriptionState[],
  to: SubscriptionState,
  follower: number,
): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `update subscription set state = $3, position = coalesce(position, $4), change = nextval('subscription_change'),
       failures = 0, given_up = 0,
       next_at = case when $3 <> 'active' then null when schedule is null then $5 else next_at end
     where public_id = $1 and state = any($2)`,
    [publicId, from, to, follower, tx.at],
  );
  return rowCount === 1;
}

/** Sets it back to a place in the journal: what was told from there on is sent (again). */
export async function setBack(tx: Tx, publicId: string, seq: number): Promise<boolean> {
  const { rows } = await tx.client.query<{ id: number }>(
    `update subscription set position = $2, change = nextval('subscription_change') where public_id = $1
       and state = 'active' returning id`,
    [publicId, seq],
  );
  const [row] = rows;
  if (row === undefined) return false;
  // Found again on the way.
  await tx.client.query('delete from subscription_due where subscription = $1 and delivery is null', [
    row.id,
  ]);
  return true;
}
