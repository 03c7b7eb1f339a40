import { hash } from 'node:crypto';
import type { PersonCaller } from '../../../http/caller.ts';
import type { Context } from '../../../kernel/context.ts';
import { SecretUnreadable } from '../../../kernel/secrets.ts';
import { inTransaction, type Tx } from '../../../kernel/transaction.ts';
import { done, type Result, refuse } from '../refusal.ts';
import { factorsOf } from '../second-factor/second-factor-store.ts';
import { saveChallenge, takeChallenge } from '../sessions/challenge-store.ts';
import { digestOf, newToken } from '../sessions/token.ts';
import {
  confirmSealedAddress,
  isAddressConfirmed,
  saveSealedAddress,
  sealedAddressOf,
} from './notice-store.ts';
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
    const link = sealed === null ? undefined : await offerConfirmation(ctx, tx, caller.account, sealed);
    await tellOwner(tx, caller, 'notice-address-changed', facts, former, link);
    return done(null);
  });
}

const DAY_MS = 86_400_000;

function linkPurposeOf(account: number): string {
  return `confirmation link of account ${account}`;
}

/** A link good once and for a day, sealed for the job that sends it: the table of jobs must not confirm anything. */
async function offerConfirmation(ctx: Context, tx: Tx, account: number, address: Buffer): Promise<string> {
  const { secret, digest } = newToken();
  await saveChallenge(tx, {
    ...{ digest, purpose: 'noticeAddress', account },
    facts: { address: hash('sha256', address, 'base64') },
    expiresAt: new Date(tx.at.getTime() + DAY_MS),
  });
  return Buffer.from(ctx.secrets.seal(Buffer.from(secret, 'utf8'), linkPurposeOf(account))).toString(
    'base64',
  );
}

/** The address that a sealed link leads to; undefined where its key is not here. */
export function confirmationUrl(ctx: Context, account: number, sealed: string): string | undefined {
  try {
    const secret = ctx.secrets.open(Buffer.from(sealed, 'base64'), linkPurposeOf(account));
    return `${ctx.publicUrl}/account?confirm=${Buffer.from(secret).toString('utf8')}#notices-title`;
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    ctx.log.error({ account, reason: error.reason }, 'a confirmation link cannot be opened');
    return undefined;
  }
}

/**
 * 确认通知邮箱: the owner opened the link that was sent there and is signed in. Each link counts once, for the address
 * that it was sent to.
 */
export async function confirmNoticeAddress(
  ctx: Context,
  caller: PersonCaller,
  secret: string,
): Promise<Result<null>> {
  return await inTransaction(ctx, async tx => {
    const challenge = await takeChallenge(tx, digestOf(secret), 'noticeAddress');
    const sealed = await sealedAddressOf(tx, caller.account);
    const told = (challenge?.facts as { address?: string } | undefined)?.address;
    if (challenge?.account !== caller.account || sealed === null || told !== hash('sha256', sealed, 'base64'))
      return refuse('addressLinkVoid');
    if (!(await confirmSealedAddress(tx, caller.account, sealed))) return refuse('addressLinkVoid');
    tx.journal({
      actor: caller.publicId,
      kind: 'notice-address-confirmed',
      facts: { account: caller.publicId },
    });
    return done(null);
  });
}

/** Where mail with content may go: an address that its owner confirmed; undefined where there is none. */
export async function confirmedNoticeAddress(ctx: Context, account: number): Promise<string | undefined> {
  if (!(await isAddressConfirmed(ctx.database, account))) return undefined;
  return openAddress(ctx, account, await sealedAddressOf(ctx.database, account));
}
