import type { ProductKind } from '@pinxin/contract/parties';
import type {
  BrandKind,
  BrandListPage,
  BrandOrder,
  BrandPage,
  BrandRow,
  PublicProduct,
  QuotaUse,
} from '@pinxin/contract/public-pages';
import type { Database } from '../../../kernel/db/database.ts';
import { kilograms } from '../../schemes/api.ts';
import { labelOf, localText, pathOf } from '../row-facts.ts';
import { labelledProducts, type QuotaRecord, quotasOfBrand } from './brand-use-views.ts';
import {
  type BrandRecord,
  brandChoices,
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
    readonly category: string | undefined;
    readonly division: string | undefined;
    readonly order: BrandOrder;
    readonly page: number;
  },
): Promise<BrandListPage> {
  const { kind, query, category, division, order, page } = filter;
  const found = await listBrands(database, {
    ...{ ...filter, query: query || undefined, limit: A_PAGE, offset: (page - 1) * A_PAGE },
  });
  return {
    ...{ query, page, order, rows: found.brands.map(brandRow), total: found.total },
    ...(await brandChoices(database)),
    pages: Math.max(1, Math.ceil(found.total / A_PAGE)),
    ...(kind === undefined ? {} : { kind }),
    ...(category === undefined ? {} : { category }),
    ...(division === undefined ? {} : { division }),
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
  const labelled = new Set(await labelledProducts(database, brand.number));
  const [marks, users, quotas, products] = await Promise.all([
    readMarks(database, { ...question, kinds, brand: brand.number }),
    brand.kind === 'regional' ? readMarks(database, { ...question, kinds, licensed: brand.number }) : [],
    brand.kind === 'regional' ? quotasOfBrand(database, brand.number, today) : [],
    listProducts(database, { brand: brand.zh, gtins: [...labelled], limit: MOST_SHOWN }),
  ]);
  const uses = new Map(quotas.map(quota => [quota.party, quotaUse(quota)]));
  // A regional brand is sold under labels; elsewhere the product's own word for its brand is all there is.
  const sold = brand.kind === 'regional' ? products.filter(({ gtin }) => labelled.has(gtin)) : products;
  const lots = await lotsOfProducts(
    database,
    sold.map(({ gtin }) => gtin),
    LOTS_EACH,
    MOST_LOTS,
  );
  return {
    brand: brandRow(brand),
    marks: marks.map(markRow),
    users: users.map(user => {
      const quota = user.holderId === null ? undefined : uses.get(user.holderId);
      return { ...markRow(user), ...(quota === undefined ? {} : { quota }) };
    }),
    ...(quotas.length === 0 ? {} : { quota: sumOfQuotas(quotas) }),
    products: products.map(product => ({
      ...publicProduct(product),
      ...(labelled.has(product.gtin) ? { isLabelled: true } : {}),
    })),
    lots: lots.map(({ uri, zh, en }) => ({
      path: pathOf(uri),
      label: labelOf(uri),
      product: localText(zh, en),
    })),
  };
}

function quotaUse({ season, from, to, bound, allotted, labels }: QuotaRecord): QuotaUse {
  const [boundKg, allottedKg, freeKg] = [bound, allotted, bound - allotted].map(kilograms);
  return { ...{ season, from, to, labels }, boundKg: boundKg!, allottedKg: allottedKg!, freeKg: freeKg! };
}

function sumOfQuotas(quotas: readonly QuotaRecord[]): NonNullable<BrandPage['quota']> {
  const sum = (of: (quota: QuotaRecord) => number) => quotas.reduce((total, quota) => total + of(quota), 0);
  const [bound, allotted] = [sum(quota => quota.bound), sum(quota => quota.allotted)];
  return {
    ...{ boundKg: kilograms(bound), allottedKg: kilograms(allotted), freeKg: kilograms(bound - allotted) },
    labels: sum(quota => quota.labels),
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
