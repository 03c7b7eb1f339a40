import { ReportStepBody, RoundBody } from '@pinxin/contract/programme';
import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { pageToken, readPageToken } from '../../../kernel/keyset.ts';
import { readProgramme } from '../goal/goal-views.ts';
import { REPORT_STATES } from '../lifecycle.ts';
import type { ProgrammeParts } from '../parts.ts';
import { refused, sendOutcome, sendRefusal } from '../problem.ts';
import { openRound } from './open-round.ts';
import { listReports } from './round-views.ts';
import { takeReportStep } from './take-report-step.ts';

/** Quarterly rounds: asking, handing in, signing off, who is behind and since when. */
export function registerRoundRoutes(fastify: FastifyInstance, { ctx }: ProgrammeParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.post(
    '/programmes/:code/rounds',
    {
      config: {
        access: 'programme.manage',
        summary: { 'zh-CN': '开展季度填报', en: 'Open a quarterly round' },
      },
      schema: { params: Type.Object({ code: Type.String({ maxLength: 80 }) }), body: RoundBody },
    },
    async (request, reply) => {
      const programme = await readProgramme(ctx.database, request.params.code);
      if (programme === undefined)
        return sendRefusal(reply, refused('/path/code', 'programmeUnknown').problems);
      const outcome = await openRound(ctx, actorOf(request.caller), programme, request.body);
      return sendOutcome(reply, outcome, outcome.ok && outcome.value.repeated ? 200 : 201);
    },
  );

  app.get(
    '/task-reports',
    {
      config: {
        access: 'programme.read',
        summary: {
          'zh-CN': '季度报告：谁报了，谁还没报、晚了几天',
          en: 'Quarterly reports: who reported, who is late and by how many days',
        },
      },
      schema: {
        querystring: Type.Object({
          programme: Type.Optional(Type.String({ maxLength: 80, title: '方案', 'x-en': 'programme' })),
          quarter: Type.Optional(Type.String({ maxLength: 6, title: '季度', 'x-en': 'quarter' })),
          state: Type.Optional(Type.Enum([...REPORT_STATES], { title: '状态', 'x-en': 'state' })),
          mine: Type.Optional(Type.Boolean({ title: '只看本部门', 'x-en': 'only of my authority' })),
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
      },
    },
    async (request, reply) => {
      const { programme, quarter, state, mine, after: token, limit = 50 } = request.query;
      const after = token === undefined ? 0 : (readPageToken(token)?.id ?? 0);
      const own = waysOfCaller(request.caller, 'programme.report').flatMap(way =>
        way.reach === 'own' ? [way.party] : [],
      );
      const { items, total } = await listReports(ctx.database, {
        ...{ today: localDateOf(ctx.clock.now()), programme, quarter, state, after, limit },
        parties: mine === true ? own : undefined,
        inEnglish: request.language === 'en',
      });
      const end = after + items.length;
      return reply.header('cache-control', 'no-store').send({
        ...{ items, total, totalIsAtLeast: false },
        next: end < total ? pageToken({ value: end, id: end }) : null,
      });
    },
  );

  app.post(
    '/task-reports/:id/steps',
    {
      config: {
        access: 'programme.read',
        summary: { 'zh-CN': '报送、退回、签批', en: 'Hand in, return or sign off a report' },
      },
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }), body: ReportStepBody },
    },
    async (request, reply) =>
      sendOutcome(reply, await takeReportStep(ctx, request.caller, request.params.id, request.body)),
  );
}
