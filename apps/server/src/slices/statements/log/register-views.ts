import { endOfDay, type LocalDate } from '@pinxin/rules/local-date';
import type { Context } from '../../../kernel/context.ts';
import type { RegisterEntry } from '../../../kernel/transparency/snapshot.ts';

/**
 * What the public could read about each party at the end of a day: every statement about it or what belonged to it
 * that was in force or suspended, as [id, kind, scheme, status], sorted by id.
 */
export async function registerOfDay({ database }: Context, on: LocalDate): Promise<readonly RegisterEntry[]> {
  const { rows } = await database.pool.query<RegisterEntry>(
    `select p.public_id as subject,
       json_agg(json_build_array(s.public_id, s.kind, s.scheme, h.status) order by s.public_id collate "C") as records
     from statement s
     join party p on p.id = s.subject_party
     cross join lateral (
       select c.to_status as status from statement_change c
       where c.statement = s.id and c.at < $2 order by c.seq desc limit 1) as h
     where s.valid_from <= $1 and (s.valid_to is null or s.valid_to >= $1)
       and s.public_from <= $1 and (s.public_to is null or s.public_to >= $1)
       and h.status in ('valid', 'suspended')
     group by p.public_id`,
    [on, endOfDay(on)],
  );
  return rows;
}

/** A logged statement whose publication is over and that can still be opened. */
export interface EndedStatement {
  readonly record: string;
  readonly isSanction: boolean;
  readonly lastDay: LocalDate;
}

/** Statements whose publication ended before `today` and whose leaves still have their salts. */
export async function endedStatements(
  { database }: Context,
  today: LocalDate,
  most: number,
): Promise<readonly EndedStatement[]> {
  const { rows } = await database.pool.query<EndedStatement>(
    `select s.public_id as record, s.kind = 'sanction' as "isSanction", s.public_to as "lastDay"
     from statement s
     where s.public_to < $1 and exists (
       select from log_leaf l join log_salt x on x.leaf = l.id
       where l.record = s.public_id and l.kind not like '%.expire')
     order by s.id limit $2`,
    [today, most],
  );
  return rows;
}
