import { addDays, isLocalDate, startOfDay } from '@pinxin/rules/local-date';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import { rimProblem } from '../../../http/rim-problems.ts';
import type { AccountParts } from '../route-parts.ts';
import { readJournal } from './journal-views.ts';

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
      const wrong = Object.entries({ from, to }).filter(([, day]) => day !== undefined && !isLocalDate(day));
      if (wrong.length > 0) {
        const message = { 'zh-CN': '没有这一天', en: 'there is no such day' };
        const problems = wrong.map(([name]) => ({ at: `/query/${name}`, code: 'dateForm', message }));
        return sendProblem(reply, rimProblem('invalidRequest', { problems }));
      }
      const filter = {
        ...rest,
        ...(from === undefined ? {} : { from: startOfDay(from) }),
        ...(to === undefined ? {} : { to: new Date(startOfDay(addDays(to, 1)).getTime() - 1) }),
      };
      const found = await readJournal(ctx.database, filter, perPage + 1);
      const entries = found.slice(0, perPage);
      const last = entries.at(-1);
      return reply.header('cache-control', 'no-store').send({
        entries,
        ...(found.length > perPage && last !== undefined ? { next: last.seq } : {}),
      });
    },
  );
}
