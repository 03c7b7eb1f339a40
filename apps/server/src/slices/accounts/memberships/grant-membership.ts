import { isRole } from '@pinxin/contract/permissions';
import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { accountByPublicId } from '../account/account-store.ts';
import { mayManageRole, sureEnoughToManage } from '../account/reach.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { type CheckedMembership, checkMembership, type MembershipWish } from './check-membership.ts';
import {
  endMembershipById,
  insertMembership,
  membershipByPublicId,
  othersInRole,
  partyFacts,
} from './membership-store.ts';

/** Gives somebody an office at a party, or lets them act for it. Nobody does this for their own account. */
export async function grantMembership(
  ctx: Context,
  caller: PersonCaller,
  accountId: string,
  wish: MembershipWish & { readonly party: string },
): Promise<Result<{ readonly id: string }>> {
  if (!sureEnoughToManage(caller)) return refuse('secondFactorNeeded');
  return await inTransaction(ctx, async tx => {
    const party = await partyFacts(tx, wish.party);
    if (party === undefined) return refuse('partyUnknown', { faults: [] });
    if (!mayManageRole(caller, wish.role, { party: party.id, division: party.division }))
      return refuse('outOfReach');
    const account = await accountByPublicId(tx, accountId);
    if (account === undefined) return refuse('accountUnknown');
    if (account.id === caller.account) return refuse('ownAccount');
    const { faults, membership } = checkMembership(wish, party, localDateOf(tx.at));
    if (membership === undefined) return refuse('membershipRefused', { faults });
    const id = await writeMembership(ctx, tx, caller.publicId, account, party, membership);
    if (id === undefined) {
      return refuse('membershipRefused', { faults: [{ at: '/role', code: 'alreadyHeld' }] });
    }
    return done({ id });
  });
}

/** Writes a checked membership and journals it; its id, undefined when the same is held already. */
export async function writeMembership(
  ctx: Context,
  tx: Tx,
  actor: string,
  account: { readonly id: number; readonly publicId: string },
  party: { readonly id: number; readonly publicId: string },
  checked: CheckedMembership,
): Promise<string | undefined> {
  const id = ctx.newId('mbr');
  const membership = { ...checked, publicId: id, account: account.id, party: party.id, grantedBy: actor };
  if (!(await insertMembership(tx, membership, localDateOf(tx.at)))) return undefined;
  const { role, area, basis, from, to } = checked;
  tx.journal({
    actor,
    kind: 'membership-granted',
    facts: { membership: id, account: account.publicId, party: party.publicId, role, area, basis, from, to },
  });
  return id;
}

/** Ends a membership now. The last administrator stays one. */
export async function endMembership(
  ctx: Context,
  caller: PersonCaller,
  accountId: string,
  membershipId: string,
): Promise<Result<null>> {
  if (!sureEnoughToManage(caller)) return refuse('secondFactorNeeded');
  return await inTransaction(ctx, async tx => {
    const held = await membershipByPublicId(tx, membershipId);
    if (held === undefined || held.accountPublicId !== accountId || !isRole(held.role))
      return refuse('membershipUnknown');
    const isOwn = held.account === caller.account;
    // One may always lay down one's own office.
    if (!isOwn && !mayManageRole(caller, held.role, held)) return refuse('membershipUnknown');
    const today = localDateOf(tx.at);
    if (held.role === 'administrator' && (await othersInRole(tx, 'administrator', held.account, today)) === 0)
      return refuse('lastAdministrator');
    if (!(await endMembershipById(tx, held.id))) return refuse('membershipUnknown');
    tx.journal({
      actor: caller.publicId,
      kind: 'membership-ended',
      facts: { membership: membershipId, account: accountId, role: held.role },
    });
    return done(null);
  });
}
