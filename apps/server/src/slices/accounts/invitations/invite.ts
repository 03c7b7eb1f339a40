import type { Role } from '@pinxin/contract/permissions';
import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { accountByPublicId } from '../account/account-store.ts';
import { hasEveryReach, mayManageRole, sureEnoughToManage } from '../account/reach.ts';
import { checkMembership } from '../memberships/check-membership.ts';
import { partyFacts } from '../memberships/membership-store.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { newToken } from '../sessions/token.ts';
import { saveInvitation, withdrawInvitations } from './invitation-store.ts';

/** A one-time link; the token is shown this once. */
export interface Invitation {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: Date;
}

const WEEK_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;

/** Invites somebody to a role at a party: a link good once and for a week, to be handed over by whoever asked for it. */
export async function invite(
  ctx: Context,
  caller: PersonCaller,
  wish: {
    readonly party: string;
    readonly role: Role;
    readonly area?: string | null;
    readonly name?: string;
  },
): Promise<Result<Invitation>> {
  if (!sureEnoughToManage(caller)) return refuse('secondFactorNeeded');
  const { secret, digest } = newToken();
  return await inTransaction(ctx, async tx => {
    const party = await partyFacts(tx, wish.party);
    if (party === undefined) return refuse('partyUnknown');
    if (!mayManageRole(caller, wish.role, { party: party.id, division: party.division }))
      return refuse('outOfReach');
    const { faults, membership } = checkMembership(wish, party, localDateOf(tx.at));
    if (membership === undefined) return refuse('membershipRefused', { faults });
    const id = ctx.newId('inv');
    const expiresAt = new Date(tx.at.getTime() + WEEK_MS);
    await saveInvitation(tx, {
      ...{
        publicId: id,
        digest,
        kind: 'membership',
        party: party.id,
        role: wish.role,
        area: membership.area,
      },
      ...(wish.name === undefined ? {} : { name: wish.name }),
      ...{ invitedBy: caller.publicId, expiresAt },
    });
    tx.journal({
      actor: caller.publicId,
      kind: 'invited',
      facts: { invitation: id, party: party.publicId, role: wish.role },
    });
    return done({ id, token: secret, expiresAt });
  });
}

/**
 * A link by which somebody sets a new password and loses their second factors: for who lost them. Good for a day;
 * former ones are withdrawn. Only who manages all accounts, and never for themselves.
 */
export async function offerRecovery(
  ctx: Context,
  caller: PersonCaller,
  accountId: string,
): Promise<Result<Invitation>> {
  if (!sureEnoughToManage(caller)) return refuse('secondFactorNeeded');
  if (!hasEveryReach(caller, 'account.manage')) return refuse('outOfReach');
  const { secret, digest } = newToken();
  return await inTransaction(ctx, async tx => {
    const account = await accountByPublicId(tx, accountId);
    if (account === undefined || account.isDemo) return refuse('accountUnknown');
    if (account.id === caller.account) return refuse('ownAccount');
    await withdrawInvitations(tx, 'recovery', account.id);
    const id = ctx.newId('inv');
    const expiresAt = new Date(tx.at.getTime() + DAY_MS);
    await saveInvitation(tx, {
      ...{
        publicId: id,
        digest,
        kind: 'recovery',
        account: account.id,
        invitedBy: caller.publicId,
        expiresAt,
      },
    });
    tx.journal({
      actor: caller.publicId,
      kind: 'recovery-offered',
      facts: { invitation: id, account: account.publicId },
    });
    return done({ id, token: secret, expiresAt });
  });
}
