import type { Permission } from '@pinxin/contract/permissions';
import { ReportStepBody, RoundBody } from '@pinxin/contract/programme';
import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { MOST_COUNTED } from '../../../kernel/db/keyset-page.ts';
import { listAnswer } from '../../../kernel/keyset.ts';
import { readProgramme } from '../goal/goal-views.ts';
import { pageEndOf } from '../latest-first-views.ts';
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
          toSign: Type.Optional(
            Type.Boolean({ title: '只看待我部门签批', 'x-en': 'only what my authority is to sign off' }),
          ),
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
      },
    },
    async (request, reply) => {
      const { programme, quarter, state, mine, toSign, after: token, limit = 50 } = request.query;
      const after = pageEndOf(token);
      if (after === 'wrong') return sendRefusal(reply, refused('/query/after', 'pageWrong').problems);
      const ownOf = (permission: Permission) =>
        waysOfCaller(request.caller, permission).flatMap(way => (way.reach === 'own' ? [way.party] : []));
      const { items, total, end } = await listReports(ctx.database, {
        ...{ today: localDateOf(ctx.clock.now()), programme, quarter, after, limit },
        state: toSign === true ? 'submitted' : state,
        parties: mine === true ? ownOf('programme.report') : undefined,
        leads: toSign === true ? ownOf('programme.signOff') : undefined,
        inEnglish: request.language === 'en',
      });
      return reply.header('cache-control', 'no-store').send(listAnswer(items, end, total, MOST_COUNTED));
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
