import { LEGAL_BASES, type RecallFace, type RecallList } from '@pinxin/contract/recall';
import type { RecallDeskView } from '../recall-desk-page.ts';

const published: RecallFace = {
  id: 'rcl_2u8n5hr3k6w4m7p9q2xb4d',
  state: 'published',
  hazard: 'first',
  reason: { 'zh-CN': '枸杞干果检出禁用农药', en: 'A banned pesticide was found in dried wolfberry' },
  advice: {
    'zh-CN': '不要食用，留好包装和购物凭证，退回购买处。',
    en: 'Do not eat it. Keep the pack and the receipt, and return it to the shop.',
  },
  contact: { 'zh-CN': '演示中卫市市场监管部门', en: 'Demo Zhongwei Market Regulation' },
  phone: '0955-0000000',
  legalBasis: LEGAL_BASES[0]!,
  by: {
    name: { 'zh-CN': '演示中卫市市场监管部门', en: 'Demo Zhongwei Market Regulation' },
    kind: 'authority',
    statedBy: 'authority',
    division: '640500',
  },
  suspects: [{ path: '/01/09521234000020/10/H0718', label: 'H0718' }],
  products: [
    { gtin: '09521234000013', name: { 'zh-CN': '枸杞干果 500 克', en: 'Dried wolfberry, 500 g' }, lots: 312 },
    { gtin: '09521234000020', name: { 'zh-CN': '枸杞鲜果', en: 'Fresh wolfberry' }, lots: 1 },
  ],
  lots: 313,
  publishedAt: '2026-08-09T10:20:00+08:00',
};

const ended: RecallFace = {
  ...published,
  id: 'rcl_2u8n5hr3k6w4m7p9q2xb4e',
  state: 'ended',
  hazard: 'third',
  reason: { 'zh-CN': '标签没有写明生产日期' },
  products: [],
  closedAt: '2026-08-01T09:00:00+08:00',
  closing: { 'zh-CN': '全部追回并补贴标签' },
};

export const recallListView: RecallList = {
  state: 'all',
  order: 'hazard',
  query: '枸杞',
  recalls: [published, ended],
  total: 41,
  page: 2,
  pages: 3,
};
export const noRecallsView: RecallList = {
  state: 'published',
  order: 'newest',
  query: '',
  recalls: [],
  total: 0,
  page: 1,
  pages: 1,
};
export const recallFace = published;
export const endedFace = ended;

const { publishedAt: _publishedAt, ...unpublished } = published;
export const draftView: RecallDeskView = {
  recall: { ...unpublished, state: 'draft', products: [], lots: 0 },
  forecast: {
    ...{ lots: 313, carriers: 12, holders: 7, watermark: 81, unused: [] },
    quantities: [{ value: '1250.5', unit: 'KGM' }, { value: '300' }],
  },
  notices: [],
  mayPublish: true,
};
export const publishedView: RecallDeskView = {
  recall: published,
  notices: [
    {
      party: { id: 'pty_shop1', name: { 'zh-CN': '演示商店', en: 'Demo shop' }, phone: '0955-1111111' },
      ...{ lots: 40, quantities: [{ value: '40' }], toldAt: '2026-08-09T10:20:03+08:00', asksAgain: false },
    },
    {
      party: { id: 'pty_shop2', name: { 'zh-CN': '演示超市', en: 'Demo supermarket' } },
      ...{ lots: 120, quantities: [], toldAt: '2026-08-09T10:20:03+08:00', asksAgain: false },
      acknowledgedAt: '2026-08-09T11:05:00+08:00',
    },
  ],
  mayPublish: true,
};
export const draftStartView = {
  id: 'rcl_2u8n5hr3k6w4m7p9q2xb4f',
  question: '{"suspects":["(01)09521234000020(10)H0718"]}',
  contact: published.contact,
};
