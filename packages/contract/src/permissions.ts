import { type Access, SCOPES } from './access.ts';
import type { LocalText } from './scan.ts';

/** What people may do here, beside what keys may do. Closed: a new power is a new member. */
export const PERMISSIONS = [
  ...SCOPES,
  'party.read',
  'party.write',
  'party.merge',
  'account.manage',
  'mandate.grant',
  'statement.read',
  'statement.issue',
  'statement.change',
  'scheme.manage',
  'application.read',
  'application.write',
  'application.review',
  'application.score',
  'application.decide',
  'quota.allot',
  'label.request',
  // 食品安全法 第六十三条: who made it takes it back, without waiting for an authority.
  'recall.own',
  'programme.read',
  'programme.manage',
  'programme.report',
  'programme.signOff',
  'audit.read',
  // Alarms on unusual use: heard of, and answered.
  'use.watch',
  'key.manage',
] as const;

/** 权限: one power of a person. */
export type Permission = (typeof PERMISSIONS)[number];

/** 角色: what somebody is at a party. Closed. */
export const ROLES = [
  'administrator',
  'registrar',
  'reviewer',
  'decider',
  'inspector',
  'expert',
  'laboratorySignatory',
  'enterpriseManager',
  'enterpriseClerk',
  'programmeOfficer',
  'auditor',
] as const;

/** 角色: one of `ROLES`. */
export type Role = (typeof ROLES)[number];

/**
 * How far a power reaches: `any` record; `area`, records of parties in the division of the membership; `own`,
 * records of the party of the membership; `assigned`, records that name the account itself.
 */
export type Reach = 'any' | 'area' | 'own' | 'assigned';

/** The rule table: who may do what, how far. What is not here is refused. */
export const GRANTS: Readonly<Record<Role, Readonly<Partial<Record<Permission, Reach>>>>> = {
  administrator: {
    'party.read': 'any',
    'account.manage': 'any',
    'mandate.grant': 'any',
    'statement.read': 'any',
    'scheme.manage': 'any',
    'application.read': 'any',
    'audit.read': 'any',
    'use.watch': 'any',
    'programme.read': 'any',
  },
  registrar: {
    register: 'any',
    'party.read': 'any',
    'party.write': 'area',
    'party.merge': 'area',
    'statement.read': 'area',
  },
  reviewer: {
    query: 'any',
    trace: 'any',
    'party.read': 'any',
    'statement.read': 'any',
    'statement.issue': 'own',
    'application.read': 'area',
    'application.review': 'area',
    'quota.allot': 'area',
    'programme.read': 'any',
    // An authority reports its own part.
    'programme.report': 'own',
  },
  decider: {
    query: 'any',
    trace: 'any',
    recall: 'any',
    'party.read': 'any',
    'statement.read': 'any',
    'statement.issue': 'own',
    'statement.change': 'own',
    'application.read': 'area',
    // A department makes and revises its own schemes.
    'scheme.manage': 'own',
    'application.decide': 'area',
    'quota.allot': 'area',
    'recall.publish': 'any',
    'programme.read': 'any',
    'programme.report': 'own',
    'programme.signOff': 'own',
    // Keys with which one's own party signs: two persons each time.
    'key.manage': 'own',
  },
  inspector: {
    query: 'any',
    trace: 'any',
    recall: 'any',
    'party.read': 'any',
    'statement.read': 'any',
    'application.read': 'area',
    'programme.read': 'any',
    'programme.report': 'own',
  },
  expert: { 'application.read': 'assigned', 'application.score': 'assigned' },
  laboratorySignatory: {
    'party.read': 'own',
    'statement.read': 'own',
    'statement.issue': 'own',
    'statement.change': 'own',
    'key.manage': 'own',
  },
  enterpriseManager: {
    capture: 'own',
    // Not `trace`: its answers name holders along the whole chain, and cannot be narrowed to one's own.
    query: 'own',
    'party.read': 'own',
    'party.write': 'own',
    'account.manage': 'own',
    'statement.read': 'own',
    'statement.issue': 'own',
    'statement.change': 'own',
    'application.read': 'own',
    'application.write': 'own',
    'label.request': 'own',
    'recall.own': 'own',
    'key.manage': 'own',
  },
  enterpriseClerk: {
    capture: 'own',
    query: 'own',
    'party.read': 'own',
    'statement.read': 'own',
    'application.read': 'own',
    'application.write': 'own',
  },
  programmeOfficer: {
    'party.read': 'any',
    'statement.read': 'any',
    'application.read': 'any',
    'audit.read': 'any',
    'programme.read': 'any',
    'programme.manage': 'any',
  },
  auditor: {
    'party.read': 'any',
    'statement.read': 'any',
    'application.read': 'any',
    'programme.read': 'any',
    'audit.read': 'any',
    // Administrators are watched too.
    'use.watch': 'any',
  },
};

/** What each role is called. */
export const ROLE_WORDS: Readonly<Record<Role, Required<LocalText>>> = {
  administrator: { 'zh-CN': '系统管理员', en: 'administrator' },
  registrar: { 'zh-CN': '登记员', en: 'registrar' },
  reviewer: { 'zh-CN': '审查员', en: 'reviewer' },
  decider: { 'zh-CN': '审批人', en: 'decider' },
  inspector: { 'zh-CN': '监督检查员', en: 'inspector' },
  expert: { 'zh-CN': '评审专家', en: 'expert' },
  laboratorySignatory: { 'zh-CN': '检测机构授权签字人', en: 'laboratory signatory' },
  enterpriseManager: { 'zh-CN': '企业负责人', en: 'enterprise manager' },
  enterpriseClerk: { 'zh-CN': '企业办事员', en: 'enterprise clerk' },
  programmeOfficer: { 'zh-CN': '规划办工作人员', en: 'programme officer' },
  auditor: { 'zh-CN': '审计员', en: 'auditor' },
};

/**
 * Powers whose use changes what others may rely on. Who has signed in with a password alone is refused: a second
 * factor or a passkey is needed.
 */
export const DECIDING = [
  'mandate.grant',
  'statement.change',
  'application.decide',
  'recall.publish',
  'recall.own',
  'key.manage',
] as const satisfies readonly Permission[];

/** Whether a power asks for a second factor. */
export function needsSecondFactor(permission: Permission): boolean {
  return (DECIDING as readonly Permission[]).includes(permission);
}

/** Whether something states a route's access. */
export function isAccess(value: unknown): value is Access {
  return typeof value === 'string' && (value === 'public' || value === 'signedIn' || isPermission(value));
}

/** Whether a text names a role. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** Whether a text names a permission. */
export function isPermission(text: string): text is Permission {
  return (PERMISSIONS as readonly string[]).includes(text);
}
