import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { readProgramme } from '../goal/goal-views.ts';
import { answerPage } from '../pages/answer-page.ts';
import type { ProgrammeParts } from '../parts.ts';
import { refused, sendRefusal } from '../problem.ts';
import { reportDocx } from './docx.ts';
import { reportPdf } from './pdf.ts';
import { periodOf, reportModel } from './report-model.ts';
import { printReport } from './report-page.ts';
import { reportXlsx } from './xlsx.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const TYPES = {
  pdf: 'application/pdf',
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
} as const;

/** Reports of a programme: page, PDF, Word, workbook; of a quarter, a year or a day. */
export function registerReportRoutes(fastify: FastifyInstance, { ctx, contextOf }: ProgrammeParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  const schema = {
    params: Type.Object({ code: Type.String({ maxLength: 80 }) }),
    querystring: Type.Object({
      quarter: Type.Optional(Type.String({ maxLength: 6, title: '季度', 'x-en': 'quarter' })),
      year: Type.Optional(Type.String({ maxLength: 4, title: '年度', 'x-en': 'year' })),
      on: Type.Optional(Type.String({ maxLength: 10, title: '日期', 'x-en': 'as of' })),
      as: Type.Optional(Type.String({ maxLength: 10 })),
      lang: Type.Optional(Type.String({ maxLength: 20 })),
    }),
  };
  const model = async (code: string, query: Parameters<typeof periodOf>[0], language: string) => {
    const programme = await readProgramme(ctx.database, code);
    const today = localDateOf(ctx.clock.now());
    return programme === undefined
      ? undefined
      : await reportModel(ctx.database, programme, periodOf(query, today), today, language === 'en');
  };

  app.get(
    '/programmes/:code/report',
    {
      config: { access: 'public', summary: { 'zh-CN': '季度、年度报告', en: 'Quarterly and annual report' } },
      schema,
    },
    async (request, reply) => {
      const found = await model(request.params.code, request.query, request.language);
      if (found === undefined) return sendRefusal(reply, refused('/path/code', 'programmeUnknown').problems);
      return answerPage(request, reply, found, () => printReport(found, contextOf(request)));
    },
  );

  for (const format of ['pdf', 'docx', 'xlsx'] as const) {
    app.get(
      `/programmes/:code/report.${format}`,
      {
        config: {
          access: 'public',
          summary: { 'zh-CN': `报告（${format.toUpperCase()}）`, en: `Report (${format.toUpperCase()})` },
        },
        schema,
      },
      async (request, reply) => {
        const found = await model(request.params.code, request.query, request.language);
        if (found === undefined)
          return sendRefusal(reply, refused('/path/code', 'programmeUnknown').problems);
        const { language } = request;
        const bytes =
          format === 'pdf'
            ? reportPdf(found, language, contextOf(request).isDemo)
            : await (format === 'docx' ? reportDocx : reportXlsx)(found, language);
        const name = `${found.view.code}-${found.period.label}.${format}`;
        return reply
          .type(TYPES[format])
          .header('cache-control', 'no-cache')
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(bytes);
      },
    );
  }
}
