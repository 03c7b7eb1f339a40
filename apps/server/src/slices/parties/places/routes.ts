import { PLACE_KINDS } from '@pinxin/contract/parties';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import type { Context } from '../../../kernel/context.ts';
import { MOST_COUNTED } from '../../../kernel/db/keyset-page.ts';
import { listAnswer, readPageToken } from '../../../kernel/keyset.ts';
import { pageWrong } from '../register/answers.ts';
import { type ListedPlace, listPlaces, PLACE_SORTS } from './place-views.ts';

const KINDS = Type.Enum([...PLACE_KINDS]);

/** The list of places. */
export function registerPlaceRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/places',
    {
      config: {
        access: 'party.read',
        summary: { 'zh-CN': '场所名录：筛选、排序、翻页', en: 'The register of places: filter, sort, page' },
      },
      schema: {
        querystring: Type.Object({
          q: Type.Optional(Type.String({ maxLength: 100 })),
          kind: Type.Optional(Type.Union([KINDS, Type.Array(KINDS, { maxItems: PLACE_KINDS.length })])),
          division: Type.Optional(Type.String({ pattern: '^(\\d{2}){1,3}$' })),
          party: Type.Optional(Type.String({ maxLength: 60 })),
          sort: Type.Optional(Type.Enum([...PLACE_SORTS])),
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
          lang: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    async (request, reply) => {
      const { q, kind, division, party, sort = 'name', after, limit = 50 } = request.query;
      const end = after === undefined ? undefined : readPageToken(after);
      if (after !== undefined && end === undefined) return sendProblem(reply, pageWrong());
      const page = await listPlaces(
        ctx.database,
        waysOfCaller(request.caller, 'party.read'),
        {
          q,
          kinds: kind === undefined ? [] : [kind].flat(),
          division: division?.replace(/(00)+$/, ''),
          party,
        },
        { sort, after: end, limit },
      );
      return reply
        .header('cache-control', 'no-store')
        .send(listAnswer(page.rows.map(placeAnswer), page.end, page.count, MOST_COUNTED));
    },
  );
}

function placeAnswer(row: ListedPlace): object {
  return {
    uri: row.uri,
    kind: row.kind,
    name: { 'zh-CN': row.nameZh, ...(row.nameEn === null ? {} : { en: row.nameEn }) },
    division: row.division,
    areaMu: row.areaMu,
    parent: row.parent,
    party:
      row.partyId === null
        ? null
        : {
            id: row.partyId,
            name: { 'zh-CN': row.partyZh, ...(row.partyEn === null ? {} : { en: row.partyEn }) },
          },
    demo: row.demo,
  };
}
