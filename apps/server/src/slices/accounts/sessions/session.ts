import type { PersonCaller } from '../../../http/caller.ts';

/** How sure we are who it is. */
export type Assurance = PersonCaller['assurance'];

/** Hours and minutes of OWASP ASVS 3.3.2 (level 2): 12 hours in all, half an hour without a request. */
export const LONGEST_SESSION_MS = 12 * 3_600_000;
export const IDLE_SESSION_MS = 30 * 60_000;
/** Between password and second factor. */
export const HALFWAY_MS = 10 * 60_000;
/** How far behind the time of the last request may be: not every request writes. */
export const SEEN_STEP_MS = 60_000;

/** A session just opened or raised; the token goes into the cookie and nowhere else. */
export interface OpenedSession {
  readonly id: string;
  readonly token: string;
  /** `halfway`: a second factor is still to come, until then the token is nobody's. */
  readonly stage: 'halfway' | 'open';
  readonly expiresAt: Date;
}

const BROWSERS = [
  ['MicroMessenger', '微信 WeChat'],
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const;
const SYSTEMS = [
  ['HarmonyOS', 'HarmonyOS'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** A browser in a few words, so that its owner knows it again; the whole header would tell more than is needed. */
export function deviceOf(userAgent: string | undefined): string {
  const named = (list: readonly (readonly [string, string])[]) =>
    list.find(([sign]) => userAgent?.includes(sign) === true)?.[1];
  return [named(BROWSERS), named(SYSTEMS)].filter(part => part !== undefined).join(' · ') || '—';
}
