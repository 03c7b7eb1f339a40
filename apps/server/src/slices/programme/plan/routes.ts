import { EvaluationBody, ProgrammeBody } from '@pinxin/contract/programme';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import type { ProgrammeParts } from '../parts.ts';
import { sendOutcome } from '../problem.ts';
import { evaluateProgramme } from './evaluate-programme.ts';
import { recordProgramme } from './record-programme.ts';

/** Taking plans over as programmes, and their evaluation. */
export function registerPlanRoutes(fastify: FastifyInstance, { ctx }: ProgrammeParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.post(
    '/programmes',
    {
      config: {
        access: 'programme.manage',
        summary: { 'zh-CN': '录入方案', en: 'Take a plan over as a programme' },
      },
      schema: { body: ProgrammeBody },
      bodyLimit: 8 * 2 ** 20,
    },
    async (request, reply) => {
      const outcome = await recordProgramme(ctx, actorOf(request.caller), request.body);
      return sendOutcome(reply, outcome, outcome.ok && outcome.value.repeated ? 200 : 201);
    },
  );

  app.post(
    '/programmes/:code/evaluation',
    {
      config: {
        access: 'programme.manage',
        summary: { 'zh-CN': '评估期满的方案', en: 'Evaluate a programme whose period is over' },
      },
      schema: { params: Type.Object({ code: Type.String({ maxLength: 80 }) }), body: EvaluationBody },
    },
    async (request, reply) =>
      sendOutcome(
        reply,
        await evaluateProgramme(ctx, actorOf(request.caller), request.params.code, request.body),
      ),
  );
}
