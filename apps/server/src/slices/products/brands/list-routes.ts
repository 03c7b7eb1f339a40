import type { Language } from '@pinxin/site/language';
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
import { pageWrong } from '../../parties/api.ts';
import { BRAND_KINDS } from './brand.ts';
import { BRAND_SORTS, type BrandFilter, type ListedBrand, listBrands } from './brand-list-views.ts';

/** What narrows and orders the list. */
const BRAND_QUERY = {
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  kind: Type.Optional(Type.Enum([...BRAND_KINDS])),
  division: Type.Optional(Type.String({ pattern: '^(\\d{2}){1,3}$' })),
  party: Type.Optional(Type.String({ maxLength: 60 })),
  sort: Type.Optional(Type.Enum([...BRAND_SORTS])),
};
const Query = Type.Object(BRAND_QUERY);

/** The register of brands for those who work with it; the public has its pages. */
export function registerBrandListRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/register/brands',
    {
      config: {
        access: 'party.read',
        summary: {
          'zh-CN': '品牌登记簿：筛选、排序、翻页',
          en: 'The register of brands: filter, sort, page',
        },
      },
      schema: {
        querystring: Type.Object({
          ...BRAND_QUERY,
          after: Type.Optional(Type.String({ maxLength: 600 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
      },
    },
    async (request, reply) => {
      const { sort = 'name', after, limit = 50 } = request.query;
      const end = after === undefined ? undefined : readPageToken(after);
      if (after !== undefined && end === undefined) return sendProblem(reply, pageWrong());
      const ways = waysOfCaller(request.caller, 'party.read');
      const page = await listBrands(ctx.database, ways, filterIn(request.query), { sort, after: end, limit });
      return reply
        .header('cache-control', 'no-store')
        .send(listAnswer(page.rows.map(brandAnswer), page.end, page.count, MOST_COUNTED));
    },
  );

  app.get(
    '/register/brands/sheet/:format',
    {
      config: {
        access: 'party.read',
        summary: { 'zh-CN': '导出品牌登记簿', en: 'The register of brands as CSV or XLSX' },
      },
      schema: { params: Type.Object({ format: Type.Enum([...SHEET_FORMATS]) }), querystring: Query },
    },
    (request, reply) => {
      const { sort = 'name' } = request.query;
      const ways = waysOfCaller(request.caller, 'party.read');
      const read = (after: PageEnd | undefined) =>
        listBrands(ctx.database, ways, filterIn(request.query), { sort, after, limit: ROWS_IN_BLOCK });
      const columns = COLUMNS.map(([zh, en]) => ({ title: request.language === 'en' ? en : zh }));
      const rows = blocksOfPages(read, brand => cellsOf(brand, request.language));
      return sendSheet(reply, request.params.format, 'brands', columns, rows);
    },
  );
}

function filterIn({ division, sort: _sort, ...rest }: Static<typeof Query>): BrandFilter {
  return { ...rest, division: division?.replace(/(00)+$/, '') };
}

function brandAnswer(row: ListedBrand): object {
  const text = (zh: string, en: string | null) => ({ 'zh-CN': zh, ...(en === null ? {} : { en }) });
  const { publicId, kind, nameZh, nameEn, category, division, ownerId, ownerZh, ownerEn, createdAt } = row;
  return {
    ...{ id: publicId, kind, category, division, name: text(nameZh, nameEn) },
    owner: { id: ownerId, name: text(ownerZh, ownerEn) },
    createdAt: createdAt.toISOString(),
  };
}

const COLUMNS: readonly (readonly [zh: string, en: string])[] = [
  ['名称', 'Name'],
  ['类别', 'Kind'],
  ['所有者', 'Owner'],
  ['品类', 'Category'],
  ['行政区划', 'Division'],
  ['编号', 'Id'],
];

function cellsOf({ nameZh, nameEn, kind, ownerZh, ownerEn, ...row }: ListedBrand, language: Language) {
  const name = (zh: string, en: string | null) => (language === 'en' ? (en ?? zh) : zh);
  return [
    ...[name(nameZh, nameEn), kind, name(ownerZh, ownerEn)],
    ...[row.category ?? undefined, row.division ?? undefined, row.publicId],
  ];
}
