import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Excess } from './tally-store.ts';

/** Tells anew how much it is by now, where the alarm is there already; false where none is. */
export async function retellAlarm(tx: Tx, { kind, subject, fromAt, count }: Excess): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update unusual_use set last_at = ${tx.at}, count = case when from_at = ${fromAt} then ${count}::bigint else greatest(count, ${count}::bigint) end
     where kind = ${kind} and subject = ${subject} and (acknowledged_at is null or from_at = ${fromAt})`.execute(
    tx.query,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

/** Raises an alarm; false when another process was quicker. */
export async function insertAlarm(tx: Tx, publicId: string, excess: Excess): Promise<boolean> {
  const { kind, subject, fromAt, count, threshold, minutes } = excess;
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto('unusual_use')
    .values({
      ...{ public_id: publicId, kind, subject, from_at: fromAt, count, threshold, minutes },
      ...{ raised_at: tx.at, last_at: tx.at },
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** An alarm as commands see it. */
export async function alarmByPublicId(tx: Tx, publicId: string) {
  return await tx.query
    .selectFrom('unusual_use')
    .select(['id', 'kind', 'subject', 'acknowledged_at as acknowledgedAt'])
    .where('public_id', '=', publicId)
    .executeTakeFirst();
}

/** Writes down who looked into it and what it was; false when somebody did already. */
export async function closeAlarm(tx: Tx, id: number, account: number, note: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('unusual_use')
    .set({ acknowledged_at: tx.at, acknowledged_by: account, note })
    .where('id', '=', id)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A rule as it is set. */
export interface RuleChange {
  readonly threshold: number;
  readonly minutes: number;
  readonly isOn: boolean;
}

/** Sets a rule; false when it stood so already. */
export async function updateRule(
  tx: Tx,
  kind: string,
  { threshold, minutes, isOn }: RuleChange,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('use_rule')
    .set({ threshold, minutes, is_on: isOn })
    .where('kind', '=', kind)
    .where(({ or, eb }) =>
      or([eb('threshold', '!=', threshold), eb('minutes', '!=', minutes), eb('is_on', '!=', isOn)]),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
