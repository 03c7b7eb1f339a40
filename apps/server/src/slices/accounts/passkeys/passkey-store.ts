import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';

type Reader = Pick<Database, 'query'>;

/** The passkeys of an account. */
export async function passkeysOf(reader: Reader, account: number) {
  return await reader.query
    .selectFrom('passkey')
    .select([
      'id',
      'public_id as publicId',
      'credential_id as credentialId',
      'transports',
      'label',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
    ])
    .where('account', '=', account)
    .orderBy('id')
    .execute();
}

/** Removes one passkey of an account; false when it has none of that id. */
export async function removePasskey(tx: Tx, account: number, publicId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.query
    .deleteFrom('passkey')
    .where('account', '=', account)
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Removes all passkeys of an account. */
export async function removePasskeys(tx: Tx, account: number): Promise<void> {
  await tx.query.deleteFrom('passkey').where('account', '=', account).execute();
}
