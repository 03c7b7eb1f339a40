import type { LightMyRequestResponse } from 'fastify';
import { routeUpgrades } from '../../../../http/upgrade.ts';
import { document, type Fields } from '../../testing/events.ts';
import { type TraceApp, traceApp } from '../../testing/trace-app.ts';
import { Deliverer } from '../deliverer.ts';
import { listOf } from '../destination.ts';
import { SubscriptionFollower } from '../follower.ts';
import { registerOwnSubscriptionRoutes } from '../own-routes.ts';
import { registerNamedQueryRoutes } from '../query-routes.ts';
import { Sockets } from '../sockets.ts';
import { registerSubscriptionRoutes } from '../subscription-routes.ts';

/** A server whose subscriptions move when the test says so. A key is `{who}:{scope},{scope}`. */
export interface SubscriptionApp extends TraceApp {
  readonly call: (
    who: string,
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body?: object,
  ) => Promise<LightMyRequestResponse>;
  readonly tell: (who: string, events: readonly Fields[]) => Promise<void>;
  /** Follows the journal and sends what is due, until nothing is. */
  readonly move: () => Promise<void>;
  /** Makes a named query and a subscription to it; its id. */
  readonly subscribe: (who: string, name: string, query: object, subscription: object) => Promise<string>;
}

/** Opens it; webhooks may go to this machine. */
export async function subscriptionApp(): Promise<SubscriptionApp> {
  const allowed = listOf(['127.0.0.1']);
  let sockets: Sockets | undefined;
  const t = await traceApp({}, (app, ctx) => {
    routeUpgrades(app);
    sockets = new Sockets(ctx, undefined);
    registerNamedQueryRoutes(app, ctx, sockets);
    registerSubscriptionRoutes(app, ctx, allowed);
    registerOwnSubscriptionRoutes(app, ctx);
  });
  const follower = new SubscriptionFollower(t.ctx);
  const deliverer = new Deliverer(t.ctx, allowed);
  const call: SubscriptionApp['call'] = (who, method, url, body) =>
    t.app.inject({
      ...{ method, url, headers: { authorization: `Bearer ${who}` } },
      ...(body === undefined ? {} : { payload: body }),
    });
  return {
    ...t,
    call,
    tell: async (who, events) => {
      const answer = await call(`${who}:capture`, 'POST', '/capture', document(events));
      if (answer.statusCode !== 202) throw new Error(answer.body);
    },
    move: async () => {
      await follower.catchUp();
      while ((await deliverer.sendDue()) > 0) await follower.catchUp();
    },
    subscribe: async (who, name, query, subscription) => {
      const key = who.includes(':') ? who : `${who}:query`;
      const made = await call(key, 'POST', '/queries', { name, query });
      if (made.statusCode > 201) throw new Error(made.body);
      const answer = await call(key, 'POST', `/queries/${name}/subscriptions`, subscription);
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return answer.json().subscriptionID;
    },
    close: async () => {
      await sockets?.close();
      await deliverer.stop();
      await t.close();
    },
  };
}
