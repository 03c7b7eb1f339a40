import type { SchemeRules } from '@pinxin/contract/schemes/scheme';
import { criterion, document, PROPOSED, type SchemeSeed, scheme, stepsOf } from './rules.ts';

const MARKET = 'authority-1';
const COMMERCE = 'authority-4';
const LOCAL = { source: PROPOSED, confirmed: false };

/** 创新平台、中介、人才、商标、展会、资金: what the plan supports beside marks and awards. */
export const supportSchemes: readonly SchemeSeed[] = [
  platform('technology-centre', '企业技术中心', 'Enterprise technology centre'),
  platform('engineering-research-centre', '工程技术研究中心', 'Engineering research centre'),
  platform('key-laboratory', '重点实验室', 'Key laboratory'),
  platform('engineering-laboratory', '工程实验室', 'Engineering laboratory'),
  platform('innovation-centre', '技术创新中心', 'Technology innovation centre'),
  platform('innovation-alliance', '产业技术创新战略联盟', 'Strategic alliance for innovation'),
  platform('design-centre', '产品设计创新中心', 'Product design centre'),
  scheme('brand-service-agency', COMMERCE, {
    name: { 'zh-CN': '品牌建设中介服务机构', en: 'Agency for brand services' },
    ...{ procedure: 'listing', outcome: 'listing', subject: 'party' },
    applicantKinds: ['enterprise', 'association'],
    steps: stepsOf(['formalReview', 'materialReview', 'publicNotice']),
    ...{ validityMonths: 24, legalBasis: '鼓励发展品牌建设中介服务企业', ...LOCAL },
  }),
  title('leading-talent', '品牌管理领军人才', 'Leading talent of brand management'),
  title('senior-technician', '技师、高级技师', 'Technician and senior technician'),
  trademark('trademark', '注册商标（境内）', 'Registered trademark', {
    renewal: { unit: 'month', from: 12, until: 0, grace: 6 },
    legalBasis: '《商标法》第三十九条、第四十条：有效期十年，期满前十二个月内续展，宽展期六个月',
    confirmed: true,
  }),
  trademark('international-trademark', '商标国际注册', 'International trademark', {
    renewal: { unit: 'month', from: 6, until: 0, grace: 6 },
    legalBasis: '《马德里议定书》第六条、第七条：有效期十年，期满前六个月通知，宽展期六个月',
    // Article 7 was read in the Protocol itself (each renewal ten years, notice six months before, grace of six months).
    // That the first term is ten years too (Article 6) was read in a law that carries the Protocol out: India, Trade
    // Marks Act 1999, section 36G.
    source:
      '议定书第七条原文；首期十年见印度商标法（1999）第三十六G条对议定书的转化；本系统登记备查并提醒续展',
    confirmed: true,
  }),
  scheme('exhibition', COMMERCE, {
    name: { 'zh-CN': '品牌展会参展', en: 'Exhibitor at a brand exhibition' },
    ...{ procedure: 'registration', outcome: 'listing', subject: 'party' },
    steps: stepsOf(['formalReview']),
    ...{ validityMonths: 12, legalBasis: '宁夏品牌展览和推介活动', ...LOCAL },
  }),
  scheme('brand-day', COMMERCE, {
    name: { 'zh-CN': '宁夏品牌日参加企业', en: 'Participant of the Ningxia Brand Day' },
    ...{ procedure: 'registration', outcome: 'listing', subject: 'party' },
    steps: stepsOf(['formalReview']),
    ...{ validityMonths: 12, legalBasis: '宁夏品牌日', ...LOCAL },
  }),
  grant('brand-funding', '品牌建设扶持资金', 'Funding for brand building'),
  grant('brand-loan', '特色品牌贷款支持', 'Loan support for brands'),
];

function platform(code: string, zh: string, en: string): SchemeSeed {
  return scheme(code, MARKET, {
    name: { 'zh-CN': zh, en },
    ...{ procedure: 'listing', outcome: 'listing', subject: 'party' },
    applicantKinds: ['enterprise', 'association'],
    steps: stepsOf(['formalReview', 'materialReview', 'onSiteReview', 'publicNotice']),
    criteria: [
      criterion(
        'research',
        '有固定场所、人员和研发投入',
        'A place, people and money of its own for research',
      ),
    ],
    documents: [document('report', '建设情况报告', 'Report on what was built up')],
    ...{ validityMonths: 36, surveillanceMonths: 12, legalBasis: '持续创新平台建设', ...LOCAL },
  });
}

/** Titles of people are applied for by the employer. The public sees the employer and how many, never a name. */
function title(code: string, zh: string, en: string): SchemeSeed {
  return scheme(code, MARKET, {
    name: { 'zh-CN': zh, en },
    ...{ procedure: 'listing', outcome: 'listing', subject: 'party' },
    steps: stepsOf(['formalReview', 'materialReview', 'publicNotice']),
    ...{ legalBasis: '自治区人才工程、技师培养计划', ...LOCAL },
  });
}

function trademark(
  code: string,
  zh: string,
  en: string,
  law: Pick<SchemeRules, 'renewal' | 'legalBasis' | 'confirmed'> & Partial<Pick<SchemeRules, 'source'>>,
): SchemeSeed {
  return scheme(code, MARKET, {
    name: { 'zh-CN': zh, en },
    ...{ procedure: 'registration', outcome: 'listing', subject: 'brand' },
    steps: stepsOf(['formalReview']),
    documents: [document('certificate', '商标注册证', 'Certificate of registration')],
    validityMonths: 120,
    suspendedBy: [],
    source: '国家知识产权局或世界知识产权组织登记，本系统登记备查并提醒续展',
    ...law,
  });
}

function grant(code: string, zh: string, en: string): SchemeSeed {
  return scheme(code, COMMERCE, {
    name: { 'zh-CN': zh, en },
    ...{ procedure: 'grant', outcome: 'award', subject: 'party' },
    steps: stepsOf(['formalReview', 'materialReview', 'publicNotice']),
    criteria: [criterion('brand', '有注册商标或获得品牌称号', 'Holds a trademark or a brand title')],
    ...{ legalBasis: '激励政策扶持；政府信息公开条例第二十条', ...LOCAL },
  });
}
