import { HAZARDS, RECALL_ORDERS, type RecallFace, type RecallList } from '@pinxin/contract/recall';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { TypeBoxProvider } from '../../../../http/fastify-types.ts';
import { prefersPage, sendProblem } from '../../../../http/problem.ts';
import type { RecallParts } from '../recall.ts';
import { actingFor } from './acting.ts';
import { faceOf } from './face.ts';
import { recallProblem } from './problems.ts';
import { listRecalls, type RecallRow, readRecall } from './views.ts';

/** Pages for people, drawn by the portal; programs get the same as data. */
export interface RecallPages {
  readonly list: (request: FastifyRequest, list: RecallList) => Promise<string> | string;
  readonly one: (request: FastifyRequest, face: RecallFace) => Promise<string> | string;
}

const A_PAGE = 20;
const STATES = ['published', 'ended', 'all'] as const;
const SHOWN = {
  published: ['published'],
  ended: ['ended'],
  all: ['published', 'ended', 'withdrawn'],
} as const;

const Query = Type.Object({
  state: Type.Optional(Type.Union([Type.Enum([...STATES]), Type.Literal('')])),
  hazard: Type.Optional(Type.Union([Type.Enum([...HAZARDS]), Type.Literal('')])),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  order: Type.Optional(Type.Union([Type.Enum([...RECALL_ORDERS]), Type.Literal('')])),
  page: Type.Optional(Type.String({ pattern: '^\\d{1,5}$' })),
  lang: Type.Optional(Type.String({ maxLength: 20 })),
});

/** 召回公告: what everybody may read. */
export function registerPublicRecallRoutes(
  fastify: FastifyInstance,
  { ctx }: RecallParts,
  pages: RecallPages | undefined,
): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();

  app.get(
    '/recalls',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '召回公告，最近的在前', en: 'Announced recalls, the latest first' },
      },
      schema: { querystring: Query },
    },
    async (request, reply) => {
      const list = await readList(ctx.database, request.query);
      return send(request, reply, list, pages && (() => pages.list(request, list)));
    },
  );

  app.get(
    '/recalls/:id',
    {
      config: {
        access: 'public',
        summary: { 'zh-CN': '一次召回的公告', en: 'The announcement of a recall' },
      },
      schema: { params: Type.Object({ id: Type.String({ maxLength: 64 }) }) },
    },
    async (request, reply) => {
      const recall = await readRecall(ctx.database, request.params.id);
      if (recall === undefined || !mayRead(request, recall))
        return sendProblem(reply, recallProblem('unknown'));
      const face = faceOf(recall);
      return send(request, reply, face, pages && (() => pages.one(request, face)));
    },
  );
}

/** What never was public is for those who recall. */
function mayRead({ caller }: FastifyRequest, recall: RecallRow): boolean {
  return recall.publishedAt !== null || actingFor(caller, 'recall') !== undefined;
}

async function readList(
  database: RecallParts['ctx']['database'],
  query: Static<typeof Query>,
): Promise<RecallList> {
  const state = query.state || 'published';
  const hazard = query.hazard || undefined;
  const words = query.q?.trim() || undefined;
  const page = Math.max(1, Number(query.page ?? 1));
  const order = query.order || 'newest';
  const filter = { states: SHOWN[state], hazard, query: words, order };
  const { recalls, total } = await listRecalls(database, {
    ...filter,
    ...{ limit: A_PAGE, offset: (page - 1) * A_PAGE },
  });
  return {
    ...{ state, order },
    query: words ?? '',
    recalls: recalls.filter(({ publishedAt }) => publishedAt !== null).map(faceOf),
    ...{ total, page, pages: Math.max(1, Math.ceil(total / A_PAGE)) },
    ...(hazard === undefined ? {} : { hazard }),
  };
}

/** The page to people, the view itself to programs. Asked anew each time: it may have ended since. */
async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  view: object,
  print: (() => Promise<string> | string) | undefined,
): Promise<FastifyReply> {
  reply.header('vary', 'accept, accept-language').header('cache-control', 'no-cache');
  const isData = (request.query as { as?: unknown }).as === 'json';
  if (print === undefined || isData || !prefersPage(request)) return reply.send(view);
  return reply
    .type('text/html; charset=utf-8')
    .header('content-language', request.language)
    .send(await print());
}
