import {
  ConflictDeclaration,
  ExpertAssignment,
  RoundRanking,
  ScoreSheet,
} from '@pinxin/contract/schemes/expert';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { PersonCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import type { Context } from '../../../kernel/context.ts';
import { findApplication } from '../application/application-store.ts';
import { actsForScheme } from '../officer.ts';
import { schemeProblem, sendOutcome, sendRefusal } from '../problem.ts';
import { editionById } from '../scheme/scheme-views.ts';
import { assignExperts, declareConflict, scoreApplication } from './assign.ts';
import { rankRound } from './rank-round.ts';
import { sheetsOf } from './score-store.ts';

const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });

/** Experts: who scores, whether they have an interest, their sheets; and the ranking of a round. */
export function registerExpertRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.post(
    '/applications/:id/experts',
    {
      config: { access: 'application.review', summary: { 'zh-CN': '分派评审专家', en: 'Assign experts' } },
      schema: { params: byId, body: ExpertAssignment },
    },
    async (request, reply) =>
      sendOutcome(
        reply,
        await assignExperts(ctx, request.caller as PersonCaller, request.params.id, request.body),
      ),
  );

  app.put(
    '/applications/:id/conflict',
    {
      config: {
        access: 'application.score',
        summary: { 'zh-CN': '声明有无利益关系', en: 'Declare whether there is an interest' },
      },
      schema: { params: byId, body: ConflictDeclaration },
    },
    async (request, reply) =>
      sendOutcome(
        reply,
        await declareConflict(ctx, request.caller as PersonCaller, request.params.id, request.body),
      ),
  );

  app.put(
    '/applications/:id/scores',
    {
      config: { access: 'application.score', summary: { 'zh-CN': '评分', en: 'Score an application' } },
      schema: { params: byId, body: ScoreSheet },
    },
    async (request, reply) =>
      sendOutcome(
        reply,
        await scoreApplication(ctx, request.caller as PersonCaller, request.params.id, request.body),
      ),
  );

  app.get(
    '/applications/:id/scores',
    {
      config: {
        access: 'application.read',
        summary: { 'zh-CN': '评分表', en: 'Score sheets of an application' },
      },
      schema: { params: byId },
    },
    async (request, reply) => {
      const caller = request.caller as PersonCaller;
      const application = await findApplication(ctx.database, request.params.id);
      if (application === undefined)
        return sendRefusal(reply, [schemeProblem('/path/id', 'applicationUnknown')]);
      const scheme = await editionById(ctx.database, application.edition);
      const record = { party: application.applicant, division: application.division };
      const office = (['application.review', 'application.decide'] as const).some(power =>
        actsForScheme(caller, power, scheme, record),
      );
      const sheets = await sheetsOf(ctx.database, application.id);
      // An expert sees the own sheet alone: nobody scores after looking at the others.
      const items = office ? sheets : sheets.filter(({ expert }) => expert === caller.publicId);
      if (!office && items.length === 0)
        return sendRefusal(reply, [schemeProblem('/path/id', 'applicationUnknown')]);
      return reply.header('cache-control', 'no-store').send({ items });
    },
  );

  app.post(
    '/rounds/:id/ranking',
    {
      config: {
        access: 'application.review',
        summary: { 'zh-CN': '综合排序', en: 'Close the ranking of a round' },
      },
      schema: { params: byId, body: RoundRanking },
    },
    async (request, reply) =>
      sendOutcome(
        reply,
        await rankRound(ctx, request.caller as PersonCaller, request.params.id, request.body),
      ),
  );
}
