import { DraftChange, NewApplication, TakeStep } from '@pinxin/contract/schemes/application';
import { APPLICATION_STATES } from '@pinxin/contract/schemes/words';
import { localDateOf } from '@pinxin/rules/local-date';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { KnownCaller, PersonCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { SHEET_FORMATS, sendSheet } from '../../../http/send-sheet.ts';
import type { Context } from '../../../kernel/context.ts';
import { waysIn } from '../officer.ts';
import { type Outcome, sendRefusal } from '../problem.ts';
import { rowsInBlocks } from '../sheet/rows-in-blocks.ts';
import { cellsOf, columnsIn } from './application-sheet.ts';
import { listApplications } from './application-views.ts';
import { changeDraft } from './change-draft.ts';
import { readApplication } from './read-application.ts';
import { startDraft } from './start-draft.ts';
import { takeStep } from './take-step.ts';

const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });
const short = Type.Optional(Type.String({ maxLength: 60 }));

/** Applications: written by applicants, taken step by step by officers, seen by whom the rule table lets. */
export function registerApplicationRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.post(
    '/applications',
    {
      config: {
        access: 'application.write',
        summary: { 'zh-CN': '新建申请草稿', en: 'Begin an application' },
      },
      schema: { body: NewApplication },
    },
    async (request, reply) => {
      const made = await startDraft(ctx, request.caller as KnownCaller, request.body);
      if (!made.ok) return sendRefusal(reply, made.problems);
      const { repeated, ...draft } = made.value;
      return reply.code(repeated ? 200 : 201).send(draft);
    },
  );

  app.patch(
    '/applications/:id',
    {
      config: {
        access: 'application.write',
        summary: { 'zh-CN': '保存申请草稿', en: 'Save a draft as it is typed' },
      },
      schema: { params: byId, body: DraftChange },
    },
    async (request, reply) =>
      answer(reply, await changeDraft(ctx, request.caller as KnownCaller, request.params.id, request.body)),
  );

  app.post(
    '/applications/:id/steps',
    {
      config: { access: 'signedIn', summary: { 'zh-CN': '办理一步', en: 'Take one step of an application' } },
      schema: { params: byId, body: TakeStep },
    },
    async (request, reply) =>
      answer(reply, await takeStep(ctx, request.caller as PersonCaller, request.params.id, request.body)),
  );

  app.get(
    '/applications/:id',
    {
      config: {
        access: 'application.read',
        summary: { 'zh-CN': '一份申请', en: 'One application with its history' },
      },
      schema: { params: byId },
    },
    async (request, reply) =>
      answer(reply, await readApplication(ctx, request.caller as PersonCaller, request.params.id)),
  );

  app.get(
    '/applications',
    {
      config: {
        access: 'application.read',
        summary: { 'zh-CN': '申请列表', en: 'Applications within reach' },
      },
      schema: {
        querystring: Type.Object({
          state: Type.Optional(Type.Enum([...APPLICATION_STATES])),
          ...{ scheme: short, applicant: short, round: short, after: short },
          overdue: Type.Optional(Type.Boolean()),
          q: Type.Optional(Type.String({ maxLength: 100 })),
          limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
        }),
      },
    },
    async (request, reply) => {
      const { state, overdue, ...filter } = request.query;
      const items = await listApplications(ctx.database, waysIn(request.caller, 'application.read'), {
        ...filter,
        ...(state === undefined ? {} : { states: [state] }),
        ...(overdue === true ? { overdueOn: localDateOf(ctx.clock.now()) } : {}),
      });
      const next = items.length === filter.limit ? items.at(-1)?.id : undefined;
      return reply.send({ items, ...(next === undefined ? {} : { next }) });
    },
  );

  app.get(
    '/applications/sheet/:format',
    {
      config: {
        access: 'application.read',
        summary: { 'zh-CN': '导出申请列表', en: 'The list of applications as CSV or XLSX' },
      },
      schema: {
        params: Type.Object({ format: Type.Enum([...SHEET_FORMATS]) }),
        querystring: Type.Object({
          state: Type.Optional(Type.Enum([...APPLICATION_STATES])),
          ...{ scheme: short, applicant: short, round: short },
          q: Type.Optional(Type.String({ maxLength: 100 })),
        }),
      },
    },
    (request, reply) => {
      const { state, ...filter } = request.query;
      const ways = waysIn(request.caller, 'application.read');
      const states = state === undefined ? {} : { states: [state] };
      const read = (after: string | undefined) =>
        listApplications(ctx.database, ways, { ...filter, ...states, after, limit: 500 });
      return sendSheet(
        reply,
        request.params.format,
        'applications',
        columnsIn(request.language),
        rowsInBlocks(
          read,
          ({ id }) => id,
          row => cellsOf(row, request.language),
        ),
      );
    },
  );
}

function answer(reply: FastifyReply, outcome: Outcome<object>): FastifyReply {
  return outcome.ok
    ? reply.header('cache-control', 'no-store').send(outcome.value)
    : sendRefusal(reply, outcome.problems);
}
