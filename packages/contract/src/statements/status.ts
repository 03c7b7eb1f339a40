import type { LocalText } from '../scan.ts';

/** What is written down about a statement's standing. */
export const STORED_STATUSES = ['valid', 'suspended', 'withdrawn', 'cancelled', 'superseded'] as const;

/** A standing that somebody brought about. */
export type StoredStatus = (typeof STORED_STATUSES)[number];

/** Every standing; `expired` follows from the term and is never stored. */
export const STATEMENT_STATUSES = [...STORED_STATUSES, 'expired'] as const;

/** 状态 (ISO/IEC 17000:2020 ch. 8): where a statement stands on a day. */
export type StatementStatus = (typeof STATEMENT_STATUSES)[number];

/** What may be done to a statement after its issue. Correcting it is issuing another that supersedes it. */
export const STATEMENT_ACTIONS = ['suspend', 'restore', 'withdraw', 'cancel'] as const;

/** 暂停、恢复、撤销、注销 */
export type StatementAction = (typeof STATEMENT_ACTIONS)[number];

/** What each standing is called. */
export const STATEMENT_STATUS_WORDS: Readonly<Record<StatementStatus, Required<LocalText>>> = {
  valid: { 'zh-CN': '有效', en: 'valid' },
  suspended: { 'zh-CN': '已暂停', en: 'suspended' },
  withdrawn: { 'zh-CN': '已撤销', en: 'withdrawn' },
  cancelled: { 'zh-CN': '已注销', en: 'cancelled' },
  superseded: { 'zh-CN': '已被取代', en: 'superseded' },
  expired: { 'zh-CN': '已到期', en: 'expired' },
};

/** What each act is called. */
export const STATEMENT_ACTION_WORDS: Readonly<
  Record<StatementAction | 'issue' | 'supersede', Required<LocalText>>
> = {
  issue: { 'zh-CN': '签发', en: 'issued' },
  suspend: { 'zh-CN': '暂停', en: 'suspend' },
  restore: { 'zh-CN': '恢复', en: 'restore' },
  withdraw: { 'zh-CN': '撤销', en: 'withdraw' },
  cancel: { 'zh-CN': '注销', en: 'cancel' },
  supersede: { 'zh-CN': '取代', en: 'superseded' },
};
