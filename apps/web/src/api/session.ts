import type { Permission } from '@pinxin/contract/permissions';
import type { MembershipView, SessionView } from '@pinxin/contract/session';
import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';
import { Refusal } from './problem.ts';

/** What a menu or a button needs to know of who sits here. */
export type Session = Pick<SessionView, 'account' | 'memberships' | 'permissions'> &
  Partial<Omit<SessionView, 'account' | 'memberships' | 'permissions'>>;

/** Asks who sits here; null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<SessionView | null> => {
    try {
      return await ask<SessionView>('/session');
    } catch (error) {
      if (error instanceof Refusal && error.document.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** Whether this person has a power, however far it reaches. The server decides each time; this only draws buttons. */
export function may(session: Session, permission: Permission): boolean {
  return (session.permissions[permission]?.length ?? 0) > 0;
}

/** Whether this person works for an enterprise only: menus are then ordered for it. */
export function isEnterprise(session: Session): boolean {
  const { memberships } = session;
  return memberships.length > 0 && memberships.every(({ role }) => ENTERPRISE_ROLES.includes(role));
}

/** The office by which somebody does a thing in a party's name; the first where there are several. */
export function officeOf(session: Session): MembershipView | undefined {
  return session.memberships[0];
}

/** The party of an enterprise's own file; undefined for officials. */
export function ownParty(session: Session): string | undefined {
  return isEnterprise(session) ? officeOf(session)?.party.id : undefined;
}

const ENTERPRISE_ROLES: readonly string[] = ['enterpriseManager', 'enterpriseClerk'];
