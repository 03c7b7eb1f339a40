import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { deciding } from '../account/reach.ts';
import { tellOwner } from '../notices/tell-owner.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { factorsOf } from '../second-factor/second-factor-store.ts';
import { removePasskey } from './passkey-store.ts';

/** Removes one of one's passkeys. Who decides keeps one second factor at least. */
export async function dropPasskey(
  ctx: Context,
  caller: PersonCaller,
  publicId: string,
): Promise<Result<null>> {
  if (caller.assurance === 'password') return refuse('secondFactorNeeded');
  return await inTransaction(ctx, async tx => {
    const { totp, passkeys } = await factorsOf(tx, caller.account);
    if (passkeys === 0) return refuse('passkeyUnknown');
    if (deciding(caller) && !totp && passkeys === 1) return refuse('lastSecondFactor');
    if (!(await removePasskey(tx, caller.account, publicId))) return refuse('passkeyUnknown');
    await tellOwner(tx, caller, 'passkey-removed', { passkey: publicId });
    return done(null);
  });
}
