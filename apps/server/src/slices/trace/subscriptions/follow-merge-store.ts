import type { MergeFollower } from '../../parties/api.ts';

/**
 * What a merged party subscribed to is from now on the kept party's: its named queries, with the subscriptions to them.
 * A name that the kept one uses already gets the merged party's id behind it. What was owed stays owed.
 */
export const subscriptionsFollowMerge: MergeFollower = async (tx, from, into) => {
  await tx.client.query(
    `update named_query q set party = $2,
       name = case when exists (select from named_query kept where kept.party = $2 and kept.name = q.name)
         then left(q.name, 60) || '-' || p.public_id else q.name end
     from party p where q.party = $1 and p.id = $1`,
    [from, into],
  );
  await tx.client.query(
    `update subscription set party = $2, change = nextval('subscription_change') where party = $1`,
    [from, into],
  );
};
