import { BindingBody, ReportedValueBody, SnapshotBody } from '@pinxin/contract/programme';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { actorOf, type Caller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import type { ProgrammeParts } from '../parts.ts';
import { refused, sendOutcome, sendRefusal } from '../problem.ts';
import { bindIndicator, reportValue } from './bind-indicator.ts';
import { findGoal } from './find-goal.ts';
import { readSnapshot } from './snapshot-store.ts';
import { recountSnapshot, takeSnapshot } from './take-snapshot.ts';

const params = Type.Object({ code: Type.String({ maxLength: 80 }), number: Type.String({ maxLength: 30 }) });

/** What is done about goals: measured otherwise, reported, kept as a snapshot. */
export function registerGoalRoutes(fastify: FastifyInstance, { ctx }: ProgrammeParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.post(
    '/programmes/:code/goals/:number/indicator',
    {
      config: {
        access: 'programme.manage',
        summary: { 'zh-CN': '改定目标的指标', en: 'Measure a goal otherwise' },
      },
      schema: { params, body: BindingBody },
    },
    async (request, reply) => {
      const found = await findGoal(ctx.database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      return sendOutcome(
        reply,
        await bindIndicator(ctx, actorOf(request.caller), found.value.goal, request.body),
      );
    },
  );

  app.post(
    '/programmes/:code/goals/:number/reports',
    {
      config: {
        access: 'programme.manage',
        summary: { 'zh-CN': '填报不能计数的目标', en: 'Report a goal that cannot be counted' },
      },
      schema: { params, body: ReportedValueBody },
    },
    async (request, reply) => {
      const found = await findGoal(ctx.database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      const actor = { id: actorOf(request.caller), party: partyOf(request.caller) };
      const outcome = await reportValue(ctx, actor, found.value.goal, request.body);
      return sendOutcome(reply, outcome, outcome.ok && outcome.value.repeated ? 200 : 201);
    },
  );

  app.post(
    '/programmes/:code/goals/:number/snapshots',
    {
      config: {
        access: 'programme.manage',
        summary: { 'zh-CN': '留存目标快照', en: 'Keep a snapshot of a goal' },
      },
      schema: { params, body: SnapshotBody },
    },
    async (request, reply) => {
      const found = await findGoal(ctx.database, request.params);
      if (!found.ok) return sendRefusal(reply, found.problems);
      const outcome = await takeSnapshot(ctx, actorOf(request.caller), found.value.goal, request.body.day);
      return sendOutcome(reply, outcome, outcome.ok && outcome.value.repeated ? 200 : 201);
    },
  );

  app.get(
    '/goal-snapshots/:id',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '目标快照：计入了哪些声明，可复核',
          en: 'A snapshot of a goal: which statements it counted, to be counted again',
        },
      },
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }) },
    },
    async (request, reply) => {
      const snapshot = await readSnapshot(ctx.database, request.params.id);
      if (snapshot === undefined) return sendRefusal(reply, refused('/path/id', 'snapshotUnknown').problems);
      return reply.header('cache-control', 'no-cache').send(await recountSnapshot(ctx.database, snapshot));
    },
  );
}

/** The party in whose office somebody acts; the first where there are several. */
function partyOf(caller: Caller): number | null {
  if (caller.kind === 'party') return caller.party;
  return caller.kind === 'person' ? (caller.memberships[0]?.party ?? null) : null;
}
