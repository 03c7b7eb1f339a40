import {
  EvidenceBody,
  FundingBody,
  MilestoneBody,
  ReachedBody,
  TaskStepBody,
} from '@pinxin/contract/programme';
import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import type { ProgrammeParts } from '../parts.ts';
import { sendOutcome, sendRefusal } from '../problem.ts';
import { addEvidence, addFunding, addMilestone, markReached } from './add-to-task.ts';
import { readTaskDetail } from './detail-views.ts';
import { findTask } from './find-task.ts';
import { takeTaskStep } from './take-task-step.ts';
import { tasksOn } from './task-answer.ts';

const params = Type.Object({ code: Type.String({ maxLength: 80 }), number: Type.String({ maxLength: 30 }) });

/** What is done about tasks. */
export function registerTaskRoutes(fastify: FastifyInstance, { ctx }: ProgrammeParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const path = '/programmes/:code/tasks/:number' as const;
  const adding = (zh: string, en: string) =>
    ({ access: 'programme.read', summary: { 'zh-CN': zh, en } }) as const;

  app.get(path, { config: adding('一项任务', 'A task'), schema: { params } }, async (request, reply) => {
    const found = await findTask(ctx.database, request.params);
    if (!found.ok) return sendRefusal(reply, found.problems);
    const { programme, task } = found.value;
    const [lines, detail] = await Promise.all([
      tasksOn(ctx.database, programme.id, localDateOf(ctx.clock.now())),
      readTaskDetail(ctx.database, task.id, request.language === 'en'),
    ]);
    const line = lines.find(({ row }) => row.id === task.id)?.line;
    const { state, revision, completedOn, milestones, summary } = task;
    return reply.header('cache-control', 'no-store').send({
      ...line,
      programme: programme.code,
      state,
      revision,
      completedOn,
      milestones,
      summary,
      detail,
    });
  });

  app.post(
    `${path}/steps`,
    {
      config: adding('任务办结、签批、退回', 'Complete, sign off or return a task'),
      schema: { params, body: TaskStepBody },
    },
    async (request, reply) => {
      const found = await findTask(ctx.database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      return sendOutcome(reply, await takeTaskStep(ctx, request.caller, found.value.task, request.body));
    },
  );

  app.post(
    `${path}/evidence`,
    { config: adding('为任务附佐证', 'Link evidence to a task'), schema: { params, body: EvidenceBody } },
    async (request, reply) => {
      const found = await findTask(ctx.database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      return sendOutcome(reply, await addEvidence(ctx, request.caller, found.value.task, request.body));
    },
  );

  app.post(
    `${path}/funding`,
    { config: adding('记录任务资金', 'Record money of a task'), schema: { params, body: FundingBody } },
    async (request, reply) => {
      const found = await findTask(ctx.database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      return sendOutcome(reply, await addFunding(ctx, request.caller, found.value.task, request.body));
    },
  );

  app.post(
    `${path}/milestones`,
    { config: adding('设任务节点', 'Set a milestone'), schema: { params, body: MilestoneBody } },
    async (request, reply) => {
      const found = await findTask(ctx.database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      return sendOutcome(reply, await addMilestone(ctx, request.caller, found.value.task, request.body));
    },
  );

  app.post(
    `${path}/milestones/:milestone/reached`,
    {
      config: adding('节点完成', 'A milestone is reached'),
      schema: {
        params: Type.Object({ ...params.properties, milestone: Type.String({ maxLength: 60 }) }),
        body: ReachedBody,
      },
    },
    async (request, reply) => {
      const found = await findTask(ctx.database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      const { milestone } = request.params;
      return sendOutcome(
        reply,
        await markReached(ctx, request.caller, found.value.task, milestone, request.body.day),
      );
    },
  );
}
