import type {
  DeskPage,
  EventListPage,
  EventPage,
  HolderRow,
  LineagePage,
} from '@pinxin/contract/lineage-page';
import type { LotFact, PictureEdge, PictureNode } from '@pinxin/contract/scan';
import type { HomeView } from '../home-page.ts';
import { news } from './sample-public.ts';
import { authority, pack, smallPicture, trustedView } from './sample-views.ts';

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const raw: LotFact = {
  path: '/01/09521234000020/10/H0718',
  label: 'H0718',
  product: text('枸杞鲜果', 'Fresh wolfberry'),
};

export const homeView: HomeView = {
  recalls: [{ lot: pack, by: authority, at: '2026-08-05T10:41:00+08:00', event: '9'.repeat(64) }],
  figures: { lots: 1034512, events: 2290114, parties: 214, products: 388 },
  recent: [{ lot: raw, at: '2026-08-05T09:00:00+08:00', event: 'b'.repeat(64) }],
  samples: [pack, raw],
  isDemo: true,
  news,
};

export const lineageView: LineagePage = {
  lot: pack,
  depth: 3,
  direction: 'both',
  picture: {
    ...smallPicture,
    nodes: smallPicture.nodes.map(node => ({ ...node, path: `/01/09521234000013/10/${node.label}` })),
  },
  rows: [
    {
      direction: 'back',
      depth: 1,
      relation: 'made',
      from: raw,
      to: pack,
      quantity: { value: '1240', unit: 'KGM' },
      by: trustedView.maker!,
      place: trustedView.place!,
      at: '2026-07-21T16:00:00+08:00',
      event: 'd'.repeat(64),
    },
    {
      direction: 'forward',
      depth: 1,
      relation: 'contains',
      from: pack,
      to: { path: '/00/395212340000000017', label: '395212340000000017' },
      at: '2026-07-27T15:00:00+08:00',
      event: 'f'.repeat(64),
    },
  ],
  page: 1,
  pages: 3,
  total: 120,
  truncated: true,
  containers: {
    total: 40,
    rows: [
      {
        container: { path: '/00/395212340000000024', label: '395212340000000024' },
        within: { path: '/00/395212340000000017', label: '395212340000000017' },
        from: '2026-07-27T16:00:00+08:00',
        event: 'a'.repeat(64),
      },
      {
        container: { path: '/00/395212340000000017', label: '395212340000000017' },
        from: '2026-07-27T15:00:00+08:00',
        to: '2026-07-29T09:30:00+08:00',
        event: 'f'.repeat(64),
        endedBy: 'b'.repeat(64),
      },
    ],
  },
  isDemo: true,
};

export const eventListView: EventListPage = {
  lot: pack,
  rows: trustedView.journey.all.map(step => ({
    hash: step.events[0]!,
    kind: step.kind,
    at: step.at,
    recordedAt: step.at,
    statedBy: step.statedBy,
    isVoid: step.kind === 'received',
    ...(step.by ? { by: step.by } : {}),
    ...(step.place ? { place: step.place } : {}),
    ...(step.quantity ? { quantity: step.quantity } : {}),
  })),
  page: 1,
  pages: 1,
  total: 8,
  isDemo: true,
};

export const eventView: EventPage = {
  ...eventListView.rows[3]!,
  type: 'TransformationEvent',
  bizStep: 'commissioning',
  disposition: 'active',
  parts: [
    { part: 'input', lot: raw, quantity: { value: '1240', unit: 'KGM' } },
    { part: 'output', lot: pack, quantity: { value: '455', unit: 'KGM' } },
  ],
  partsTruncated: false,
  transactions: ['urn:epcglobal:cbv:bt:9521234000006:PO-7'],
  certificates: ['https://certificates.example/DEMO-GI-0007'],
  eventHash: `ni:///sha-256;${'d'.repeat(64)}?ver=CBV2.0`,
  document: JSON.stringify({ type: 'TransformationEvent', eventTime: '2026-07-21T16:00:00+08:00' }, null, 2),
  isDemo: true,
};

const holders: HolderRow[] = [
  {
    holder: text('东门演示店', 'East Gate Demo Shop'),
    place: { name: text('东门店', 'East Gate'), kind: 'shop', division: '640104' },
    lot: pack,
    quantity: { value: '24', unit: 'KGM' },
    from: trustedView.maker!.name,
    since: '2026-07-29T09:00:00+08:00',
    state: 'inStock',
  },
  {
    holder: text('南岸演示原浆厂', 'South Bank Demo Juice Works'),
    place: { name: text('一号库', 'Store 1'), kind: 'warehouse', division: '640521' },
    lot: raw,
    quantity: { value: '210', unit: 'KGM' },
    from: trustedView.maker!.name,
    since: '2026-07-22T09:00:00+08:00',
    state: 'usedUp',
  },
];

/** A picture with more holders and layers than a phone is wide. */
const bigNodes: PictureNode[] = [
  {
    id: 'a',
    kind: 'lot',
    state: 'suspect',
    name: raw.product!,
    label: 'H0718',
    holder: text('红果演示合作社', 'Red Berry Demo Co-operative'),
    quantity: { value: '1240', unit: 'KGM' },
    at: '2026-07-18',
    path: raw.path,
  },
  {
    id: 'b',
    kind: 'lot',
    state: 'affected',
    name: text('枸杞干果（散装）', 'Dried wolfberry, bulk'),
    label: 'D0721',
    holder: text('晒场演示烘干厂', 'Sun Yard Demo Drying Works'),
    quantity: { value: '455', unit: 'KGM' },
    at: '2026-07-21',
    path: pack.path,
  },
  ...['A', 'B', 'C'].map(
    (letter): PictureNode => ({
      id: `p${letter}`,
      kind: 'lot',
      state: 'affected',
      name: pack.product!,
      label: `G26A0${letter}`,
      holder: text('晒场演示烘干厂', 'Sun Yard Demo Drying Works'),
      quantity: { value: '150', unit: 'KGM' },
      at: '2026-07-26',
      path: pack.path,
    }),
  ),
  {
    id: 'u',
    kind: 'unit',
    state: 'carrier',
    name: text('物流单元', 'Logistic unit'),
    label: '395212340000000017',
    holder: text('塞上演示物流', 'Frontier Demo Logistics'),
    at: '2026-07-27',
    path: '/00/395212340000000017',
  },
  {
    id: 's',
    kind: 'lot',
    state: 'affected',
    name: text('枸杞原浆 300 毫升', 'Wolfberry purée, 300 mL'),
    label: 'Y0801',
    holder: text('南岸演示原浆厂', 'South Bank Demo Juice Works'),
    quantity: { value: '80', unit: 'KGM' },
    at: '2026-08-01',
    path: pack.path,
  },
];
const bigEdges: PictureEdge[] = [
  { from: 'a', to: 'b', kind: 'made', quantity: { value: '1240', unit: 'KGM' } },
  { from: 'b', to: 'pA', kind: 'made', quantity: { value: '245', unit: 'KGM' } },
  { from: 'b', to: 'pB', kind: 'made', quantity: { value: '120', unit: 'KGM' } },
  { from: 'b', to: 'pC', kind: 'made', quantity: { value: '90', unit: 'KGM' } },
  { from: 'pA', to: 'u', kind: 'contains' },
  { from: 'pB', to: 'u', kind: 'contains' },
  { from: 'pC', to: 's', kind: 'made', quantity: { value: '90', unit: 'KGM' } },
];

export const recallView: DeskPage = {
  desk: 'recall',
  caller: { name: authority.name, label: '演示钥匙' },
  question: {
    direction: 'forward',
    codes: ['(01)09521234000020(10)H0718', '(01)09521234000021'],
    places: [],
  },
  answer: {
    question: {
      direction: 'forward',
      codes: ['(01)09521234000020(10)H0718', '(01)09521234000021'],
      places: [],
    },
    suspects: [raw],
    problems: [{ code: '(01)09521234000021', problem: 'malformed', suggestion: '(01)09521234000020' }],
    counts: {
      lots: 37,
      items: 2276,
      carriers: 12,
      holders: 44,
      places: 51,
      events: 812,
      quantities: [{ value: '1118', unit: 'KGM' }, { value: '2276' }],
    },
    picture: { nodes: bigNodes, edges: bigEdges, truncated: false },
    holders,
    page: 1,
    pages: 2,
    holderRows: 61,
    balance: {
      unit: 'KGM',
      made: '1240',
      usedUp: '1118',
      shipped: '0',
      sold: '96',
      destroyed: '0',
      inHand: '24',
      missing: '2',
    },
    watermark: 4127,
    answeredAt: '2026-08-05T10:41:07+08:00',
    milliseconds: 41,
  },
  isDemo: true,
  query: 'codes=x',
};

export const traceView: DeskPage = { desk: 'trace', caller: recallView.caller, isDemo: true, query: '' };

export const causeView: DeskPage = {
  desk: 'cause',
  caller: recallView.caller,
  causes: {
    codes: [pack.path, '/01/09521234000013/10/G26A08'],
    problems: [],
    candidates: [
      {
        lot: raw,
        by: text('红果演示合作社', 'Red Berry Demo Co-operative'),
        at: '2026-07-18T08:00:00+08:00',
        reached: 2,
        of: 2,
        others: 35,
      },
    ],
    milliseconds: 12,
  },
  isDemo: true,
  query: '',
};
