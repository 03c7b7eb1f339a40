import type { Tx } from '../../../kernel/transaction.ts';

type Purpose = 'passkeyRegistration' | 'passkeySignIn' | 'oidc' | 'noticeAddress';

/** Keeps what a browser was asked, until it answers; forgets what nobody answered. */
export async function saveChallenge(
  tx: Tx,
  challenge: {
    readonly digest: Buffer;
    readonly purpose: Purpose;
    readonly account: number | null;
    readonly facts: Readonly<Record<string, string>>;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.query.deleteFrom('sign_in_challenge').where('expires_at', '<', tx.at).execute();
  const { digest, purpose, account, facts, expiresAt } = challenge;
  await tx.query
    .insertInto('sign_in_challenge')
    .values({ digest, purpose, account, facts: JSON.stringify(facts), expires_at: expiresAt })
    .execute();
}

/** Takes a challenge away: each is answered once. Undefined when there is none, or it is too late. */
export async function takeChallenge(tx: Tx, digest: Buffer, purpose: Purpose) {
  const row = await tx.query
    .deleteFrom('sign_in_challenge')
    .where('digest', '=', digest)
    .where('purpose', '=', purpose)
    .returning(['account', 'facts', 'expires_at as expiresAt'])
    .executeTakeFirst();
  return row !== undefined && row.expiresAt > tx.at ? row : undefined;
}
