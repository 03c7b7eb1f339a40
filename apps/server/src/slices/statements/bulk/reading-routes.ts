import type { StatementKind } from '@pinxin/contract/statements/kind';
import type { Language } from '@pinxin/site/language';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { LINE_PAGE, linesAsked, sendLines } from '../../../http/line-pages.ts';
import { sendProblem } from '../../../http/problem.ts';
import { SHEET_FORMATS, sendSheet } from '../../../http/send-sheet.ts';
import type { Context } from '../../../kernel/context.ts';
import { pageToken, readPageToken } from '../../../kernel/keyset.ts';
import type { RowCells } from '../../../kernel/sheets/workbook.ts';
import { PAGE_WRONG } from '../answers.ts';
import { NO_BULK, reportCells, reportColumns, rowAnswer } from './answers.ts';
import { type Bulk, bulkRows, listBulks } from './bulk-store.ts';
import { sheetFields } from './sheet-columns.ts';

/** What the routes that only read need of the others. */
export interface ReadingParts {
  readonly kinds: readonly StatementKind[];
  readonly own: (asked: FastifyRequest) => Promise<Bulk | undefined>;
  readonly told: (bulks: readonly Bulk[]) => Promise<readonly object[]>;
}

const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });
const OUTCOMES = ['waiting', 'wrong', 'issued', 'proposed', 'refused'] as const;

/** Batches, how far each is, and their rows. */
export function registerReading(fastify: FastifyInstance, ctx: Context, parts: ReadingParts): void {
  registerTemplate(fastify, parts);
  registerLists(fastify, ctx, parts);
  registerReports(fastify, ctx, parts);
}

function registerLists(fastify: FastifyInstance, ctx: Context, { own, told }: ReadingParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/statement-bulks',
    {
      config: {
        access: 'statement.issue',
        summary: { 'zh-CN': '批量签发的批次', en: 'Batches of statements' },
      },
      schema: {
        querystring: Type.Object({
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
      },
    },
    async (request, reply) => {
      const { after, limit = 50 } = request.query;
      const end = after === undefined ? undefined : readPageToken(after);
      if (after !== undefined && end === undefined) return sendProblem(reply, PAGE_WRONG);
      const ways = waysOfCaller(request.caller, 'statement.issue');
      const issuers = ways.some(({ reach }) => reach === 'any')
        ? 'any'
        : ways.flatMap(way => (way.reach === 'own' ? [way.party] : []));
      const asked = { issuers, limit: limit + 1, ...(end === undefined ? {} : { before: end.id }) } as const;
      const found = issuers.length === 0 ? [] : await listBulks(ctx.database, asked);
      const shown = found.slice(0, limit);
      const last = found.length > limit ? shown.at(-1) : undefined;
      return reply.header('cache-control', 'no-store').send({
        items: await told(shown),
        next: last === undefined ? null : pageToken({ value: last.id, id: last.id }),
      });
    },
  );

  app.get(
    '/statement-bulks/:id',
    {
      config: {
        access: 'statement.issue',
        summary: { 'zh-CN': '一个批次：进度和各类行数', en: 'A batch: how far it is, rows by outcome' },
      },
      schema: { params: Id },
    },
    async (request, reply) => {
      const bulk = await own(request);
      if (bulk === undefined) return sendProblem(reply, NO_BULK);
      return reply.header('cache-control', 'no-store').send((await told([bulk]))[0]);
    },
  );

  app.get(
    '/statement-bulks/:id/rows',
    {
      config: {
        access: 'statement.issue',
        summary: { 'zh-CN': '批次的各行，可按结果筛选', en: 'Rows of a batch, by outcome' },
      },
      schema: {
        params: Id,
        querystring: Type.Object({
          outcome: Type.Optional(Type.Enum([...OUTCOMES])),
          ...LINE_PAGE,
        }),
      },
    },
    async (request, reply) => {
      const bulk = await own(request);
      if (bulk === undefined) return sendProblem(reply, NO_BULK);
      const { query, language } = request;
      const asked = { ...linesAsked(query), outcome: query.outcome };
      const rows = await bulkRows(ctx.database, bulk.id, asked);
      return sendLines(reply, rows, query, row => rowAnswer(row, language));
    },
  );
}

function registerReports(fastify: FastifyInstance, ctx: Context, { own }: ReadingParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  for (const format of SHEET_FORMATS) {
    app.get(
      `/statement-bulks/:id/report.${format}`,
      {
        config: {
          access: 'statement.issue',
          summary: { 'zh-CN': `批次的结果报告（${format}）`, en: `Report of a batch (${format})` },
        },
        schema: { params: Id },
      },
      async (request, reply) => {
        const bulk = await own(request);
        if (bulk === undefined) return sendProblem(reply, NO_BULK);
        const columns = reportColumns(request.language);
        return sendSheet(reply, format, bulk.publicId, columns, reportRows(ctx, bulk, request.language));
      },
    );
  }
}

function registerTemplate(fastify: FastifyInstance, { kinds }: ReadingParts): void {
  fastify.withTypeProvider<TypeBoxProvider>().get(
    '/statement-bulks/template.xlsx',
    {
      config: {
        access: 'statement.issue',
        summary: { 'zh-CN': '批量签发的表格模板', en: 'Template of the sheet for issuing many' },
      },
      schema: { querystring: Type.Object({ kind: Type.Enum([...kinds]) }) },
    },
    async (request, reply) => {
      const columns = sheetFields(request.query.kind).map(({ title }) => ({
        title: title[request.language],
      }));
      return sendSheet(reply, 'xlsx', `${request.query.kind}-template`, columns, nothing());
    },
  );
}

async function* nothing(): AsyncGenerator<never> {}

async function* reportRows(
  ctx: Context,
  bulk: Bulk,
  language: Language,
): AsyncGenerator<readonly RowCells[]> {
  for (let after = 0; ; ) {
    const rows = await bulkRows(ctx.database, bulk.id, { after, limit: 2_000 });
    if (rows.length === 0) return;
    yield rows.map(row => reportCells(row, language));
    after = rows.at(-1)!.line;
  }
}
