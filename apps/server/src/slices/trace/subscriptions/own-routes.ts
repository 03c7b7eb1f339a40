import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { actingFor } from '../../../http/acting-for.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { type Sentence, sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { type ListAnswer, listAnswer, readPageToken } from '../../../kernel/keyset.ts';
import { instantOf } from '../query/parameter-values.ts';
import { changeSubscription, decideDead, replaySubscription } from './change-subscription.ts';
import { deliveriesOf } from './delivery-views.ts';
import { problemOf } from './http-problems.ts';
import {
  Deliveries,
  DeliveryAnswer,
  deliveryAnswer,
  ListPage,
  OwnPath,
  SubscriptionList,
  subscriptionAnswer,
} from './route-schemas.ts';
import { countSubscriptions, subscriptionOf, subscriptionsOf } from './subscription-store.ts';

/** Beside the standard: how a party's subscriptions go, and what it does about those that do not. */
export function registerOwnSubscriptionRoutes(plain: FastifyInstance, ctx: Context): void {
  const app = plain.withTypeProvider<TypeBoxProvider>();
  const list = (
    url: '/subscriptions' | '/subscriptions/all',
    config: { readonly access: 'query' | 'audit.read'; readonly summary: Sentence },
    partyOf: (request: FastifyRequest) => number | undefined,
  ): void => {
    app.get(
      url,
      { config, schema: { querystring: ListPage, response: { 200: SubscriptionList } } },
      async (request, reply) => {
        const { limit, after } = request.query;
        const page = await pageOf(ctx, partyOf(request), limit, after);
        return reply.header('cache-control', 'no-store').send(page as never);
      },
    );
  };
  list(
    '/subscriptions',
    { access: 'query', summary: { 'zh-CN': '本方的订阅', en: 'The subscriptions of this party' } },
    request => actingFor(request, 'query').party,
  );
  list(
    '/subscriptions/all',
    { access: 'audit.read', summary: { 'zh-CN': '所有主体的订阅', en: 'The subscriptions of all parties' } },
    () => undefined,
  );
  app.get(
    '/subscriptions/:subscriptionID/deliveries',
    {
      config: {
        access: 'query',
        summary: { 'zh-CN': '一个订阅的送达记录', en: 'Requests of a subscription' },
      },
      schema: {
        params: OwnPath,
        querystring: Deliveries,
        response: {
          200: Type.Object({ items: Type.Array(DeliveryAnswer), before: Type.Optional(Type.Integer()) }),
        },
      },
    },
    async (request, reply) => {
      const { party } = actingFor(request, 'query');
      const one = await subscriptionOf(ctx, party, clean(request.params.subscriptionID));
      if (one === undefined) return sendProblem(reply, problemOf({ code: 'noSuchSubscription' })) as never;
      const { state, before, perPage } = request.query;
      const found = await deliveriesOf(ctx, one.id, state, before, perPage + 1);
      const page = found.slice(0, perPage);
      const more = found.length > perPage ? { before: page.at(-1)?.id } : {};
      return reply
        .header('cache-control', 'no-store')
        .send({ items: page.map(deliveryAnswer), ...more } as never);
    },
  );
  registerChanges(plain, ctx);
}

/** One page, oldest first. */
async function pageOf(
  ctx: Context,
  party: number | undefined,
  limit: number,
  after: string | undefined,
): Promise<ListAnswer<object>> {
  const from = after === undefined ? 0 : (readPageToken(after)?.id ?? 0);
  const found = await subscriptionsOf(ctx, { party }, from, limit + 1);
  const last = found.length > limit ? found[limit - 1] : undefined;
  const end = last && { value: last.id, id: last.id };
  const count = await countSubscriptions(ctx, party);
  return listAnswer(found.slice(0, limit).map(subscriptionAnswer), end, count, Number.MAX_SAFE_INTEGER);
}

function registerChanges(plain: FastifyInstance, ctx: Context): void {
  const app = plain.withTypeProvider<TypeBoxProvider>();
  for (const wish of ['pause', 'resume'] as const) {
    const summary =
      wish === 'pause'
        ? { 'zh-CN': '暂停一个订阅', en: 'Pause a subscription' }
        : { 'zh-CN': '恢复一个订阅，补送其间的事件', en: 'Resume a subscription, with what came in between' };
    app.post(
      `/subscriptions/:subscriptionID/${wish}`,
      { config: { access: 'query', summary }, schema: { params: OwnPath } },
      async (request, reply) => {
        const { party, actor } = actingFor(request, 'query');
        const subscription = clean(request.params.subscriptionID);
        const done = await changeSubscription(ctx, { party, actor, subscription }, wish);
        return done.ok ? reply.code(204).send() : sendProblem(reply, problemOf(done.error));
      },
    );
  }
  app.post(
    '/subscriptions/:subscriptionID/replay',
    {
      config: {
        access: 'query',
        summary: { 'zh-CN': '从某一时刻起重发', en: 'Tell everything again from a moment on' },
      },
      schema: {
        params: OwnPath,
        body: Type.Object({ from: Type.String({ description: '2026-07-18T08:00:00+08:00' }) }),
      },
    },
    async (request, reply) => {
      const { party, actor } = actingFor(request, 'query');
      const from = instantOf(request.body.from);
      if (from === undefined) {
        const problems = [{ at: '/from', code: 'notATime' }] as const;
        return sendProblem(reply, problemOf({ code: 'subscriptionWrong', problems }));
      }
      const subscription = clean(request.params.subscriptionID);
      const done = await replaySubscription(ctx, { party, actor, subscription }, new Date(from));
      return done.ok ? reply.code(204).send() : sendProblem(reply, problemOf(done.error));
    },
  );
  app.post(
    '/subscriptions/:subscriptionID/dead-letters',
    {
      config: {
        access: 'query',
        summary: { 'zh-CN': '重发或丢弃放弃送达的请求', en: 'Send given-up requests again, or drop them' },
      },
      schema: {
        params: OwnPath,
        body: Type.Object({ decision: Type.Union([Type.Literal('resend'), Type.Literal('drop')]) }),
        response: { 200: Type.Object({ deadLetters: Type.Integer() }) },
      },
    },
    async (request, reply) => {
      const { party, actor } = actingFor(request, 'query');
      const subscription = clean(request.params.subscriptionID);
      const done = await decideDead(ctx, { party, actor, subscription }, request.body.decision);
      return done.ok
        ? reply.send({ deadLetters: done.value })
        : (sendProblem(reply, problemOf(done.error)) as never);
    },
  );
}

/** PostgreSQL holds no U+0000, and nothing of ours is named with it. */
function clean(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
