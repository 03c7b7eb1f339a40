import { PARTY_KINDS } from '@pinxin/contract/parties';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actorOf, waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { LINE_PAGE, linesAsked, sendLines } from '../../../http/line-pages.ts';
import { sendProblem } from '../../../http/problem.ts';
import { sendSheet } from '../../../http/send-sheet.ts';
import { importAnswer, reportColumns, reportRows, rowAnswer } from './import-answer.ts';
import { COLUMN_TITLES, IMPORT_FIELDS } from './import-columns.ts';
import {
  fileTooLarge,
  IMPORT_ENDED,
  NO_FILE,
  NO_IMPORT,
  notConfirmable,
  OFFICE_NEEDED,
} from './import-refusals.ts';
import { rowsOf } from './import-row-store.ts';
import { countsOf, findImport, importsOf, type StoredImport } from './import-store.ts';
import { cancelImport, confirmImport, type Importer, type ImportParts, startImport } from './imports.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MEDIA_TYPES = ['text/csv', XLSX, 'application/vnd.ms-excel', 'application/octet-stream'];
const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });
const OUTCOMES = ['new', 'change', 'same', 'error'] as const;
/** Rows with something to say that come with the import itself; the rest is asked for page by page. */
const FIRST_PROBLEMS = 50;

/** Import of parties from a file: upload, preview, confirm, report. */
export function registerImportRoutes(fastify: FastifyInstance, parts: ImportParts): void {
  fastify.register(async scope => registerUpload(scope, parts));
  registerReading(fastify, parts);
  registerDeciding(fastify, parts);
}

function registerUpload(scope: FastifyInstance, parts: ImportParts): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    MEDIA_TYPES,
    { parseAs: 'buffer', bodyLimit: parts.limits.bytes },
    (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body),
  );
  scope.setErrorHandler<FastifyError>((error, _request, reply) => {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
      return sendProblem(reply, fileTooLarge(parts.limits.bytes));
    throw error;
  });
  scope.withTypeProvider<TypeBoxProvider>().post(
    '/imports/parties',
    {
      config: {
        access: 'party.write',
        summary: {
          'zh-CN': '上传主体表格（.xlsx 或 CSV），随后预览',
          en: 'Send a sheet of parties (.xlsx or CSV) for preview',
        },
      },
      schema: {
        consumes: MEDIA_TYPES,
        querystring: Type.Object({
          name: Type.Optional(Type.String({ maxLength: 200 })),
          kind: Type.Optional(Type.Enum([...PARTY_KINDS])),
          lang: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    async (request, reply) => {
      const by = importerOf(request);
      if (by.ways.length === 0) return sendProblem(reply, OFFICE_NEEDED);
      const file = request.body;
      if (!Buffer.isBuffer(file) || file.length === 0) return sendProblem(reply, NO_FILE);
      const { name = 'parties', kind } = request.query;
      const started = await startImport(parts, by, { file, fileName: name, kind });
      return reply
        .code(started.repeated ? 200 : 202)
        .header('location', `/imports/${started.publicId}`)
        .send({ id: started.publicId });
    },
  );
}

function registerReading(fastify: FastifyInstance, parts: ImportParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { database } = parts.ctx;

  app.get(
    '/imports',
    { config: { access: 'party.write', summary: { 'zh-CN': '我的导入', en: 'My imports' } } },
    async (request, reply) => {
      const items = await importsOf(database, actorOf(request.caller));
      return reply.header('cache-control', 'no-store').send({
        items: items.map(each => ({
          id: each.publicId,
          fileName: each.fileName,
          state: each.state,
          progress: { done: each.rowsDone, total: each.rowsTotal },
          createdAt: each.createdAt.toISOString(),
        })),
      });
    },
  );

  app.get(
    '/imports/:id',
    {
      config: {
        access: 'party.write',
        summary: {
          'zh-CN': '一次导入：进度、列、各类行数、有问题的行',
          en: 'An import: progress, columns, counts, rows to look at',
        },
      },
      schema: { params: Id },
    },
    async (request, reply) => {
      const stored = await ownImport(request, parts);
      if (stored === undefined) return sendProblem(reply, NO_IMPORT);
      const problems = await rowsOf(database, stored.id, { after: 0, limit: FIRST_PROBLEMS, noted: true });
      const counts = await countsOf(database, stored.id);
      return reply
        .header('cache-control', 'no-store')
        .send(importAnswer(stored, counts, problems, request.language));
    },
  );

  app.get(
    '/imports/:id/rows',
    {
      config: {
        access: 'party.write',
        summary: { 'zh-CN': '导入的各行，可按结果筛选', en: 'Rows of an import, by outcome' },
      },
      schema: {
        params: Id,
        querystring: Type.Object({
          outcome: Type.Optional(Type.Enum([...OUTCOMES])),
          noted: Type.Optional(Type.Boolean()),
          ...LINE_PAGE,
          lang: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    async (request, reply) => {
      const stored = await ownImport(request, parts);
      if (stored === undefined) return sendProblem(reply, NO_IMPORT);
      const { query, language } = request;
      const { outcome, noted } = query;
      const rows = await rowsOf(database, stored.id, { ...linesAsked(query), outcome, noted });
      return sendLines(reply, rows, query, row => rowAnswer(row, language));
    },
  );

  for (const format of ['csv', 'xlsx'] as const) {
    app.get(
      `/imports/:id/report.${format}`,
      {
        config: {
          access: 'party.write',
          summary: { 'zh-CN': `导入结果报告（${format}）`, en: `Result report (${format})` },
        },
        schema: { params: Id },
      },
      async (request, reply) => {
        const stored = await ownImport(request, parts);
        if (stored === undefined) return sendProblem(reply, NO_IMPORT);
        const columns = reportColumns(request.language);
        const rows = reportRows(parts, stored, request.language);
        return sendSheet(reply, format, stored.publicId, columns, rows);
      },
    );
  }

  app.get(
    '/imports/parties/template.xlsx',
    {
      config: {
        access: 'party.write',
        summary: { 'zh-CN': '主体导入模板', en: 'Template for importing parties' },
      },
    },
    async (request, reply) => {
      const language = request.language === 'en' ? 'en' : 'zh';
      const columns = IMPORT_FIELDS.map(field => ({ title: COLUMN_TITLES[field][language][0]! }));
      return sendSheet(reply, 'xlsx', 'parties-template', columns, nothing());
    },
  );
}

function registerDeciding(fastify: FastifyInstance, parts: ImportParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.post(
    '/imports/:id/confirm',
    {
      config: {
        access: 'party.write',
        summary: { 'zh-CN': '确认：写入没有错误的行', en: 'Confirm: write the rows without errors' },
      },
      schema: { params: Id },
    },
    async (request, reply) => {
      const stored = await ownImport(request, parts);
      if (stored === undefined) return sendProblem(reply, NO_IMPORT);
      const state = await confirmImport(parts, importerOf(request), stored);
      if (state === 'writing' || state === 'done')
        return reply.code(202).send({ id: stored.publicId, state });
      return sendProblem(reply, notConfirmable(state));
    },
  );

  app.post(
    '/imports/:id/cancel',
    {
      config: { access: 'party.write', summary: { 'zh-CN': '停止导入', en: 'Stop an import' } },
      schema: { params: Id },
    },
    async (request, reply) => {
      const stored = await ownImport(request, parts);
      if (stored === undefined) return sendProblem(reply, NO_IMPORT);
      const cancelled = await cancelImport(parts, importerOf(request), stored);
      if (cancelled || stored.state === 'cancelled')
        return reply.send({ id: stored.publicId, state: 'cancelled' });
      return sendProblem(reply, IMPORT_ENDED);
    },
  );
}

async function* nothing(): AsyncGenerator<never> {}

function importerOf(request: FastifyRequest): Importer {
  const ways = waysOfCaller(request.caller, 'party.write').filter(
    way => way.reach === 'any' || way.reach === 'area',
  );
  return { actor: actorOf(request.caller), ways };
}

async function ownImport(request: FastifyRequest, parts: ImportParts): Promise<StoredImport | undefined> {
  const { id } = request.params as { id: string };
  const stored = await findImport(parts.ctx.database, id);
  return stored?.actor === actorOf(request.caller) ? stored : undefined;
}
