import type { SchemeRules } from '@pinxin/contract/schemes/scheme';

/** A scheme of the region: who owns it (a key of the demo's parties) and its rules. */
export interface SchemeSeed {
  readonly code: string;
  readonly owner: string;
  /** Keys of the parties whose officers accept and review beside the owner's. */
  readonly bodies: readonly string[];
  /** Chinese name of the owner's brand that it licenses. */
  readonly brand?: string;
  readonly rules: SchemeRules;
}

type Step = SchemeRules['steps'][number]['step'];

/** Measures that stop a business or take its licence: no mark stands beside them. */
const STOPPED = ['productionStopped', 'licenceRevoked', 'closure', 'professionBan'];

/** What all schemes here have in common until their own text says otherwise; days not said by a text are plain proposals. */
const USUAL = {
  applicantKinds: ['enterprise', 'cooperative', 'familyFarm'],
  acceptanceDays: 5,
  correctionDays: 20,
  decisionDays: 20,
  suspendedBy: STOPPED,
  effectiveFrom: '2026-01-01',
} satisfies Partial<SchemeRules>;

const DAYS: Readonly<Record<Step, number>> = {
  formalReview: 10,
  materialReview: 20,
  onSiteReview: 30,
  defence: 10,
  ranking: 10,
  publicNotice: 5,
};

/** Steps with their usual days; `days` replaces single ones. */
export function stepsOf(
  names: readonly Step[],
  days: Partial<Record<Step, number>> = {},
): SchemeRules['steps'] {
  return names.map(step => ({ step, workingDays: days[step] ?? DAYS[step] }));
}

type Own = Pick<
  SchemeRules,
  'name' | 'procedure' | 'outcome' | 'subject' | 'steps' | 'legalBasis' | 'source' | 'confirmed'
> &
  Partial<SchemeRules>;

/** A scheme of the usual shape with what is its own. */
export function scheme(code: string, owner: string, own: Own, bodies: readonly string[] = []): SchemeSeed {
  return { code, owner, bodies, rules: { criteria: [], documents: [], ...USUAL, ...own } };
}

/** A criterion: what is met or not, or with points what experts score. */
export function criterion(
  code: string,
  zh: string,
  en: string,
  points?: number,
): SchemeRules['criteria'][number] {
  return { code, text: { 'zh-CN': zh, en }, ...(points === undefined ? {} : { points }) };
}

/** A document. Not required ones help. */
export function document(
  code: string,
  zh: string,
  en: string,
  required = false,
): SchemeRules['documents'][number] {
  return { code, name: { 'zh-CN': zh, en }, required };
}

/** Said wherever a parameter was not checked against the text in force. */
export const PROPOSED = '自治区发挥品牌引领作用实施方案只列名称；期限、名额为本系统建议值，待核';
