import { addDays, isLocalDate, startOfDay } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import { rimProblem } from '../../../http/rim-problems.ts';
import { SHEET_FORMATS, sendSheet } from '../../../http/send-sheet.ts';
import type { AccountParts } from '../route-parts.ts';
import { journalColumns, journalRows } from './journal-sheet.ts';
import { type JournalFilter, readJournal } from './journal-views.ts';
import { namesOf } from './name-views.ts';

const text = Type.Optional(Type.String({ minLength: 1, maxLength: 100 }));
const date = Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'local date' }));
const Query = Type.Object({
  actor: text,
  kind: text,
  from: date,
  to: date,
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  perPage: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});

/** 审计: who did what, when. Entries hold ids and numbers; who is behind an id is asked of its own register. */
export function registerJournalRoutes(fastify: FastifyInstance, { ctx }: AccountParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/journal',
    {
      config: {
        access: 'audit.read',
        summary: { 'zh-CN': '审计日志，新的在前', en: 'The journal, latest first' },
      },
      schema: { querystring: Query },
    },
    async (request, reply) => {
      const { perPage = 50, from, to, ...rest } = request.query;
      const problems = dayProblems({ from, to });
      if (problems.length > 0) return sendProblem(reply, rimProblem('invalidRequest', { problems }));
      const filter = filterOf({ from, to, ...rest });
      const found = await readJournal(ctx.database, filter, perPage + 1);
      const entries = found.slice(0, perPage);
      const last = entries.at(-1);
      return reply.header('cache-control', 'no-store').send({
        entries,
        names: await namesOf(ctx.database, entries),
        ...(found.length > perPage && last !== undefined ? { next: last.seq } : {}),
      });
    },
  );
  app.get(
    '/journal/sheet/:format',
    {
      config: {
        access: 'audit.read',
        summary: { 'zh-CN': '导出审计日志', en: 'The journal as CSV or XLSX' },
      },
      schema: {
        params: Type.Object({ format: Type.Enum([...SHEET_FORMATS]) }),
        querystring: Type.Omit(Query, ['perPage']),
      },
    },
    async (request, reply) => {
      const { from, to } = request.query;
      const problems = dayProblems({ from, to });
      if (problems.length > 0) return sendProblem(reply, rimProblem('invalidRequest', { problems }));
      const rows = journalRows(ctx.database, filterOf(request.query));
      return sendSheet(reply, request.params.format, 'journal', journalColumns(request.language), rows);
    },
  );
}

interface Days {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function dayProblems(days: Days) {
  const message = { 'zh-CN': '没有这一天', en: 'there is no such day' };
  return Object.entries(days)
    .filter(([, day]) => day !== undefined && !isLocalDate(day))
    .map(([name]) => ({ at: `/query/${name}`, code: 'dateForm', message }));
}

function filterOf({ from, to, ...rest }: Days & Omit<JournalFilter, 'from' | 'to'>): JournalFilter {
  return {
    ...rest,
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(to === undefined ? {} : { to: new Date(startOfDay(addDays(to, 1)).getTime() - 1) }),
  };
}
