import type { LocalText } from '@pinxin/contract/scan';
import type { Language } from '@pinxin/site/language';
import type { CustodyState, SheetRow } from './custody-fact.ts';

type Words = Required<LocalText>;

/** Columns of the recall sheet, in order. */
export const SHEET_COLUMNS = {
  uri: { 'zh-CN': '代码', en: 'Code' },
  product: { 'zh-CN': '产品', en: 'Product' },
  quantity: { 'zh-CN': '数量', en: 'Quantity' },
  unit: { 'zh-CN': '单位', en: 'Unit' },
  affected: { 'zh-CN': '受影响自', en: 'Affected from' },
  state: { 'zh-CN': '状态', en: 'State' },
  holder: { 'zh-CN': '现持有人', en: 'Held by' },
  place: { 'zh-CN': '地点', en: 'Place' },
  division: { 'zh-CN': '行政区划', en: 'Division' },
  since: { 'zh-CN': '自何时', en: 'Since' },
  from: { 'zh-CN': '从哪来', en: 'Received from' },
  to: { 'zh-CN': '到哪去', en: 'Sent to' },
  phone: { 'zh-CN': '电话', en: 'Phone' },
  record: { 'zh-CN': '记录', en: 'Record' },
} as const satisfies Record<string, Words>;

/** States in words. */
export const STATE_WORDS: Readonly<Record<CustodyState, Words>> = {
  inStock: { 'zh-CN': '在库', en: 'in stock' },
  inTransit: { 'zh-CN': '在途', en: 'in transit' },
  sold: { 'zh-CN': '已售', en: 'sold' },
  usedUp: { 'zh-CN': '已用掉', en: 'used up' },
  destroyed: { 'zh-CN': '已销毁', en: 'destroyed' },
  returned: { 'zh-CN': '已退回', en: 'returned' },
  unknown: { 'zh-CN': '不明', en: 'unknown' },
};

/** The words of a language, Chinese where there is no other. */
export function inLanguage(text: LocalText | undefined, language: Language): string | undefined {
  return text === undefined ? undefined : (text[language] ?? text['zh-CN']);
}

/** A row's cells in the order of the columns. */
export function cellsOf(row: SheetRow, language: Language): readonly (string | undefined)[] {
  const { custody } = row;
  return [
    row.uri,
    inLanguage(row.product, language),
    row.quantity,
    row.unit,
    row.time === undefined ? undefined : new Date(row.time).toISOString(),
    STATE_WORDS[custody?.state ?? 'unknown'][language],
    inLanguage(custody?.holder, language),
    inLanguage(custody?.place, language),
    custody?.division ?? undefined,
    custody?.since,
    inLanguage(custody?.from, language),
    inLanguage(custody?.to, language),
    custody?.phone ?? undefined,
    custody && `/records/event/${custody.hash}`,
  ];
}
