import { GRANTS, type Permission, type Reach, type Role } from '@pinxin/contract/permissions';
import type { LocalText } from '@pinxin/contract/scan';
import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';
import { Refusal } from './problem.ts';

/** What somebody is at one party. */
export interface Membership {
  readonly party: string;
  readonly partyName?: LocalText | string;
  readonly role: Role;
  readonly division?: string | null;
}

/** 当前会话: who sits here, and what they may do. */
export interface Session {
  readonly id: string;
  readonly name: string;
  readonly memberships: readonly Membership[];
  readonly assurance: 'password' | 'secondFactor' | 'passkey';
}

/** Asks who sits here; undefined when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return await ask<Session>('/session');
    } catch (error) {
      if (error instanceof Refusal && error.document.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** Whether any role of this person has a power, however far it reaches. The server decides; this only draws menus. */
export function may(session: Session, permission: Permission): boolean {
  return reaches(session, permission).length > 0;
}

/** How far a power reaches, by each membership that has it. */
export function reaches(session: Session, permission: Permission): readonly Reach[] {
  return session.memberships.flatMap(({ role }) => GRANTS[role][permission] ?? []);
}

/** Whether this person works for an enterprise only: menus are then ordered for it. */
export function isEnterprise(session: Session): boolean {
  const roles = session.memberships.map(({ role }) => role);
  return roles.length > 0 && roles.every(role => role === 'enterpriseManager' || role === 'enterpriseClerk');
}

/** The party of an enterprise's own file; undefined for officials. */
export function ownParty(session: Session): string | undefined {
  return isEnterprise(session) ? session.memberships[0]?.party : undefined;
}
