import type { UnusualKind } from '@pinxin/contract/unusual-use';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/transaction.ts';
import type { Measure } from './measure.ts';

const TWO_DAYS_MS = 2 * 86_400_000;

/** A window in which there was more than its rule lets pass. */
export interface Excess {
  readonly kind: UnusualKind;
  readonly subject: string;
  readonly fromAt: Date;
  readonly count: number;
  readonly threshold: number;
  readonly minutes: number;
}

/**
 * Adds to the windows in which things happened; those of them that have reached their rule's threshold now. A window is
 * a stretch of the rule's length of the clock.
 */
export async function addToTally(tx: Tx, measures: readonly Measure[]): Promise<readonly Excess[]> {
  const told = measures.map(({ kind, subject, at, count }) => ({
    kind,
    subject,
    at: at.toISOString(),
    count,
  }));
  const { rows } = await sql<Excess>`
    with told as (
      select m.kind, m.subject, r.threshold, r.minutes, sum(m.count)::bigint as count,
          to_timestamp(floor(extract(epoch from m.at) / (r.minutes * 60)) * r.minutes * 60) as from_at
        from json_to_recordset(${JSON.stringify(told)}::json) as m(kind text, subject text, at timestamptz, count bigint)
        join use_rule r on r.kind = m.kind and r.is_on group by 1, 2, 3, 4, 6),
    added as (
      insert into use_tally as t (kind, subject, from_at, count) select kind, subject, from_at, count from told order by 1, 2, 3
        on conflict (kind, subject, from_at) do update set count = t.count + excluded.count returning *)
    select a.kind, a.subject, a.from_at as "fromAt", a.count, told.threshold, told.minutes
      from added a join told using (kind, subject, from_at) where a.count >= told.threshold order by 1, 2, 3`.execute(
    tx.query,
  );
  return rows;
}

/** Forgets what was counted more than two days ago. */
export async function forgetTally(tx: Tx): Promise<void> {
  const before = new Date(tx.at.getTime() - TWO_DAYS_MS);
  await tx.query.deleteFrom('use_tally').where('from_at', '<', before).execute();
}
