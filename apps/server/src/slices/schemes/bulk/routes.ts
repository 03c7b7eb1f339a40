import { ApplicationBulk } from '@pinxin/contract/schemes/bulk';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { PersonCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { LINE_PAGE, linesAsked, sendLines } from '../../../http/line-pages.ts';
import { SHEET_FORMATS, sendSheet } from '../../../http/send-sheet.ts';
import type { Context } from '../../../kernel/context.ts';
import { schemeProblem, sendOutcome, sendRefusal } from '../problem.ts';
import { bulkAnswer, reportCells, reportColumns, rowAnswer } from './answers.ts';
import { BULK_OUTCOMES, type Bulk, bulkCounts, bulkRows, bulksOf, findBulk } from './bulk-store.ts';
import { startBulk, stopBulk } from './start-bulk.ts';

const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });

/** 逐份办理: start, look, come back, stop, report. A batch is seen by whoever started it. */
export function registerBulkRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const access = 'application.read';

  app.post(
    '/application-bulks',
    {
      config: {
        access,
        summary: {
          'zh-CN': '对所选申请逐份办理（后台）',
          en: 'Take a step on many applications, in the background',
        },
      },
      schema: { body: ApplicationBulk },
    },
    async (request, reply) => {
      const started = await startBulk(ctx, request.caller as PersonCaller, request.body);
      return sendOutcome(reply, started, started.ok && started.value.repeated ? 200 : 202);
    },
  );

  app.get(
    '/application-bulks',
    {
      config: { access, summary: { 'zh-CN': '我的逐份办理', en: 'My batches of applications' } },
      schema: {
        querystring: Type.Object({
          before: Type.Optional(Type.Integer({ minimum: 1 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
      },
    },
    async (request, reply) => {
      const { caller } = request;
      const { before, limit = 50 } = request.query;
      const account = caller.kind === 'person' ? caller.account : 0;
      const found = await bulksOf(ctx.database, account, { before, limit: limit + 1 });
      const shown = found.slice(0, limit);
      const last = found.length > limit ? shown.at(-1) : undefined;
      return reply
        .header('cache-control', 'no-store')
        .send({ items: await told(ctx, shown), ...(last === undefined ? {} : { next: last.id }) });
    },
  );

  app.get(
    '/application-bulks/:id',
    {
      config: {
        access,
        summary: { 'zh-CN': '一次逐份办理的进度', en: 'How far a batch of applications is' },
      },
      schema: { params: Id },
    },
    async (request, reply) => {
      const bulk = await ownBulk(ctx, request);
      if (bulk === undefined) return sendRefusal(reply, [schemeProblem('/path/id', 'bulkUnknown')]);
      return reply.header('cache-control', 'no-store').send((await told(ctx, [bulk]))[0]);
    },
  );

  app.get(
    '/application-bulks/:id/rows',
    {
      config: {
        access,
        summary: { 'zh-CN': '逐份办理的各份结果', en: 'What became of each application of a batch' },
      },
      schema: {
        params: Id,
        querystring: Type.Object({
          outcome: Type.Optional(Type.Enum([...BULK_OUTCOMES])),
          ...LINE_PAGE,
        }),
      },
    },
    async (request, reply) => {
      const bulk = await ownBulk(ctx, request);
      if (bulk === undefined) return sendRefusal(reply, [schemeProblem('/path/id', 'bulkUnknown')]);
      const { query, language } = request;
      const asked = { ...linesAsked(query), outcome: query.outcome };
      const rows = await bulkRows(ctx.database, bulk.id, asked);
      return sendLines(reply, rows, query, row => rowAnswer(row, language));
    },
  );

  app.post(
    '/application-bulks/:id/stop',
    {
      config: { access, summary: { 'zh-CN': '停止逐份办理', en: 'Stop a batch of applications' } },
      schema: { params: Id },
    },
    async (request, reply) => {
      const bulk = await ownBulk(ctx, request);
      if (bulk === undefined) return sendRefusal(reply, [schemeProblem('/path/id', 'bulkUnknown')]);
      await stopBulk(ctx, bulk, (request.caller as PersonCaller).publicId);
      return reply.send((await told(ctx, [(await findBulk(ctx.database, bulk.publicId))!]))[0]);
    },
  );

  for (const format of SHEET_FORMATS) {
    app.get(
      `/application-bulks/:id/report.${format}`,
      {
        config: {
          access,
          summary: {
            'zh-CN': `逐份办理的结果报告（${format}）`,
            en: `Report of a batch of applications (${format})`,
          },
        },
        schema: { params: Id },
      },
      async (request, reply) => {
        const bulk = await ownBulk(ctx, request);
        if (bulk === undefined) return sendRefusal(reply, [schemeProblem('/path/id', 'bulkUnknown')]);
        const rows = reportRows(ctx, bulk, request);
        return sendSheet(reply, format, bulk.publicId, reportColumns(request.language), rows);
      },
    );
  }
}

async function told(ctx: Context, bulks: readonly Bulk[]): Promise<readonly object[]> {
  const ids = bulks.map(({ id }) => id);
  const counts = await bulkCounts(ctx.database, ids);
  return bulks.map(bulk => bulkAnswer(bulk, counts.get(bulk.id) ?? { waiting: 0, done: 0, refused: 0 }));
}

async function ownBulk(ctx: Context, request: FastifyRequest): Promise<Bulk | undefined> {
  const { caller } = request;
  const found = await findBulk(ctx.database, (request.params as { readonly id: string }).id);
  return caller.kind === 'person' && found?.account === caller.account ? found : undefined;
}

async function* reportRows(ctx: Context, bulk: Bulk, { language }: FastifyRequest) {
  for (let after = 0; ; ) {
    const rows = await bulkRows(ctx.database, bulk.id, { after, limit: 1_000 });
    if (rows.length === 0) return;
    yield rows.map(row => reportCells(row, language));
    after = rows.at(-1)!.line;
  }
}
