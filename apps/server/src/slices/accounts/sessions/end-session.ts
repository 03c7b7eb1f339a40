import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { hasEveryReach } from '../account/reach.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { endSessionByDigest, endSessionById, sessionOwner } from './session-store.ts';
import { digestOf } from './token.ts';

/** Signs out: the session of this token ends, for every copy of it. Safe to repeat. */
export async function signOut(ctx: Context, token: string): Promise<void> {
  await inTransaction(ctx, async tx => {
    const ended = await endSessionByDigest(tx, digestOf(token));
    if (ended === undefined) return;
    tx.journal({ actor: ended.account, kind: 'signed-out', facts: { session: ended.publicId } });
  });
}

/** Revokes a session: one's own, or anybody's for who manages all accounts. Others are told that there is none. */
export async function revokeSession(
  ctx: Context,
  caller: PersonCaller,
  publicId: string,
): Promise<Result<null>> {
  return await inTransaction(ctx, async tx => {
    const owner = await sessionOwner(tx, publicId);
    const isOwn = owner?.account === caller.account;
    if (owner === undefined || (!isOwn && !hasEveryReach(caller, 'account.manage')))
      return refuse('sessionUnknown');
    if (!(await endSessionById(tx, owner.id))) return refuse('sessionUnknown');
    tx.journal({
      actor: caller.publicId,
      kind: 'session-revoked',
      facts: { session: publicId, account: owner.accountPublicId },
    });
    return done(null);
  });
}
