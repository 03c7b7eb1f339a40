import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { actorOf, type Caller, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { CHANGE_REFUSALS, NO_PARTY, refuseRegistration } from '../register/answers.ts';
import { distinctionsOf } from './distinction-store.ts';
import { pairedParty } from './duplicate-views.ts';
import { type ToldApart, takeBackApart, tellApart } from './tell-apart.ts';

const Pair = Type.Object({ id: Type.String({ maxLength: 60 }), other: Type.String({ maxLength: 60 }) });

/** 不是重复: that two parties that look alike are two. */
export function registerDistinctionRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/parties/:id/distinctions',
    {
      config: {
        access: 'party.read',
        summary: {
          'zh-CN': '已查明与它不是同一主体的：谁查的、为什么',
          en: 'Parties found not to be this one: by whom, and why',
        },
      },
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }) },
    },
    async (request, reply) => {
      const ways = waysOfCaller(request.caller, 'party.read');
      const party = await pairedParty(ctx.database, ways, request.params.id);
      if (party === undefined) return sendProblem(reply, NO_PARTY);
      const rows = await distinctionsOf(ctx.database, party.id);
      return reply.header('cache-control', 'no-store').send({
        items: rows.map(({ other, otherZh, otherKind, ...row }) => ({
          other: { id: other, kind: otherKind, name: { 'zh-CN': otherZh } },
          ...row,
        })),
      });
    },
  );
  app.put(
    '/parties/:id/distinctions/:other',
    {
      config: {
        access: 'party.merge',
        summary: {
          'zh-CN': '记下两个主体不是同一个（写明理由）；不再当作重复提示',
          en: 'Keep that two parties are two, with the reason; they are offered for merging no more',
        },
      },
      schema: {
        params: Pair,
        body: Type.Object(
          { reason: Type.String({ minLength: 1, maxLength: 300 }) },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const { id, other } = request.params;
      const wish = { one: id, other, reason: request.body.reason };
      return answer(reply, await tellApart(ctx, byOf(request.caller), wish));
    },
  );
  app.delete(
    '/parties/:id/distinctions/:other',
    {
      config: {
        access: 'party.merge',
        summary: { 'zh-CN': '撤回：两者可能还是同一个', en: 'Take that back: they may be one after all' },
      },
      schema: { params: Pair },
    },
    async (request, reply) => {
      const { id, other } = request.params;
      return answer(reply, await takeBackApart(ctx, byOf(request.caller), { one: id, other }));
    },
  );
}

function byOf(caller: Caller) {
  return { actor: actorOf(caller), ways: waysOfCaller(caller, 'party.merge') };
}

function answer(reply: FastifyReply, told: ToldApart): FastifyReply {
  switch (told.outcome) {
    case 'recorded':
    case 'repeated':
      return reply.code(204).send();
    case 'refused':
      return refuseRegistration(reply, told.problems);
    case 'unknown':
    case 'outOfReach':
      return sendProblem(reply, CHANGE_REFUSALS[told.outcome]);
  }
}
