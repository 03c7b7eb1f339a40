import type { Context } from '../../../kernel/context.ts';
import { SecretUnreadable } from '../../../kernel/secrets.ts';
import { inTransaction } from '../../../kernel/transaction.ts';
import { clearSecrets, replaceClearSecret } from './second-factor-store.ts';

/** The seal is the account's own: bytes copied from another row open nothing. */
function purposeOf(account: number): string {
  return `authenticator of account ${account}`;
}

/** Seals the secret of an account's authenticator. */
export function sealTotp({ secrets }: Pick<Context, 'secrets'>, account: number, secret: Buffer): Buffer {
  return Buffer.from(secrets.seal(secret, purposeOf(account)));
}

/**
 * Opens it again; undefined when the key is not here any more (a database restored without its key file): then codes
 * are refused, and recovery codes and passkeys go on working. The log says so.
 */
export function openTotp(
  { secrets, log }: Pick<Context, 'secrets' | 'log'>,
  account: number,
  sealed: Buffer | null,
): Buffer | undefined {
  if (sealed === null) return undefined;
  try {
    return Buffer.from(secrets.open(sealed, purposeOf(account)));
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    log.error({ account, reason: error.reason }, 'the secret of an authenticator cannot be opened');
    return undefined;
  }
}

/** Seals what was kept in clear before there was a key: once, at the start after the upgrade. */
export async function sealAuthenticators(ctx: Context): Promise<number> {
  return await inTransaction(ctx, async tx => {
    const kept = await clearSecrets(tx);
    for (const { account, secret } of kept)
      await replaceClearSecret(tx, account, sealTotp(ctx, account, secret));
    if (kept.length > 0)
      tx.journal({ actor: 'system', kind: 'authenticators-sealed', facts: { count: kept.length } });
    return kept.length;
  });
}
