import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../../http/fastify-types.ts';
import { sendProblem } from '../../../../http/problem.ts';
import { csvSheet } from '../csv-sheet.ts';
import type { RecallParts } from '../recall.ts';
import { xlsxSheet } from '../xlsx-sheet.ts';
import { actingFor } from './acting.ts';
import { RecallClosing, RecallDraft } from './announcement.ts';
import { closeRecall } from './close-recall.ts';
import { draftRecall } from './draft-recall.ts';
import { faceOf } from './face.ts';
import { forecastRecall } from './forecast.ts';
import { recallProblem } from './problems.ts';
import { publishRecall } from './publish-recall.ts';
import { publishedSheet } from './published-sheet.ts';
import { readRecall } from './views.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** 召回的办理: draft, forecast, publish, end, withdraw; sheet; notices and their answers. */
export function registerWorkRoutes(fastify: FastifyInstance, parts: RecallParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { ctx } = parts;

  app.post(
    '/recalls',
    {
      config: {
        access: 'recall',
        summary: { 'zh-CN': '拟定一次召回（草案）', en: 'Draft a recall' },
      },
      schema: { body: RecallDraft },
    },
    async (request, reply) => {
      const acting = actingFor(request.caller, 'recall');
      if (acting === undefined) return sendProblem(reply, recallProblem('noOffice'));
      const outcome = await draftRecall(ctx, acting, request.body);
      if (!outcome.ok) return sendProblem(reply, recallProblem(outcome.code, outcome.problems));
      const { recall, isNew } = outcome;
      return reply
        .code(isNew ? 201 : 200)
        .header('location', `/recalls/${recall.publicId}`)
        .send(faceOf(recall));
    },
  );

  app.get(
    '/recalls/:id/forecast',
    {
      config: {
        access: 'recall',
        summary: { 'zh-CN': '发布之后会怎样', en: 'What publishing a recall would do' },
      },
      schema: { params },
    },
    async (request, reply) => {
      const recall = await readRecall(ctx.database, request.params.id);
      if (recall === undefined) return sendProblem(reply, recallProblem('unknown'));
      return noStore(reply).send(await forecastRecall(parts, recall.question));
    },
  );

  app.post(
    '/recalls/:id/publication',
    {
      config: {
        access: 'recall.publish',
        summary: {
          'zh-CN': '发布召回，所有相关页面随即改变',
          en: 'Publish a recall: every page changes at once',
        },
      },
      schema: { params },
    },
    async (request, reply) => {
      const acting = actingFor(request.caller, 'recall.publish');
      if (acting === undefined) return sendProblem(reply, recallProblem('noOffice'));
      const outcome = await publishRecall(parts, acting, request.params.id);
      if (outcome.ok) return reply.send(faceOf(outcome.recall));
      const problems = outcome.code === 'noSuspects' ? outcome.problems : [];
      return sendProblem(reply, recallProblem(outcome.code, problems));
    },
  );

  for (const [path, step, zh, en] of [
    ['end', 'end', '终止召回', 'End a recall'],
    ['withdrawal', 'withdraw', '撤回召回或草案', 'Withdraw a recall or a draft'],
  ] as const) {
    app.post(
      `/recalls/:id/${path}`,
      {
        config: { access: 'recall.publish', summary: { 'zh-CN': zh, en } },
        schema: { params, body: RecallClosing },
      },
      async (request, reply) => {
        const acting = actingFor(request.caller, 'recall.publish');
        if (acting === undefined) return sendProblem(reply, recallProblem('noOffice'));
        const outcome = await closeRecall(ctx, acting, request.params.id, step, request.body);
        return outcome.ok
          ? reply.send(faceOf(outcome.recall))
          : sendProblem(reply, recallProblem(outcome.code));
      },
    );
  }

  for (const format of ['csv', 'xlsx'] as const) {
    app.get(
      `/recalls/:id/sheet.${format}`,
      {
        config: {
          access: 'recall',
          summary: {
            'zh-CN': `已发布召回的召回表（${format.toUpperCase()}）`,
            en: `The sheet of a published recall (${format.toUpperCase()})`,
          },
        },
        schema: { params },
      },
      async (request, reply) => {
        const recall = await readRecall(ctx.database, request.params.id);
        if (recall?.publishedAt == null) return sendProblem(reply, recallProblem('unknown'));
        const sheet = await publishedSheet(parts, recall);
        return noStore(reply)
          .header('content-disposition', `attachment; filename="${recall.publicId}.${format}"`)
          .type(format === 'csv' ? 'text/csv; charset=utf-8' : XLSX)
          .send((format === 'csv' ? csvSheet : xlsxSheet)(parts, sheet, request.language));
      },
    );
  }
}

function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store');
}
