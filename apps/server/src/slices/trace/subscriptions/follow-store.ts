import type { Context } from '../../../kernel/context.ts';
import { entriesBehind } from '../../../kernel/journal/position-store.ts';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Reader } from './facts-views.ts';
import type { Matches } from './match-events.ts';
import { FOLLOWER } from './subscription.ts';

/** A subscription as its matches are worked out. */
export interface Follows {
  readonly id: number;
  readonly party: number;
  readonly seesAll: boolean;
  readonly query: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Numbers of parties that were merged into its own. */
  readonly also: readonly number[];
  /** Where it stands by itself; null with all others. */
  readonly position: number | null;
}

const FOLLOWS = `select s.id, s.party, s.query, q.query as parameters, s.position,
    s.sees_all and p.kind = 'authority' as "seesAll",
    coalesce((select array_agg(m.id) from party m where m.merged_into = s.party), '{}') as also
  from subscription s join named_query q on q.id = s.query join party p on p.id = s.party`;

/** Those that ride with the follower. */
export async function liveSubscriptions(reader: Reader): Promise<readonly Follows[]> {
  const { rows } = await reader.query<Follows>(`${FOLLOWS} where s.state = 'active' and s.position is null`);
  return rows;
}

/** Takes one that is behind, for this transaction; undefined when there is none that nobody else works on. */
export async function takeBehind(tx: Tx): Promise<Follows | undefined> {
  const { rows } = await tx.client.query<Follows>(
    `${FOLLOWS} where s.state = 'active' and s.position is not null
      order by s.position limit 1 for no key update of s skip locked`,
  );
  return rows[0];
}

/** Whether any subscription has still to be brought up to date. */
export async function anyBehind({ database }: Context): Promise<boolean> {
  const { rows } = await database.pool.query<{ any: boolean }>({
    name: 'subscription-behind',
    text: `select exists (select from subscription where state = 'active' and position is not null) as any`,
  });
  return rows[0]?.any === true;
}

/** Up to which entry of the journal the follower has come. */
export async function placeOfFollower(tx: Tx): Promise<number> {
  const { rows } = await tx.client.query<{ seq: number }>('select seq from reaction_cursor where name = $1', [
    FOLLOWER,
  ]);
  return rows[0]?.seq ?? 0;
}

/** What changes whenever a subscription does. */
export async function changeOfSubscriptions(reader: Reader): Promise<string> {
  const { rows } = await reader.query<{ mark: string }>({
    name: 'subscription-mark',
    text: `select concat_ws(' ', count(*), max(change)) as mark from subscription`,
  });
  return rows[0]?.mark ?? '';
}

/** An entry of the journal that tells of events. */
export interface Told {
  readonly seq: number;
  /** Numbers of its events, in order. */
  readonly events: readonly number[];
}

/** Entries behind a place, up to `most` entries and about `mostEvents` events. */
export async function toldBehind(
  tx: Tx,
  after: number,
  most: number,
  mostEvents: number,
): Promise<readonly Told[]> {
  return within(await entriesBehind(tx, ['events-captured'], after, most), mostEvents);
}

/** The same without a transaction, for whoever only looks. */
export async function toldSince(
  { database }: Context,
  after: number,
  most: number,
): Promise<readonly Told[]> {
  const { rows } = await database.pool.query<{ seq: number; facts: Readonly<Record<string, unknown>> }>({
    name: 'told-since',
    text: `select seq, facts from journal where kind = 'events-captured' and seq > $1 order by seq limit $2`,
    values: [after, most],
  });
  return within(rows, Number.POSITIVE_INFINITY);
}

function within(
  entries: readonly { readonly seq: number; readonly facts: Readonly<Record<string, unknown>> }[],
  mostEvents: number,
): readonly Told[] {
  const told: Told[] = [];
  let count = 0;
  for (const { seq, facts } of entries) {
    const events = (facts.ranges as readonly (readonly [number, number])[]).flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
    if (told.length > 0 && count + events.length > mostEvents) break;
    count += events.length;
    told.push({ seq, events });
  }
  return told;
}

/** Owes these events to these subscriptions, in order, and wakes their sender. */
export async function insertDue(tx: Tx, matches: Matches<number>): Promise<void> {
  const subscriptions: number[] = [];
  const events: number[] = [];
  for (const [subscription, ids] of matches) {
    for (const id of ids) {
      subscriptions.push(subscription);
      events.push(id);
    }
  }
  if (events.length === 0) return;
  await tx.client.query({
    name: 'subscription-due',
    text: `insert into subscription_due (subscription, event)
      select subscription, event from unnest($1::bigint[], $2::bigint[]) with ordinality as due (subscription, event, n)
      order by n`,
    values: [subscriptions, events],
  });
  // Also where it is set already: the row's lock is what a sender that settles at this moment waits for, and then sees
  // what was owed here.
  await tx.client.query({
    name: 'subscription-wake',
    text: `update subscription set next_at = coalesce(next_at, $2) where id = any($1::bigint[]) and schedule is null
      and state = 'active'`,
    values: [[...matches.keys()], tx.at],
  });
}

/** A subscription that was behind stands here now; with all others where `position` is undefined. */
export async function moveSubscription(tx: Tx, id: number, position: number | undefined): Promise<void> {
  await tx.client.query(
    `update subscription set position = $2, change = case when $2::bigint is null then nextval('subscription_change')
       else change end where id = $1`,
    [id, position ?? null],
  );
}
