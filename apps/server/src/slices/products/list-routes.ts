import { PRODUCT_KINDS } from '@pinxin/contract/parties';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { waysOfCaller } from '../../http/caller.ts';
import type { TypeBoxProvider } from '../../http/fastify-types.ts';
import { sendProblem } from '../../http/problem.ts';
import { SHEET_FORMATS, sendSheet } from '../../http/send-sheet.ts';
import type { Context } from '../../kernel/context.ts';
import { MOST_COUNTED } from '../../kernel/db/keyset-page.ts';
import { listAnswer, type PageEnd, readPageToken } from '../../kernel/keyset.ts';
import { blocksOfPages, ROWS_IN_BLOCK } from '../../kernel/sheets/blocks-of-pages.ts';
import { pageWrong } from '../parties/api.ts';
import { productCells, productColumns } from './product-sheet.ts';
import { type ListedProduct, listProducts, PRODUCT_SORTS, type ProductFilter } from './product-views.ts';

const KINDS = Type.Enum([...PRODUCT_KINDS]);

/** What narrows and orders the list. */
const PRODUCT_QUERY = {
  q: Type.Optional(Type.String({ maxLength: 100 })),
  kind: Type.Optional(Type.Union([KINDS, Type.Array(KINDS, { maxItems: PRODUCT_KINDS.length })])),
  category: Type.Optional(Type.String({ maxLength: 100 })),
  party: Type.Optional(Type.String({ maxLength: 60 })),
  gtin: Type.Optional(Type.String({ pattern: '^[0-9]{14}$' })),
  sort: Type.Optional(Type.Enum([...PRODUCT_SORTS])),
};

/** The list of products. */
export function registerProductListRoutes(fastify: FastifyInstance, ctx: Context): void {
  const app = fastify.withTypeProvider<TypeBoxProvider>();
  app.get(
    '/products',
    {
      config: {
        access: 'party.read',
        summary: {
          'zh-CN': '产品名录：筛选、排序、翻页',
          en: 'The register of products: filter, sort, page',
        },
      },
      schema: {
        querystring: Type.Object({
          ...PRODUCT_QUERY,
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
      const page = await listProducts(
        ctx.database,
        waysOfCaller(request.caller, 'party.read'),
        filterIn(request.query),
        { sort, after: end, limit },
      );
      return reply
        .header('cache-control', 'no-store')
        .send(listAnswer(page.rows.map(productAnswer), page.end, page.count, MOST_COUNTED));
    },
  );

  app.get(
    '/products/sheet/:format',
    {
      config: {
        access: 'party.read',
        summary: { 'zh-CN': '导出产品名录', en: 'The register of products as CSV or XLSX' },
      },
      schema: {
        params: Type.Object({ format: Type.Enum([...SHEET_FORMATS]) }),
        querystring: Type.Object(PRODUCT_QUERY),
      },
    },
    (request, reply) => {
      const ways = waysOfCaller(request.caller, 'party.read');
      const { sort = 'name' } = request.query;
      const filter = filterIn(request.query);
      const read = (after: PageEnd | undefined) =>
        listProducts(ctx.database, ways, filter, { sort, after, limit: ROWS_IN_BLOCK });
      const rows = blocksOfPages(read, product => productCells(product, request.language));
      return sendSheet(reply, request.params.format, 'products', productColumns(request.language), rows);
    },
  );
}

function filterIn({
  kind,
  ...rest
}: Static<ReturnType<typeof Type.Object<typeof PRODUCT_QUERY>>>): ProductFilter {
  return { ...rest, kinds: kind === undefined ? [] : [kind].flat() };
}

function productAnswer(row: ListedProduct): object {
  const text = (zh: string | null, en: string | null) =>
    zh === null ? null : { 'zh-CN': zh, ...(en === null ? {} : { en }) };
  return {
    id: row.publicId,
    gtin: row.gtin,
    kind: row.kind,
    name: text(row.nameZh, row.nameEn),
    brand: text(row.brandZh, row.brandEn),
    category: row.category,
    netContent: row.netContent,
    party: row.partyId === null ? null : { id: row.partyId, name: text(row.partyZh, row.partyEn) },
    demo: row.demo,
    createdAt: row.createdAt.toISOString(),
  };
}
