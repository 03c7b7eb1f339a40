import { Readable } from 'node:stream';
import { localDateOf } from '@pinxin/rules/local-date';
import type { Language } from '@pinxin/site/language';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { tellingRows } from '../../../http/send-sheet.ts';
import type { Context } from '../../../kernel/context.ts';
import { csvLines } from '../../../kernel/sheets/csv-lines.ts';
import { type RowCells, workbook } from '../../../kernel/sheets/workbook.ts';
import { refuse } from '../answers.ts';
import { exportCells, exportColumns } from './export-columns.ts';
import { filterOf, StatementListQuery } from './list-query.ts';
import { listStatements, type StatementFilter, type StatementSort } from './list-views.ts';
import { PUBLIC_READER, type Reader, readerOf } from './reader.ts';
import { listedStatement } from './statement-view.ts';

const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8', write: csvLines },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: workbook },
} as const;
const ROWS_AT_ONCE = 1_000;

/** The list as a file, whole: what the filter leaves, in its order, as of one moment a thousand rows. */
export function registerExportRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  for (const [format, { type, write }] of Object.entries(FORMATS)) {
    app.get(
      `/statements.${format}`,
      {
        config: {
          access: 'public',
          summary: {
            'zh-CN': `导出声明列表（${format.toUpperCase()}）`,
            en: `The list of statements as ${format.toUpperCase()}`,
          },
        },
        schema: { querystring: Type.Object(StatementListQuery) },
      },
      async (request, reply) => {
        const today = localDateOf(ctx.clock.now());
        const isPublic = request.query.public === true;
        const reader = isPublic ? PUBLIC_READER : await readerOf(ctx.database, request.caller);
        const { filter, problems } = await filterOf(ctx.database, reader, request.query, today);
        if (problems.length > 0) return refuse(reply, problems);
        const sort = request.query.sort ?? '-issued';
        const told = blocks(ctx, reader, filter, today, sort, request.language);
        const rows = tellingRows(reply, 'statements', told);
        return reply
          .headers({
            'content-type': type,
            'content-disposition': `attachment; filename="statements-${today}.${format}"`,
            'cache-control': 'no-store',
          })
          .send(Readable.from(write(exportColumns(request.language), rows), { objectMode: false }));
      },
    );
  }
}

async function* blocks(
  ctx: Context,
  reader: Reader,
  filter: StatementFilter,
  today: string,
  sort: StatementSort,
  language: Language,
): AsyncGenerator<readonly RowCells[]> {
  let after: { readonly value: string | number; readonly id: number } | undefined;
  for (;;) {
    const page = { sort, limit: ROWS_AT_ONCE, ...(after === undefined ? {} : { after }) };
    const rows = await listStatements(ctx.database, reader, filter, today, page);
    const shown = rows.slice(0, ROWS_AT_ONCE);
    yield shown.map(row => exportCells(listedStatement(row, reader, filter.on ?? today), language));
    const last = shown.at(-1);
    if (rows.length <= ROWS_AT_ONCE || last === undefined) return;
    after = { value: last.sortValue, id: last.id };
  }
}
