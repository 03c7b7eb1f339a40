import type { PassportPage } from '@pinxin/contract/passport-page';

/** A passport with two credentials behind it. */
export const passportView: PassportPage = {
  path: '/01/09521234000013/10/G26A07',
  label: 'G26A07',
  name: { 'zh-CN': '枸杞干果 特优 500 克', en: 'Dried wolfberry, superior, 500 g' },
  ...{ granularity: 'batch', gtin: '09521234000013', verdict: 'trusted' },
  maker: { 'zh-CN': '晒场演示烘干厂', en: 'Sun Yard Demo Drying Works' },
  facility: { name: { 'zh-CN': '烘干车间', en: 'Drying hall' }, kind: 'facility', division: '640521' },
  productionDate: '2026-07-26',
  claims: [
    {
      ...{ statement: 'stm_1', kind: 'certification', name: '绿色食品', number: 'LB-12-3456', score: 'A' },
      ...{ validFrom: '2026-01-01', validTo: '2028-12-31' },
    },
    {
      ...{ statement: 'stm_2', kind: 'testReport', name: '检测报告', number: null, score: 'conforms' },
      ...{ validFrom: '2026-07-28', validTo: null },
    },
  ],
  issuer: '品信运营方',
  goodUntil: '2026-08-11T04:00:00Z',
  isSigned: true,
};
