import type { LotFact, PartyFact, Picture, PlaceFact, ScanPage } from '@pinxin/contract/scan';

/** Fictional views for tests and pictures of the pages; nothing here is a real enterprise. */
const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });

export const divisions = {
  '640521': text('中宁县', 'Zhongning County'),
  '640104': text('银川市兴庆区', 'Xingqing District, Yinchuan'),
};

const grower: PartyFact = {
  name: text('红果演示合作社', 'Red Berry Demo Co-operative'),
  kind: 'cooperative',
  statedBy: 'self',
  division: '640521',
};
const drier: PartyFact = {
  name: text('晒场演示烘干厂', 'Sun Yard Demo Drying Works'),
  kind: 'enterprise',
  statedBy: 'self',
  division: '640521',
};
const laboratory: PartyFact = {
  name: text('演示检验检测中心', 'Demo Testing Centre'),
  kind: 'laboratory',
  statedBy: 'laboratory',
  phone: '0951-5550100',
};
export const authority: PartyFact = {
  name: text('演示市场监督管理局', 'Demo Market Regulation Authority'),
  kind: 'authority',
  statedBy: 'authority',
  phone: '0951-5550199',
};
const plot: PlaceFact = {
  name: text('河滩七号地', 'Riverside plot 7'),
  kind: 'productionBase',
  division: '640521',
};
const works: PlaceFact = { name: text('烘干车间', 'Drying hall'), kind: 'facility', division: '640521' };
const shop: PlaceFact = { name: text('东门演示店', 'East Gate Demo Shop'), kind: 'shop', division: '640104' };

const dried = text('枸杞干果 特优 500 克', 'Dried wolfberry, superior, 500 g');
const fresh = text('枸杞鲜果', 'Fresh wolfberry');
export const pack: LotFact = { path: '/01/09521234000013/10/G26A07', label: 'G26A07', product: dried };
const fruit: LotFact = { path: '/01/09521234000020/10/H0718', label: 'H0718', product: fresh };
const spray: LotFact = {
  path: '/01/09529999000011/10/Q31',
  label: 'Q31',
  product: text('苦参碱水剂', 'Matrine solution'),
};

const digest = (letter: string) => letter.repeat(64);

export const smallPicture: Picture = {
  nodes: [
    {
      id: '1',
      kind: 'lot',
      state: 'plain',
      name: fresh,
      label: 'H0718',
      holder: grower.name,
      quantity: { value: '1240', unit: 'KGM' },
      at: '2026-07-18',
    },
    {
      id: '2',
      kind: 'lot',
      state: 'plain',
      name: fresh,
      label: 'H0719',
      holder: grower.name,
      quantity: { value: '860', unit: 'KGM' },
      at: '2026-07-19',
    },
    {
      id: '3',
      kind: 'lot',
      state: 'plain',
      name: text('枸杞干果（散装）', 'Dried wolfberry, bulk'),
      label: 'D0721',
      holder: drier.name,
      quantity: { value: '455', unit: 'KGM' },
      at: '2026-07-21',
    },
    {
      id: '4',
      kind: 'lot',
      state: 'focus',
      name: dried,
      label: 'G26A07',
      holder: drier.name,
      quantity: { value: '910', unit: 'XBG' },
      at: '2026-07-26',
    },
    {
      id: '5',
      kind: 'unit',
      state: 'plain',
      name: text('物流单元', 'Logistic unit'),
      label: '395212340000000017',
      holder: drier.name,
      at: '2026-07-27',
    },
  ],
  edges: [
    { from: '1', to: '3', kind: 'made', quantity: { value: '1240', unit: 'KGM' } },
    { from: '2', to: '3', kind: 'made', quantity: { value: '860', unit: 'KGM' } },
    { from: '3', to: '4', kind: 'made', quantity: { value: '455', unit: 'KGM' } },
    { from: '4', to: '5', kind: 'contains' },
  ],
  truncated: false,
};

const steps = [
  {
    kind: 'treated',
    at: '2026-07-06T07:30:00+08:00',
    place: plot,
    by: grower,
    statedBy: 'self',
    lot: fruit,
    materials: [spray],
    events: [digest('a')],
  },
  {
    kind: 'harvested',
    at: '2026-07-18T08:00:00+08:00',
    until: '2026-07-19T18:00:00+08:00',
    place: plot,
    by: grower,
    statedBy: 'self',
    lot: fruit,
    materials: [],
    quantity: { value: '2100', unit: 'KGM' },
    events: [digest('b')],
  },
  {
    kind: 'received',
    at: '2026-07-19T19:10:00+08:00',
    place: works,
    by: drier,
    statedBy: 'self',
    lot: fruit,
    materials: [],
    quantity: { value: '2100', unit: 'KGM' },
    events: [digest('c')],
  },
  {
    kind: 'made',
    at: '2026-07-21T16:00:00+08:00',
    place: works,
    by: drier,
    statedBy: 'self',
    lot: { ...pack, product: text('枸杞干果（散装）', 'Dried wolfberry, bulk') },
    materials: [fruit],
    quantity: { value: '455', unit: 'KGM' },
    recordedLateDays: 9,
    events: [digest('d')],
  },
  {
    kind: 'inspected',
    at: '2026-07-24T10:00:00+08:00',
    by: laboratory,
    statedBy: 'laboratory',
    lot: pack,
    materials: [],
    events: [digest('e')],
  },
  {
    kind: 'made',
    at: '2026-07-26T09:00:00+08:00',
    place: works,
    by: drier,
    statedBy: 'self',
    lot: pack,
    materials: [{ ...fruit, product: text('枸杞干果（散装）', 'Dried wolfberry, bulk') }],
    quantity: { value: '910', unit: 'XBG' },
    events: [digest('f')],
  },
  {
    kind: 'shipped',
    at: '2026-07-27T15:00:00+08:00',
    place: works,
    by: drier,
    statedBy: 'self',
    lot: pack,
    materials: [],
    events: [digest('1')],
  },
  {
    kind: 'sold',
    at: '2026-07-29T09:00:00+08:00',
    place: shop,
    statedBy: 'self',
    lot: pack,
    materials: [],
    events: [digest('2')],
  },
] as const;

/** A lot with nothing wrong. */
export const trustedView: ScanPage = {
  kind: 'lot',
  path: pack.path,
  label: pack.label,
  code: '(01)09521234000013(10)G26A07',
  lot: 'G26A07',
  verdict: {
    kind: 'trusted',
    reasons: [
      { code: 'originTraced' },
      { code: 'testedByLaboratory', by: laboratory, at: '2026-07-24T10:00:00+08:00', event: digest('e') },
      { code: 'noRecall' },
    ],
  },
  product: {
    name: dried,
    gtin: '09521234000013',
    brand: text('红滩（演示）', 'Red Bank (demo)'),
    netContent: '500 g',
    statedBy: 'self',
  },
  maker: drier,
  place: plot,
  dates: [
    { kind: 'harvested', date: '2026-07-18', statedBy: 'self' },
    { kind: 'packed', date: '2026-07-26', statedBy: 'self' },
    { kind: 'bestBefore', date: '2028-01-25', statedBy: 'self' },
  ],
  quantity: { value: '910', unit: 'XBG' },
  registered: [
    {
      ...{ id: 'stm_1', kind: 'certification', holder: 'product', status: 'suspended' },
      ...{ name: { 'zh-CN': '绿色食品', en: 'Green Food' }, number: 'LB-50-2601300001A', grade: 'A' },
      issuer: { 'zh-CN': '示范发证机构（演示）' },
      ...{ validFrom: '2026-01-10', validTo: '2029-01-09' },
    },
    {
      ...{ id: 'stm_2', kind: 'award', holder: 'maker', status: 'valid', validFrom: '2025-05-01' },
      issuer: { 'zh-CN': '示范质量奖评审委员会（演示）' },
    },
  ],
  marks: [
    {
      reference: 'DEMO-GI-0007',
      statedBy: 'self',
      by: drier,
      event: digest('f'),
      verification: 'notVerifiedHere',
    },
  ],
  tests: [
    {
      outcome: 'conforms',
      statedBy: 'laboratory',
      by: laboratory,
      at: '2026-07-24T10:00:00+08:00',
      event: digest('e'),
      lot: pack,
    },
  ],
  journey: { main: steps.slice(0, 7), all: steps, truncated: false },
  picture: smallPicture,
  scans: { count: 128, firstAt: '2026-08-02T11:20:00+08:00', divisions: 3 },
  plausibility: [],
  records: 31,
  journal: 4127,
  isDemo: true,
  links: {
    lineage: `/lineage${pack.path}`,
    records: `/records${pack.path}`,
    report: `/report?code=${pack.path}`,
    linkset: `${pack.path}?linkType=linkset`,
  },
};

/** One serial scanned where one pack cannot be, and nobody says where it was grown. */
export const attentionView: ScanPage = {
  ...trustedView,
  kind: 'item',
  path: '/01/09521234000013/21/7K2M9',
  label: '7K2M9',
  code: '(01)09521234000013(21)7K2M9',
  serial: '7K2M9',
  verdict: { kind: 'attention', reasons: [{ code: 'implausibleScans' }, { code: 'originNotTraced' }] },
  registered: [],
  marks: [],
  tests: [],
  plausibility: [{ code: 'tooManyPlaces', seen: 14, bound: 3 }],
};

/** A recalled lot. */
export const stopView: ScanPage = {
  ...trustedView,
  verdict: {
    kind: 'stop',
    reasons: [
      { code: 'recalledByAuthority', by: authority, at: '2026-08-05T10:41:00+08:00', event: digest('9') },
    ],
  },
};

/** A code that nobody knows. */
export const unknownView: ScanPage = {
  kind: 'lot',
  path: '/01/09521234999993/10/X1',
  label: 'X1',
  code: '(01)09521234999993(10)X1',
  lot: 'X1',
  verdict: { kind: 'unknown', reasons: [{ code: 'codeNotFound' }] },
  dates: [],
  registered: [],
  marks: [],
  tests: [],
  journey: { main: [], all: [], truncated: false },
  picture: { nodes: [], edges: [], truncated: false },
  scans: { count: 0, divisions: 0 },
  plausibility: [],
  records: 0,
  journal: 4127,
  isDemo: true,
  links: {
    lineage: '/lineage/01/09521234999993/10/X1',
    records: '/records/01/09521234999993/10/X1',
    report: '/report',
    linkset: '/01/09521234999993/10/X1?linkType=linkset',
  },
};
