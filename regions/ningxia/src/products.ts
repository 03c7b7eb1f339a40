import { gtin } from './gs1-keys.ts';
import type { FarmInputLabel, PartySeed, ProductSeed } from './region.ts';

/** 枸杞等级, best first (the names of GB/T 18672). */
export const GRADES = ['premium', 'special', 'first', 'second'] as const;

export type Grade = (typeof GRADES)[number];

/** 特优 …: how a grade is called, and the most grains per 50 g it may have. */
export const gradeNames: Readonly<Record<Grade, { zh: string; en: string; grainsPer50g: number }>> = {
  premium: { zh: '特优', en: 'premium', grainsPer50g: 280 },
  special: { zh: '特级', en: 'special', grainsPer50g: 370 },
  first: { zh: '甲级', en: 'first grade', grainsPer50g: 580 },
  second: { zh: '乙级', en: 'second grade', grainsPer50g: 900 },
};

/** Grams in a consumer pack of each grade. */
export const packGrams: Readonly<Record<Grade, number>> = {
  premium: 500,
  special: 250,
  first: 250,
  second: 1000,
};

/** Consumer packs in a case of each grade: five kilograms, or ten of the big bags. */
export const packsPerCase: Readonly<Record<Grade, number>> = {
  premium: 10,
  special: 20,
  first: 20,
  second: 10,
};

interface ProductRow {
  readonly category: string;
  readonly kind: ProductSeed['kind'];
  readonly zh: string;
  readonly en: string;
  /** Packaging level: the first digit of the GTIN-14. */
  readonly level?: number;
  readonly netGrams?: number;
  readonly brand?: readonly [zh: string, en: string];
  readonly label?: FarmInputLabel;
}

const RED = ['示范红', 'Demo Red'] as const;
const SHEEP = ['示范滩', 'Demo Tan'] as const;
const GREEN = ['示范鲜', 'Demo Fresh'] as const;
const BLUE = ['示范润', 'Demo Drip'] as const;

function wolfberryPackerRows(): ProductRow[] {
  return GRADES.flatMap((grade): ProductRow[] => {
    const { zh, en } = gradeNames[grade];
    const grams = packGrams[grade];
    const pieces = packsPerCase[grade];
    return [
      {
        category: `wolfberry/graded/${grade}`,
        kind: 'processed',
        zh: `枸杞干果（${zh}）`,
        en: `Graded wolfberries, ${en}`,
      },
      {
        category: `wolfberry/pack/${grade}`,
        kind: 'packed',
        zh: `枸杞 ${zh} ${grams} g`,
        en: `Wolfberries, ${en}, ${grams} g`,
        netGrams: grams,
        brand: RED,
      },
      {
        category: `wolfberry/case/${grade}`,
        kind: 'packed',
        zh: `枸杞 ${zh} ${grams} g × ${pieces}`,
        en: `Wolfberries, ${en}, ${pieces} × ${grams} g`,
        level: 1,
        netGrams: grams * pieces,
        brand: RED,
      },
    ];
  });
}

/** 分割: the three cuts sold, and the share of a carcass each makes. */
export const CUTS = [
  { code: 'leg', zh: '后腿', en: 'leg', share: 0.34, grams: 1000 },
  { code: 'rack', zh: '法排', en: 'rack', share: 0.22, grams: 500 },
  { code: 'rolls', zh: '羊肉卷', en: 'rolls', share: 0.38, grams: 500 },
] as const;

function sheepRows(): ProductRow[] {
  return CUTS.flatMap((cut): ProductRow[] => [
    {
      category: `sheep/cut/${cut.code}`,
      kind: 'processed',
      zh: `滩羊${cut.zh}（分割）`,
      en: `Tan sheep ${cut.en}, cut`,
    },
    {
      category: `sheep/pack/${cut.code}`,
      kind: 'packed',
      zh: `滩羊${cut.zh} ${cut.grams} g`,
      en: `Tan sheep ${cut.en}, ${cut.grams} g`,
      netGrams: cut.grams,
      brand: SHEEP,
    },
    {
      category: `sheep/case/${cut.code}`,
      kind: 'packed',
      zh: `滩羊${cut.zh} ${cut.grams} g × 10`,
      en: `Tan sheep ${cut.en}, 10 × ${cut.grams} g`,
      level: 1,
      netGrams: cut.grams * 10,
      brand: SHEEP,
    },
  ]);
}

function pesticide(ingredient: string, number: number, intervalDays: number, target: string): FarmInputLabel {
  return {
    kind: 'pesticide',
    activeIngredient: ingredient,
    registrationNumber: `PD-DEMO-${String(number).padStart(4, '0')}`,
    intervalDays,
    target,
  };
}

const CROP_INPUTS: readonly ProductRow[] = [
  input('input/fertilizer', '演示有机肥', 'Demo organic fertilizer', {
    kind: 'fertilizer',
    registrationNumber: 'FZ-DEMO-0001',
  }),
  input('input/hub', '演示苦参碱水剂', 'Demo matrine AS', pesticide('苦参碱', 1, 5, '蚜虫')),
  input('input/pesticide/1', '演示啶虫脒微乳剂', 'Demo acetamiprid ME', pesticide('啶虫脒', 2, 7, '木虱')),
  input('input/pesticide/2', '演示吡虫啉悬浮剂', 'Demo imidacloprid SC', pesticide('吡虫啉', 3, 7, '蚜虫')),
  input('input/pesticide/3', '演示阿维菌素乳油', 'Demo abamectin EC', pesticide('阿维菌素', 4, 10, '瘿螨')),
  input('input/seed', '演示番茄种子', 'Demo tomato seed', {
    kind: 'seed',
    registrationNumber: 'ZZ-DEMO-0001',
  }),
];

function input(category: string, zh: string, en: string, label: FarmInputLabel): ProductRow {
  return { category, kind: 'farmInput', zh, en, label };
}

const FEED_MILL: readonly ProductRow[] = [
  input('input/feed/sheep', '演示育肥羊精料', 'Demo lamb feed', {
    kind: 'feed',
    registrationNumber: 'SL-DEMO-0001',
  }),
  input('input/feed/fish', '演示鲤鱼配合饲料', 'Demo carp feed', {
    kind: 'feed',
    registrationNumber: 'SL-DEMO-0002',
  }),
  input('input/vaccine/sheep', '演示小反刍兽疫疫苗', 'Demo PPR vaccine', {
    kind: 'veterinaryDrug',
    registrationNumber: 'SY-DEMO-0001',
    intervalDays: 21,
  }),
  input('input/drug/fish', '演示水产恩诺沙星粉', 'Demo aquatic enrofloxacin', {
    kind: 'veterinaryDrug',
    activeIngredient: '恩诺沙星',
    registrationNumber: 'SY-DEMO-0002',
    intervalDays: 20,
    target: '细菌性败血症',
  }),
];

const FRESH: ProductRow = {
  category: 'wolfberry/fresh',
  kind: 'raw',
  zh: '枸杞鲜果',
  en: 'Fresh wolfberries',
};

/** What each role makes. A role that is absent makes nothing. */
const ROWS: Readonly<Record<string, readonly ProductRow[]>> = {
  cooperative: [FRESH],
  farm: [FRESH],
  dryer: [
    {
      category: 'wolfberry/dried',
      kind: 'processed',
      zh: '枸杞干果（统货）',
      en: 'Dried wolfberries, ungraded',
    },
  ],
  packer: wolfberryPackerRows(),
  juicer: [
    { category: 'juice/bulk', kind: 'processed', zh: '枸杞原浆（散装）', en: 'Wolfberry juice, bulk' },
    {
      category: 'juice/pack',
      kind: 'packed',
      zh: '枸杞原浆 500 g',
      en: 'Wolfberry juice, 500 g',
      netGrams: 500,
      brand: RED,
    },
    {
      category: 'juice/case',
      kind: 'packed',
      zh: '枸杞原浆 500 g × 12',
      en: 'Wolfberry juice, 12 × 500 g',
      level: 1,
      netGrams: 6000,
      brand: RED,
    },
  ],
  sheepfarm: [{ category: 'sheep/animal', kind: 'animal', zh: '滩羊', en: 'Tan sheep' }],
  slaughterhouse: [
    { category: 'sheep/carcass', kind: 'processed', zh: '滩羊胴体', en: 'Tan sheep carcass' },
    { category: 'sheep/hide', kind: 'processed', zh: '滩羊皮', en: 'Tan sheep hide' },
    { category: 'sheep/offal', kind: 'processed', zh: '滩羊副产品', en: 'Tan sheep offal' },
    ...sheepRows(),
  ],
  greenhouse: [
    { category: 'vegetable/fresh', kind: 'raw', zh: '番茄（散）', en: 'Tomatoes, loose' },
    {
      category: 'vegetable/pack',
      kind: 'packed',
      zh: '番茄 1 kg',
      en: 'Tomatoes, 1 kg',
      netGrams: 1000,
      brand: GREEN,
    },
    {
      category: 'vegetable/case',
      kind: 'packed',
      zh: '番茄 1 kg × 8',
      en: 'Tomatoes, 8 × 1 kg',
      level: 1,
      netGrams: 8000,
      brand: GREEN,
    },
  ],
  fishfarm: [
    { category: 'fish/fry', kind: 'animal', zh: '黄河鲤鱼苗', en: 'Yellow River carp fry' },
    {
      category: 'fish/harvest',
      kind: 'animal',
      zh: '黄河鲤鱼（活）',
      en: 'Yellow River carp, live',
      brand: GREEN,
    },
  ],
  inputmaker: CROP_INPUTS,
  feedmill: FEED_MILL,
  partsmaker: [
    { category: 'parts/board', kind: 'industrial', zh: '控制电路板', en: 'Control board' },
    { category: 'parts/valve', kind: 'industrial', zh: '电磁阀体', en: 'Valve body' },
  ],
  controllermaker: [
    {
      category: 'controller/unit',
      kind: 'industrial',
      zh: '智能节水灌溉控制器',
      en: 'Smart irrigation controller',
      brand: BLUE,
    },
  ],
};

function productOf(party: PartySeed, product: ProductRow, reference: number): ProductSeed {
  return {
    gtin: gtin(party.gs1Prefixes[0] as string, product.level ?? 0, reference),
    party: party.key,
    kind: product.kind,
    nameZh: product.zh,
    nameEn: product.en,
    ...(product.brand === undefined ? {} : { brandZh: product.brand[0], brandEn: product.brand[1] }),
    category: product.category,
    ...(product.netGrams === undefined
      ? {}
      : { netContent: { quantity: product.netGrams / 1000, uom: 'KGM' } }),
    ...(product.label === undefined ? {} : { label: product.label }),
  };
}

/** The demo's products: each party of a role makes the same kinds under its own GTINs. */
export function demoProducts(parties: readonly PartySeed[]): readonly ProductSeed[] {
  return parties.flatMap(party => {
    const role = party.key.slice(0, party.key.lastIndexOf('-'));
    return (ROWS[role] ?? []).map((each, index) => productOf(party, each, index + 1));
  });
}
