import type { Permission } from './permissions.ts';
import type { LocalText } from './scan.ts';

/** What an API key may be used for. Closed: a new power is a new member. */
export const SCOPES = [
  'capture',
  'query',
  'trace',
  'recall',
  'recall.publish',
  'register',
  'credential',
  'statement',
] as const;

/** 权限范围: one power of an API key. */
export type Scope = (typeof SCOPES)[number];

/**
 * What a route asks of its caller: nothing; that a person signed in; or this power, which a key has by its scopes
 * and a person by a role. Every route states it.
 */
export type Access = 'public' | 'signedIn' | Permission;

/** What else a scope lets a key do: a key that registers reads and changes the register everywhere. */
export const SCOPE_POWERS: Readonly<Partial<Record<Scope, readonly Permission[]>>> = {
  register: ['party.read', 'party.write', 'party.merge'],
  statement: ['statement.read', 'statement.issue', 'statement.change'],
};

/** Powers that a key has for its own party only, as people have them by their offices; mandates decide the rest. */
export const OWN_POWERS: ReadonlySet<Permission> = new Set([
  'statement.read',
  'statement.issue',
  'statement.change',
]);

/** What each scope allows, in words for people. */
export const SCOPE_WORDS: Readonly<Record<Scope, Required<LocalText>>> = {
  capture: { 'zh-CN': '上报追溯事件', en: 'report events' },
  query: { 'zh-CN': '查询本方可见的事件', en: 'query the events it may see' },
  trace: { 'zh-CN': '向上、向下追溯任何批次', en: 'trace any lot back and forward' },
  recall: { 'zh-CN': '拟定召回范围', en: 'work out what a recall affects' },
  'recall.publish': { 'zh-CN': '发布和结束召回', en: 'publish and end recalls' },
  register: {
    'zh-CN': '登记主体、场所、产品并发放密钥',
    en: 'register parties, places and products, and issue keys',
  },
  credential: {
    'zh-CN': '以本方名义签发凭证，验证凭证（VC API）',
    en: 'sign credentials in the name of its party, and verify any (VC API)',
  },
  statement: {
    'zh-CN': '以本方名义签发声明、变更其效力（限于本方的职权）',
    en: 'issue statements in one’s own name and change their standing, within one’s mandates',
  },
};

/** Whether a text names a scope. */
export function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}
