import { addDays, addMonths } from '@pinxin/rules/local-date';
import type { BrandSeed } from './brands.ts';
import { divisions } from './divisions.ts';
import { gtin } from './gs1-keys.ts';
import type { ProductSeed, RegionSeed } from './region.ts';

/** 历史登记: an invented statement of past years, as a register of them would be brought in. */
export interface PastStatement {
  /** Demo account that issues it. */
  readonly by: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Series {
  readonly scheme: string;
  readonly kind: 'certification' | 'listing' | 'award';
  readonly by: string;
  readonly count: number;
  /** First month, and how many months they are spread over. */
  readonly from: string;
  readonly months: number;
  readonly validMonths: number;
  readonly about: 'product' | 'party' | 'brand';
  /** The first of the brands that it is about, one each. */
  readonly firstBrand?: number;
  /** Products on a certificate. */
  readonly products?: number;
}

const certificates = (
  scheme: string,
  from: string,
  months: number,
  count: number,
  products: number,
): Series => ({
  ...{ scheme, kind: 'certification', by: 'decider', count, from, months },
  ...{ validMonths: 36, about: 'product', products },
});
const listed = (
  scheme: string,
  by: string,
  from: string,
  months: number,
  count: number,
  about: Series['about'],
): Series => ({
  ...{ scheme, kind: 'listing', by, count, from, months, validMonths: 60, about },
});

const CROPS: readonly (readonly [zh: string, en: string])[] = [
  ['枸杞', 'wolfberry'],
  ['滩羊', 'Tan sheep'],
  ['菜心', 'choy sum'],
  ['西瓜', 'watermelon'],
  ['大米', 'rice'],
];
const REGIONAL = 26;
const OTHERS = 30;

/** Holders whose name is a person's are left out: the register of marks is public. */
const HOLDERS = new Set(['enterprise', 'cooperative']);

/** Invented brands for the demo's registers: regional ones by county and crop, others of its enterprises. */
export function programmeBrands(
  region: RegionSeed,
): readonly (Omit<BrandSeed, 'kind'> & { readonly kind: 'regional' | 'famous' | 'service' })[] {
  const counties = divisions.filter(({ level }) => level === 'county');
  const owners = region.parties.filter(({ kind }) => kind === 'enterprise');
  const regional = Array.from({ length: REGIONAL }, (_, index) => {
    const county = counties[index % counties.length]!;
    const [zh, en] = CROPS[(index + Math.floor(index / counties.length)) % CROPS.length]!;
    return {
      ...{ owner: 'association-1', kind: 'regional' as const, category: zh, division: county.code },
      ...{ nameZh: `${county.nameZh}${zh}（演示品牌）`, nameEn: `${county.nameEn} ${en} (demo brand)` },
    };
  });
  const others = Array.from({ length: OTHERS }, (_, index) => {
    const { key, division } = owners[index % owners.length]!;
    const isService = index >= 17;
    const serial = String(index + 1).padStart(2, '0');
    return {
      ...{ owner: key, division, kind: isService ? ('service' as const) : ('famous' as const) },
      category: isService ? '服务' : '工业品',
      nameZh: `演示${isService ? '服务' : '知名'}品牌${serial}`,
      nameEn: `Demo ${isService ? 'service' : 'known'} brand ${serial}`,
    };
  });
  return [...regional, ...others];
}

/** Grades and packs that the invented products come in. */
const FORMS: readonly (readonly [zh: string, en: string])[] = [
  ['特级 250 g', 'special grade, 250 g'],
  ['一级 500 g', 'first grade, 500 g'],
  ['礼盒 1 kg', 'gift box, 1 kg'],
];
/** As many as the longest register of past years has entries: each bears one mark of a scheme at a time. */
const HISTORY_PRODUCTS = 68;
/** Their numbers begin behind those of the products that the chains are about. */
const FIRST_REFERENCE = 901;

/** Invented products of the demo's enterprises and co-operatives, for the marks of past years. */
export function programmeProducts(region: RegionSeed): readonly ProductSeed[] {
  const counties = divisions.filter(({ level }) => level === 'county');
  const makers = region.parties.filter(
    ({ kind, gs1Prefixes }) => HOLDERS.has(kind) && gs1Prefixes.length > 0,
  );
  return Array.from({ length: makers.length === 0 ? 0 : HISTORY_PRODUCTS }, (_, index) => {
    const maker = makers[index % makers.length]!;
    const county = counties[index % counties.length]!;
    const [crop, cropEn] = CROPS[index % CROPS.length]!;
    const [form, formEn] = FORMS[index % FORMS.length]!;
    const serial = String(index + 1).padStart(2, '0');
    return {
      gtin: gtin(maker.gs1Prefixes[0]!, 0, FIRST_REFERENCE + index),
      ...{ party: maker.key, kind: 'packed' as const, category: 'vegetable/pack' },
      nameZh: `${county.nameZh}${crop} ${form}（演示 ${serial}）`,
      nameEn: `${county.nameEn} ${cropEn}, ${formEn} (demo ${serial})`,
    };
  });
}

const award = (scheme: string, by: string, count: number, about: Series['about']): Series => ({
  ...{ scheme, kind: 'award', by, count, from: '2024-06-01', months: 28, validMonths: 36, about },
});

/** What else tasks of the programme are shown by: a few of each. */
const SUPPORT: readonly Series[] = [
  award('regional-quality-award', 'market-decider', 5, 'party'),
  award('fine-tourism-product', 'culture-decider', 8, 'product'),
  award('brand-funding', 'commerce-decider', 9, 'party'),
  award('brand-loan', 'commerce-decider', 6, 'party'),
  listed('leading-talent', 'market-decider', '2024-03-01', 30, 6, 'party'),
  listed('exhibition', 'commerce-decider', '2025-01-01', 22, 9, 'party'),
  {
    ...listed('trademark', 'market-decider', '2019-01-01', 90, 30, 'brand'),
    firstBrand: 26,
    validMonths: 120,
  },
  {
    ...listed('international-trademark', 'market-decider', '2022-01-01', 50, 5, 'brand'),
    firstBrand: 26,
    validMonths: 120,
  },
  { ...listed('trademark-gold-award', 'market-decider', '2024-01-01', 20, 2, 'brand'), firstBrand: 26 },
  listed('same-line-same-standard', 'market-decider', '2023-06-01', 40, 7, 'product'),
  listed('technology-centre', 'market-decider', '2023-06-01', 40, 6, 'party'),
  listed('design-centre', 'market-decider', '2024-06-01', 28, 3, 'party'),
  listed('brand-service-agency', 'commerce-decider', '2024-01-01', 30, 4, 'party'),
  { ...listed('brand-day', 'commerce-decider', '2026-02-01', 8, 9, 'party'), validMonths: 12 },
  { ...certificates('tourism-service-grade', '2024-02-01', 30, 6, 1), by: 'culture-decider', about: 'party' },
];

/** Two waves: what the first programme left behind, and what stands today. Figures are invented. */
const SERIES: readonly Series[] = [
  certificates('pollution-free-product', '2017-03-01', 44, 22, 14),
  certificates('green-food', '2017-05-01', 42, 26, 12),
  certificates('organic-product', '2018-01-01', 34, 10, 8),
  certificates('green-food', '2024-01-01', 33, 46, 13),
  certificates('organic-product', '2024-02-01', 32, 24, 9),
  { ...certificates('agro-product-indication', '2024-03-01', 30, 12, 6), about: 'brand' },
  listed('regional-public-brand', 'decider', '2022-03-01', 54, 26, 'brand'),
  listed('demonstration-enterprise', 'decider', '2022-02-01', 56, 43, 'party'),
  {
    ...listed('famous-brand-product', 'market-decider', '2017-06-01', 40, 30, 'product'),
    kind: 'award',
    validMonths: 36,
  },
  {
    ...listed('famous-brand-product', 'market-decider', '2024-01-01', 33, 68, 'product'),
    kind: 'award',
    validMonths: 36,
  },
  { ...listed('well-known-brand', 'market-decider', '2022-05-01', 52, 17, 'brand'), firstBrand: 26 },
  { ...listed('service-brand', 'commerce-decider', '2022-06-01', 50, 13, 'brand'), firstBrand: 43 },
  listed('service-project', 'commerce-decider', '2022-06-01', 50, 8, 'party'),
  { ...listed('regional-public-brand', 'decider', '2017-04-01', 40, 18, 'brand'), validMonths: 48 },
  { ...listed('demonstration-enterprise', 'decider', '2017-05-01', 40, 34, 'party'), validMonths: 48 },
  {
    ...listed('well-known-brand', 'market-decider', '2017-06-01', 40, 12, 'brand'),
    validMonths: 48,
    firstBrand: 26,
  },
  {
    ...listed('service-brand', 'commerce-decider', '2017-06-01', 40, 13, 'brand'),
    validMonths: 48,
    firstBrand: 43,
  },
  { ...listed('service-project', 'commerce-decider', '2018-01-01', 34, 9, 'party'), validMonths: 48 },
  ...SUPPORT,
];

const BASIS = { 'zh-CN': '演示：虚构的历史登记', en: 'Demo: an invented register of past years' };
/** What people buy: neither feed nor hides nor what machines are made of bears a mark of food. */
const SOLD = /^(wolfberry|juice|sheep|vegetable|fish)\/(fresh|pack|harvest)/;

/** Statements of past years for the demo's parties; the same region gives the same ones. `brands` are the ids of `programmeBrands`, in their order. */
export function pastStatements(region: RegionSeed, brands: readonly string[]): readonly PastStatement[] {
  const holders = region.parties.filter(({ kind }) => HOLDERS.has(kind));
  const keys = new Set(holders.map(({ key }) => key));
  const sold = region.products.filter(({ party, category }) => keys.has(party) && SOLD.test(category));
  // Whose applications the demo tells get their certificates there: one mark of a scheme for a product at a time.
  const toldOf = new Set(
    ['cooperative', 'enterprise'].map(kind => region.parties.find(each => each.kind === kind)?.key),
  );
  const invented = programmeProducts(region);
  const products = {
    certification: [...sold.filter(({ party }) => !toldOf.has(party)), ...invented],
    others: [...sold, ...invented],
  };
  return SERIES.flatMap((series, line) =>
    Array.from({ length: series.count }, (_, index) => {
      const place = line * 7 + index * 5;
      const subject = {
        party: holders[place % Math.max(1, holders.length)]?.uscc,
        product: products[series.kind === 'certification' ? 'certification' : 'others'][index]?.gtin,
        brand: brands[(series.firstBrand ?? 0) + index],
      }[series.about];
      return { by: series.by, body: statementOf(series, line, index, subject) };
    }),
  ).filter(({ body }) => Object.values(body.subject as object).every(value => value !== undefined));
}

function statementOf(series: Series, line: number, index: number, subject: string | undefined) {
  const { scheme, kind, from, months, count, validMonths, about } = series;
  const validFrom = addMonths(from, Math.floor((index * months) / count));
  const number = `演示-${scheme}-${validFrom.slice(0, 4)}-${line}${String(index + 1).padStart(3, '0')}`;
  return {
    ...{ kind, scheme, number, subject: { [about]: subject }, legalBasis: BASIS },
    ...{
      request: `demo-past-${line}-${index}`,
      validFrom,
      validTo: addDays(addMonths(validFrom, validMonths), -1),
    },
    content: contentOf(series, validFrom),
    ...(kind === 'listing' ? { publish: {} } : {}),
  };
}

function contentOf({ kind, products = 1 }: Series, day: string): object {
  switch (kind) {
    case 'certification':
      return {
        products: Array.from({ length: products }, (_, index) => ({ name: `演示产品 ${index + 1}` })),
      };
    case 'listing':
      return { list: 'register', level: 'regional', enteredOn: day, measures: [] };
    case 'award':
      return { round: day.slice(0, 4) };
  }
}
