import { SEARCH_KINDS, type SearchAnswer, type SearchItem } from '@pinxin/contract/search';
import { printSearchPage } from '@pinxin/site/search-page';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type Caller, waysOfCaller } from '../../http/caller.ts';
import type { TypeBoxProvider } from '../../http/fastify-types.ts';
import { prefersPage, sendProblem } from '../../http/problem.ts';
import { rimProblem } from '../../http/rim-problems.ts';
import type { Context } from '../../kernel/context.ts';
import { searchFor } from '../../kernel/search/search-query.ts';
import type { SiteSettings } from './page-context.ts';
import { contextOf } from './public/routes.ts';
import { sendPage } from './routes.ts';
import { searchLots } from './search-views.ts';

const KINDS = Type.Enum([...SEARCH_KINDS]);
const LONGEST_QUESTION = 100;
const FOUND_ON_PAGE = 20;
const NO_QUESTION = rimProblem('invalidRequest', {
  problems: [
    { at: '/query/q', code: 'required', message: { 'zh-CN': '请说明要找什么', en: 'say what to look for' } },
  ],
});

/** Search over everything that has a name or a code; with `settings` also as a page for people. */
export function registerSearchRoutes(fastify: FastifyInstance, ctx: Context, settings?: SiteSettings): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/search',
    {
      config: {
        access: 'public',
        summary: {
          'zh-CN': '检索：名称（一个字起）、拼音首字母、代码',
          en: 'Search by name (from one character on), initials of pinyin, or code',
        },
      },
      schema: {
        querystring: Type.Object({
          q: Type.Optional(Type.String({ maxLength: LONGEST_QUESTION })),
          // A form that was left alone sends an empty text.
          kind: Type.Optional(
            Type.Union([KINDS, Type.Literal(''), Type.Array(KINDS, { maxItems: SEARCH_KINDS.length })]),
          ),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
          lang: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    async (request, reply) => {
      const { q, kind: asked, limit } = request.query;
      const kind = asked === '' ? undefined : asked;
      const text = q?.trim() ?? '';
      reply.header('cache-control', 'no-store').header('vary', 'accept, accept-language');
      const isPage = settings !== undefined && prefersPage(request);
      if (q === undefined && !isPage) return sendProblem(reply, NO_QUESTION);
      const kinds = kind === undefined ? [...SEARCH_KINDS] : [kind].flat();
      const most = limit ?? (isPage ? FOUND_ON_PAGE : 10);
      const found = text === '' ? { items: [] } : await search(ctx, request.caller, text, kinds, most);
      if (!isPage) return reply.send(found);
      const view = { query: text, items: found.items, ...(typeof kind === 'string' ? { kind } : {}) };
      return sendPage(request, reply, printSearchPage(view, contextOf(request, settings)), 'no-store');
    },
  );
}

/** What a question finds for this caller: natural persons only where the caller may read them. */
export async function search(
  ctx: Context,
  caller: Caller,
  text: string,
  kinds: readonly SearchItem['kind'][],
  limit: number,
): Promise<SearchAnswer> {
  const ways = waysOfCaller(caller, 'party.read');
  const hits = await searchFor(ctx.database, { text, kinds, limit, ways });
  const lots = kinds.includes('lot') ? await searchLots(ctx.database, text, limit) : [];
  const items = hits.map(
    (hit): SearchItem => ({
      kind: hit.kind as SearchItem['kind'],
      id: hit.publicId,
      name: { 'zh-CN': hit.titleZh, ...(hit.titleEn === null ? {} : { en: hit.titleEn }) },
      ...(hit.code === null ? {} : { code: hit.code }),
      ...(hit.division === null ? {} : { division: hit.division }),
      match: hit.match,
    }),
  );
  return { items: [...items, ...lots] };
}
