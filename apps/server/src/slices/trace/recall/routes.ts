import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { type Problem, sendProblem } from '../../../http/problem.ts';
import { findCommonCause } from './common-cause.ts';
import { csvSheet } from './csv-sheet.ts';
import type { SheetRow } from './custody-fact.ts';
import { declaredWrong } from './declared-wrong-views.ts';
import { findMassBalance } from './mass-balance.ts';
import { MOST_SUSPECTS, type QuestionProblem, RecallQuestion } from './question.ts';
import { problemLines } from './question-problems.ts';
import { findForSheet, type Recall, type RecallParts } from './recall.ts';
import { findWithRows } from './recall-rows.ts';
import { inLanguage } from './sheet-columns.ts';
import { xlsxSheet } from './xlsx-sheet.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Lots whose rows are in an answer; a class lot may have several rows. */
const LOTS_IN_ANSWER = 1_000;

/** Tracing and recall for programs: closure, sheet, common cause, mass balance. */
export function registerRecallRoutes(fastify: FastifyInstance, parts: RecallParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/trace',
    {
      config: {
        access: 'trace',
        summary: { 'zh-CN': '一个批次从哪来，或到哪去', en: 'Where a lot came from, or what became of it' },
      },
      schema: {
        querystring: Type.Object({
          epc: Type.String({ minLength: 1, maxLength: 2_000 }),
          direction: Type.Optional(Type.Enum(['back', 'forward'])),
          asOf: Type.Optional(Type.String({ maxLength: 40 })),
          lang: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    async (request, reply) => {
      const { epc, direction = 'back', asOf } = request.query;
      return await answerClosure(request, reply, parts, {
        direction,
        suspects: [epc],
        ...(asOf === undefined ? {} : { asOf }),
      });
    },
  );

  app.post(
    '/recall/closure',
    {
      config: {
        access: 'recall',
        summary: {
          'zh-CN': '疑点波及的全部批次和持有人',
          en: 'Every lot that suspects reach, and who holds it',
        },
      },
      schema: { body: RecallQuestion },
    },
    async (request, reply) => answerClosure(request, reply, parts, request.body),
  );

  app.post(
    '/recall/sheet',
    {
      config: {
        access: 'recall',
        summary: {
          'zh-CN': '召回表：每个批次每处持有一行（CSV 或 XLSX）',
          en: 'The recall sheet: a row for each holding of each lot (CSV or XLSX)',
        },
      },
      schema: { body: RecallQuestion },
    },
    async (request, reply) => {
      const recall = await findForSheet(parts, request.body);
      if (recall.suspects.length === 0) return sendProblem(reply, noSuspects(recall.problems));
      const xlsx = (request.headers.accept ?? '').includes('spreadsheetml');
      return await sendSheet(request, reply, parts, recall, xlsx ? 'xlsx' : 'csv');
    },
  );

  app.post(
    '/recall/common-cause',
    {
      config: {
        access: 'trace',
        summary: { 'zh-CN': '几个坏批次共有的上游', en: 'What several bad lots have in common upstream' },
      },
      schema: {
        body: Type.Object(
          {
            suspects: Type.Array(Type.String({ minLength: 1, maxLength: 2_000 }), {
              minItems: 1,
              maxItems: MOST_SUSPECTS,
            }),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request, reply) => {
      const found = await findCommonCause(parts, request.body.suspects);
      const candidates = found.candidates.map(({ name, ...rest }) => ({
        ...rest,
        name: inLanguage(name, request.language),
      }));
      return reply.send({ ...found, candidates });
    },
  );

  app.get(
    '/trace/balance',
    {
      config: {
        access: 'trace',
        summary: { 'zh-CN': '批次的物料平衡', en: 'Mass balance of a lot and of what made it' },
      },
      schema: {
        querystring: Type.Object({
          epc: Type.String({ minLength: 1, maxLength: 2_000 }),
          lang: Type.Optional(Type.String()),
        }),
      },
    },
    async (request, reply) => {
      const found = await findMassBalance(parts, request.query.epc);
      return found.balance === undefined
        ? sendProblem(reply, noSuspects(found.problems))
        : reply.send(found.balance);
    },
  );
}

async function answerClosure(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: RecallParts,
  question: RecallQuestion,
): Promise<FastifyReply> {
  const { recall, rows } = await findWithRows(parts, question, LOTS_IN_ANSWER);
  if (recall.suspects.length === 0) return sendProblem(reply, noSuspects(recall.problems));
  // Nothing leads further: perhaps because what did was declared wrong.
  const wrong = recall.events.length === 0 ? await declaredWrong(parts.ctx.database, recall.suspects) : [];
  return reply.header('cache-control', 'no-store').send({
    direction: recall.direction,
    counts: { lots: recall.lots.length, carriers: recall.carriers.length, events: recall.events.length },
    watermark: recall.watermark,
    by: recall.by,
    ...(recall.asOf === undefined ? {} : { asOf: new Date(recall.asOf).toISOString() }),
    milliseconds: Math.round(recall.milliseconds * 10) / 10,
    unused: recall.problems,
    ...(wrong.length === 0 ? {} : { declaredWrong: wrong }),
    rows: rows.map(row => plainRow(row, request)),
    complete: recall.lots.length <= LOTS_IN_ANSWER,
  });
}

/** A row for programs, in the reader's language. */
export function plainRow(
  { custody, uri, product, quantity, unit, time }: SheetRow,
  { language }: FastifyRequest,
) {
  return {
    uri,
    product: inLanguage(product, language),
    quantity,
    unit,
    affectedFrom: time === undefined ? undefined : new Date(time).toISOString(),
    state: custody?.state ?? 'unknown',
    holder: inLanguage(custody?.holder, language),
    place: inLanguage(custody?.place, language),
    division: custody?.division ?? undefined,
    since: custody?.since,
    from: inLanguage(custody?.from, language),
    to: inLanguage(custody?.to, language),
    record: custody && `/records/event/${custody.hash}`,
  };
}

/** Sends the sheet as a file. */
async function sendSheet(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: RecallParts,
  recall: Recall,
  format: 'csv' | 'xlsx',
): Promise<FastifyReply> {
  reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="recall-${recall.watermark}.${format}"`);
  if (format === 'csv')
    return reply.type('text/csv; charset=utf-8').send(csvSheet(parts, recall, request.language));
  return reply.type(XLSX).send(xlsxSheet(parts, recall, request.language));
}

function noSuspects(problems: readonly QuestionProblem[]): Problem {
  const unread = problems.some(problem => problem.code !== 'notFound');
  return {
    status: problems.length === 0 || unread ? 422 : 404,
    code: 'noSuspects',
    title: { 'zh-CN': '没有可用的疑点', en: 'There is no suspect to start from' },
    detail: {
      'zh-CN': '请给出有记录的批次码，或地点和时间段。',
      en: 'Give the code of a lot that is on record, or a place with a time window.',
    },
    problems: problemLines(problems),
  };
}
