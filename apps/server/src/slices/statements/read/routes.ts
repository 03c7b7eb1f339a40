import { STATEMENT_CONTENT } from '@pinxin/contract/statements/content';
import { STATEMENT_KIND_WORDS, STATEMENT_KINDS } from '@pinxin/contract/statements/kind';
import type { StatementPage } from '@pinxin/contract/statements/statement-view';
import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { prefersPage, sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { listAnswer, readPageToken } from '../../../kernel/keyset.ts';
import { NO_STATEMENT, PAGE_WRONG, refuse } from '../answers.ts';
import { signatureOf } from '../credentials/signature-views.ts';
import { filterOf, StatementListQuery } from './list-query.ts';
import { isEndOf, MOST_COUNTED, pageOfStatements } from './list-views.ts';
import { PUBLIC_READER, readerOf } from './reader.ts';
import { recordBegan } from './record-views.ts';
import { statementPage } from './statement-page.ts';
import { listedStatement, readStatement } from './statement-view.ts';

/** Draws the page of a statement; the look is the portal's. */
export type StatementPrinter = (
  request: FastifyRequest,
  reply: FastifyReply,
  view: StatementPage,
) => FastifyReply;

/** Reading statements: list, one of them, kinds with their forms. */
export function registerReadRoutes(fastify: FastifyInstance, ctx: Context, print?: StatementPrinter): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/statements',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '声明：筛选、排序、翻页；某日（on）的情况。公众看公开的，有权的人看职权范围内的',
          en: 'Statements: filter, sort, page; as of a day (on). The public sees what is published, offices what they reach',
        },
      },
      schema: {
        querystring: Type.Object({
          ...StatementListQuery,
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
      },
    },
    async (request, reply) => {
      const { after, limit = 50, sort = '-issued' } = request.query;
      const end = after === undefined ? undefined : readPageToken(after);
      if (after !== undefined && !isEndOf(sort, end)) return sendProblem(reply, PAGE_WRONG);
      const today = localDateOf(ctx.clock.now());
      const reader =
        request.query.public === true ? PUBLIC_READER : await readerOf(ctx.database, request.caller);
      const { filter, problems } = await filterOf(ctx.database, reader, request.query, today);
      if (problems.length > 0) return refuse(reply, problems);
      const page = { sort, limit, ...(end === undefined ? {} : { after: end }) };
      const { rows, total } = await pageOfStatements(ctx.database, reader, filter, today, page);
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      const items = shown.map(row => listedStatement(row, reader, filter.on ?? today));
      const pageEnd = last && { value: last.sortValue, id: last.id };
      const began = filter.on === undefined ? undefined : await recordBegan(ctx.database);
      return reply.header('cache-control', 'no-store').send({
        ...listAnswer(items, pageEnd, total, MOST_COUNTED),
        // An empty answer about a day before there was any record does not say that there was nothing.
        ...(began === undefined || filter.on! >= began ? {} : { recordBegan: began }),
      });
    },
  );

  app.get(
    '/statements/:id',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '一份声明，连同它的全部历史', en: 'A statement with its whole history' },
      },
      schema: {
        params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
        querystring: Type.Object({ as: Type.Optional(Type.String({ maxLength: 10 })) }),
      },
    },
    async (request, reply) => {
      const today = localDateOf(ctx.clock.now());
      const found = await readStatement(ctx.database, request.caller, request.params.id, today);
      if (found === undefined) return sendProblem(reply, NO_STATEMENT);
      reply.header('cache-control', 'no-store').header('vary', 'accept, accept-language');
      if (print === undefined || request.query.as === 'json' || !prefersPage(request))
        return reply.send(found);
      return print(request, reply, await statementPage(ctx.database, found, today));
    },
  );

  app.get(
    '/statements/:id/signature',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '一份声明由谁、用哪把密钥签名，何时进入公开日志',
          en: 'Who signed a statement, by which key, and when the public log took it up',
        },
      },
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }) },
    },
    async (request, reply) => {
      const { id } = request.params;
      const today = localDateOf(ctx.clock.now());
      const isReadable = (await readStatement(ctx.database, request.caller, id, today)) !== undefined;
      if (!isReadable) return sendProblem(reply, NO_STATEMENT);
      const signature = (await signatureOf(ctx.database, id)) ?? null;
      return reply.header('cache-control', 'no-store').send({ signature });
    },
  );

  app.get(
    '/statement-kinds',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '声明的类别，各有名称和内容格式（JSON Schema）',
          en: 'The kinds of statements, each with its name and the JSON Schema of its content',
        },
      },
    },
    async (_request, reply) =>
      reply.send({
        items: STATEMENT_KINDS.map(kind => ({
          kind,
          name: STATEMENT_KIND_WORDS[kind],
          content: STATEMENT_CONTENT[kind],
        })),
      }),
  );
}
