import { localDateOf } from '@pinxin/rules/local-date';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { saveInvitation } from '../invitations/invitation-store.ts';
import type { Invitation } from '../invitations/invite.ts';
import { othersInRole } from '../memberships/membership-store.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { endSessionsOf } from '../sessions/session-store.ts';
import { newToken } from '../sessions/token.ts';
import { accountByPublicId, insertAccount, updateAccount } from './account-store.ts';
import { foldLogin } from './login.ts';
import { faultsOfAccount, keptName } from './new-password.ts';
import { hasEveryReach, sureEnoughToManage } from './reach.ts';

const WEEK_MS = 7 * 86_400_000;

/** Makes an account without a password, and the one-time link by which its owner chooses one. */
export async function createAccount(
  ctx: Context,
  caller: PersonCaller,
  wish: { readonly login: string; readonly name: string },
): Promise<Result<{ readonly id: string; readonly invitation: Invitation }>> {
  if (!sureEnoughToManage(caller)) return refuse('secondFactorNeeded');
  if (!hasEveryReach(caller, 'account.manage')) return refuse('outOfReach');
  const login = foldLogin(wish.login);
  const name = keptName(wish.name);
  const faults = faultsOfAccount(login, name);
  if (faults.length > 0) return refuse('accountRefused', { faults });
  const { secret, digest } = newToken();
  return await inTransaction(ctx, async tx => {
    const publicId = ctx.newId('acc');
    const account = await insertAccount(tx, { publicId, login, name, passwordHash: null });
    if (account === undefined) return refuse('loginTaken');
    const id = ctx.newId('inv');
    const expiresAt = new Date(tx.at.getTime() + WEEK_MS);
    await saveInvitation(tx, {
      publicId: id,
      digest,
      kind: 'recovery',
      account,
      invitedBy: caller.publicId,
      expiresAt,
    });
    tx.journal({
      actor: caller.publicId,
      kind: 'account-made',
      facts: { account: publicId, invitation: id },
    });
    return done({ id: publicId, invitation: { id, token: secret, expiresAt } });
  });
}

/**
 * Changes an account: its name by its owner or who manages all, its standing by the latter and never one's own.
 * Disabling ends every session at once.
 */
export async function changeAccount(
  ctx: Context,
  caller: PersonCaller,
  accountId: string,
  wish: { readonly name?: string; readonly disabled?: boolean },
): Promise<Result<null>> {
  const managesAll = hasEveryReach(caller, 'account.manage');
  const isOwn = accountId === caller.publicId;
  if (!isOwn && !managesAll) return refuse('accountUnknown');
  if (!isOwn && !sureEnoughToManage(caller)) return refuse('secondFactorNeeded');
  if (isOwn && wish.disabled !== undefined) return refuse('ownAccount');
  const name = wish.name === undefined ? undefined : keptName(wish.name);
  if (name === '') return refuse('accountRefused', { faults: [{ at: '/name', code: 'nameForm' }] });
  return await inTransaction(ctx, async tx => {
    const account = await accountByPublicId(tx, accountId);
    if (account === undefined) return refuse('accountUnknown');
    if (
      wish.disabled === true &&
      (await othersInRole(tx, 'administrator', account.id, localDateOf(tx.at))) === 0
    )
      return refuse('lastAdministrator');
    if (name === undefined && wish.disabled === undefined) return done(null);
    await updateAccount(tx, account.id, {
      ...(name === undefined ? {} : { name }),
      ...(wish.disabled === undefined ? {} : { disabled: wish.disabled }),
    });
    const ended = wish.disabled === true ? await endSessionsOf(tx, account.id, undefined) : 0;
    tx.journal({
      actor: caller.publicId,
      kind:
        wish.disabled === undefined
          ? 'account-renamed'
          : wish.disabled
            ? 'account-disabled'
            : 'account-enabled',
      facts: { account: accountId, ended },
    });
    return done(null);
  });
}
