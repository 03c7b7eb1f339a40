import type { FastifyInstance } from 'fastify';
import { routeUpgrades } from '../../../http/upgrade.ts';
import type { Context } from '../../../kernel/context.ts';
import { atIntervals, type Follower } from '../../../kernel/journal/at-intervals.ts';
import { headOfJournal } from '../../../kernel/journal/position-store.ts';
import { Deliverer } from './deliverer.ts';
import type { AllowedNetworks } from './destination.ts';
import { anyBehind } from './follow-store.ts';
import { SubscriptionFollower } from './follower.ts';
import { registerOwnSubscriptionRoutes } from './own-routes.ts';
import { registerNamedQueryRoutes } from './query-routes.ts';
import { Sockets } from './sockets.ts';
import { registerSubscriptionRoutes } from './subscription-routes.ts';

/** What subscriptions need of the process. */
export interface SubscriptionParts {
  readonly ctx: Context;
  /** Networks that are not public and may be reached nevertheless. */
  readonly allowed: AllowedNetworks;
  readonly publicUrl: string | undefined;
}

/** How often the journal's head is looked at, ms. */
const EVERY = 200;
/** How often it is asked whether any is behind although nothing was journaled, ms. */
const LOOK_BEHIND = 10_000;

/** Named queries and subscriptions: routes, the follower, the sender and the sockets, for as long as the app lives. */
export function registerSubscriptions(
  app: FastifyInstance,
  { ctx, allowed, publicUrl }: SubscriptionParts,
): void {
  const sockets = new Sockets(ctx, publicUrl);
  const deliverer = new Deliverer(ctx, allowed);
  const follower = new SubscriptionFollower(ctx);
  routeUpgrades(app);
  registerNamedQueryRoutes(app, ctx, sockets);
  registerSubscriptionRoutes(app, ctx, allowed);
  registerOwnSubscriptionRoutes(app, ctx);
  const following = follow(ctx, follower, deliverer);
  app.addHook('onReady', async () => {
    await deliverer.start();
    following.start();
  });
  app.addHook('preClose', async () => {
    await following.stop();
    await sockets.close();
    await deliverer.stop();
  });
}

/**
 * Runs the follower while the app lives; what it owes to anybody wakes the sender at once. At rest it costs a look at
 * the journal's head: whatever makes a subscription fall behind is journaled too. Only where another process died while
 * it brought one forward is there something to do without a new entry; that is looked for now and then.
 */
function follow(ctx: Context, follower: SubscriptionFollower, deliverer: Deliverer): Follower {
  let seen = -1;
  let askedAt = Number.NEGATIVE_INFINITY;
  const failed = (error: unknown): void =>
    ctx.log.error({ err: error }, 'subscriptions could not be followed; tried again');
  const work = async (goesOn: () => boolean): Promise<void> => {
    const head = await headOfJournal(ctx);
    if (head === seen) {
      if (performance.now() - askedAt < LOOK_BEHIND) return;
      askedAt = performance.now();
      if (!(await anyBehind(ctx))) return;
    }
    if (await follower.catchUp(goesOn)) deliverer.wake();
    seen = head;
  };
  return atIntervals({ work, every: EVERY, failed });
}
