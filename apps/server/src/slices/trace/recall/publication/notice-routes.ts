import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { KnownCaller } from '../../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../../http/fastify-types.ts';
import { sendProblem } from '../../../../http/problem.ts';
import type { RecallParts } from '../recall.ts';
import { acknowledgeNotice } from './acknowledge-notice.ts';
import { actingFor, partiesOf } from './acting.ts';
import { noticeOf } from './face.ts';
import { recallProblem } from './problems.ts';
import { noticedRecalls, readNotices, readRecall } from './views.ts';

const params = Type.Object({ id: Type.String({ maxLength: 64 }) });

/** 召回通知: who was told, and who answered. */
export function registerNoticeRoutes(fastify: FastifyInstance, { ctx }: RecallParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/recalls/:id/notices',
    {
      config: {
        access: 'query',
        summary: {
          'zh-CN': '召回通知：谁持有、是否已知悉（持有人只看到自己的）',
          en: 'Notices of a recall: who holds, who answered (a holder sees its own)',
        },
      },
      schema: { params },
    },
    async (request, reply) => {
      const recall = await readRecall(ctx.database, request.params.id);
      if (recall?.publishedAt == null) return sendProblem(reply, recallProblem('unknown'));
      const notices = await readNotices(ctx.database, recall.id, seenBy(request, recall.party));
      return noStore(reply).send({
        recall: recall.publicId,
        state: recall.state,
        ...(recall.notifiedAt === null ? {} : { notifiedAt: recall.notifiedAt.toISOString() }),
        notices: notices.map(noticeOf),
      });
    },
  );

  app.post(
    '/recalls/:id/acknowledgement',
    {
      config: {
        access: 'query',
        summary: { 'zh-CN': '持有人回复：已知悉召回', en: 'A holder answers: it knows of the recall' },
      },
      schema: { params },
    },
    async (request, reply) => {
      const answer = await acknowledgeNotice(ctx, request.caller as KnownCaller, request.params.id);
      return answer === undefined ? sendProblem(reply, recallProblem('noNotice')) : reply.send(answer);
    },
  );

  app.get(
    '/recall-notices',
    {
      config: {
        access: 'query',
        summary: { 'zh-CN': '给我的召回通知', en: 'Recalls of which the caller has a notice' },
      },
    },
    async (request, reply) => {
      const rows = await noticedRecalls(ctx.database, partiesOf(request.caller as KnownCaller));
      return noStore(reply).send({
        notices: rows.map(({ publicId, isAnswered }) => ({ recall: publicId, isAnswered })),
      });
    },
  );
}

/** Those who publish and who recalled see every notice, a holder its own. */
function seenBy({ caller }: FastifyRequest, recaller: number): readonly number[] | undefined {
  if (actingFor(caller, 'recall.publish') !== undefined) return undefined;
  const parties = partiesOf(caller as KnownCaller);
  return parties.includes(recaller) ? undefined : parties;
}

function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store');
}
