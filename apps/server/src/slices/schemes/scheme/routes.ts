import { NewRound, NewScheme, SchemeRules } from '@pinxin/contract/schemes/scheme';
import { PROCEDURES } from '@pinxin/contract/schemes/words';
import { isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { KnownCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import type { Context } from '../../../kernel/context.ts';
import { partyFacts } from '../party-views.ts';
import { schemeProblem, sendOutcome, sendRefusal } from '../problem.ts';
import { addEdition, defineScheme, openRound } from './define-scheme.ts';
import { listRounds, listSchemes, readScheme } from './scheme-views.ts';

const byCode = Type.Object({ code: Type.String({ maxLength: 60 }) });

/** Schemes: to be read by everybody, made and revised by their owners. */
export function registerSchemeRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/schemes',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '各项制度（某日有效的版本）', en: 'Schemes as of a day' },
      },
      schema: {
        querystring: Type.Object({
          on: Type.Optional(Type.String()),
          procedure: Type.Optional(Type.Enum([...PROCEDURES])),
          q: Type.Optional(Type.String({ maxLength: 100 })),
        }),
      },
    },
    async (request, reply) => {
      const { on = localDateOf(ctx.clock.now()), procedure, q } = request.query;
      if (!isLocalDate(on)) return sendRefusal(reply, [schemeProblem('/query/on', 'dateWrong')]);
      return reply.send({ on, items: await listSchemes(ctx.database, { on, procedure, q }) });
    },
  );

  app.get(
    '/schemes/:code',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '一项制度及其各版本', en: 'One scheme with all its editions' },
      },
      schema: { params: byCode },
    },
    async (request, reply) => {
      const { code } = request.params;
      const scheme = await readScheme(ctx.database, code);
      if (scheme === undefined) return sendRefusal(reply, [schemeProblem('/path/code', 'schemeUnknown')]);
      const owner = await partyFacts(ctx.database, scheme.ownerId);
      return reply.send({
        code,
        owner: { id: owner?.publicId, name: owner?.nameZh },
        editions: scheme.editions.map(({ edition, rules }) => ({ edition, ...rules })),
        rounds: await listRounds(ctx.database, code),
      });
    },
  );

  app.post(
    '/schemes',
    {
      config: {
        access: 'scheme.manage',
        summary: { 'zh-CN': '新增制度', en: 'Add a scheme of a known procedure' },
      },
      schema: { body: NewScheme },
    },
    async (request, reply) => {
      const made = await defineScheme(ctx, request.caller as KnownCaller, request.body);
      return sendOutcome(reply, made, 201);
    },
  );

  app.post(
    '/schemes/:code/editions',
    {
      config: {
        access: 'scheme.manage',
        summary: { 'zh-CN': '修订制度', en: 'Publish a new edition of a scheme' },
      },
      schema: { params: byCode, body: SchemeRules },
    },
    async (request, reply) => {
      const made = await addEdition(ctx, request.caller as KnownCaller, request.params.code, request.body);
      return sendOutcome(reply, made, 201);
    },
  );

  app.post(
    '/schemes/:code/rounds',
    {
      config: {
        access: 'scheme.manage',
        summary: { 'zh-CN': '开设评选轮次', en: 'Open a round of an award' },
      },
      schema: { params: byCode, body: NewRound },
    },
    async (request, reply) => {
      const made = await openRound(ctx, request.caller as KnownCaller, request.params.code, request.body);
      return sendOutcome(reply, made, 201);
    },
  );
}
