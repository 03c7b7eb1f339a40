import { SEARCH_KINDS, type SearchAnswer, type SearchItem } from '@pinxin/contract/search';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type Caller, waysOfCaller } from '../../http/caller.ts';
import type { TypeBoxProvider } from '../../http/fastify-types.ts';
import type { Context } from '../../kernel/context.ts';
import { searchFor } from '../../kernel/search/search-query.ts';
import { searchLots } from './search-views.ts';

const KINDS = Type.Enum([...SEARCH_KINDS]);
const LONGEST_QUESTION = 100;

/** Search over everything that has a name or a code. */
export function registerSearchRoutes(fastify: FastifyInstance, ctx: Context): void {
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
          q: Type.String({ minLength: 1, maxLength: LONGEST_QUESTION }),
          kind: Type.Optional(Type.Union([KINDS, Type.Array(KINDS, { maxItems: SEARCH_KINDS.length })])),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
          lang: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    async (request, reply) => {
      const { q, kind, limit = 10 } = request.query;
      const kinds = kind === undefined ? [...SEARCH_KINDS] : [kind].flat();
      return reply
        .header('cache-control', 'no-store')
        .send(await search(ctx, request.caller, q, kinds, limit));
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
