import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { answerFormat, formatHeaders } from './answer-format.ts';
import { hashOfEventId } from './parameter-values.ts';
import { eventDocument } from './query-events.ts';
import { noSuchEvent } from './query-problems.ts';
import { asItIs, PARAMETERS, QUERY_DOCUMENT, searchAnswer, viewerOf } from './search.ts';

/** The query interface of EPCIS 2.0 (8.2): `GET /events` and `GET /events/{eventID}`. */
export function registerQueryRoutes(app: FastifyInstance, ctx: Context): void {
  app.register(async scope => {
    scope.setValidatorCompiler(() => () => true);
    registerSearch(scope, ctx);
    registerSingle(scope, ctx);
    registerRelease(scope);
  });
}

/** What a token holds on the server is released: nothing (`page-token.ts`), so that this has always been done. */
function registerRelease(scope: FastifyInstance): void {
  const summary = { 'zh-CN': '不再取后面的页', en: 'No further pages are wanted' };
  scope.delete(
    '/nextPageToken/:token',
    { config: { access: 'query', summary }, schema: { params: Type.Object({ token: Type.String() }) } },
    async (_request, reply) => reply.code(204).send(),
  );
}

function registerSearch(scope: FastifyInstance, ctx: Context): void {
  const summary = { 'zh-CN': '查询事件', en: 'Query events' };
  scope.get(
    '/events',
    {
      config: { access: 'query', summary },
      schema: { querystring: PARAMETERS, response: { 200: QUERY_DOCUMENT } },
      serializerCompiler: asItIs,
    },
    (request, reply) => searchAnswer(ctx, request, reply),
  );
}

function registerSingle(scope: FastifyInstance, ctx: Context): void {
  const summary = { 'zh-CN': '查看单个事件及其更正声明', en: 'One event and its error declarations' };
  scope.get(
    '/events/:eventID',
    {
      config: { access: 'query', summary },
      schema: { params: Type.Object({ eventID: Type.String() }), response: { 200: QUERY_DOCUMENT } },
      serializerCompiler: asItIs,
    },
    async (request, reply) => {
      const format = answerFormat(request.headers);
      if (!format.ok) return sendProblem(reply, format.error);
      const { eventID } = request.params as { eventID: string };
      if (eventID.includes('\0')) return sendProblem(reply, noSuchEvent());
      const hash = hashOfEventId(eventID);
      const condition = {
        kind: 'eventId',
        ids: [eventID],
        hashes: hash === undefined ? [] : [hash],
      } as const;
      const document = await eventDocument(ctx, condition, await viewerOf(ctx, request), format.value);
      if (document === undefined) return sendProblem(reply, noSuchEvent());
      return reply
        .headers(formatHeaders(format.value))
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(document));
    },
  );
}
