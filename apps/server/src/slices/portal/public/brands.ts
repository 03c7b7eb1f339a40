import type { ProductKind } from '@pinxin/contract/parties';
import type {
  BrandKind,
  BrandListPage,
  BrandPage,
  BrandRow,
  PublicProduct,
} from '@pinxin/contract/public-pages';
import type { Database } from '../../../kernel/db/database.ts';
import { labelOf, localText, pathOf } from '../row-facts.ts';
import {
  type BrandRecord,
  listBrands,
  listProducts,
  lotsOfProducts,
  type ProductRecord,
  readBrand,
} from './brand-views.ts';
import { readMarks } from './mark-views.ts';
import { markRow, partyName } from './marks.ts';

const A_PAGE = 40;
const MOST_SHOWN = 100;
const LOTS_EACH = 3;
const MOST_LOTS = 24;

/** 品牌名录: one page. */
export async function brandList(
  database: Database,
  filter: {
    readonly today: string;
    readonly kind: BrandKind | undefined;
    readonly query: string;
    readonly page: number;
  },
): Promise<BrandListPage> {
  const { today, kind, query, page } = filter;
  const found = await listBrands(database, {
    ...{ today, kind, query: query || undefined, limit: A_PAGE, offset: (page - 1) * A_PAGE },
  });
  return {
    ...{ query, page, rows: found.brands.map(brandRow), total: found.total },
    pages: Math.max(1, Math.ceil(found.total / A_PAGE)),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** 品牌页; undefined when there is no such brand. */
export async function brandPage(
  database: Database,
  id: string,
  today: string,
): Promise<BrandPage | undefined> {
  const brand = await readBrand(database, id, today);
  if (brand === undefined) return undefined;
  const question = { on: today, today, standing: 'inForce', limit: MOST_SHOWN } as const;
  const kinds = ['certification', 'award', 'listing', 'licence'] as const;
  const [marks, users, products] = await Promise.all([
    readMarks(database, { ...question, kinds, brand: brand.number }),
    brand.kind === 'regional' ? readMarks(database, { ...question, kinds, brandOwner: brand.owner }) : [],
    listProducts(database, { brand: brand.zh, limit: MOST_SHOWN }),
  ]);
  const lots = await lotsOfProducts(
    database,
    products.map(({ gtin }) => gtin),
    LOTS_EACH,
    MOST_LOTS,
  );
  return {
    brand: brandRow(brand),
    marks: marks.map(markRow),
    users: users.map(markRow),
    products: products.map(publicProduct),
    lots: lots.map(({ uri, zh, en }) => ({
      path: pathOf(uri),
      label: labelOf(uri),
      product: localText(zh, en),
    })),
  };
}

/** A brand as the public may read it. */
export function brandRow(record: BrandRecord): BrandRow {
  const { id, kind, zh, en, category, division, ownerId, ownerKind, ownerZh, ownerEn, users } = record;
  return {
    ...{ id, kind, users, name: localText(zh, en) },
    owner: { id: ownerId, name: partyName(ownerKind, ownerZh, ownerEn) },
    ...(category === null ? {} : { category }),
    ...(division === null ? {} : { division }),
  };
}

/** A product as the public may read it. */
export function publicProduct(record: ProductRecord): PublicProduct {
  const { gtin, kind, zh, en, brandZh, brandEn, net, makerId, makerKind, makerZh, makerEn } = record;
  return {
    ...{ gtin, kind: kind as ProductKind, name: localText(zh, en) },
    ...(brandZh === null ? {} : { brand: localText(brandZh, brandEn) }),
    ...(net === null ? {} : { netContent: net }),
    ...(makerId === null ? {} : { maker: { id: makerId, name: partyName(makerKind!, makerZh!, makerEn) } }),
  };
}
