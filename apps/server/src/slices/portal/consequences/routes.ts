import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import { rimProblem } from '../../../http/rim-problems.ts';
import { mayTouch } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { mandateReach, mergeReach, statementReach } from './consequence-views.ts';

const byId = { params: Type.Object({ id: Type.String({ maxLength: 60 }) }) };

/** 后果: how much a change would reach, asked before it is made. Numbers only. */
export function registerConsequenceRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/consequences/statements/:id',
    {
      config: {
        access: 'statement.read',
        summary: {
          'zh-CN': '变更一份声明会影响多少批次、单品和标签',
          en: 'How many lots, items and labels a change of a statement reaches',
        },
      },
      schema: byId,
    },
    async (request, reply) => {
      const found = await statementReach(ctx.database, request.params.id);
      const ways = waysOfCaller(request.caller, 'statement.read');
      const record = { party: found?.subjectParty ?? null, division: found?.subjectDivision ?? null };
      const isIssuer = ways.some(way => way.reach === 'own' && way.party === found?.issuer);
      if (found === undefined || !(isIssuer || mayTouch(ways, record))) return nothing(reply);
      const { issuer: _issuer, subjectParty: _party, subjectDivision: _division, ...counts } = found;
      return told(reply, counts);
    },
  );

  app.get(
    '/consequences/merges/:id',
    {
      config: {
        access: 'party.merge',
        summary: {
          'zh-CN': '并入另一主体时随之转移的记录数',
          en: 'How many records follow a party that is merged into another',
        },
      },
      schema: byId,
    },
    async (request, reply) => {
      const found = await mergeReach(ctx.database, request.params.id);
      if (found === undefined || !mayTouch(waysOfCaller(request.caller, 'party.merge'), found))
        return nothing(reply);
      const { party: _party, division: _division, ...counts } = found;
      return told(reply, counts);
    },
  );

  app.get(
    '/consequences/mandates/:id',
    {
      config: {
        access: 'mandate.grant',
        summary: { 'zh-CN': '终止一项职权会影响什么', en: 'What the end of a mandate reaches' },
      },
      schema: byId,
    },
    async (request, reply) => {
      const found = await mandateReach(ctx.database, request.params.id, ctx.clock.now());
      return found === undefined ? nothing(reply) : told(reply, found);
    },
  );
}

function told(reply: FastifyReply, counts: object): FastifyReply {
  return reply.header('cache-control', 'no-store').send(counts);
}

function nothing(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, rimProblem('notFound'));
}
