import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendSheet } from '../../../http/send-sheet.ts';
import { readProgramme } from '../goal/goal-views.ts';
import type { ProgrammeParts } from '../parts.ts';
import { refused, sendRefusal } from '../problem.ts';
import { deadlinesOf } from './calendar.ts';
import { progressPage } from './progress.ts';
import { PROGRESS_COLUMNS, progressRows } from './progress-sheet.ts';
import { dayIn } from './routes.ts';

const params = Type.Object({ code: Type.String({ maxLength: 80 }) });
const querystring = Type.Object({ on: Type.Optional(Type.String({ maxLength: 10 })) });

/** Open data of a programme: progress as CSV and JSON, deadlines as iCalendar. */
export function registerProgrammeDataRoutes(fastify: FastifyInstance, { ctx }: ProgrammeParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const { database } = ctx;
  const about = (zh: string, en: string) => ({ access: 'public', summary: { 'zh-CN': zh, en } }) as const;
  const progress = async (code: string, on: string | undefined) => {
    const row = await readProgramme(database, code);
    const today = localDateOf(ctx.clock.now());
    return row === undefined ? undefined : await progressPage(database, row, dayIn(on, today), today);
  };

  app.get(
    '/programmes/:code/progress.json',
    {
      config: about('开放数据：方案进度（JSON）', 'Open data: progress (JSON)'),
      schema: { params, querystring },
    },
    async (request, reply) => {
      const view = await progress(request.params.code, request.query.on);
      if (view === undefined) return sendRefusal(reply, refused('/path/code', 'programmeUnknown').problems);
      return reply.header('cache-control', 'no-cache').send(view);
    },
  );

  app.get(
    '/programmes/:code/progress.csv',
    {
      config: about('开放数据：方案进度（CSV）', 'Open data: progress (CSV)'),
      schema: { params, querystring },
    },
    async (request, reply) => {
      const view = await progress(request.params.code, request.query.on);
      if (view === undefined) return sendRefusal(reply, refused('/path/code', 'programmeUnknown').problems);
      const columns = PROGRESS_COLUMNS.map(column => ({ title: column[request.language] }));
      return sendSheet(
        reply,
        'csv',
        `${view.code}-${view.on}`,
        columns,
        progressRows(view, request.language),
      );
    },
  );

  app.get(
    '/programmes/:code/deadlines.ics',
    { config: about('方案期限（iCalendar）', 'Deadlines of a programme (iCalendar)'), schema: { params } },
    async (request, reply) => {
      const view = await progress(request.params.code, undefined);
      if (view === undefined) return sendRefusal(reply, refused('/path/code', 'programmeUnknown').problems);
      return reply
        .type('text/calendar; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('content-disposition', `attachment; filename="${view.code}.ics"`)
        .send(deadlinesOf(view, request.language, ctx.clock.now()));
    },
  );
}
