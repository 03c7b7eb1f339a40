import type { UnusualKind } from '@pinxin/contract/unusual-use';
import { sql } from 'kysely';
import type { Database } from '../../../kernel/db/database.ts';

/** Which alarms are asked for. */
export interface AlarmFilter {
  readonly state?: 'open' | 'answered' | undefined;
  readonly kind?: UnusualKind | undefined;
  /** Alarms before this number. */
  readonly before?: number | undefined;
}

/** An alarm as it is shown. */
export interface AlarmRow {
  readonly seq: number;
  readonly id: string;
  readonly kind: UnusualKind;
  /** Whose account; null for an address. */
  readonly account: { readonly id: string; readonly name: string; readonly login: string } | null;
  /** A few digits that tell addresses apart and say nothing of them. */
  readonly address: string | null;
  readonly fromAt: Date;
  readonly minutes: number;
  readonly threshold: number;
  readonly count: number;
  readonly raisedAt: Date;
  readonly lastAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly note: string | null;
}

/** Alarms, the latest first. */
export async function readAlarms(
  database: Pick<Database, 'query'>,
  { state, kind, before }: AlarmFilter,
  limit: number,
): Promise<readonly AlarmRow[]> {
  const conditions = [
    ...(state === 'open' ? [sql`u.acknowledged_at is null`] : []),
    ...(state === 'answered' ? [sql`u.acknowledged_at is not null`] : []),
    ...(kind === undefined ? [] : [sql`u.kind = ${kind}`]),
    ...(before === undefined ? [] : [sql`u.id < ${before}`]),
    sql`true`,
  ];
  const { rows } = await sql<AlarmRow>`
    select u.id as seq, u.public_id as id, u.kind,
        case when a.id is not null then json_build_object('id', a.public_id, 'name', a.name, 'login', a.login) end as account,
        case when u.kind = 'guessesFromAddress' then u.subject end as address,
        u.from_at as "fromAt", u.minutes, u.threshold, u.count, u.raised_at as "raisedAt", u.last_at as "lastAt",
        u.acknowledged_at as "acknowledgedAt", b.name as "acknowledgedBy", u.note
      from unusual_use u left join account a on a.public_id = u.subject left join account b on b.id = u.acknowledged_by
     where ${sql.join(conditions, sql` and `)} order by u.id desc limit ${limit}`.execute(database.query);
  return rows;
}

/** From how much on each kind is an alarm. */
export async function readRules(database: Pick<Database, 'query'>) {
  return await database.query
    .selectFrom('use_rule')
    .select(['kind', 'threshold', 'minutes', 'is_on as isOn'])
    .orderBy('kind')
    .execute();
}
