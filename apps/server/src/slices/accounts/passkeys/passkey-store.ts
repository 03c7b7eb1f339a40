import type { Tx } from '../../../kernel/transaction.ts';

/** Removes all passkeys of an account. */
export async function removePasskeys(tx: Tx, account: number): Promise<void> {
  await tx.query.deleteFrom('passkey').where('account', '=', account).execute();
}
