import { type LocalDate, localDateOf } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';

/**
 * 记录起始日: the day on which the first statement was recorded here; undefined while there is none. What is asked as of
 * an earlier day is empty because nothing was recorded, not because nothing was in force.
 */
export async function recordBegan({ pool }: Pick<Database, 'pool'>): Promise<LocalDate | undefined> {
  const { rows } = await pool.query<{ at: Date }>({
    name: 'record-began',
    text: 'select at from statement_change order by statement, seq limit 1',
  });
  return rows[0] && localDateOf(rows[0].at);
}
