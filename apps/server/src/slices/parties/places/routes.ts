import { PLACE_KINDS } from '@pinxin/contract/parties';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { waysOfCaller } from '../../../http/caller.ts';
import type { TypeBoxProvider } from '../../../http/fastify-types.ts';
import { sendProblem } from '../../../http/problem.ts';
import { SHEET_FORMATS, sendSheet } from '../../../http/send-sheet.ts';
import type { Context } from '../../../kernel/context.ts';
import { MOST_COUNTED } from '../../../kernel/db/keyset-page.ts';
import { listAnswer, type PageEnd, readPageToken } from '../../../kernel/keyset.ts';
import { blocksOfPages, ROWS_IN_BLOCK } from '../../../kernel/sheets/blocks-of-pages.ts';
import { pageWrong } from '../register/answers.ts';
import { placeCells, placeColumns } from './place-sheet.ts';
import { type ListedPlace, listPlaces, PLACE_SORTS } from './place-views.ts';

const KINDS = Type.Enum([...PLACE_KINDS]);

/** What narrows and orders the list. */
const PLACE_QUERY = {
  q: Type.Optional(Type.String({ maxLength: 100 })),
  kind: Type.Optional(Type.Union([KINDS, Type.Array(KINDS, { maxItems: PLACE_KINDS.length })])),
  division: Type.Optional(Type.String({ pattern: '^(\\d{2}){1,3}$' })),
  party: Type.Optional(Type.String({ maxLength: 60 })),
  sort: Type.Optional(Type.Enum([...PLACE_SORTS])),
};

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
          ...PLACE_QUERY,
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
          lang: Type.Optional(Type.String({ maxLength: 20 })),
        }),
      },
    },
    async (request, reply) => {
      const { sort = 'name', after, limit = 50 } = request.query;
      const end = after === undefined ? undefined : readPageToken(after);
      if (after !== undefined && end === undefined) return sendProblem(reply, pageWrong());
      const page = await listPlaces(
        ctx.database,
        waysOfCaller(request.caller, 'party.read'),
        filterIn(request.query),
        { sort, after: end, limit },
      );
      return reply
        .header('cache-control', 'no-store')
        .send(listAnswer(page.rows.map(placeAnswer), page.end, page.count, MOST_COUNTED));
    },
  );

  app.get(
    '/places/sheet/:format',
    {
      config: {
        access: 'party.read',
        summary: { 'zh-CN': '导出场所名录', en: 'The register of places as CSV or XLSX' },
      },
      schema: {
        params: Type.Object({ format: Type.Enum([...SHEET_FORMATS]) }),
        querystring: Type.Object(PLACE_QUERY),
      },
    },
    (request, reply) => {
      const ways = waysOfCaller(request.caller, 'party.read');
      const { sort = 'name' } = request.query;
      const filter = filterIn(request.query);
      const read = (after: PageEnd | undefined) =>
        listPlaces(ctx.database, ways, filter, { sort, after, limit: ROWS_IN_BLOCK });
      const rows = blocksOfPages(read, place => placeCells(place, request.language));
      return sendSheet(reply, request.params.format, 'places', placeColumns(request.language), rows);
    },
  );
}

function filterIn({ q, kind, division, party }: Static<ReturnType<typeof Type.Object<typeof PLACE_QUERY>>>) {
  const area = division?.replace(/(00)+$/, '');
  return { q, kinds: kind === undefined ? [] : [kind].flat(), division: area, party };
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
    version: row.version,
  };
}
