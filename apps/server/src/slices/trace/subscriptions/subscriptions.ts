import type { FastifyInstance } from 'fastify';
import { routeUpgrades } from '../../../http/upgrade.ts';
import type { Context } from '../../../kernel/context.ts';
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

/** Runs the follower while the app lives; what it owes to anybody wakes the sender at once. */
function follow(
  ctx: Context,
  follower: SubscriptionFollower,
  deliverer: Deliverer,
): { readonly start: () => void; readonly stop: () => Promise<void> } {
  let seen = -1;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    const head = await headOfJournal(ctx);
    if (head === seen && !(await anyBehind(ctx))) return;
    if (await follower.catchUp(() => !isStopped)) deliverer.wake();
    seen = head;
  };
  const rest = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = look()
        .catch(error => ctx.log.error({ err: error }, 'subscriptions could not be followed; tried again'))
        .finally(rest);
    }, EVERY);
    timer.unref();
  };
  return {
    start: rest,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
