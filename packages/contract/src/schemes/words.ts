import type { LocalText } from '../scan.ts';

type Words<T extends string> = Readonly<Record<T, Required<LocalText>>>;

/** 程序: how a scheme decides. Each is code; a scheme chooses one and gives it parameters. */
export const PROCEDURES = [
  'certification',
  'award',
  'listing',
  'licenceOfBrand',
  'grant',
  'registration',
] as const;

/** 程序: one of `PROCEDURES`. */
export type ProcedureName = (typeof PROCEDURES)[number];

/** What each procedure is called. */
export const PROCEDURE_WORDS: Words<ProcedureName> = {
  certification: { 'zh-CN': '认证、许可使用标志', en: 'certification' },
  award: { 'zh-CN': '评选表彰', en: 'award' },
  listing: { 'zh-CN': '评定名录', en: 'listing' },
  licenceOfBrand: { 'zh-CN': '区域品牌许可', en: 'licence of a brand' },
  grant: { 'zh-CN': '扶持资金', en: 'grant' },
  registration: { 'zh-CN': '登记备查', en: 'registration' },
};

/** The steps between acceptance and decision that a scheme may have, always in this order. */
export const REVIEW_STEPS = [
  'formalReview',
  'materialReview',
  'onSiteReview',
  'defence',
  'ranking',
  'publicNotice',
] as const;

/** 评审步骤: one of `REVIEW_STEPS`. */
export type ReviewStep = (typeof REVIEW_STEPS)[number];

/** Where an application stands. */
export const APPLICATION_STATES = [
  'draft',
  'submitted',
  'returned',
  'notAccepted',
  ...REVIEW_STEPS,
  'decision',
  'rejectionProposed',
  'certified',
  'rejected',
  'abandoned',
] as const;

/** 申请状态: one of `APPLICATION_STATES`. */
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** What each state is called. */
export const STATE_WORDS: Words<ApplicationState> = {
  draft: { 'zh-CN': '草稿', en: 'draft' },
  submitted: { 'zh-CN': '待受理', en: 'waiting for acceptance' },
  returned: { 'zh-CN': '退回补正', en: 'returned for correction' },
  notAccepted: { 'zh-CN': '不予受理', en: 'not accepted' },
  formalReview: { 'zh-CN': '形式审查', en: 'formal review' },
  materialReview: { 'zh-CN': '材料评审', en: 'review of the documents' },
  onSiteReview: { 'zh-CN': '现场评审', en: 'on-site review' },
  defence: { 'zh-CN': '陈述答辩', en: 'defence' },
  ranking: { 'zh-CN': '综合排序', en: 'ranking' },
  publicNotice: { 'zh-CN': '公示', en: 'public notice' },
  decision: { 'zh-CN': '待决定', en: 'waiting for the decision' },
  rejectionProposed: { 'zh-CN': '拟不予通过', en: 'proposed for rejection' },
  certified: { 'zh-CN': '已通过', en: 'granted' },
  rejected: { 'zh-CN': '不予通过', en: 'rejected' },
  abandoned: { 'zh-CN': '申请人撤回', en: 'taken back by the applicant' },
};

/** What can be done to an application. */
export const APPLICATION_ACTIONS = [
  'submit',
  'abandon',
  'accept',
  'return',
  'refuse',
  'pass',
  'fail',
  'sendBack',
  'approve',
  'reject',
] as const;

/** 办理动作: one of `APPLICATION_ACTIONS`. */
export type ApplicationAction = (typeof APPLICATION_ACTIONS)[number];

/** What each action is called. */
export const ACTION_WORDS: Words<ApplicationAction> = {
  submit: { 'zh-CN': '提交', en: 'submit' },
  abandon: { 'zh-CN': '撤回申请', en: 'take back' },
  accept: { 'zh-CN': '受理', en: 'accept' },
  return: { 'zh-CN': '退回补正', en: 'return for correction' },
  refuse: { 'zh-CN': '不予受理', en: 'refuse' },
  pass: { 'zh-CN': '通过本步骤', en: 'pass this step' },
  fail: { 'zh-CN': '本步骤不通过', en: 'fail this step' },
  sendBack: { 'zh-CN': '退回重审', en: 'send back to review' },
  approve: { 'zh-CN': '批准', en: 'approve' },
  reject: { 'zh-CN': '不予批准', en: 'reject' },
};

/** The kinds of statement that a scheme may end in. */
export const OUTCOME_KINDS = ['certification', 'award', 'listing', 'licence'] as const;

/** 产出: one of `OUTCOME_KINDS`. */
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** What a mark is given to. */
export const SUBJECT_KINDS = ['party', 'place', 'product', 'brand'] as const;

/** Kinds of party that may apply. */
export const APPLICANT_KINDS = [
  'enterprise',
  'cooperative',
  'familyFarm',
  'household',
  'association',
  'laboratory',
] as const;
