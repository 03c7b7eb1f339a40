/** A task of the plan in short words. Authorities by the names of the plan, without the region's. */
export interface TaskSeed {
  readonly number: string;
  readonly title: string;
  readonly en: string;
  /** Line of the plan's text. */
  readonly line: number;
  readonly lead: readonly string[];
  readonly supporting: readonly string[];
  readonly deliverables: readonly string[];
  readonly sources: readonly SourceSeed[];
}

/** Where the record shows work on it: a scheme's statements, statements of a kind, or recalls. */
export type SourceSeed = readonly [
  zh: string,
  en: string,
  of: { readonly scheme?: string; readonly kind?: string },
];

const scheme = (code: string, zh: string, en: string): SourceSeed => [zh, en, { scheme: code }];
const kind = (of: string, zh: string, en: string): SourceSeed => [zh, en, { kind: of }];

const FAMOUS = scheme('famous-brand-product', '宁夏名牌产品', 'Famous brand products');
const QUALITY = scheme('regional-quality-award', '自治区质量奖', 'Quality awards');
const SANCTIONS = kind('sanction', '公示的行政处罚', 'Published penalties');
const RECALLS: SourceSeed = ['发布的召回', 'Recalls published', {}];

/** The seventeen tasks of the plan, each with its authorities and where the record shows work on it. */
export const programmeTasks: readonly TaskSeed[] = [
  {
    ...{ number: '3.1', line: 12, title: '进一步优化政策法治环境', en: 'Policy and law for brands' },
    ...{ lead: ['质监局'], supporting: ['科技厅', '工商局', '民委'] },
    deliverables: [
      '标准体系与计量、认证认可能力',
      '品牌扶持政策',
      '名牌管理办法的落实',
      '商标法宣传与使用指导',
    ],
    sources: [FAMOUS, scheme('trademark', '注册商标', 'Registered trademarks')],
  },
  {
    ...{ number: '3.2', line: 14, title: '切实提高企业综合竞争力', en: 'Stronger enterprises' },
    lead: ['质监局', '人力资源社会保障厅', '教育厅'],
    supporting: ['发展改革委', '经济和信息化委', '教育厅'],
    deliverables: ['质量奖评选', '品牌管理领军人才', '技师培养'],
    sources: [QUALITY, scheme('leading-talent', '品牌管理领军人才', 'Leading talent')],
  },
  {
    ...{ number: '3.3', line: 17, title: '大力营造良好社会氛围', en: 'Public support for quality' },
    ...{ lead: ['质监局', '工商局', '新闻出版广电局'], supporting: ['商务厅', '民政厅'] },
    deliverables: ['品牌宣传与推介', '行业协会推广质量方法', '曝光重大质量违法'],
    sources: [SANCTIONS, scheme('exhibition', '品牌展会参展', 'Exhibitors')],
  },
  {
    ...{ number: '4.1.1', line: 22, title: '推行更高质量标准', en: 'Higher standards' },
    ...{ lead: ['质监局'], supporting: ['经济和信息化委', '检验检疫局'] },
    deliverables: [
      '消费品标准和质量提升规划',
      '百家企业标准分析提升',
      '企业标准自我声明公开',
      '同线同标同质',
    ],
    sources: [
      kind('declaration', '公开的企业标准声明', 'Standards declared'),
      scheme('same-line-same-standard', '同线同标同质', 'Same line, same standard'),
    ],
  },
  {
    ...{ number: '4.1.2', line: 23, title: '提升检验检测能力', en: 'Testing and inspection' },
    ...{ lead: ['质监局'], supporting: ['财政厅', '编办', '经济和信息化委', '检验检疫局'] },
    deliverables: ['检验检测机构改革', '第三方检验检测机构', '产品质量综合检测中心'],
    sources: [
      kind('accreditation', '有效的机构资质', 'Qualified laboratories'),
      kind('testReport', '检测报告', 'Test reports'),
    ],
  },
  {
    ...{ number: '4.1.3', line: 24, title: '加强持续创新平台建设', en: 'Places for research' },
    ...{ lead: ['科技厅'], supporting: ['经济和信息化委', '发展改革委'] },
    deliverables: [
      '企业技术中心',
      '工程技术研究中心与重点实验室',
      '产业技术创新战略联盟',
      '产品设计创新中心',
    ],
    sources: [
      scheme('technology-centre', '企业技术中心', 'Technology centres'),
      scheme('design-centre', '产品设计创新中心', 'Design centres'),
    ],
  },
  {
    ...{ number: '4.1.4', line: 25, title: '增强品牌建设软实力', en: 'Services for brands' },
    ...{ lead: ['商务厅'], supporting: ['质监局', '经济和信息化委', '博览局'] },
    deliverables: ['品牌国际交流与保护', '境外展览推介', '品牌中介服务企业'],
    sources: [
      scheme('brand-service-agency', '品牌中介服务机构', 'Agencies for brands'),
      scheme('international-trademark', '商标国际注册', 'International trademarks'),
    ],
  },
  {
    ...{ number: '4.2.1', line: 27, title: '增加优质农产品供给', en: 'More good farm products' },
    ...{ lead: ['农牧厅', '商务厅'], supporting: ['质监局', '林业厅', '葡萄酒局'] },
    deliverables: [
      '三品一标基地',
      '农业标准化',
      '农业投入品登记备案',
      '质量安全追溯平台',
      '地方特产馆与展销中心',
    ],
    sources: [
      scheme('green-food', '绿色食品', 'Green Food'),
      scheme('organic-product', '有机产品', 'Organic products'),
      kind('complianceCommitment', '承诺达标合格证', 'Compliance commitments'),
    ],
  },
  {
    ...{
      number: '4.2.2',
      line: 30,
      title: '丰富工业消费品品种，推出制造业精品',
      en: 'Better manufactured goods',
    },
    lead: ['经济和信息化委'],
    supporting: ['科技厅', '发展改革委', '质监局', '工商局', '食品药监局'],
    deliverables: ['“三品”专项行动方案', '智能制造试点示范', '全生命周期质量追溯'],
    sources: [FAMOUS, scheme('well-known-brand', '全国知名品牌', 'Nationally known brands')],
  },
  {
    ...{ number: '4.2.3', line: 31, title: '提高生活服务品质', en: 'Better services' },
    ...{ lead: ['商务厅'], supporting: ['民政厅', '发展改革委', '卫生计生委'] },
    deliverables: ['生活服务连锁品牌', '社区综合服务中心', '社区养老与托幼'],
    sources: [
      scheme('service-brand', '服务业知名品牌', 'Brands of services'),
      scheme('service-project', '精品服务项目', 'Service projects'),
    ],
  },
  {
    ...{ number: '4.3.1', line: 35, title: '努力提振消费信心', en: 'Trust of consumers' },
    ...{ lead: ['质监局', '工商局', '发展改革委'], supporting: ['五市人民政府'] },
    deliverables: ['产品质量信息平台', '企业信用档案', '许可与处罚公示', '失信联合惩戒'],
    sources: [SANCTIONS, kind('licence', '公示的行政许可', 'Published licences'), RECALLS],
  },
  {
    ...{ number: '4.3.2', line: 36, title: '宣传展示宁夏品牌', en: 'Showing the brands' },
    ...{ lead: ['工商局', '商务厅'], supporting: ['质监局', '博览局'] },
    deliverables: ['宁夏品牌日', '商标品牌宣传', '参与中国商标金奖'],
    sources: [
      scheme('brand-day', '品牌日参加企业', 'Participants of the brand day'),
      scheme('trademark-gold-award', '中国商标金奖', 'Trademark gold awards'),
    ],
  },
  {
    ...{ number: '4.3.3', line: 37, title: '推动农村消费升级', en: 'Buying in the countryside' },
    lead: ['农牧厅', '质监局', '商务厅'],
    supporting: ['经济和信息化委', '食品药监局', '工商局', '科技厅', '住房城乡建设厅'],
    deliverables: ['送科技下乡与食品安全周', '农资打假专项整治', '农产品网上商城'],
    sources: [SANCTIONS, RECALLS],
  },
  {
    ...{ number: '4.3.4', line: 38, title: '持续扩大城镇消费', en: 'Buying in towns' },
    ...{ lead: ['旅游发展委', '文化厅', '体育局'], supporting: ['民政厅'] },
    deliverables: ['数字文化产品', '优秀旅游商品认证', '旅游服务质量等级评定', '体育运动基地'],
    sources: [
      scheme('fine-tourism-product', '优秀旅游商品', 'Fine tourism products'),
      scheme('tourism-service-grade', '旅游服务质量等级', 'Graded tourism services'),
    ],
  },
  {
    ...{ number: '5.1', line: 43, title: '净化市场发展环境', en: 'A clean market' },
    lead: ['质监局', '商务厅', '工商局', '科技厅'],
    supporting: ['农牧厅', '商务厅', '食品药监局', '发展改革委', '经济和信息化委', '教育厅'],
    deliverables: ['清理限制自主品牌的规定', '联合执法常态化', '惩罚性赔偿与市场禁入', '商标品牌课程'],
    sources: [SANCTIONS, kind('listing', '名录与名单', 'Registers and lists')],
  },
  {
    ...{ number: '5.2', line: 45, title: '制定激励政策扶持', en: 'Money for brands' },
    lead: ['财政厅', '质监局', '金融工作局'],
    supporting: ['经济和信息化委', '发展改革委', '科技厅', '工商局', '民委'],
    deliverables: ['融资财税信贷政策', '品牌贷款支持', '质量奖激励'],
    sources: [
      scheme('brand-funding', '品牌扶持资金', 'Funding for brands'),
      scheme('brand-loan', '品牌贷款支持', 'Loans for brands'),
      QUALITY,
    ],
  },
  {
    ...{ number: '5.3', line: 47, title: '抓好工作组织实施', en: 'Carrying it out' },
    ...{ lead: ['发展改革委', '质监局'], supporting: ['各有关部门', '各市、县（区）人民政府'] },
    deliverables: ['品牌引领工作推进机制', '政策指导和督促检查'],
    sources: [FAMOUS, QUALITY],
  },
];
