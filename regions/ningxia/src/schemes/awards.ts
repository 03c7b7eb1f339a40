import { criterion, document, PROPOSED, type SchemeSeed, scheme, stepsOf } from './rules.ts';

const MARKET = 'authority-1';
const COMMERCE = 'authority-4';
const CULTURE = 'authority-5';

/** The seven categories of GB/T 19580 and their points: 1000 in all. */
const EXCELLENCE = [
  criterion('leadership', '领导', 'Leadership', 110),
  criterion('strategy', '战略', 'Strategy', 90),
  criterion('customers', '顾客与市场', 'Customers and market', 90),
  criterion('resources', '资源', 'Resources', 130),
  criterion('processes', '过程管理', 'Process management', 100),
  criterion('measurement', '测量、分析与改进', 'Measurement, analysis and improvement', 80),
  criterion('results', '结果', 'Results', 400),
];
const HONEST = criterion(
  'honest',
  '近三年无重大质量、安全、环保事故和严重失信',
  'No grave accident of quality, safety or environment and no grave dishonesty in three years',
);
const LOCAL = { source: PROPOSED, confirmed: false };

/** 评选表彰与认定: awards and famous brands of products and services. */
export const awardSchemes: readonly SchemeSeed[] = [
  scheme('regional-quality-award', MARKET, {
    name: { 'zh-CN': '自治区质量奖', en: 'Quality Award of the autonomous region' },
    ...{ procedure: 'award', outcome: 'award', subject: 'party' },
    applicantKinds: ['enterprise', 'cooperative', 'laboratory', 'association'],
    steps: stepsOf(['formalReview', 'materialReview', 'onSiteReview', 'defence', 'ranking', 'publicNotice']),
    criteria: [...EXCELLENCE, HONEST],
    documents: [document('selfAssessment', '自评报告', 'Self-assessment')],
    placesPerRound: 5,
    numberTemplate: '宁质奖〔{yyyy}〕{seq:2}号',
    legalBasis: '自治区质量奖管理办法（2021 年施行，文本所见至 2025-12-31）',
    source: 'GB/T 19580 分值；名额、期限未见全文，待核',
    confirmed: false,
  }),
  scheme('famous-brand-product', MARKET, {
    name: { 'zh-CN': '宁夏名牌产品', en: 'Famous brand product of Ningxia' },
    ...{ procedure: 'award', outcome: 'award', subject: 'product' },
    steps: stepsOf(['formalReview', 'materialReview', 'ranking', 'publicNotice']),
    criteria: [
      HONEST,
      criterion('market', '市场占有率和质量水平居区内同类前列', 'Among the first of its kind in the region'),
    ],
    validityMonths: 36,
    numberTemplate: '宁名〔{yyyy}〕{seq:3}号',
    legalBasis: '宁夏名牌管理办法',
    ...LOCAL,
  }),
  scheme('well-known-brand', MARKET, {
    name: { 'zh-CN': '全国知名品牌', en: 'Nationally well-known brand' },
    ...{ procedure: 'listing', outcome: 'listing', subject: 'brand' },
    steps: stepsOf(['formalReview', 'materialReview', 'publicNotice']),
    criteria: [HONEST],
    ...{ validityMonths: 36, legalBasis: '品牌培育工程', ...LOCAL },
  }),
  scheme('service-brand', COMMERCE, {
    name: { 'zh-CN': '服务业知名品牌', en: 'Well-known brand of services' },
    ...{ procedure: 'listing', outcome: 'listing', subject: 'brand' },
    steps: stepsOf(['formalReview', 'materialReview', 'onSiteReview', 'publicNotice']),
    criteria: [HONEST],
    ...{ validityMonths: 36, legalBasis: '品牌培育工程（服务品牌）', ...LOCAL },
  }),
  scheme('service-project', COMMERCE, {
    name: { 'zh-CN': '精品服务项目', en: 'Excellent service project' },
    ...{ procedure: 'listing', outcome: 'listing', subject: 'party' },
    steps: stepsOf(['formalReview', 'onSiteReview', 'publicNotice']),
    ...{ validityMonths: 36, legalBasis: '品牌培育工程（服务品牌）', ...LOCAL },
  }),
  scheme('fine-tourism-product', CULTURE, {
    name: { 'zh-CN': '宁夏优秀旅游商品', en: 'Fine tourism product of Ningxia' },
    ...{ procedure: 'award', outcome: 'award', subject: 'product' },
    steps: stepsOf(['materialReview', 'ranking', 'publicNotice']),
    ...{ validityMonths: 24, legalBasis: '优秀旅游商品评选', ...LOCAL },
  }),
  scheme('tourism-service-grade', CULTURE, {
    name: { 'zh-CN': '旅游服务质量等级', en: 'Quality grade of tourism services' },
    ...{ procedure: 'certification', outcome: 'certification', subject: 'party' },
    applicantKinds: ['enterprise', 'cooperative'],
    steps: stepsOf(['formalReview', 'materialReview', 'onSiteReview', 'publicNotice']),
    ...{
      validityMonths: 36,
      surveillanceMonths: 12,
      numberTemplate: '旅质{yyyy}{seq:4}',
      legalBasis: '旅游服务质量等级评定',
      ...LOCAL,
    },
  }),
  scheme('same-line-same-standard', MARKET, {
    name: { 'zh-CN': '同线同标同质', en: 'Same line, same standard, same quality' },
    ...{ procedure: 'listing', outcome: 'listing', subject: 'product' },
    steps: stepsOf(['formalReview', 'materialReview']),
    criteria: [
      criterion(
        'export',
        '同一生产线按同一标准生产内销和出口产品',
        'One line makes goods for home and abroad to one standard',
      ),
    ],
    ...{ legalBasis: '内外销产品“三同”政策', ...LOCAL },
  }),
  scheme('trademark-gold-award', MARKET, {
    name: { 'zh-CN': '中国商标金奖', en: 'China Trademark Gold Award' },
    ...{ procedure: 'registration', outcome: 'listing', subject: 'brand' },
    steps: stepsOf(['formalReview']),
    ...{ legalBasis: '国家评选，本系统登记结果', ...LOCAL },
  }),
];
