import type { Tx } from '../../../kernel/transaction.ts';

type Reader = Pick<Tx, 'query'>;

/** The sealed address of an account, null where it has none. */
export async function sealedAddressOf(reader: Reader, account: number): Promise<Buffer | null> {
  const row = await reader.query
    .selectFrom('account')
    .select('notice_address')
    .where('id', '=', account)
    .executeTakeFirstOrThrow();
  return row.notice_address;
}

/** Keeps it, or none; nobody has confirmed it yet. */
export async function saveSealedAddress(tx: Tx, account: number, sealed: Buffer | null): Promise<void> {
  await tx.query
    .updateTable('account')
    .set({ notice_address: sealed, notice_confirmed_at: null })
    .where('id', '=', account)
    .execute();
}

/** Notes that the owner confirmed this address; false when it is another by now, or was confirmed before. */
export async function confirmSealedAddress(tx: Tx, account: number, sealed: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('account')
    .set({ notice_confirmed_at: tx.at })
    .where('id', '=', account)
    .where('notice_address', '=', sealed)
    .where('notice_confirmed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether an account's address was confirmed. */
export async function isAddressConfirmed(reader: Reader, account: number): Promise<boolean> {
  const row = await reader.query
    .selectFrom('account')
    .select('notice_confirmed_at as at')
    .where('id', '=', account)
    .executeTakeFirst();
  return row?.at != null;
}

/** Whether a session was ever open on a device of this name, and whether any was open at all, besides this one. */
export async function devicesBefore(
  reader: Reader,
  account: number,
  device: string,
  besides: string,
): Promise<{ readonly any: boolean; readonly same: boolean }> {
  const rows = await reader.query
    .selectFrom('session')
    .select('device')
    .distinct()
    .where('account', '=', account)
    .where('stage', '=', 'open')
    .where('public_id', '<>', besides)
    .execute();
  return { any: rows.length > 0, same: rows.some(row => row.device === device) };
}

/** The device of a session. */
export async function deviceOfSession(reader: Reader, publicId: string): Promise<string | undefined> {
  const row = await reader.query
    .selectFrom('session')
    .select('device')
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  return row?.device;
}
