import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { PersonCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import type { Context } from '../../../kernel/context.ts';
import { daysLeft } from '../deadlines.ts';
import { workItems } from './work-views.ts';

/** 今日待办: what waits for whoever is signed in, by legal deadline. */
export function registerWorkListRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/work-list',
    {
      config: {
        access: 'signedIn',
        summary: { 'zh-CN': '今日待办', en: 'What waits for me, by legal deadline' },
      },
      schema: {
        querystring: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 500, default: 200 }) }),
      },
    },
    async (request, reply) => {
      const now = ctx.clock.now();
      const today = localDateOf(now);
      const items = await workItems(ctx.database, request.caller as PersonCaller, {
        now,
        today,
        ...request.query,
      });
      return reply.header('cache-control', 'no-store').send({
        on: today,
        items: items.map(item =>
          item.dueOn === null ? item : { ...item, daysLeft: daysLeft(item.dueOn, today) },
        ),
      });
    },
  );
}
