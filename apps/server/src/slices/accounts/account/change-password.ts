import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { tellOwner } from '../notices/tell-owner.ts';
import { comparePassword, hashPassword } from '../password/password-hash.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { beginAttempt, succeeded } from '../sessions/attempt.ts';
import { endSessionsOf, type SessionFact } from '../sessions/session-store.ts';
import { accountById, setPasswordHash } from './account-store.ts';
import { faultsOfPassword } from './new-password.ts';

/**
 * Changes one's own password: asks for the present one, and ends all other sessions. Wrong ones count like wrong
 * sign-ins.
 */
export async function changePassword(
  ctx: Context,
  caller: PersonCaller,
  session: SessionFact,
  wish: { readonly current: string; readonly password: string; readonly address: string },
): Promise<Result<null>> {
  const account = await accountById(ctx.database, caller.account);
  if (account.passwordHash === null) return refuse('accountUnknown');
  const faults = await faultsOfPassword(wish.password, [account.login, account.name], '/password');
  if (faults.length > 0) return refuse('passwordRefused', { faults });
  const begun = await inTransaction(ctx, tx => beginAttempt(tx, account.login, wish.address));
  if ('waitSeconds' in begun) return refuse('attemptTooSoon', { waitSeconds: begun.waitSeconds });
  const { passwordHash } = account;
  if ((await comparePassword(ctx.secrets, wish.current, passwordHash)) !== 'right')
    return refuse('passwordRefused', { faults: [{ at: '/current', code: 'passwordWrong' }] });
  const hash = await hashPassword(ctx.secrets, wish.password);
  return await inTransaction(ctx, async tx => {
    await succeeded(tx, begun.attempt);
    if (!(await setPasswordHash(tx, account.id, passwordHash, hash))) return refuse('accountUnknown');
    const ended = await endSessionsOf(tx, account.id, session.session);
    await tellOwner(tx, caller, 'password-changed', { account: account.publicId, ended });
    return done(null);
  });
}
