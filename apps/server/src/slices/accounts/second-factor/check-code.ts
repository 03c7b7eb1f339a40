import type { Context } from '../../../kernel/context.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { beginAttempt, succeeded } from '../sessions/attempt.ts';
import { raise } from '../sessions/open-session.ts';
import { sessionOfToken } from '../sessions/person-of-token.ts';
import type { OpenedSession } from '../sessions/session.ts';
import { digestOf } from '../sessions/token.ts';
import { openTotp } from './kept-secret.ts';
import { recoveryDigest } from './recovery-codes.ts';
import { totpOf, useRecoveryCode, useStep } from './second-factor-store.ts';
import { stepOfCode } from './totp.ts';

/**
 * The second step: a code of the authenticator or a recovery code. Opens a halfway session, or makes one that is
 * open with a password alone surer; the session gets another token.
 */
export async function checkCode(
  ctx: Context,
  token: string,
  code: string,
  address: string,
): Promise<Result<OpenedSession>> {
  const session = await sessionOfToken(ctx, token);
  if (session === undefined) return refuse('sessionHalfwayMissing');
  // Codes are counted apart from passwords: who knows the password must not get their tries anew for each.
  const begun = await inTransaction(ctx, tx => beginAttempt(tx, `code of ${session.publicId}`, address));
  if ('waitSeconds' in begun) return refuse('attemptTooSoon', { waitSeconds: begun.waitSeconds });
  return await inTransaction(ctx, async tx => {
    const by = await useCode(ctx, tx, session.account, code);
    if (by === undefined) {
      tx.journal({
        actor: session.publicId,
        kind: 'code-refused',
        facts: { session: session.sessionPublicId },
      });
      return refuse('codeRefused');
    }
    await succeeded(tx, begun.attempt);
    const assurance = session.assurance === 'passkey' ? 'passkey' : 'secondFactor';
    const raised = await raise(tx, session, digestOf(token), assurance, by);
    return raised === undefined ? refuse('sessionHalfwayMissing') : done(raised);
  });
}

/** Uses a code up; by what it was right, undefined when it was not. */
async function useCode(
  ctx: Context,
  tx: Tx,
  account: number,
  code: string,
): Promise<'totp' | 'recoveryCode' | undefined> {
  const totp = await totpOf(tx, account);
  if (totp === undefined || totp.confirmedAt === null) return undefined;
  const secret = openTotp(ctx, account, totp.sealed);
  const step = secret && stepOfCode(secret, code, tx.at);
  if (step !== undefined) return (await useStep(tx, account, step)) ? 'totp' : undefined;
  const digest = recoveryDigest(code);
  if (digest === undefined) return undefined;
  return (await useRecoveryCode(tx, account, digest)) ? 'recoveryCode' : undefined;
}
