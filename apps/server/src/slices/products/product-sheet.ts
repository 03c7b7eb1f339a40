import { PRODUCT_KIND_WORDS, type ProductKind } from '@pinxin/contract/parties';
import type { Language } from '@pinxin/site/language';
import type { RowCells, SheetColumn } from '../../kernel/sheets/workbook.ts';
import type { ListedProduct } from './product-views.ts';

const COLUMNS: readonly (readonly [
  zh: string,
  en: string,
  cell: (product: ListedProduct, language: Language) => string | null,
])[] = [
  ['名称', 'Name', product => product.nameZh],
  ['英文名称', 'English name', product => product.nameEn],
  ['商品条码', 'GTIN', product => product.gtin],
  ['类别', 'Kind', (product, language) => PRODUCT_KIND_WORDS[product.kind as ProductKind][language]],
  ['品牌', 'Brand', product => product.brandZh],
  ['品类', 'Category', product => product.category],
  ['净含量', 'Net content', product => product.netContent],
  ['主体', 'Party', product => product.partyZh],
];
const WIDE = new Set(['Name', 'English name', 'Party']);

/** Titles of the exported list. */
export function productColumns(language: Language): readonly SheetColumn[] {
  return COLUMNS.map(([zh, en]) => ({ title: language === 'en' ? en : zh, wide: WIDE.has(en) }));
}

/** One product as cells. */
export function productCells(product: ListedProduct, language: Language): RowCells {
  return COLUMNS.map(([, , cell]) => cell(product, language) ?? undefined);
}
