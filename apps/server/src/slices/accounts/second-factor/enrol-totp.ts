import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { accountById } from '../account/account-store.ts';
import { deciding } from '../account/reach.ts';
import { tellOwner } from '../notices/tell-owner.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { beginAttempt, succeeded } from '../sessions/attempt.ts';
import { raise } from '../sessions/open-session.ts';
import { sessionOfToken } from '../sessions/person-of-token.ts';
import type { OpenedSession } from '../sessions/session.ts';
import { digestOf } from '../sessions/token.ts';
import { openTotp, sealTotp } from './kept-secret.ts';
import { newRecoveryCodes, recoveryDigest } from './recovery-codes.ts';
import {
  factorsOf,
  removeTotp,
  saveRecoveryCodes,
  saveTotp,
  totpOf,
  useStep,
} from './second-factor-store.ts';
import { base32, newTotpSecret, stepOfCode, totpUri } from './totp.ts';

const ISSUER = 'Pinxin 品信';

/** What somebody puts into their authenticator: shown once. */
export interface TotpOffer {
  /** Base32, to be typed. */
  readonly secret: string;
  /** The same for a QR code (`otpauth://`). */
  readonly uri: string;
}

/** Begins to set up an authenticator: nothing counts until a code of it is confirmed. */
export async function offerTotp(ctx: Context, caller: PersonCaller): Promise<Result<TotpOffer>> {
  const secret = newTotpSecret();
  return await inTransaction(ctx, async tx => {
    const account = await accountById(tx, caller.account);
    if (!(await saveTotp(tx, caller.account, sealTotp(ctx, caller.account, secret))))
      return refuse('secondFactorThere');
    tx.journal({ actor: caller.publicId, kind: 'totp-offered', facts: { account: caller.publicId } });
    return done({ secret: base32(secret), uri: totpUri(secret, ISSUER, account.login) });
  });
}

/** The authenticator works: from now on it is asked at sign-in. This session is surer, with a new token. */
export async function confirmTotp(
  ctx: Context,
  caller: PersonCaller,
  token: string,
  code: string,
  address: string,
): Promise<Result<{ readonly recoveryCodes: readonly string[]; readonly session: OpenedSession }>> {
  const session = await sessionOfToken(ctx, token);
  if (session === undefined) return refuse('sessionUnknown');
  const begun = await inTransaction(ctx, tx => beginAttempt(tx, `code of ${caller.publicId}`, address));
  if ('waitSeconds' in begun) return refuse('attemptTooSoon', { waitSeconds: begun.waitSeconds });
  return await inTransaction(ctx, async tx => {
    const totp = await totpOf(tx, caller.account);
    if (totp === undefined) return refuse('secondFactorNotBegun');
    if (totp.confirmedAt !== null) return refuse('secondFactorThere');
    const secret = openTotp(ctx, caller.account, totp.sealed);
    const step = secret && stepOfCode(secret, code, tx.at);
    if (step === undefined || !(await useStep(tx, caller.account, step))) return refuse('codeRefused');
    await succeeded(tx, begun.attempt);
    const recoveryCodes = newRecoveryCodes();
    await saveRecoveryCodes(
      tx,
      caller.account,
      recoveryCodes.map(typed => recoveryDigest(typed)!),
    );
    await tellOwner(tx, caller, 'totp-confirmed', { account: caller.publicId });
    const raised = await raise(tx, session, digestOf(token), 'secondFactor', 'totp');
    return raised === undefined ? refuse('sessionUnknown') : done({ recoveryCodes, session: raised });
  });
}

/** Ten new recovery codes in place of all former ones. Asks for a session that showed a second factor. */
export async function renewRecoveryCodes(
  ctx: Context,
  caller: PersonCaller,
): Promise<Result<readonly string[]>> {
  if (caller.assurance === 'password') return refuse('secondFactorNeeded');
  return await inTransaction(ctx, async tx => {
    if (!(await factorsOf(tx, caller.account)).totp) return refuse('secondFactorNotBegun');
    const codes = newRecoveryCodes();
    await saveRecoveryCodes(
      tx,
      caller.account,
      codes.map(typed => recoveryDigest(typed)!),
    );
    await tellOwner(tx, caller, 'recovery-codes-renewed', { account: caller.publicId });
    return done(codes);
  });
}

/** Removes one's authenticator and recovery codes. Who decides keeps one second factor at least. */
export async function dropTotp(ctx: Context, caller: PersonCaller): Promise<Result<null>> {
  if (caller.assurance === 'password') return refuse('secondFactorNeeded');
  return await inTransaction(ctx, async tx => {
    const factors = await factorsOf(tx, caller.account);
    if (!factors.totp) return refuse('secondFactorNotBegun');
    if (deciding(caller) && factors.passkeys === 0) return refuse('lastSecondFactor');
    await removeTotp(tx, caller.account);
    await tellOwner(tx, caller, 'totp-removed', { account: caller.publicId });
    return done(null);
  });
}
