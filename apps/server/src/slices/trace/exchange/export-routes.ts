import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { answerFormat, formatHeaders } from '../query/answer-format.ts';
import { asItIs, viewerOf } from '../query/search.ts';
import { type ExportPlace, exportEvents, MOST_OF_A_PART, wholeHistory } from './export-events.ts';

const ExportQuery = Type.Object({
  after: Type.Optional(
    Type.String({ pattern: '^\\d{1,15}\\.\\d{1,15}$', description: 'from Link rel="next"' }),
  ),
  limit: Type.Integer({ minimum: 1, maximum: MOST_OF_A_PART, default: MOST_OF_A_PART }),
});

const DOCUMENT = Type.Object(
  { type: Type.Literal('EPCISDocument'), schemaVersion: Type.String(), epcisBody: Type.Unknown() },
  { description: 'EPCISDocument (GS1 EPCIS 2.0)' },
);

/** A party's whole history: as EPCIS documents, part after part by `Link: …; rel="next"`, or as one document. */
export function registerExportRoutes(plain: FastifyInstance, ctx: Context): void {
  registerParts(plain, ctx);
  registerWhole(plain, ctx);
}

function registerWhole(plain: FastifyInstance, ctx: Context): void {
  plain.get(
    '/exports/events/whole',
    {
      config: {
        access: 'query',
        summary: {
          'zh-CN': '导出本方可见的全部事件（一份 EPCIS 文档，边读边发）',
          en: 'Export all events it may see as one document, sent as it is read',
        },
      },
      schema: { response: { 200: DOCUMENT } },
      serializerCompiler: asItIs,
    },
    async (request, reply) => {
      const format = answerFormat(request.headers);
      if (!format.ok) return sendProblem(reply, format.error);
      const viewer = await viewerOf(ctx, request);
      return reply
        .headers(formatHeaders(format.value))
        .header('cache-control', 'private, no-store')
        .send(Readable.from(wholeHistory(ctx, viewer, format.value), { objectMode: false }));
    },
  );
}

function registerParts(plain: FastifyInstance, ctx: Context): void {
  const app = plain.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/exports/events',
    {
      config: {
        access: 'query',
        summary: {
          'zh-CN': '导出本方可见的全部事件（EPCIS 文档，分批）',
          en: 'Export all events it may see, part by part',
        },
      },
      schema: { querystring: ExportQuery, response: { 200: DOCUMENT } },
      serializerCompiler: asItIs,
    },
    async (request, reply) => {
      const format = answerFormat(request.headers);
      if (!format.ok) return sendProblem(reply, format.error) as never;
      const { after, limit } = request.query;
      const viewer = await viewerOf(ctx, request);
      const part = await exportEvents(
        ctx,
        viewer,
        format.value,
        after === undefined ? undefined : placeIn(after),
        limit,
      );
      const behind = part.end && `/exports/events?limit=${limit}&after=${part.end.recordTime}.${part.end.id}`;
      // Where a later export goes on, also when this was the last part for now.
      if (behind !== undefined) reply.header('pinxin-behind', behind);
      if (behind !== undefined && !part.isLast) reply.header('link', `<${behind}>; rel="next"`);
      const { buffer, byteOffset, byteLength } = part.document;
      return reply
        .headers(formatHeaders(format.value))
        .header('cache-control', 'private, no-store')
        .header('pinxin-events', String(part.count))
        .send(Buffer.from(buffer, byteOffset, byteLength) as never);
    },
  );
}

function placeIn(text: string): ExportPlace {
  const [recordTime = '0', id = '0'] = text.split('.');
  // Beyond what a time can be there is nothing.
  return { recordTime: Math.min(Number(recordTime), 8.64e15 - 1), id: Number(id) };
}
