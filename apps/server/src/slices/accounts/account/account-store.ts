import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** An account as commands see it. */
export interface AccountRow {
  readonly id: number;
  readonly publicId: string;
  readonly login: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly isDemo: boolean;
  readonly disabledAt: Date | null;
}

const COLUMNS = [
  'account.id',
  'account.public_id as publicId',
  'account.login',
  'account.name',
  'account.password_hash as passwordHash',
  'account.is_demo as isDemo',
  'account.disabled_at as disabledAt',
] as const;

type Reader = Pick<Tx, 'query'>;

/** The account that signs in with this name. */
export async function accountByLogin(reader: Reader, login: string): Promise<AccountRow | undefined> {
  return await reader.query
    .selectFrom('account')
    .select(COLUMNS)
    .where('login', '=', login)
    .executeTakeFirst();
}

/** The account with this public id. */
export async function accountByPublicId(reader: Reader, publicId: string): Promise<AccountRow | undefined> {
  return await reader.query
    .selectFrom('account')
    .select(COLUMNS)
    .where('public_id', '=', publicId)
    .executeTakeFirst();
}

/** The account with this number. */
export async function accountById(reader: Reader, id: number): Promise<AccountRow> {
  return await reader.query
    .selectFrom('account')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Makes an account; undefined when the login is taken. */
export async function insertAccount(
  tx: Tx,
  account: {
    readonly publicId: string;
    readonly login: string;
    readonly name: string;
    readonly passwordHash: string | null;
    readonly isDemo?: boolean;
  },
): Promise<number | undefined> {
  const row = await tx.query
    .insertInto('account')
    .values({
      public_id: account.publicId,
      login: account.login,
      name: account.name,
      password_hash: account.passwordHash,
      password_set_at: account.passwordHash === null ? null : tx.at,
      is_demo: account.isDemo ?? false,
      created_at: tx.at,
    })
    .onConflict(conflict => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Sets a password; `former` is the hash that it replaces: false when that changed meanwhile. */
export async function setPasswordHash(
  tx: Tx,
  account: number,
  former: string | null,
  hash: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('account')
    .set({ password_hash: hash, password_set_at: tx.at })
    .where('id', '=', account)
    .where('password_hash', 'is not distinct from', former)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Changes name or standing; false when nothing changed. */
export async function updateAccount(
  tx: Tx,
  account: number,
  change: { readonly name?: string; readonly disabled?: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('account')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.disabled === undefined
        ? {}
        : { disabled_at: change.disabled ? sql<Date>`coalesce(disabled_at, ${tx.at})` : null }),
    })
    .where('id', '=', account)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether this instance shows fictional data only. */
export async function isDemoInstance(reader: Pick<Database, 'query'>): Promise<boolean> {
  const row = await reader.query
    .selectFrom('instance')
    .select('name')
    .where('name', '=', 'demo')
    .executeTakeFirst();
  return row !== undefined;
}
