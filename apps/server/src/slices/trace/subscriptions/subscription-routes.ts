import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { actingFor } from '../../../http/acting-for.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { toldFormat } from '../query/answer-format.ts';
import { viewerOf } from '../query/search.ts';
import { endSubscription } from './change-subscription.ts';
import { createSubscription } from './create-subscription.ts';
import type { AllowedNetworks } from './destination.ts';
import { problemOf } from './http-problems.ts';
import { namedQuery } from './named-query-store.ts';
import {
  MadeAnswer,
  Paging,
  QueryPath,
  SubscriptionAnswer,
  SubscriptionBody,
  SubscriptionPath,
  subscriptionAnswer,
} from './route-schemas.ts';
import { subscriptionOf, subscriptionsOf } from './subscription-store.ts';

/** Subscriptions of EPCIS 2.0 (8.2.6): `/queries/{name}/subscriptions`. */
export function registerSubscriptionRoutes(
  plain: FastifyInstance,
  ctx: Context,
  allowed: AllowedNetworks,
): void {
  const app = plain.withTypeProvider<TypeBoxProvider>();
  app.post(
    '/queries/:queryName/subscriptions',
    {
      config: { access: 'query', summary: { 'zh-CN': '订阅一个命名查询', en: 'Subscribe to a named query' } },
      schema: { params: QueryPath, body: SubscriptionBody, response: { 201: MadeAnswer } },
    },
    async (request, reply) => {
      const format = toldFormat(request.headers);
      if (!format.ok) return sendProblem(reply, format.error) as never;
      const { party, actor } = actingFor(request, 'query');
      const seesAll = (await viewerOf(ctx, request)).kind === 'everything';
      const { queryName } = request.params;
      const acting = { party, actor, seesAll };
      const made = await createSubscription(ctx, allowed, acting, queryName, format.value, request.body);
      if (!made.ok) return sendProblem(reply, problemOf(made.error)) as never;
      const kept = await subscriptionOf(ctx, party, made.value.subscriptionID);
      const { signatureToken } = made.value;
      const token = signatureToken === undefined ? {} : { signatureToken };
      return reply
        .code(made.value.isNew ? 201 : (200 as 201))
        .header(
          'location',
          `/queries/${encodeURIComponent(queryName)}/subscriptions/${made.value.subscriptionID}`,
        )
        .header('cache-control', 'no-store')
        .send({ ...(kept === undefined ? {} : subscriptionAnswer(kept)), ...token } as never);
    },
  );
  app.get(
    '/queries/:queryName/subscriptions',
    {
      config: {
        access: 'query',
        summary: { 'zh-CN': '一个命名查询的订阅', en: 'Subscriptions of a named query' },
      },
      schema: { params: QueryPath, querystring: Paging, response: { 200: Type.Array(SubscriptionAnswer) } },
    },
    async (request, reply) => await list(ctx, request, reply),
  );
  app.get(
    '/queries/:queryName/subscriptions/:subscriptionID',
    {
      config: { access: 'query', summary: { 'zh-CN': '查看一个订阅', en: 'One subscription' } },
      schema: { params: SubscriptionPath, response: { 200: SubscriptionAnswer } },
    },
    async (request, reply) => {
      const { queryName, subscriptionID } = request.params;
      const one = await subscriptionOf(ctx, actingFor(request, 'query').party, clean(subscriptionID));
      if (one?.queryName !== queryName)
        return sendProblem(reply, problemOf({ code: 'noSuchSubscription' })) as never;
      return reply.header('cache-control', 'no-store').send(subscriptionAnswer(one) as never);
    },
  );
  app.delete(
    '/queries/:queryName/subscriptions/:subscriptionID',
    {
      config: { access: 'query', summary: { 'zh-CN': '结束一个订阅', en: 'End a subscription' } },
      schema: { params: SubscriptionPath },
    },
    async (request, reply) => {
      const { party, actor } = actingFor(request, 'query');
      const subscription = clean(request.params.subscriptionID);
      const one = await subscriptionOf(ctx, party, subscription);
      if (one?.queryName !== request.params.queryName)
        return sendProblem(reply, problemOf({ code: 'noSuchSubscription' }));
      const done = await endSubscription(ctx, { party, actor, subscription });
      return done.ok ? reply.code(204).send() : sendProblem(reply, problemOf(done.error));
    },
  );
}

async function list(ctx: Context, request: FastifyRequest, reply: FastifyReply): Promise<never> {
  const { party } = actingFor(request, 'query');
  const { queryName } = request.params as { queryName: string };
  const { perPage, nextPageToken } = request.query as { perPage: number; nextPageToken?: string };
  const query = await namedQuery(ctx, party, clean(queryName));
  if (query === undefined) return sendProblem(reply, problemOf({ code: 'noSuchQuery' })) as never;
  const after = Number(nextPageToken ?? 0);
  const from = Number.isSafeInteger(after) ? after : 0;
  const found = await subscriptionsOf(ctx, { party, query: query.id }, from, perPage + 1);
  const last = found[perPage - 1];
  if (found.length > perPage && last !== undefined) {
    const path = `/queries/${encodeURIComponent(queryName)}/subscriptions`;
    reply.header('link', `<${path}?perPage=${perPage}&nextPageToken=${last.id}>; rel="next"`);
  }
  return reply
    .header('cache-control', 'no-store')
    .send(found.slice(0, perPage).map(subscriptionAnswer)) as never;
}

/** PostgreSQL holds no U+0000, and nothing of ours is named with it. */
function clean(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
