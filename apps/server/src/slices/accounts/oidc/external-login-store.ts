import type { Tx } from '../../../kernel/transaction.ts';
import type { ExternalIdentity } from './provider.ts';

/** The account that somebody at another provider is; notes the use. */
export async function accountOfIdentity(tx: Tx, { issuer, subject }: ExternalIdentity) {
  return await tx.query
    .updateTable('external_login')
    .from('account')
    .whereRef('account.id', '=', 'external_login.account')
    .set({ last_used_at: tx.at })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .returning(['account.id', 'account.public_id as publicId', 'account.disabled_at as disabledAt'])
    .executeTakeFirst();
}

/** Links somebody at another provider to an account; false when they are linked to another one. */
export async function linkIdentity(
  tx: Tx,
  { issuer, subject }: ExternalIdentity,
  account: number,
): Promise<boolean> {
  await tx.query
    .insertInto('external_login')
    .values({ issuer, subject, account, linked_at: tx.at })
    .onConflict(conflict => conflict.columns(['issuer', 'subject']).doNothing())
    .execute();
  const row = await tx.query
    .selectFrom('external_login')
    .select('account')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.account === account;
}
