import { EPCIS_CONTEXT_URL } from '@pinxin/epcis/context';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { answerFormat } from './answer-format.ts';
import { EPC_FORMAT_NAMES, translationTo } from './epc-format.ts';
import type { Condition, EventQuery } from './event-query.ts';
import { extensionsOf } from './extensions-header.ts';
import { digestOfQuery, placeInList, tokenOfList } from './page-token.ts';
import { findEvents } from './query-events.ts';
import { noSuchResource, queryParameterException } from './query-problems.ts';
import { type Listed, namedThings, usedWords } from './resource-views.ts';
import { RESOURCES, type Resource } from './resources.ts';
import { asItIs, PARAMETERS, QUERY_DOCUMENT, searchAnswer, viewerOf } from './search.ts';
import type { Viewer } from './visibility.ts';

const COLLECTION = Type.Object({
  '@context': Type.String(),
  type: Type.Literal('Collection'),
  member: Type.Array(Type.String()),
});
const ELEMENT = Type.Object({ element: Type.String() });
const PAGING = Type.Object({
  perPage: Type.Optional(Type.String({ description: '1 … 1000, default 30' })),
  nextPageToken: Type.Optional(Type.String({ description: 'Link rel="next"' })),
});

/** Paths of the top-level resources and the methods that they take. */
export const RESOURCE_PATHS = RESOURCES.flatMap(({ path }) =>
  [`/${path}`, `/${path}/:element`, `/${path}/:element/events`].map(url => ({ url, allow: 'GET' })),
);

/** The top-level resources of EPCIS 2.0 (8.3): what is known of each kind, and the events of each element. */
export function registerResourceRoutes(app: FastifyInstance, ctx: Context): void {
  app.register(async scope => {
    scope.setValidatorCompiler(() => () => true);
    for (const resource of RESOURCES) {
      registerList(scope, ctx, resource);
      registerElement(scope, ctx, resource);
      registerEvents(scope, ctx, resource);
    }
  });
}

function registerList(scope: FastifyInstance, ctx: Context, resource: Resource): void {
  const summary = LIST_SUMMARIES[resource.path];
  scope.get(
    `/${resource.path}`,
    { config: { access: 'query', summary }, schema: { querystring: PAGING, response: { 200: COLLECTION } } },
    async (request, reply) => {
      const format = answerFormat({ ...request.headers, accept: undefined });
      if (!format.ok) return sendProblem(reply, format.error);
      const read = readPaging(request.query as Record<string, unknown>, resource, ctx.clock.now());
      if (!Array.isArray(read.after) && read.problem !== undefined)
        return sendProblem(reply, queryParameterException([read.problem]));
      const viewer = await viewerOf(ctx, request);
      const { perPage, after } = read;
      const found = await listOf(ctx, resource, viewer, after, perPage + 1);
      const page = found.slice(0, perPage);
      const last = page.at(-1);
      if (found.length > perPage && last !== undefined) {
        const token = tokenOfList(last.place, listDigest(resource), ctx.clock.now());
        reply.header(
          'link',
          `</${resource.path}?perPage=${perPage}&nextPageToken=${token.text}>; rel="next"`,
        );
        reply.header('GS1-Next-Page-Token-Expires', token.expires.toISOString());
      }
      const epcs = format.value.epcs ?? 'asTold';
      const uris = page.map(({ uri }) => uri);
      const translate = await translationTo(ctx, epcs, uris);
      reply.header('GS1-EPC-Format', EPC_FORMAT_NAMES[epcs]);
      return sendCollection(
        reply,
        uris.map(uri => resource.shown(translate(uri))),
      );
    },
  );
}

/** What stands always comes first, on the first page, over its size. */
async function listOf(
  ctx: Context,
  resource: Resource,
  viewer: Viewer,
  after: readonly (number | string)[] | undefined,
  limit: number,
): Promise<readonly Listed[]> {
  if (resource.listed === 'lots') return await namedThings(ctx, viewer, after, limit);
  const start = after?.[0] === undefined ? undefined : String(after[0]);
  const always = resource.always
    .filter(word => start === undefined || word > start)
    .map(uri => ({ uri, place: [uri] }));
  const known = new Set(resource.always);
  const used = await usedWords(ctx, resource.listed, viewer, start, limit + always.length);
  return [...always, ...used.filter(({ uri }) => !known.has(uri))]
    .sort((a, b) => (a.uri < b.uri ? -1 : 1))
    .slice(0, limit);
}

function registerElement(scope: FastifyInstance, ctx: Context, resource: Resource): void {
  const summary = {
    'zh-CN': `${LIST_SUMMARIES[resource.path]['zh-CN']}之一`,
    en: `One of them: ${resource.path}`,
  };
  scope.get(
    `/${resource.path}/:element`,
    { config: { access: 'query', summary }, schema: { params: ELEMENT, response: { 200: COLLECTION } } },
    async (request, reply) => {
      const condition = elementOf(request, resource);
      const viewer = await viewerOf(ctx, request);
      if (condition === undefined || !(await isKnown(ctx, resource, condition, viewer)))
        return sendProblem(reply, noSuchResource());
      return sendCollection(reply, ['events']);
    },
  );
}

function registerEvents(scope: FastifyInstance, ctx: Context, resource: Resource): void {
  const summary = {
    'zh-CN': `${LIST_SUMMARIES[resource.path]['zh-CN']}之一的事件`,
    en: `Events of one of them: ${resource.path}`,
  };
  scope.get(
    `/${resource.path}/:element/events`,
    {
      config: { access: 'query', summary },
      schema: { params: ELEMENT, querystring: PARAMETERS, response: { 200: QUERY_DOCUMENT } },
      serializerCompiler: asItIs,
    },
    async (request, reply) => {
      const condition = elementOf(request, resource);
      if (condition === undefined) return sendProblem(reply, noSuchResource());
      return await searchAnswer(ctx, request, reply, [condition], viewer =>
        isKnown(ctx, resource, condition, viewer),
      );
    },
  );
}

/** The condition of the path's element; one that the header makes unreadable is none. */
function elementOf(request: FastifyRequest, resource: Resource): Condition | undefined {
  const { element } = request.params as { element: string };
  const declared = extensionsOf(request.headers);
  if (!declared.ok || element.includes('\0') || element.length > 2_000) return undefined;
  return resource.conditionOf(element, declared.value);
}

/** Whether it is of the standard, or the viewer sees any event of it. */
async function isKnown(
  ctx: Context,
  { always }: Resource,
  condition: Condition,
  viewer: Viewer,
): Promise<boolean> {
  if (condition.kind === 'eventType' && condition.extended.length === 0) return true;
  if (condition.kind === 'term' && condition.uris.every(uri => always.includes(uri))) return true;
  const query: EventQuery = {
    ...{ conditions: [condition], orderBy: 'eventTime', descending: true, perPage: 1 },
    ...{ eventCountLimit: undefined, maxEventCount: undefined, after: undefined },
  };
  const found = await findEvents(ctx, query, viewer);
  return found.ok && found.value.events.length > 0;
}

function sendCollection(reply: FastifyReply, member: readonly string[]): FastifyReply {
  return reply
    .headers({ 'GS1-EPCIS-Version': '2.0.0', 'GS1-CBV-Version': '2.0.0' })
    .header('cache-control', 'private, no-store')
    .send({ '@context': EPCIS_CONTEXT_URL, type: 'Collection', member });
}

function listDigest({ path }: Resource): string {
  return digestOfQuery({ path });
}

function readPaging(query: Record<string, unknown>, resource: Resource, now: Date) {
  const { perPage = '30', nextPageToken } = query;
  const size = typeof perPage === 'string' && /^\d{1,4}$/.test(perPage) ? Number(perPage) : 0;
  const problem =
    size < 1 || size > 1_000
      ? ({ parameter: 'perPage', code: 'notACount', params: { most: '1000' } } as const)
      : undefined;
  if (nextPageToken === undefined || problem !== undefined)
    return { perPage: size, after: undefined, problem };
  const after =
    typeof nextPageToken === 'string' ? placeInList(nextPageToken, listDigest(resource), now) : undefined;
  if (after === undefined || after === 'expired') {
    const code = after === undefined ? ('wrongPageToken' as const) : ('pageTokenExpired' as const);
    return { perPage: size, after: undefined, problem: { parameter: 'nextPageToken', code } as const };
  }
  return { perPage: size, after, problem: undefined };
}

const LIST_SUMMARIES = {
  eventTypes: { 'zh-CN': '事件类型', en: 'Event types' },
  bizSteps: { 'zh-CN': '业务步骤', en: 'Business steps' },
  dispositions: { 'zh-CN': '处置状态', en: 'Dispositions' },
  readPoints: { 'zh-CN': '读取点', en: 'Read points' },
  bizLocations: { 'zh-CN': '业务地点', en: 'Business locations' },
  epcs: { 'zh-CN': '事件所述的物品和批次', en: 'Items and lots that events name' },
} as const;
