import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';

/** What a mark is reminded of: its window opens, is about to close, or only the days of grace are left. */
export type RenewalReminderKind = 'opens' | 'ends' | 'grace';

/** When a granted mark is to be renewed. */
export interface Renewable {
  readonly id: number;
  readonly validTo: string;
  readonly from: string;
  readonly until: string;
  readonly grace: string | null;
  readonly holder: string;
  /** Whether it stands and nobody has handed in its renewal yet. */
  readonly isOpen: boolean;
}

/** The renewal days of a granted mark; undefined where it has none. */
export async function renewableOf(tx: Tx, application: string): Promise<Renewable | undefined> {
  const { rows } = await sql<Renewable>`
    select a.id, a.valid_to as "validTo", a.renewal_from as "from", a.renewal_until as until, a.renewal_grace as grace,
           p.public_id as holder, n.status in ('valid', 'suspended') and not exists (select from application r
             where r.renews = a.statement and r.state not in ('draft', 'abandoned', 'rejected', 'notAccepted')) as "isOpen"
      from application a join party p on p.id = a.applicant join statement m on m.public_id = a.statement
      join statement_state n on n.statement = m.id
     where a.public_id = ${application} and a.renewal_from is not null`.execute(tx.query);
  return rows[0];
}

/** Writes down that a reminder is told; false when it was told before. */
export async function markTold(tx: Tx, application: number, kind: RenewalReminderKind): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto('renewal_reminder')
    .values({ application, kind, told_at: tx.at })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
