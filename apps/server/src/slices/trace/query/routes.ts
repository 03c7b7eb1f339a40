import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { answerFormat, formatHeaders } from './answer-format.ts';
import { hashOfEventId } from './parameter-values.ts';
import { eventDocument, queryEvents } from './query-events.ts';
import { noSuchEvent, queryParameterException, queryTooLargeException } from './query-problems.ts';
import { CONDITION_NAMES } from './read-condition.ts';
import { type GivenParameters, readQuery } from './read-query.ts';
import { viewerOf } from './viewer-of.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));
const QUERY_DOCUMENT = Type.Object(
  { type: Type.Literal('EPCISQueryDocument'), schemaVersion: Type.String(), epcisBody: Type.Unknown() },
  { description: 'EPCISQueryDocument (GS1 EPCIS 2.0)' },
);

/** Described here, judged by `readQuery`, which names everything that is wrong at once. */
const PARAMETERS = Type.Object({
  ...Object.fromEntries(CONDITION_NAMES.map(name => [name, text('EPCIS 2.0 §8.2.7.1')])),
  'EQ_bizTransaction_{type}': text('EPCIS 2.0 §8.2.7.1'),
  'EQ_source_{type}': text('EPCIS 2.0 §8.2.7.1'),
  'EQ_destination_{type}': text('EPCIS 2.0 §8.2.7.1'),
  '{EQ|GT|GE|LT|LE}_quantity[_{uom}]': text('EPCIS 2.0 §8.2.7.1'),
  orderBy: text('eventTime | recordTime'),
  orderDirection: text('ASC | DESC (default)'),
  eventCountLimit: text('1 …'),
  maxEventCount: text('1 …'),
  perPage: text('1 … 1000, default 30'),
  nextPageToken: text('Link rel="next"'),
});

/** The query interface of EPCIS 2.0 (8.2): `GET /events` and `GET /events/{eventID}`. */
export function registerQueryRoutes(app: FastifyInstance, ctx: Context): void {
  app.register(async scope => {
    scope.setValidatorCompiler(() => () => true);
    registerSearch(scope, ctx);
    registerSingle(scope, ctx);
  });
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
    async (request, reply) => {
      const format = answerFormat(request.headers);
      if (!format.ok) return sendProblem(reply, format.error);
      const read = readQuery(request.query as GivenParameters);
      if (!read.ok) return sendProblem(reply, queryParameterException(read.error));
      const answer = await queryEvents(ctx, read.value, await viewerOf(ctx, request), format.value);
      if (!answer.ok) return sendProblem(reply, queryTooLargeException(answer.error.most));
      const { document, nextPageToken } = answer.value;
      if (nextPageToken !== undefined)
        reply.header('link', `<${nextAddress(request, nextPageToken)}>; rel="next"`);
      return reply
        .headers(formatHeaders(format.value))
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(document.buffer, document.byteOffset, document.byteLength));
    },
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

/** The schema describes the answer; its bytes are sent as they were built. */
const asItIs = () => (answer: unknown) => answer as string;

/** The address of the next page: this one's, with another token. */
function nextAddress(request: FastifyRequest, token: string): string {
  const address = new URL(request.url, 'http://localhost');
  address.searchParams.set('nextPageToken', token);
  return `${address.pathname}${address.search}`;
}
