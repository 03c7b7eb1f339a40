import type { LocalText } from './scan.ts';

type Words = Required<LocalText>;

/** 主体类别. Closed: a new kind is a new member and a migration. */
export const PARTY_KINDS = [
  'enterprise',
  'cooperative',
  'familyFarm',
  'household',
  'individualBusiness',
  'authority',
  'laboratory',
  'certificationBody',
  'association',
  'serviceAgency',
] as const;

/** 主体类别: one of `PARTY_KINDS`. */
export type PartyKind = (typeof PARTY_KINDS)[number];

/** What each kind of party is called. */
export const PARTY_KIND_WORDS: Readonly<Record<PartyKind, Words>> = {
  enterprise: { 'zh-CN': '企业', en: 'enterprise' },
  cooperative: { 'zh-CN': '农民专业合作社', en: 'co-operative' },
  familyFarm: { 'zh-CN': '家庭农场', en: 'family farm' },
  household: { 'zh-CN': '农户', en: 'household' },
  individualBusiness: { 'zh-CN': '个体工商户', en: 'individual business' },
  authority: { 'zh-CN': '主管部门', en: 'authority' },
  laboratory: { 'zh-CN': '检验检测机构', en: 'laboratory' },
  certificationBody: { 'zh-CN': '认证机构', en: 'certification body' },
  association: { 'zh-CN': '协会', en: 'association' },
  serviceAgency: { 'zh-CN': '品牌服务机构', en: 'service agency' },
};

/** Kinds whose name is a natural person's: shown masked to strangers (个人信息保护法 第六条, 最小必要). */
export const PERSONAL_KINDS: readonly PartyKind[] = ['familyFarm', 'household'];

/** 场所类别. */
export const PLACE_KINDS = [
  'productionBase',
  'plot',
  'pond',
  'barn',
  'workshop',
  'warehouse',
  'store',
  'market',
  'laboratory',
  'site',
] as const;

/** 场所类别: one of `PLACE_KINDS`. */
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** What each kind of place is called. */
export const PLACE_KIND_WORDS: Readonly<Record<PlaceKind, Words>> = {
  productionBase: { 'zh-CN': '生产基地', en: 'production base' },
  plot: { 'zh-CN': '地块', en: 'plot' },
  pond: { 'zh-CN': '池塘', en: 'pond' },
  barn: { 'zh-CN': '圈舍', en: 'barn' },
  workshop: { 'zh-CN': '车间', en: 'workshop' },
  warehouse: { 'zh-CN': '仓库', en: 'warehouse' },
  store: { 'zh-CN': '门店', en: 'store' },
  market: { 'zh-CN': '市场', en: 'market' },
  laboratory: { 'zh-CN': '实验室', en: 'laboratory' },
  site: { 'zh-CN': '其他场所', en: 'site' },
};

/** 产品类别. */
export const PRODUCT_KINDS = ['farmInput', 'raw', 'processed', 'packed', 'animal', 'industrial'] as const;

/** 产品类别: one of `PRODUCT_KINDS`. */
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** What each kind of product is called. */
export const PRODUCT_KIND_WORDS: Readonly<Record<ProductKind, Words>> = {
  farmInput: { 'zh-CN': '农业投入品', en: 'farm input' },
  raw: { 'zh-CN': '初级农产品', en: 'raw produce' },
  processed: { 'zh-CN': '加工品', en: 'processed goods' },
  packed: { 'zh-CN': '预包装产品', en: 'packed goods' },
  animal: { 'zh-CN': '活畜禽水产', en: 'live animals' },
  industrial: { 'zh-CN': '工业品', en: 'industrial goods' },
};

/** 主体关系: how the first party stands to the second. */
export const RELATION_KINDS = [
  'memberOf',
  'branchOf',
  'chainStoreOf',
  'franchiseeOf',
  'succeededBy',
] as const;
