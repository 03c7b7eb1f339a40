import type { NoticePage } from '@pinxin/contract/schemes/notice-page';

/** A notice of a product and one of an enterprise; one objection has been sent. */
export const noticesView: NoticePage = {
  ...{ objectionId: 'obj_demo0001', isThanks: true },
  notices: [
    {
      ...{ id: 'app_demo1', scheme: 'green-food', schemeName: { 'zh-CN': '绿色食品', en: 'Green food' } },
      ...{ applicant: '演示枸杞专业合作社', subject: '枸杞鲜果' },
      ...{ applicantEn: 'Demo Wolfberry Co-operative', subjectEn: 'fresh wolfberries' },
      ...{ division: { 'zh-CN': '中宁县', en: 'Zhongning' }, from: '2026-07-17', lastDay: '2026-07-24' },
      legalBasis: '《绿色食品标志管理办法》第十四条',
    },
    {
      ...{ id: 'app_demo2', scheme: 'demonstration-enterprise' },
      schemeName: { 'zh-CN': '国家级农业示范企业', en: 'National demonstration enterprise of agriculture' },
      ...{ applicant: '演示枸杞烘干厂', subject: '演示枸杞烘干厂', division: undefined },
      ...{ applicantEn: null, subjectEn: null },
      ...{ from: '2026-07-18', lastDay: '2026-07-27', legalBasis: '（演示）' },
    },
  ],
};
