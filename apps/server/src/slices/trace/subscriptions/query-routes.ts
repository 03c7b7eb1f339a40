import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { actingFor } from '../../../http/acting-for.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { answerFormat, formatHeaders } from '../query/answer-format.ts';
import { extensionsOf } from '../query/extensions-header.ts';
import { queryEvents } from '../query/query-events.ts';
import { queryParameterException, queryRefused } from '../query/query-problems.ts';
import type { GivenParameters } from '../query/read-query.ts';
import { asItIs, QUERY_DOCUMENT, viewerOf } from '../query/search.ts';
import { createQuery } from './create-query.ts';
import { deleteQuery } from './delete-query.ts';
import { problemOf } from './http-problems.ts';
import { namedQueries, namedQuery } from './named-query-store.ts';
import { pageParameters, readNamedQuery } from './read-named-query.ts';
import { Paging, QueryAnswer, QueryBody, QueryPath, queryAnswer } from './route-schemas.ts';
import type { Sockets } from './sockets.ts';

/** Named queries of EPCIS 2.0 (8.2.5): `/queries`. They are a party's own: another party has other names. */
export function registerNamedQueryRoutes(plain: FastifyInstance, ctx: Context, sockets: Sockets): void {
  const app = plain.withTypeProvider<TypeBoxProvider>();
  app.post(
    '/queries',
    {
      config: { access: 'query', summary: { 'zh-CN': '保存一个命名查询', en: 'Keep a query under a name' } },
      schema: { body: QueryBody, response: { 201: QueryAnswer } },
    },
    async (request, reply) => {
      const acting = actingFor(request, 'query');
      const { name } = request.body;
      const declared = extensionsOf(request.headers);
      if (!declared.ok) return sendProblem(reply, queryParameterException([declared.error])) as never;
      const query = withExtensions(request.body.query, request.headers['gs1-extensions']);
      const made = await createQuery(ctx, acting, name, query);
      if (!made.ok) return sendProblem(reply, problemOf(made.error)) as never;
      const kept = await namedQuery(ctx, acting.party, name);
      return reply
        .code(made.value === 'made' ? 201 : (200 as 201))
        .header('location', `/queries/${encodeURIComponent(name)}`)
        .send(queryAnswer(kept!) as never);
    },
  );
  app.get(
    '/queries',
    {
      config: {
        access: 'query',
        summary: { 'zh-CN': '本方的命名查询', en: 'The named queries of this party' },
      },
      schema: { querystring: Paging, response: { 200: Type.Array(QueryAnswer) } },
    },
    async (request, reply) => {
      const { perPage, nextPageToken } = request.query;
      const after =
        nextPageToken === undefined ? undefined : Buffer.from(nextPageToken, 'base64url').toString('utf8');
      const found = await namedQueries(
        ctx,
        actingFor(request, 'query').party,
        after?.replaceAll('\0', ''),
        perPage + 1,
      );
      const last = found[perPage - 1];
      if (found.length > perPage && last !== undefined) {
        const token = Buffer.from(last.name).toString('base64url');
        reply.header('link', `</queries?perPage=${perPage}&nextPageToken=${token}>; rel="next"`);
      }
      return reply.send(found.slice(0, perPage).map(queryAnswer) as never);
    },
  );
  app.get(
    '/queries/:queryName',
    {
      config: { access: 'query', summary: { 'zh-CN': '查看一个命名查询', en: 'One named query' } },
      schema: { params: QueryPath, response: { 200: QueryAnswer } },
    },
    async (request, reply) => {
      const query = await namedQuery(ctx, actingFor(request, 'query').party, nameIn(request.params));
      if (query === undefined) return sendProblem(reply, problemOf({ code: 'noSuchQuery' })) as never;
      return reply.send(queryAnswer(query) as never);
    },
  );
  app.delete(
    '/queries/:queryName',
    {
      config: {
        access: 'query',
        summary: {
          'zh-CN': '删除命名查询，其订阅随之结束',
          en: 'Forget a named query; its subscriptions end',
        },
      },
      schema: { params: QueryPath },
    },
    async (request, reply) => {
      const done = await deleteQuery(ctx, actingFor(request, 'query'), nameIn(request.params));
      return done.ok ? reply.code(204).send() : sendProblem(reply, problemOf(done.error));
    },
  );
  registerEvents(plain, ctx, sockets);
}

/** What a named query finds now; with `Upgrade: websocket` what it finds from now on. */
function registerEvents(plain: FastifyInstance, ctx: Context, sockets: Sockets): void {
  plain.register(async scope => {
    // Its parameters are judged by `readNamedQuery`, which names everything that is wrong.
    scope.setValidatorCompiler(() => () => true);
    scope.get(
      '/queries/:queryName/events',
      {
        config: {
          access: 'query',
          summary: {
            'zh-CN': '命名查询的结果；升级为 WebSocket 则持续推送',
            en: 'What a named query finds; as a WebSocket, what it finds from now on',
          },
        },
        schema: { params: QueryPath, querystring: Paging, response: { 200: QUERY_DOCUMENT } },
        serializerCompiler: asItIs,
      },
      async (request, reply) => {
        const acting = actingFor(request, 'query');
        const query = await namedQuery(ctx, acting.party, nameIn(request.params as { queryName: string }));
        if (query === undefined) return sendProblem(reply, problemOf({ code: 'noSuchQuery' }));
        const viewer = await viewerOf(ctx, request);
        if (sockets.isUpgrade(request)) return await sockets.open(request, reply, query, viewer);
        const format = answerFormat(request.headers);
        if (!format.ok) return sendProblem(reply, format.error);
        const page = pageParameters(request.query as GivenParameters);
        const read = page.ok ? readNamedQuery(query.query, { now: ctx.clock.now(), page: page.value }) : page;
        if (!read.ok) return sendProblem(reply, queryParameterException(read.error));
        const answer = await queryEvents(ctx, read.value, viewer, format.value);
        if (!answer.ok) return sendProblem(reply, queryRefused(answer.error));
        const { document, nextPageToken, nextPageExpires } = answer.value;
        if (nextPageToken !== undefined && nextPageExpires !== undefined) {
          reply.header('GS1-Next-Page-Token-Expires', nextPageExpires.toISOString());
          const next = new URL(request.url, 'http://localhost');
          next.searchParams.set('nextPageToken', nextPageToken);
          reply.header('link', `<${next.pathname}${next.search}>; rel="next"`);
        }
        return reply
          .headers(formatHeaders(format.value))
          .header('cache-control', 'private, no-store')
          .send(Buffer.from(document.buffer, document.byteOffset, document.byteLength));
      },
    );
  });
}

/** Prefixes that a header declared are kept with the query, before its own: it must mean the same later. */
function withExtensions(
  query: Readonly<Record<string, unknown>>,
  header: string | string[] | undefined,
): Readonly<Record<string, unknown>> {
  if (header === undefined) return query;
  const entries = [header]
    .flat()
    .join(',')
    .split(',')
    .map(entry => entry.split('=').map(part => part.trim().replace(/^<|>$/g, '')));
  const own = query['@context'];
  const context = [Object.fromEntries(entries), ...(own === undefined ? [] : [own].flat())];
  return { ...query, '@context': context };
}

/** PostgreSQL holds no U+0000, and no query is named with it. */
function nameIn({ queryName }: { readonly queryName: string }): string {
  return queryName.replaceAll('\0', '\uFFFD');
}
