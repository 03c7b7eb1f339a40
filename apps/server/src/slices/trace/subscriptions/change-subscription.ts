import { ok, type Result, refuse } from '@pinxin/identifiers/result';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { settleDead } from './delivery-views.ts';
import type { Refusal } from './refusal.ts';
import {
  changeState,
  deleteSubscription,
  entryBefore,
  holdFollower,
  setBack,
  subscriptionOf,
} from './subscription-store.ts';

/** Which subscription, and who changes it: its party, or the operator where `party` is undefined. */
export interface Changing {
  readonly party: number | undefined;
  readonly actor: string;
  readonly subscription: string;
}

/** Ends a subscription. What it was still owed goes with it. */
export async function endSubscription(
  ctx: Context,
  { party, actor, subscription }: Changing,
): Promise<Result<undefined, Refusal>> {
  const gone = await inTransaction(ctx, async tx => {
    const done = await deleteSubscription(tx, party, subscription);
    if (done) tx.journal({ actor, kind: 'subscription-ended', facts: { subscription } });
    return done;
  });
  return gone ? ok(undefined) : refuse({ code: 'noSuchSubscription' });
}

/** Pauses a subscription, or lets it go on from where it paused: nothing that was told in between is missed. */
export async function changeSubscription(
  ctx: Context,
  { party, actor, subscription }: Changing,
  wish: 'pause' | 'resume',
): Promise<Result<undefined, Refusal>> {
  const known = await subscriptionOf(ctx, party, subscription);
  if (known === undefined) return refuse({ code: 'noSuchSubscription' });
  await inTransaction(ctx, async tx => {
    const follower = await holdFollower(tx);
    const done =
      wish === 'pause'
        ? await changeState(tx, subscription, ['active'], 'paused', follower)
        : await changeState(tx, subscription, ['paused', 'halted'], 'active', follower);
    if (done) tx.journal({ actor, kind: `subscription-${wish}d`, facts: { subscription } });
  });
  return ok(undefined);
}

/** Tells everything again that was captured from a moment on, and then goes on. Only of one that is active. */
export async function replaySubscription(
  ctx: Context,
  { party, actor, subscription }: Changing,
  from: Date,
): Promise<Result<undefined, Refusal>> {
  const known = await subscriptionOf(ctx, party, subscription);
  if (known === undefined) return refuse({ code: 'noSuchSubscription' });
  const done = await inTransaction(ctx, async tx => {
    await holdFollower(tx);
    const set = await setBack(tx, subscription, await entryBefore(tx, from));
    if (set)
      tx.journal({ actor, kind: 'subscription-replayed', facts: { subscription, from: from.toISOString() } });
    return set;
  });
  return done ? ok(undefined) : refuse({ code: 'otherState', state: known.state });
}

/** Sends given-up requests again, or drops them for good. How many there were. */
export async function decideDead(
  ctx: Context,
  { party, actor, subscription }: Changing,
  decision: 'resend' | 'drop',
): Promise<Result<number, Refusal>> {
  const known = await subscriptionOf(ctx, party, subscription);
  if (known === undefined) return refuse({ code: 'noSuchSubscription' });
  const count = await inTransaction(ctx, async tx => {
    const settled = await settleDead(tx, known.id, decision);
    if (settled > 0)
      tx.journal({
        actor,
        kind: `dead-letters-${decision === 'drop' ? 'dropped' : 'resent'}`,
        facts: { subscription, count: settled },
      });
    return settled;
  });
  return ok(count);
}
