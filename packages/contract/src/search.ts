import type { LocalText } from './scan.ts';

/** Kinds of things that can be searched for. Closed: who keeps a new kind in the index adds it here. */
export const SEARCH_KINDS = ['party', 'place', 'product', 'brand', 'scheme', 'statement', 'lot'] as const;

/** 检索类别: one of `SEARCH_KINDS`. */
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** What each kind is called. */
export const SEARCH_KIND_WORDS: Readonly<Record<SearchKind, Required<LocalText>>> = {
  party: { 'zh-CN': '主体', en: 'parties' },
  place: { 'zh-CN': '场所', en: 'places' },
  product: { 'zh-CN': '产品', en: 'products' },
  brand: { 'zh-CN': '品牌', en: 'brands' },
  scheme: { 'zh-CN': '制度', en: 'schemes' },
  statement: { 'zh-CN': '声明', en: 'statements' },
  lot: { 'zh-CN': '批次', en: 'lots' },
};

/** How a thing was found, best first. */
export const SEARCH_MATCHES = [
  'code',
  'name',
  'codeBeginning',
  'beginning',
  'within',
  'initials',
  'nearly',
] as const;

/** One of `SEARCH_MATCHES`. */
export type SearchMatch = (typeof SEARCH_MATCHES)[number];

/** One thing found. */
export interface SearchItem {
  readonly kind: SearchKind;
  readonly id: string;
  readonly name: LocalText;
  readonly code?: string;
  readonly division?: string;
  readonly match: SearchMatch;
}

/** The answer to `GET /search`. */
export interface SearchAnswer {
  readonly items: readonly SearchItem[];
}
