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

/** Keeps a new passkey; false when its credential is known already. */
export async function insertPasskey(
  tx: Tx,
  passkey: {
    readonly publicId: string;
    readonly account: number;
    readonly credentialId: string;
    readonly publicKey: Buffer;
    readonly counter: number;
    readonly transports: readonly string[];
    readonly label: string;
  },
): Promise<boolean> {
  const { publicId, credentialId, publicKey, transports, ...rest } = passkey;
  const row = await tx.query
    .insertInto('passkey')
    .values({
      ...rest,
      public_id: publicId,
      credential_id: credentialId,
      public_key: publicKey,
      transports: [...transports],
      created_at: tx.at,
    })
    .onConflict(conflict => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A passkey by its credential, with the account that it proves. */
export async function passkeyByCredential(reader: Reader, credentialId: string) {
  return await reader.query
    .selectFrom('passkey')
    .innerJoin('account', 'account.id', 'passkey.account')
    .select([
      'passkey.id',
      'passkey.public_id as passkeyId',
      'passkey.public_key as publicKey',
      'passkey.counter',
      'passkey.transports',
      'account.id as account',
      'account.public_id as publicId',
      'account.disabled_at as disabledAt',
    ])
    .where('passkey.credential_id', '=', credentialId)
    .executeTakeFirst();
}

/** Notes a use; false when the counter went back meanwhile: then two devices have the same key. */
export async function usePasskey(tx: Tx, id: number, former: number, counter: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('passkey')
    .set({ counter, last_used_at: tx.at })
    .where('id', '=', id)
    .where('counter', '=', former)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
