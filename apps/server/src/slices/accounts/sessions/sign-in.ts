import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { accountByLogin, isDemoInstance, setPasswordHash } from '../account/account-store.ts';
import { foldLogin } from '../account/login.ts';
import { comparePassword, hashPassword, isOutdated, verifyNothing } from '../password/password-hash.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { factorsOf } from '../second-factor/second-factor-store.ts';
import { countUse } from '../watch/count-use.ts';
import { beginAttempt, succeeded } from './attempt.ts';
import { openSession } from './open-session.ts';
import type { OpenedSession } from './session.ts';

/** Where somebody signs in from: `address` to slow guessing, `device` so that they know the session again. */
export interface From {
  readonly address: string;
  readonly device: string;
}

/**
 * Signs in with name and password. A wrong password, an unknown name, a disabled account and a demo account outside
 * a demo get the same answer in the same time. With an authenticator the session is only halfway open after it.
 */
export async function signIn(
  ctx: Context,
  login: string,
  password: string,
  from: From,
): Promise<Result<OpenedSession>> {
  const name = foldLogin(login);
  const begun = await inTransaction(ctx, tx => beginAttempt(tx, name, from.address));
  if ('waitSeconds' in begun) return refuse('attemptTooSoon', { waitSeconds: begun.waitSeconds });
  const account = await accountByLogin(ctx.database, name);
  const hash = account?.passwordHash ?? undefined;
  const right = await isRight(ctx, password, hash, account?.publicId);
  const usable = account?.disabledAt === null && (!account.isDemo || (await isDemoInstance(ctx.database)));
  if (!right || hash === undefined || account === undefined || !usable) {
    await inTransaction(ctx, async tx => {
      const facts = { account: account?.publicId ?? null };
      tx.journal({ actor: 'stranger', kind: 'sign-in-refused', facts });
      // The journal is for ever, and an address is somebody's: it is counted beside it, as a digest, for two days.
      const subject = begun.attempt.address.toString('hex').slice(0, 12);
      await countUse(ctx, tx, [{ kind: 'guessesFromAddress', subject, at: tx.at, count: 1 }]);
    });
    return refuse('signInRefused');
  }
  const renewed = isOutdated(ctx.secrets, hash) ? await hashPassword(ctx.secrets, password) : undefined;
  return await inTransaction(ctx, async tx => {
    await succeeded(tx, begun.attempt);
    if (renewed !== undefined) await setPasswordHash(tx, account.id, hash, renewed);
    const { totp } = await factorsOf(tx, account.id);
    const stage = totp ? 'halfway' : 'open';
    const wish = { stage, assurance: 'password', device: from.device, by: 'password' } as const;
    return done(await openSession(ctx, tx, { account: account.id, publicId: account.publicId }, wish));
  });
}

/** A lost pepper looks like a wrong password to whoever asks, and not to whoever runs the instance: the log says it. */
async function isRight(
  { secrets, log }: Context,
  password: string,
  hash: string | undefined,
  account: string | undefined,
): Promise<boolean> {
  if (hash === undefined) {
    await verifyNothing(secrets, password);
    return false;
  }
  const comparison = await comparePassword(secrets, password, hash);
  if (comparison === 'pepperMissing')
    log.error({ account }, 'a password cannot be checked: the key it was kept with is not here');
  return comparison === 'right';
}
