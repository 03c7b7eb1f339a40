import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actingFor } from '../../../../http/acting-for.ts';
import type { TypeBoxProvider } from '../../../../http/fastify-types.ts';
import { sendProblem } from '../../../../http/problem.ts';
import type { RecallParts } from '../recall.ts';
import { RecallClosing, RecallDraft } from './announcement.ts';
import { closeRecall } from './close-recall.ts';
import { faceOf } from './face.ts';
import { forecastRecall } from './forecast.ts';
import { draftOwnRecall, ownRecall } from './own-recall.ts';
import { ownRecalls } from './own-views.ts';
import { recallProblem } from './problems.ts';
import { publishRecall } from './publish-recall.ts';

const params = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** 企业自行召回: the same steps as an authority's, within one's own goods. Who holds them is the authority's to see. */
export function registerOwnRecallRoutes(fastify: FastifyInstance, parts: RecallParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { ctx } = parts;
  const about = (zh: string, en: string) => ({ access: 'recall.own', summary: { 'zh-CN': zh, en } }) as const;
  const acting = (request: FastifyRequest) => actingFor(request, 'recall.own');

  app.post(
    '/own-recalls',
    {
      config: about('拟定召回自己的产品（草案）', 'Draft a recall of one’s own goods'),
      schema: { body: RecallDraft },
    },
    async (request, reply) => {
      const outcome = await draftOwnRecall(ctx, acting(request), request.body);
      if (!outcome.ok) return sendProblem(reply, recallProblem(outcome.code, outcome.problems));
      return reply.code(outcome.isNew ? 201 : 200).send(faceOf(outcome.recall));
    },
  );

  app.get(
    '/own-recalls',
    { config: about('自己的召回，含草案', 'One’s own recalls, drafts too') },
    async (request, reply) => {
      const { party } = acting(request);
      const found = await Promise.all(
        (await ownRecalls(ctx.database, party)).map(id => ownRecall(ctx, party, id)),
      );
      const recalls = found.flatMap(recall => (recall === undefined ? [] : [faceOf(recall)]));
      return reply.header('cache-control', 'no-store').send({ recalls });
    },
  );

  app.get(
    '/own-recalls/:id/forecast',
    { config: about('发布之后会怎样', 'What publishing it would do'), schema: { params } },
    async (request, reply) => {
      const recall = await ownRecall(ctx, acting(request).party, request.params.id);
      if (recall === undefined) return sendProblem(reply, recallProblem('unknown'));
      return reply.header('cache-control', 'no-store').send(await forecastRecall(parts, recall.question));
    },
  );

  app.post(
    '/own-recalls/:id/publication',
    { config: about('发布自己的召回', 'Publish one’s own recall'), schema: { params } },
    async (request, reply) => {
      const who = acting(request);
      const recall = await ownRecall(ctx, who.party, request.params.id);
      if (recall === undefined) return sendProblem(reply, recallProblem('unknown'));
      const outcome = await publishRecall(parts, who, recall.publicId);
      if (outcome.ok) return reply.send(faceOf(outcome.recall));
      const problems = outcome.code === 'noSuspects' ? outcome.problems : [];
      return sendProblem(reply, recallProblem(outcome.code, problems));
    },
  );

  // A published recall is ended by the authority that watches over it, not by who has to carry it out.
  app.post(
    '/own-recalls/:id/withdrawal',
    {
      config: about('撤回自己的召回草案', 'Withdraw one’s own draft'),
      schema: { params, body: RecallClosing },
    },
    async (request, reply) => {
      const who = acting(request);
      const recall = await ownRecall(ctx, who.party, request.params.id);
      if (recall === undefined) return sendProblem(reply, recallProblem('unknown'));
      if (recall.publishedAt !== null) return sendProblem(reply, recallProblem('wrongState'));
      const outcome = await closeRecall(ctx, who, recall.publicId, 'withdraw', request.body);
      return outcome.ok
        ? reply.send(faceOf(outcome.recall))
        : sendProblem(reply, recallProblem(outcome.code));
    },
  );
}
