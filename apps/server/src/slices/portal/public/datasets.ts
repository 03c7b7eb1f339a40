import type { Dataset } from '@pinxin/contract/public-pages';

const column = (name: string, zh: string, en: string) => ({ name, means: { 'zh-CN': zh, en } });

/** What several data sets have, said in one way. */
const ID = column('id', '本系统编号', 'id here');
const KIND = column('kind', '类别', 'kind');
const NAMES = [
  column('name_zh', '名称', 'name in Chinese'),
  column('name_en', '英文名称', 'name in English'),
];

/** 开放数据: the data sets, with what their columns mean. Names of columns never change; new ones are added behind. */
export const DATASETS: readonly Dataset[] = [
  {
    name: 'parties',
    title: { 'zh-CN': '主体', en: 'Parties' },
    description: {
      'zh-CN': '企业、合作社、主管部门、检测和认证机构等；不含农户和家庭农场。',
      en: 'Enterprises, co-operatives, authorities, laboratories, certification bodies and others; without households and family farms.',
    },
    columns: [
      ID,
      KIND,
      ...NAMES,
      column('uscc', '统一社会信用代码', 'unified social credit code'),
      column('division', '行政区划代码（GB/T 2260）', 'code of the division (GB/T 2260)'),
    ],
  },
  {
    name: 'products',
    title: { 'zh-CN': '产品', en: 'Products' },
    description: { 'zh-CN': '登记过商品条码的产品。', en: 'Products registered with a GTIN.' },
    columns: [
      column('gtin', '商品条码（14 位）', 'GTIN, 14 figures'),
      KIND,
      ...NAMES,
      column('brand_zh', '登记人声明的品牌', 'brand as stated'),
      column('net_content', '净含量', 'net content'),
      column('party', '登记人编号；自然人不列', 'id of who registered it; empty for natural persons'),
    ],
  },
  {
    name: 'brands',
    title: { 'zh-CN': '品牌', en: 'Brands' },
    description: {
      'zh-CN': '区域公用品牌、企业品牌、名牌和服务品牌。',
      en: 'Regional public, enterprise, famous and service brands.',
    },
    columns: [
      ID,
      column('kind', '种类', 'kind'),
      ...NAMES,
      column('category', '品类', 'category'),
      column('division', '产地区划代码', 'division of origin'),
      column('owner', '所有人编号', 'id of the owner'),
      column('users', '现有使用人数', 'licensed users now'),
    ],
  },
  {
    name: 'marks',
    title: { 'zh-CN': '有效的标志', en: 'Marks in force' },
    description: {
      'zh-CN': '某日（on=2026-07-18，默认今天）有效的认证、奖项、名录和使用许可；不含自然人的。',
      en: 'Certificates, awards, lists and licences in force on a day (on=2026-07-18; today when absent), but those of natural persons.',
    },
    columns: [
      ID,
      column('kind', '种类', 'kind'),
      column('scheme', '制度代码', 'code of the scheme'),
      column('scheme_zh', '制度名称', 'name of the scheme'),
      column('number', '证号', 'number'),
      column('holder', '持有人编号', 'id of the holder'),
      column('holder_zh', '持有人', 'holder'),
      column('subject', '对象类别', 'kind of subject'),
      column('subject_zh', '对象', 'subject'),
      column('issuer_zh', '颁发者', 'issuer'),
      column('valid_from', '自', 'from'),
      column('valid_to', '至', 'to'),
      column('status', '状态', 'state'),
    ],
  },
  {
    name: 'recalls',
    title: { 'zh-CN': '召回', en: 'Recalls' },
    description: {
      'zh-CN': '已发布的召回（state=ended 为已终止，state=all 为全部）。',
      en: 'Recalls in force (state=ended: ended ones; state=all: all of them).',
    },
    columns: [
      column('id', '编号', 'number'),
      column('state', '状态', 'state'),
      column('hazard', '级别', 'level'),
      column('reason_zh', '原因', 'reason in Chinese'),
      column('reason_en', '原因（英文）', 'reason in English'),
      column('party', '发布者编号', 'id of who recalls'),
      column('legal_basis', '法律依据', 'legal basis'),
      column('published_at', '发布时间', 'published at'),
      column('closed_at', '结束时间', 'closed at'),
      column('lots', '批次和单品数', 'lots and items'),
      column('gtins', '涉及的商品条码，空格分开', 'GTINs concerned, separated by spaces'),
    ],
  },
  {
    name: 'schemes',
    title: { 'zh-CN': '制度', en: 'Schemes' },
    description: {
      'zh-CN': '各项标志、奖项、名录和许可的制度，某日（on=2026-07-18，默认今天）有效的版本。',
      en: 'Schemes of marks, awards, lists and licences, in the edition in force on a day (on=2026-07-18; today when absent).',
    },
    columns: [
      column('code', '制度代码', 'code of the scheme'),
      ...NAMES,
      column('procedure', '程序', 'procedure'),
      column('outcome', '产出', 'what it ends in'),
      column('subject', '授予对象', 'what a mark is given to'),
      column('owner', '主管方编号', 'id of the owner'),
      column('owner_zh', '主管方', 'owner'),
      column('edition', '版本', 'edition'),
      column('effective_from', '施行日期', 'in force from'),
      column('closed', '是否停止受理（1 是）', 'whether it takes no more applications (1: yes)'),
      column(
        'confirmed',
        '参数是否已核对原文（1 是）',
        'whether its parameters were checked against the text (1: yes)',
      ),
      column('legal_basis', '依据', 'legal basis'),
      column('granted', '已授予', 'granted'),
    ],
  },
];
