import { NewObjection, ObjectionAnswer } from '@pinxin/contract/schemes/objection';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { PersonCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { prefersPage } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { publicName } from '../../parties/api.ts';
import { findApplication } from '../application/application-store.ts';
import { actsForScheme } from '../officer.ts';
import { schemeProblem, sendOutcome, sendRefusal } from '../problem.ts';
import { editionById } from '../scheme/scheme-views.ts';
import { objectionsTo, type PublicNotice, publicNotices } from './notice-views.ts';
import { answerObjection, objectTo } from './object.ts';
import { registerObjectionForm } from './objection-form.ts';
import { rateLimiter } from './rate-limit.ts';

const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });
/** From one address; a village may share one. */
const OBJECTIONS = { most: 10, withinMs: 3_600_000 };

/** Draws the page of notices; the look is the portal's. */
export type NoticePrinter = (
  request: FastifyRequest,
  reply: FastifyReply,
  notices: readonly PublicNotice[],
) => FastifyReply;

/** Public notices and what people say against them. */
export function registerNoticeRoutes(fastify: FastifyInstance, ctx: Context, print?: NoticePrinter): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const within = rateLimiter(OBJECTIONS, () => ctx.clock.now());

  app.get(
    '/public-notices',
    {
      config: { access: 'public', summary: { 'zh-CN': '正在公示', en: 'Public notices that run now' } },
      schema: {
        querystring: Type.Object({
          scheme: Type.Optional(Type.String({ maxLength: 60 })),
          as: Type.Optional(Type.String({ maxLength: 10 })),
        }),
      },
    },
    async (request, reply) => {
      const rows = await publicNotices(ctx.database, { at: ctx.clock.now(), scheme: request.query.scheme });
      const items = rows.map(({ applicantKind, applicant, subject, ...notice }) => {
        const masked = publicName(applicantKind, applicant);
        const isMasked = masked !== applicant;
        return {
          ...notice,
          ...{ applicant: masked, subject: subject === applicant ? masked : subject },
          applicantEn: isMasked ? null : notice.applicantEn,
          subjectEn: isMasked && subject === applicant ? null : notice.subjectEn,
        };
      });
      reply.header('vary', 'accept, accept-language');
      if (print === undefined || request.query.as === 'json' || !prefersPage(request))
        return reply.send({ items });
      return print(request, reply, items);
    },
  );

  app.post(
    '/public-notices/:id/objections',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '对公示提出异议', en: 'Object to an application on notice' },
      },
      schema: { params: byId, body: NewObjection },
    },
    async (request, reply) => {
      if (!within(request.ip)) return sendRefusal(reply, [schemeProblem('', 'tooManyObjections')]);
      const made = await objectTo(ctx, request.params.id, request.body);
      return sendOutcome(reply, made, 201);
    },
  );
  registerObjectionForm(fastify, ctx, within);

  app.get(
    '/applications/:id/objections',
    {
      config: {
        access: 'application.review',
        summary: { 'zh-CN': '一份申请的异议', en: 'Objections to an application' },
      },
      schema: { params: byId },
    },
    async (request, reply) => {
      const application = await findApplication(ctx.database, request.params.id);
      const scheme = application && (await editionById(ctx.database, application.edition));
      const record = application && { party: application.applicant, division: application.division };
      if (scheme === undefined || !actsForScheme(request.caller, 'application.review', scheme, record!))
        return sendRefusal(reply, [schemeProblem('/path/id', 'applicationUnknown')]);
      return reply
        .header('cache-control', 'no-store')
        .send({ items: await objectionsTo(ctx.database, application!.id) });
    },
  );

  app.post(
    '/objections/:id/answer',
    {
      config: { access: 'application.review', summary: { 'zh-CN': '处理异议', en: 'Answer an objection' } },
      schema: { params: byId, body: ObjectionAnswer },
    },
    async (request, reply) => {
      const done = await answerObjection(
        ctx,
        request.caller as PersonCaller,
        request.params.id,
        request.body,
      );
      return sendOutcome(reply, done);
    },
  );
}
