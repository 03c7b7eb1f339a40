import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** How soon failed attempts make the next one wait. */
export interface DelayRule {
  /** So many failures in a day are free. */
  readonly free: number;
  /** The longest wait, in seconds; it doubles from one second on. */
  readonly longest: number;
}

/** The secret of this instance that keeps addresses and names from being guessed out of digests. */
export async function delaySalt(tx: Tx): Promise<string> {
  const read = async () =>
    (
      await tx.query
        .selectFrom('instance')
        .select('value')
        .where('name', '=', 'sign-in-salt')
        .executeTakeFirst()
    )?.value.salt;
  const known = await read();
  if (typeof known === 'string') return known;
  const value = JSON.stringify({ salt: randomBytes(32).toString('base64url') });
  await sql`insert into instance (name, value) values ('sign-in-salt', ${value}) on conflict (name) do nothing`.execute(
    tx.query,
  );
  return String(await read());
}

/**
 * Counts an attempt as failed before it is judged, so that many at once gain nothing. True when it may be made;
 * false when this name or address has to wait, and then nothing is counted.
 */
export async function countAttempt(tx: Tx, digest: Buffer, rule: DelayRule): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into sign_in_delay as d (digest, failures, last_failure_at, free_at)
    values (${digest}, 1, ${tx.at}, ${tx.at})
    on conflict (digest) do update set
      failures = d.failures + 1, last_failure_at = excluded.last_failure_at,
      free_at = excluded.free_at + make_interval(secs =>
        case when d.failures < ${rule.free}::int then 0
             else least(${rule.longest}::float8, power(2, least(d.failures - ${rule.free}::int, 30))) end)
    where d.free_at <= excluded.free_at`.execute(tx.query);
  return numAffectedRows === 1n;
}

/** When this name or address may try again; undefined when it may now. */
export async function freeAt(tx: Tx, digest: Buffer): Promise<Date | undefined> {
  const row = await tx.query
    .selectFrom('sign_in_delay')
    .select('free_at')
    .where('digest', '=', digest)
    .where('free_at', '>', tx.at)
    .executeTakeFirst();
  return row?.free_at;
}

/** The attempt was right: forget all failures of the name. */
export async function clearDelay(tx: Tx, digest: Buffer): Promise<void> {
  await tx.query.deleteFrom('sign_in_delay').where('digest', '=', digest).execute();
}

/** The attempt was right: take back that it was counted for the address, whose other failures stay. */
export async function uncountAttempt(tx: Tx, digest: Buffer): Promise<void> {
  await sql`update sign_in_delay set failures = greatest(failures - 1, 0), free_at = ${tx.at}
    where digest = ${digest}`.execute(tx.query);
}

/** Forgets what happened more than a day ago. */
export async function forgetDelays(tx: Tx, before: Date): Promise<void> {
  await tx.query.deleteFrom('sign_in_delay').where('last_failure_at', '<', before).execute();
}
