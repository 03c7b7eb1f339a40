import type { Tx } from '../../../kernel/transaction.ts';

type Reader = Pick<Tx, 'query'>;

/** What an account has to prove itself with besides a password. */
export interface FactorCounts {
  readonly totp: boolean;
  readonly recoveryCodes: number;
  readonly passkeys: number;
}

/** The second factors of an account that are ready for use. */
export async function factorsOf(reader: Reader, account: number): Promise<FactorCounts> {
  const { totp, codes, passkeys } = await reader.query
    .selectNoFrom(eb => [
      eb
        .selectFrom('totp')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('account', '=', account)
        .where('confirmed_at', 'is not', null)
        .as('totp'),
      eb
        .selectFrom('recovery_code')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('account', '=', account)
        .where('used_at', 'is', null)
        .as('codes'),
      eb
        .selectFrom('passkey')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('account', '=', account)
        .as('passkeys'),
    ])
    .executeTakeFirstOrThrow();
  return { totp: Number(totp) > 0, recoveryCodes: Number(codes), passkeys: Number(passkeys) };
}

/** The authenticator of an account, confirmed or not. */
export async function totpOf(reader: Reader, account: number) {
  return await reader.query
    .selectFrom('totp')
    .select(['sealed', 'confirmed_at as confirmedAt'])
    .where('account', '=', account)
    .executeTakeFirst();
}

/** Keeps a new sealed secret in place of one that was never confirmed; false when a confirmed one is there. */
export async function saveTotp(tx: Tx, account: number, sealed: Buffer): Promise<boolean> {
  const row = await tx.query
    .insertInto('totp')
    .values({ account, sealed, made_at: tx.at })
    .onConflict(conflict =>
      conflict
        .column('account')
        .doUpdateSet({ sealed, secret: null, made_at: tx.at, last_step: 0 })
        .where('totp.confirmed_at', 'is', null),
    )
    .returning('account')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a time step for used, and the authenticator for confirmed; false when it, or a later one, was used. */
export async function useStep(tx: Tx, account: number, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('totp')
    .set(eb => ({ last_step: step, confirmed_at: eb.fn.coalesce('confirmed_at', eb.val(tx.at)) }))
    .where('account', '=', account)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Removes authenticator and recovery codes; false when there was none. */
export async function removeTotp(tx: Tx, account: number): Promise<boolean> {
  await tx.query.deleteFrom('recovery_code').where('account', '=', account).execute();
  const { numDeletedRows } = await tx.query
    .deleteFrom('totp')
    .where('account', '=', account)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Replaces all recovery codes. */
export async function saveRecoveryCodes(tx: Tx, account: number, digests: readonly Buffer[]): Promise<void> {
  await tx.query.deleteFrom('recovery_code').where('account', '=', account).execute();
  await tx.query
    .insertInto('recovery_code')
    .values(digests.map(digest => ({ account, digest })))
    .execute();
}

/** Uses a recovery code up; false when there is none, or it was used. */
export async function useRecoveryCode(tx: Tx, account: number, digest: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('recovery_code')
    .set({ used_at: tx.at })
    .where('account', '=', account)
    .where('digest', '=', digest)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Secrets that are still kept in clear, locked until they are sealed. */
export async function clearSecrets(tx: Tx) {
  const rows = await tx.query
    .selectFrom('totp')
    .select(['account', 'secret'])
    .where('secret', 'is not', null)
    .forUpdate()
    .execute();
  return rows.flatMap(({ account, secret }) => (secret === null ? [] : [{ account, secret }]));
}

/** Keeps a secret sealed that was kept in clear. */
export async function replaceClearSecret(tx: Tx, account: number, sealed: Buffer): Promise<void> {
  await tx.query.updateTable('totp').set({ sealed, secret: null }).where('account', '=', account).execute();
}
