import { SupervisionBody, SupervisionStepBody } from '@pinxin/contract/programme';
import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { MOST_COUNTED } from '../../../kernel/db/keyset-page.ts';
import { listAnswer } from '../../../kernel/keyset.ts';
import { pageEndOf } from '../latest-first-views.ts';
import { SUPERVISION_STATES } from '../lifecycle.ts';
import type { ProgrammeParts } from '../parts.ts';
import { refused, sendOutcome, sendRefusal } from '../problem.ts';
import { openSupervision, takeSupervisionStep } from './supervise.ts';
import { listSupervisions } from './supervision-store.ts';

/** 督办. */
export function registerSupervisionRoutes(fastify: FastifyInstance, { ctx }: ProgrammeParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.post(
    '/supervisions',
    {
      config: { access: 'programme.manage', summary: { 'zh-CN': '督办立项', en: 'Open a supervision item' } },
      schema: { body: SupervisionBody },
    },
    async (request, reply) => {
      const outcome = await openSupervision(ctx, actorOf(request.caller), request.body);
      return sendOutcome(reply, outcome, outcome.ok && outcome.value.repeated ? 200 : 201);
    },
  );

  app.get(
    '/supervisions',
    {
      config: { access: 'programme.read', summary: { 'zh-CN': '督办事项', en: 'Supervision items' } },
      schema: {
        querystring: Type.Object({
          programme: Type.Optional(Type.String({ maxLength: 80, title: '方案', 'x-en': 'programme' })),
          state: Type.Optional(Type.Enum([...SUPERVISION_STATES], { title: '状态', 'x-en': 'state' })),
          mine: Type.Optional(Type.Boolean({ title: '只看本部门', 'x-en': 'only of my authority' })),
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
      },
    },
    async (request, reply) => {
      const { programme, state, mine, after: token, limit = 50 } = request.query;
      const after = pageEndOf(token);
      if (after === 'wrong') return sendRefusal(reply, refused('/query/after', 'pageWrong').problems);
      const own = waysOfCaller(request.caller, 'programme.report').flatMap(way =>
        way.reach === 'own' ? [way.party] : [],
      );
      const { items, total, end } = await listSupervisions(ctx.database, {
        ...{ today: localDateOf(ctx.clock.now()), programme, state, after, limit },
        parties: mine === true ? own : undefined,
        inEnglish: request.language === 'en',
      });
      return reply.header('cache-control', 'no-store').send(listAnswer(items, end, total, MOST_COUNTED));
    },
  );

  app.post(
    '/supervisions/:id/steps',
    {
      config: {
        access: 'programme.read',
        summary: {
          'zh-CN': '签收、报告、核查、退回、销号',
          en: 'Acknowledge, report, verify, return or close a supervision item',
        },
      },
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }), body: SupervisionStepBody },
    },
    async (request, reply) =>
      sendOutcome(reply, await takeSupervisionStep(ctx, request.caller, request.params.id, request.body)),
  );
}
