import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { SecretUnreadable } from '../../../kernel/secrets.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { factorsOf } from '../second-factor/second-factor-store.ts';
import { saveSealedAddress, sealedAddressOf } from './notice-store.ts';
import { tellOwner } from './tell-owner.ts';

/** One address of mail, plain: no name beside it, no list, no comment. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,63}$/;
const LONGEST = 254;

function purposeOf(account: number): string {
  return `notice address of account ${account}`;
}

/** Opens a sealed address; undefined where there is none, or its key is not here. */
export function openAddress(
  { secrets, log }: Pick<Context, 'secrets' | 'log'>,
  account: number,
  sealed: Buffer | null,
): string | undefined {
  if (sealed === null) return undefined;
  try {
    return Buffer.from(secrets.open(sealed, purposeOf(account))).toString('utf8');
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    log.error({ account, reason: error.reason }, 'the address for notices cannot be opened');
    return undefined;
  }
}

/** Where somebody's notices go. */
export async function noticeAddress(ctx: Context, caller: PersonCaller): Promise<string | undefined> {
  return openAddress(ctx, caller.account, await sealedAddressOf(ctx.database, caller.account));
}

/**
 * Sets where notices go, or that they go nowhere (an empty text). Told at the former address as well: who takes an
 * account over must not silence it. Who has a second factor must have shown it.
 */
export async function setNoticeAddress(
  ctx: Context,
  caller: PersonCaller,
  text: string,
): Promise<Result<null>> {
  const address = text.trim();
  if (address !== '' && (address.length > LONGEST || !ADDRESS.test(address)))
    return refuse('accountRefused', { faults: [{ at: '/address', code: 'addressWrong' }] });
  return await inTransaction(ctx, async tx => {
    const { totp, passkeys } = await factorsOf(tx, caller.account);
    if (caller.assurance === 'password' && (totp || passkeys > 0)) return refuse('secondFactorNeeded');
    const former = await sealedAddressOf(tx, caller.account);
    if ((openAddress(ctx, caller.account, former) ?? '') === address) return done(null);
    const sealed =
      address === ''
        ? null
        : Buffer.from(ctx.secrets.seal(Buffer.from(address, 'utf8'), purposeOf(caller.account)));
    await saveSealedAddress(tx, caller.account, sealed);
    const facts = { account: caller.publicId };
    await tellOwner(tx, caller, 'notice-address-changed', facts, former);
    return done(null);
  });
}
