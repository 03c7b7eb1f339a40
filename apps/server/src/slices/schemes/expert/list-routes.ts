import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import type { Context } from '../../../kernel/context.ts';
import { listExperts } from './expert-views.ts';

/** 评审专家: who can be assigned, and how much each has in hand. */
export function registerExpertListRoutes(fastify: FastifyInstance, ctx: Context): void {
  fastify.withTypeProvider<TypeBoxProvider>().get(
    '/experts',
    {
      config: {
        access: 'application.review',
        summary: { 'zh-CN': '评审专家名册', en: 'The experts who can be assigned' },
      },
      schema: {
        querystring: Type.Object({
          q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: 200 }),
        }),
      },
    },
    async (request, reply) => {
      const wish = { ...request.query, today: localDateOf(ctx.clock.now()) };
      return reply.header('cache-control', 'no-store').send({ items: await listExperts(ctx.database, wish) });
    },
  );
}
