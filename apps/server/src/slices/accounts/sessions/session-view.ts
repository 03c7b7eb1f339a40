import {
  GRANTS,
  needsSecondFactor,
  PERMISSIONS,
  type Permission,
  type Reach,
} from '@pinxin/contract/permissions';
import type { SessionView } from '@pinxin/contract/session';
import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { accountById } from '../account/account-store.ts';
import { membershipsOf } from '../memberships/membership-store.ts';
import { isInForce, membershipView } from '../memberships/membership-view.ts';
import { factorsOf } from '../second-factor/second-factor-store.ts';
import type { SessionFact } from './session-store.ts';

/** Who is signed in, where they hold office today, and how far each of their powers reaches. */
export async function viewSession(
  ctx: Context,
  caller: PersonCaller,
  session: SessionFact,
): Promise<SessionView> {
  const today = localDateOf(ctx.clock.now());
  const [account, memberships, factors] = await Promise.all([
    accountById(ctx.database, caller.account),
    membershipsOf(ctx.database, [caller.account]),
    factorsOf(ctx.database, caller.account),
  ]);
  const permissions = reachesOf(caller);
  const held = PERMISSIONS.filter(permission => permissions[permission] !== undefined);
  return {
    session: {
      id: session.sessionPublicId,
      openedAt: session.openedAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
    },
    account: { id: account.publicId, name: account.name, login: account.login, isDemo: account.isDemo },
    assurance: caller.assurance,
    memberships: memberships.filter(row => isInForce(row, today)).flatMap(membershipView),
    permissions,
    needSecondFactor: caller.assurance === 'password' ? held.filter(needsSecondFactor) : [],
    factors: { password: account.passwordHash !== null, ...factors },
  };
}

function reachesOf(caller: PersonCaller): Partial<Record<Permission, readonly Reach[]>> {
  const held = PERMISSIONS.map(permission => {
    const reaches = caller.memberships.flatMap(({ role }) => GRANTS[role][permission] ?? []);
    return [permission, [...new Set(reaches)]] as const;
  });
  return Object.fromEntries(held.filter(([, reaches]) => reaches.length > 0));
}
