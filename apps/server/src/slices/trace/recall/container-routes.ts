import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { type Problem, sendProblem } from '../../../http/problem.ts';
import { findContainers } from './containers.ts';
import { problemLines } from './question-problems.ts';
import type { RecallParts } from './recall.ts';
import { plainRow } from './routes.ts';
import { sheetRows } from './sheet-rows.ts';
import { type ReadQuestion, readQuestion } from './suspects.ts';

const OneLot = Type.Object({
  epc: Type.String({ minLength: 1, maxLength: 2_000 }),
  asOf: Type.Optional(Type.String({ maxLength: 40 })),
  lang: Type.Optional(Type.String({ maxLength: 20 })),
});

/** Where one lot or item is: in which containers, and in whose hands, now or as of any time. */
export function registerContainerRoutes(fastify: FastifyInstance, parts: RecallParts): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/trace/containers',
    {
      config: {
        access: 'trace',
        summary: {
          'zh-CN': '一个批次（单品、托盘）装在哪些容器里，何时到何时',
          en: 'In which containers a lot, item or pallet is or was, from when until when',
        },
      },
      schema: { querystring: OneLot },
    },
    async (request, reply) => {
      const read = await readOne(parts, request.query);
      const subject = onlyOne(read);
      if (subject === undefined) return sendProblem(reply, unanswerable(read));
      const { stays, complete, watermark } = await findContainers(parts.ctx.database, subject.lot, read.asOf);
      return reply
        .header('cache-control', 'no-store')
        .send({ uri: subject.uri, ...instantAsked(read), watermark, containers: stays, complete });
    },
  );

  app.get(
    '/trace/holders',
    {
      config: {
        access: 'trace',
        summary: {
          'zh-CN': '一个批次（单品、托盘）在谁手里，每处一行',
          en: 'Who holds a lot, item or pallet, a row for each holding',
        },
      },
      schema: { querystring: OneLot },
    },
    async (request, reply) => {
      const read = await readOne(parts, request.query);
      const subject = onlyOne(read);
      if (subject === undefined) return sendProblem(reply, unanswerable(read));
      const rows = await sheetRows(parts, {
        lots: Uint32Array.of(subject.lot),
        times: Float64Array.of(Number.NaN),
        asOf: read.asOf,
      });
      // `affectedFrom` belongs to a recall; nobody is suspected here.
      const holders = rows.map(row => {
        const { affectedFrom: _none, uri: _same, ...held } = plainRow(row, request);
        return held;
      });
      return reply
        .header('cache-control', 'no-store')
        .send({ uri: subject.uri, ...instantAsked(read), holders });
    },
  );
}

function readOne(
  parts: RecallParts,
  asked: { readonly epc: string; readonly asOf?: string },
): Promise<ReadQuestion> {
  return readQuestion(parts.ctx.database, {
    suspects: [asked.epc],
    ...(asked.asOf === undefined ? {} : { asOf: asked.asOf }),
  });
}

/** The one lot asked about; a time that cannot be read would silently mean now, so nothing is answered then. */
function onlyOne({ suspects, problems }: ReadQuestion): ReadQuestion['suspects'][number] | undefined {
  return suspects.length === 1 && problems.length === 0 ? suspects[0] : undefined;
}

function unanswerable({ suspects, problems }: ReadQuestion): Problem {
  if (suspects.length > 1) {
    return {
      status: 422,
      code: 'severalLots',
      title: { 'zh-CN': '这个码代表一种商品的许多批次', en: 'This code stands for many lots of a product' },
      detail: { 'zh-CN': '请带上批号或序列号再问。', en: 'Ask again with the lot or serial number.' },
    };
  }
  const isUnknown = problems.every(({ code }) => code === 'notFound');
  return {
    status: isUnknown ? 404 : 422,
    code: isUnknown ? 'notFound' : 'questionWrong',
    title: isUnknown
      ? { 'zh-CN': '没有这个码的记录', en: 'There is no record of this code' }
      : { 'zh-CN': '问题里有读不懂的地方', en: 'Part of the question cannot be read' },
    problems: problemLines(problems),
  };
}

function instantAsked({ asOf }: ReadQuestion): { readonly asOf?: string } {
  return asOf === undefined ? {} : { asOf: new Date(asOf).toISOString() };
}
