import type { LocalText } from '../scan.ts';

/** Kinds of statements. Closed: a new kind is a member here, a content type, a migration and two labels. */
export const STATEMENT_KINDS = [
  'certification',
  'declaration',
  'accreditation',
  'testReport',
  'licence',
  'sanction',
  'award',
  'listing',
  'complianceCommitment',
] as const;

/** 声明类别 (ISO/IEC 17000 words where it has them): what sort of claim somebody makes. */
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** What each kind is called. */
export const STATEMENT_KIND_WORDS: Readonly<Record<StatementKind, Required<LocalText>>> = {
  certification: { 'zh-CN': '认证', en: 'certification' },
  declaration: { 'zh-CN': '自我声明', en: 'declaration' },
  accreditation: { 'zh-CN': '认可与资质认定', en: 'accreditation' },
  testReport: { 'zh-CN': '检验检测报告', en: 'test report' },
  licence: { 'zh-CN': '行政许可', en: 'licence' },
  sanction: { 'zh-CN': '行政处罚', en: 'administrative penalty' },
  award: { 'zh-CN': '奖项与称号', en: 'award' },
  listing: { 'zh-CN': '名录与名单', en: 'listing' },
  complianceCommitment: { 'zh-CN': '承诺达标合格证', en: 'compliance commitment' },
};
