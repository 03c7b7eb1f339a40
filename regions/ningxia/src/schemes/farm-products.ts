import { criterion, document, PROPOSED, type SchemeSeed, scheme, stepsOf } from './rules.ts';

const AGRICULTURE = 'authority-2';
const CITIES = ['authority-6', 'authority-7', 'authority-8', 'authority-9', 'authority-10'];

/** 农产品标志: marks of farm products, and the regional brands. */
export const farmProductSchemes: readonly SchemeSeed[] = [
  scheme('pollution-free-product', AGRICULTURE, {
    name: { 'zh-CN': '无公害农产品', en: 'Pollution-free farm product' },
    ...{ procedure: 'certification', outcome: 'certification', subject: 'product', closedFrom: '2023-01-01' },
    steps: stepsOf(['formalReview', 'materialReview', 'onSiteReview']),
    validityMonths: 36,
    legalBasis: '无公害农产品认证制度（已停止，保留历史记录）',
    source: '停止日期待核',
    confirmed: false,
  }),
  scheme(
    'green-food',
    AGRICULTURE,
    {
      name: { 'zh-CN': '绿色食品', en: 'Green Food' },
      ...{ procedure: 'certification', outcome: 'certification', subject: 'product' },
      acceptanceDays: 10,
      steps: stepsOf(['formalReview', 'materialReview', 'onSiteReview', 'publicNotice'], {
        onSiteReview: 45,
      }),
      criteria: [
        criterion(
          'environment',
          '产地环境符合绿色食品产地环境标准',
          'The place of origin meets the environmental standard',
        ),
        criterion('inputs', '投入品使用符合绿色食品准则', 'Farm inputs are used as the guidelines allow'),
        criterion(
          'trademark',
          '有注册商标（2021 年起的基本条件）',
          'A registered trademark (a basic condition since 2021)',
        ),
        criterion(
          'scale',
          '规模达到要求：露地蔬菜、水果 200 亩以上，设施蔬菜 100 亩以上',
          'Scale: 200 mu of open-field vegetables or fruit, 100 mu under cover',
        ),
      ],
      documents: [
        document('environmentReport', '产地环境监测报告', 'Environmental monitoring report'),
        document('productReport', '产品检验报告', 'Product test report'),
        document('plan', '生产操作规程', 'Rules of operation'),
      ],
      validityMonths: 36,
      // 办法第十八条：有效期满三个月前申请
      renewal: { unit: 'month', from: 6, until: 3 },
      surveillanceMonths: 12,
      numberTemplate: 'GF{division}{yy}{seq:4}',
      numberPattern: 'GF\\d{12}',
      legalBasis: '《绿色食品标志管理办法》第十八条等',
      source: '续展与有效期：办法第十八条；其余期限待核',
      confirmed: false,
    },
    CITIES,
  ),
  scheme('organic-product', AGRICULTURE, {
    name: { 'zh-CN': '有机产品', en: 'Organic product' },
    ...{ procedure: 'certification', outcome: 'certification', subject: 'product' },
    steps: stepsOf(['materialReview', 'onSiteReview']),
    criteria: [criterion('conversion', '完成转换期', 'The conversion period is over')],
    documents: [document('certificate', '认证机构证书', "Certifier's certificate")],
    validityMonths: 12,
    renewal: { unit: 'day', from: 180, until: 30 },
    surveillanceMonths: 6,
    legalBasis: '《有机产品认证管理办法》',
    source: '证书由国家批准的认证机构颁发，本系统登记其编号；有效期一年待核',
    confirmed: false,
  }),
  scheme('agro-product-indication', AGRICULTURE, {
    name: { 'zh-CN': '农产品地理标志', en: 'Geographical indication of farm products' },
    ...{ procedure: 'certification', outcome: 'certification', subject: 'brand', closedFrom: '2022-03-01' },
    applicantKinds: ['association', 'cooperative'],
    steps: stepsOf(['formalReview', 'materialReview', 'onSiteReview', 'publicNotice']),
    numberPattern: 'AGI\\d{5}',
    legalBasis: '农产品地理标志登记制度（2022 年 3 月起不再受理新登记，原登记继续有效）',
    source: '农业农村部公告；登记长期有效待核',
    confirmed: false,
  }),
  scheme('geographical-indication-use', 'authority-1', {
    name: { 'zh-CN': '地理标志专用标志使用', en: 'Use of the official mark of geographical indications' },
    ...{ procedure: 'certification', outcome: 'certification', subject: 'party' },
    steps: stepsOf(['formalReview', 'materialReview', 'publicNotice']),
    criteria: [criterion('area', '在保护范围内生产', 'Produced within the protected area')],
    // The user's unified social credit code is printed in the mark.
    numberTemplate: '{uscc}',
    legalBasis: '《地理标志专用标志使用管理办法（试行）》',
    source: '编号规则已核；期限待核',
    confirmed: false,
  }),
  brandLicence('zhongning-wolfberry', 'association-1', '中宁枸杞', 'Zhongning wolfberry'),
  brandLicence('yanchi-tan-sheep', AGRICULTURE, '盐池滩羊', 'Yanchi Tan sheep'),
  scheme('regional-public-brand', AGRICULTURE, {
    name: { 'zh-CN': '农产品区域公用品牌目录', en: 'Register of regional public brands' },
    ...{ procedure: 'listing', outcome: 'listing', subject: 'brand' },
    applicantKinds: ['association', 'cooperative'],
    steps: stepsOf(['formalReview', 'materialReview', 'publicNotice']),
    ...{ validityMonths: 60, legalBasis: '农业品牌目录', source: PROPOSED, confirmed: false },
  }),
  scheme('demonstration-enterprise', AGRICULTURE, {
    name: { 'zh-CN': '国家级农业示范企业', en: 'National demonstration enterprise of agriculture' },
    ...{ procedure: 'listing', outcome: 'listing', subject: 'party' },
    steps: stepsOf(['formalReview', 'materialReview', 'publicNotice']),
    validityMonths: 24,
    ...{ legalBasis: '农业产业化龙头企业认定和运行监测制度', source: PROPOSED, confirmed: false },
  }),
];

function brandLicence(code: string, owner: string, zh: string, en: string): SchemeSeed {
  const seed = scheme(code, owner, {
    name: { 'zh-CN': `${zh}区域公用品牌`, en: `${en} (regional brand)` },
    ...{ procedure: 'licenceOfBrand', outcome: 'licence', subject: 'party' },
    applicantKinds: ['enterprise', 'cooperative', 'familyFarm', 'household'],
    steps: stepsOf(['formalReview', 'onSiteReview'], { onSiteReview: 15 }),
    criteria: [
      criterion('area', '基地在品牌保护区域内', 'The plots lie within the area of the brand'),
      criterion('trace', '产品接入追溯', 'The products can be traced'),
    ],
    documents: [document('land', '土地权属或流转证明', 'Title to or lease of the land')],
    validityMonths: 36,
    renewal: { unit: 'day', from: 180, until: 30 },
    surveillanceMonths: 12,
    numberTemplate: '品许{division}{yyyy}{seq:4}',
    numberPattern: '品许\\d{14}',
    legalBasis: '《商标法》第三条、第十六条；品牌使用管理规则',
    source: PROPOSED,
    confirmed: false,
  });
  return { ...seed, brand: `${zh}（演示）` };
}
