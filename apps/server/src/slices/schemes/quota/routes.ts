import { AlarmAnswer, NewAllotment, NewQuota } from '@pinxin/contract/schemes/quota';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { PersonCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { mayTouch } from '../../../kernel/authority.ts';
import type { Context } from '../../../kernel/context.ts';
import { waysIn } from '../officer.ts';
import { schemeProblem, sendOutcome, sendRefusal } from '../problem.ts';
import { allotLabels, setQuota } from './allot.ts';
import { answerAlarm, balanceOf } from './balance.ts';
import { checkNow } from './check-now.ts';
import { findQuota } from './quota-store.ts';
import { listAllotments, listQuotas } from './quota-views.ts';

const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });
const short = Type.Optional(Type.String({ maxLength: 60 }));

/** Quotas of regional brands, labels allotted against them, and what was sold against what was harvested. */
export function registerQuotaRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.post(
    '/brand-quotas',
    {
      config: {
        access: 'quota.allot',
        summary: { 'zh-CN': '核定品牌额度', en: 'Set the quota of a licensed user' },
      },
      schema: { body: NewQuota },
    },
    async (request, reply) =>
      sendOutcome(reply, await setQuota(ctx, request.caller as PersonCaller, request.body), 201),
  );

  app.get(
    '/brand-quotas',
    {
      config: { access: 'application.read', summary: { 'zh-CN': '品牌额度', en: 'Quotas within reach' } },
      schema: {
        querystring: Type.Object({
          scheme: short,
          party: short,
          limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
        }),
      },
    },
    async (request, reply) => {
      const ways = waysIn(request.caller, 'application.read');
      return reply.send({ items: await listQuotas(ctx.database, ways, request.query) });
    },
  );

  app.get(
    '/brand-quotas/:id/balance',
    {
      config: {
        access: 'application.read',
        summary: { 'zh-CN': '品牌物料平衡', en: 'Harvested against sold under a quota' },
      },
      schema: { params: byId },
    },
    async (request, reply) => {
      const quota = await findQuota(ctx.database, request.params.id);
      const ways = waysIn(request.caller, 'application.read');
      if (quota === undefined || !mayTouch(ways, { party: quota.party, division: quota.division }))
        return sendRefusal(reply, [schemeProblem('/path/id', 'quotaUnknown')]);
      const balance = await balanceOf(ctx, quota);
      return reply.send({ ...balance, allotments: await listAllotments(ctx.database, quota.id) });
    },
  );

  app.post(
    '/brand-quotas/:id/check',
    {
      config: {
        access: 'quota.allot',
        summary: { 'zh-CN': '立即核对物料平衡，不等次日', en: 'Check the balance now, not tomorrow morning' },
      },
      schema: { params: byId },
    },
    async (request, reply) =>
      sendOutcome(reply, await checkNow(ctx, request.caller as PersonCaller, request.params.id), 200),
  );

  app.post(
    '/label-allotments',
    {
      config: {
        access: 'label.request',
        summary: { 'zh-CN': '申领标签', en: 'Ask for labels within a quota' },
      },
      schema: { body: NewAllotment },
    },
    async (request, reply) =>
      sendOutcome(reply, await allotLabels(ctx, request.caller as PersonCaller, request.body), 201),
  );

  app.post(
    '/brand-alarms/:id/answer',
    {
      config: {
        access: 'quota.allot',
        summary: { 'zh-CN': '处理品牌警报', en: 'Answer an alarm of a brand' },
      },
      schema: { params: byId, body: AlarmAnswer },
    },
    async (request, reply) =>
      sendOutcome(
        reply,
        await answerAlarm(ctx, request.caller as PersonCaller, request.params.id, request.body.answer),
        200,
      ),
  );
}
