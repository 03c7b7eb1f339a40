import type {
  BrandListPage,
  BrandPage,
  BrandRow,
  CertificatePage,
  Dataset,
  EnterprisePage,
  MarkListPage,
  MarkRow,
  RegionNews,
  SearchPage,
} from '@pinxin/contract/public-pages';
import type { StatementPage } from '@pinxin/contract/statements/statement-view';
import { recallFace } from './sample-recalls.ts';
import { pack } from './sample-views.ts';

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const association = { id: 'pty_assoc', name: text('演示枸杞产业协会', 'Demo Wolfberry Association') };
const works = { id: 'pty_works', name: text('晒场演示烘干厂', 'Demo drying works') };

const green: MarkRow = {
  id: 'stm_green',
  kind: 'certification',
  scheme: { code: 'greenFood', name: text('绿色食品', 'green food') },
  number: 'LB-25-26080612345A',
  holder: works,
  subject: {
    kind: 'product',
    name: text('枸杞干果 500 克', 'Dried wolfberry, 500 g'),
    path: '/01/09521234000013',
  },
  issuer: text('演示绿色食品发展中心', 'Demo green food centre'),
  validFrom: '2026-03-08',
  validTo: '2029-03-07',
  status: 'valid',
};
const licence: MarkRow = {
  ...green,
  id: 'stm_licence',
  kind: 'licence',
  scheme: { code: 'regionalBrand', name: text('农产品区域公用品牌', 'regional public brand') },
  number: 'QY-2026-00031',
  subject: { kind: 'party', name: works.name, path: '/enterprises/pty_works' },
  issuer: association.name,
  status: 'suspended',
};
const honour: MarkRow = {
  id: 'stm_award',
  kind: 'award',
  holder: { id: 'pty_x', name: { 'zh-CN': '演示酒庄' } },
  subject: { kind: 'party', name: { 'zh-CN': '演示酒庄' } },
  issuer: { 'zh-CN': '演示自治区市场监管部门' },
  validFrom: '2025-12-01',
  status: 'valid',
};
export const brand: BrandRow = {
  id: 'brd_zn',
  kind: 'regional',
  name: text('演示枸杞', 'Demo wolfberry'),
  owner: association,
  category: '枸杞',
  division: '640521',
  users: 14,
};
const products = [
  {
    gtin: '09521234000013',
    name: text('枸杞干果 500 克', 'Dried wolfberry, 500 g'),
    kind: 'packed' as const,
    brand: brand.name,
    netContent: '500 g',
    maker: works,
  },
];

export const news: RegionNews = {
  programmes: [
    {
      code: 'brands-2026',
      name: { 'zh-CN': '品牌方案', en: 'Brand programme' },
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      on: '2026-07-18',
      goals: [
        {
          number: 'T1',
          name: { 'zh-CN': '绿色食品', en: 'Green Food' },
          unit: '个',
          target: 100,
          value: 62,
          status: 'onCourse',
          comparator: '>=',
        },
      ],
    },
  ],
  recalls: [recallFace],
  brands: [brand],
  lost: [{ ...licence, at: '2026-08-06T09:00:00+08:00' }],
};
/** Four modules in place of a code: the look of the page needs no more. */
export const QR =
  '<svg viewBox="0 0 4 4" xmlns="http://www.w3.org/2000/svg"><path d="M0 0h2v2H0zM2 2h2v2H2z" fill="#000"/></svg>';
export const certificateView: CertificatePage = {
  ...{ statement: 'stm_green', scheme: green.scheme!, kind: 'certification', number: 'GF640521260001' },
  ...{ holder: works, isMasked: false, uscc: '91640521PDY000010X', subject: green.subject },
  issuer: { id: 'pty_office', name: green.issuer },
  ...{ validFrom: green.validFrom, validTo: '2029-03-07', legalBasis: '《绿色食品标志管理办法》' },
  mandate: { legalBasis: '《绿色食品标志管理办法》第五条', validFrom: '2020-01-01' },
  ...{ isDemo: true, on: '2026-07-18', today: '2026-07-18', standing: 'valid' },
  history: [
    { on: '2026-03-08', action: 'issue' },
    { on: '2026-05-02', action: 'suspend', legalBasis: '办法第二十六条' },
    { on: '2026-06-02', action: 'restore', legalBasis: '办法第二十六条' },
  ],
  pdf: '/certificates/stm_green/certificate.pdf',
};
export const withdrawnView: CertificatePage = {
  ...certificateView,
  ...{ standing: 'withdrawn', on: '2026-06-30' },
  mandate: { ...certificateView.mandate, validTo: '2027-12-31' },
  history: [
    { on: '2026-03-08', action: 'issue' },
    { on: '2026-06-30', action: 'supersede', successor: 'stm_new' },
  ],
};
export const statementView: StatementPage = {
  ...{ today: '2026-07-18', hasCredential: true, subjectPath: '/enterprises/pty_works' },
  ...{ scheme: green.scheme!.name, issuer: green.issuer, subject: works.name },
  statement: {
    ...{
      id: 'stm_award',
      kind: 'award',
      status: 'suspended',
      number: '演示2026-01',
      scheme: 'famous-brand-product',
    },
    ...{ issuer: { id: 'pty_office', name: '演示机关' }, issuedAt: '2026-03-08T18:30:00Z', may: [] },
    subject: { kind: 'party', id: 'pty_works', name: works.name['zh-CN'] },
    ...{ validFrom: '2026-03-08', validTo: null, publicFrom: '2026-03-08', publicTo: null },
    ...{ supersedes: null, supersededBy: null, evidence: [], legalBasis: { 'zh-CN': '《演示办法》' } },
    mandate: { id: 'mdt_x', legalBasis: '《演示办法》第五条', needsSecondPerson: false },
    content: { round: '2026' },
    history: [
      {
        ...{ seq: 0, at: '2026-03-08T18:30:00Z', action: 'issue', status: 'valid', reason: null },
        ...{ party: { id: 'pty_office', name: '演示机关' }, legalBasis: null, successor: null },
      },
    ],
  },
};
export const markListView: MarkListPage = {
  today: '2026-07-18',
  ...{ on: '2026-07-18', kind: 'certification', scheme: 'greenFood', query: '枸杞', order: 'newest' },
  ...{ rows: [green, licence, honour], total: 10_000, isMore: true, page: 2, pages: 200 },
  schemes: [
    { code: 'greenFood', name: text('绿色食品', 'green food') },
    { code: 'organic', name: text('有机产品', 'organic product') },
  ],
};
export const noMarksView: MarkListPage = {
  ...{ today: '2026-07-18', recordBegan: '2026-07-01' },
  ...{ on: '2020-01-01', query: '', order: 'number', rows: [], total: 0, isMore: false, page: 1, pages: 1 },
  schemes: [],
};
export const brandListView: BrandListPage = {
  ...{ query: '', order: 'name', total: 2, page: 1, pages: 1 },
  ...{ categories: ['枸杞', '滩羊'], divisions: ['640521', '640323'] },
  rows: [
    brand,
    { ...brand, id: 'brd_y', kind: 'enterprise', name: { 'zh-CN': '演示红' }, owner: works, users: 0 },
  ],
};
const use = {
  ...{ season: '2026', from: '2026-06-01', to: '2026-10-31', labels: 12_400 },
  ...{ boundKg: '96000', allottedKg: '6200', freeKg: '89800' },
};
export const brandView: BrandPage = {
  ...{ brand, marks: [green], users: [{ ...licence, quota: use }, honour], quota: use, lots: [pack] },
  products: products.map(product => ({ ...product, isLabelled: true })),
};
export const enterpriseView: EnterprisePage = {
  ...{ id: 'pty_works', name: works.name, kind: 'enterprise', isMasked: false, uscc: '91640521PDY000010X' },
  ...{
    division: '640521',
    marks: [green, honour],
    past: [{ ...green, status: 'expired' }],
    licences: [licence],
  },
  sanctions: [
    {
      ...{
        id: 'stm_s',
        documentNumber: '演市监罚〔2026〕12号',
        violation: '违反食品安全法',
        content: '罚款五千元',
      },
      ...{ decidedOn: '2026-06-02', issuer: text('演示市场监管部门', 'Demo regulation'), status: 'valid' },
    },
  ],
  ...{ brands: [brand], products, recalls: [recallFace], succeededBy: [], succeeds: [] },
  places: [{ name: text('晒场一号', 'Drying yard 1'), kind: 'workshop', division: '640521' }],
};
export const maskedView: EnterprisePage = {
  ...{ id: 'pty_h', name: { 'zh-CN': '王**' }, kind: 'household', isMasked: true, division: '640521' },
  ...{ marks: [], past: [], licences: [], sanctions: [], brands: [], products: [], places: [], recalls: [] },
  ...{ succeededBy: [], succeeds: [] },
};
export const searchView: SearchPage = {
  query: '枸杞',
  items: [
    {
      kind: 'party',
      id: 'pty_works',
      name: works.name,
      code: '91640521PDY000010X',
      division: '640521',
      match: 'within',
    },
    { kind: 'product', id: 'prd_1', name: products[0]!.name, code: '09521234000013', match: 'beginning' },
    { kind: 'brand', id: 'brd_zn', name: brand.name, match: 'within' },
    {
      kind: 'lot',
      id: `https://id.gs1.org${pack.path}`,
      name: pack.product!,
      code: pack.label,
      match: 'code',
    },
    {
      kind: 'place',
      id: 'plc_1',
      name: text('枸杞基地', 'Wolfberry base'),
      division: '640521',
      match: 'within',
    },
  ],
};
export const nothingFound: SearchPage = { query: '6901234567892', kind: 'brand', items: [] };
export const datasets: readonly Dataset[] = [
  {
    ...{ name: 'marks', title: text('有效的标志', 'Marks in force') },
    description: text('某日有效的认证、奖项、名录。', 'Certificates, awards and lists in force on a day.'),
    columns: [{ name: 'valid_from', means: text('自', 'from') }],
  },
];
