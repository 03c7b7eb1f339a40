import { UNUSUAL_KINDS } from '@pinxin/contract/unusual-use';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendRefusal } from '../problems.ts';
import { type AccountParts, personOf } from '../route-parts.ts';
import { acknowledgeUse, setUseRule } from './acknowledge-use.ts';
import { readAlarms, readRules } from './watch-views.ts';

const Query = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'answered'])),
  kind: Type.Optional(Type.Enum([...UNUSUAL_KINDS], { title: '类别', 'x-en': 'kind' })),
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
const Note = Type.Object(
  { note: Type.String({ minLength: 1, maxLength: 1_000, pattern: '\\S' }) },
  { additionalProperties: false },
);
const Rule = Type.Object(
  {
    threshold: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    minutes: Type.Integer({ minimum: 1, maximum: 1_440 }),
    isOn: Type.Boolean(),
  },
  { additionalProperties: false },
);

/** 异常使用: alarms, who looked into them, and from how much on something is one. */
export function registerWatchRoutes(fastify: FastifyInstance, { ctx }: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/unusual-use',
    {
      config: {
        access: 'use.watch',
        summary: { 'zh-CN': '异常使用警报，新的在前', en: 'Alarms on unusual use, latest first' },
      },
      schema: { querystring: Query },
    },
    async (request, reply) => {
      const { limit = 50, ...filter } = request.query;
      const found = await readAlarms(ctx.database, filter, limit + 1);
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return reply.header('cache-control', 'no-store').send({
        items: items.map(item => ({
          ...item,
          state: item.acknowledgedAt === null ? 'open' : 'answered',
          // Whose it is does not say itself that it was all right.
          mayAcknowledge: item.acknowledgedAt === null && item.account?.id !== personOf(request).publicId,
        })),
        ...(found.length > limit && last !== undefined ? { next: last.seq } : {}),
      });
    },
  );
  app.post(
    '/unusual-use/:id/acknowledgement',
    {
      config: {
        access: 'use.watch',
        summary: {
          'zh-CN': '知悉一项警报，写明查明的情况',
          en: 'Acknowledge an alarm: what it was found to be',
        },
      },
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }), body: Note },
    },
    async (request, reply) => {
      const { id } = request.params;
      const acknowledged = await acknowledgeUse(ctx, personOf(request), id, request.body.note.trim());
      return acknowledged.ok ? reply.send(acknowledged.value) : sendRefusal(reply, acknowledged);
    },
  );
  app.get(
    '/use-rules',
    {
      config: {
        access: 'use.watch',
        summary: { 'zh-CN': '多少算异常', en: 'From how much on use is unusual' },
      },
    },
    async (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ items: await readRules(ctx.database) }),
  );
  app.put(
    '/use-rules/:kind',
    {
      config: {
        access: 'use.watch',
        summary: { 'zh-CN': '设定多少算异常', en: 'Set from how much on a kind of use is unusual' },
      },
      schema: { params: Type.Object({ kind: Type.Enum([...UNUSUAL_KINDS]) }), body: Rule },
    },
    async (request, reply) => {
      await setUseRule(ctx, personOf(request), request.params.kind, request.body);
      return reply.code(204).send();
    },
  );
}
