import { SurveillanceVisit } from '@pinxin/contract/schemes/surveillance';
import { endOfDay, isLocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { PersonCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { prefersPage } from '../../../http/problem.ts';
import { SHEET_FORMATS, sendSheet } from '../../../http/send-sheet.ts';
import type { Context } from '../../../kernel/context.ts';
import { publicName } from '../../parties/api.ts';
import { recordBegan } from '../../statements/api.ts';
import { schemeProblem, sendOutcome, sendRefusal } from '../problem.ts';
import { rowsInBlocks } from '../sheet/rows-in-blocks.ts';
import { type MarkRow, marksAsOf } from './mark-views.ts';
import { recordVisit } from './visit.ts';

const short = Type.Optional(Type.String({ maxLength: 60 }));

/** The register as a page for people, drawn by the portal; programs get the same as data. */
export type MarkPage = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Marks that were granted: the public register as of a day, and surveillance. */
export function registerMarkRoutes(fastify: FastifyInstance, ctx: Context, page?: MarkPage): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/marks',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '标志名录（某日）', en: 'Register of marks as of a day' },
      },
      schema: {
        querystring: Type.Object({
          ...{ on: short, scheme: short, division: short, after: short },
          limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
        }),
      },
    },
    async (request, reply) => {
      if (page !== undefined && prefersPage(request)) return page(request, reply);
      const { on = localDateOf(ctx.clock.now()), ...filter } = request.query;
      if (!isLocalDate(on)) return sendRefusal(reply, [schemeProblem('/query/on', 'dateWrong')]);
      const rows = await marksAsOf(ctx.database, { on, end: endOfDay(on), ...filter });
      const items = rows.map(({ holderKind, holder, subject, ...mark }) => {
        const masked = publicName(holderKind, holder);
        return { ...mark, holder: masked, subject: subject === holder ? masked : subject };
      });
      const next = rows.length === filter.limit ? rows.at(-1)?.statement : undefined;
      const began = await recordBegan(ctx.database);
      const record = began === undefined || on >= began ? {} : { recordBegan: began };
      return reply.send({ on, ...record, items, ...(next === undefined ? {} : { next }) });
    },
  );

  app.get(
    '/marks/sheet/:format',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '导出标志名录', en: 'The register of marks as CSV or XLSX' },
      },
      schema: {
        params: Type.Object({ format: Type.Enum([...SHEET_FORMATS]) }),
        querystring: Type.Object({ on: short, scheme: short, division: short }),
      },
    },
    (request, reply) => {
      const { on = localDateOf(ctx.clock.now()), ...filter } = request.query;
      if (!isLocalDate(on)) return sendRefusal(reply, [schemeProblem('/query/on', 'dateWrong')]);
      const read = (after: string | undefined) =>
        marksAsOf(ctx.database, { on, end: endOfDay(on), ...filter, after, limit: 500 });
      const blocks = rowsInBlocks(read, ({ statement }) => statement, markCells);
      return sendSheet(reply, request.params.format, `marks-${on}`, MARK_COLUMNS, blocks);
    },
  );

  app.post(
    '/applications/:id/visits',
    {
      config: {
        access: 'application.review',
        summary: { 'zh-CN': '记录监督检查', en: 'Write down a surveillance visit' },
      },
      schema: { params: Type.Object({ id: Type.String({ maxLength: 60 }) }), body: SurveillanceVisit },
    },
    async (request, reply) => {
      const done = await recordVisit(ctx, request.caller as PersonCaller, request.params.id, request.body);
      return sendOutcome(reply, done, 201);
    },
  );
}

const MARK_COLUMNS = [
  '标志 mark',
  '持有人 holder',
  '对象 subject',
  '行政区划 division',
  '编号 number',
  '有效期自 from',
  '至 to',
  '状态 status',
].map(title => ({ title }));

/** A mark as everybody may see it: names of natural persons masked. */
function markCells({
  schemeName,
  holder,
  holderKind,
  subject,
  division,
  number,
  validFrom,
  validTo,
  status,
}: MarkRow) {
  const masked = publicName(holderKind, holder);
  const shown = subject === holder ? masked : subject;
  return [schemeName['zh-CN'], masked, shown, division ?? '', number ?? '', validFrom, validTo ?? '', status];
}
