import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';

/** Money of a task, in 分. */
export interface TaskFunding {
  readonly task: string;
  readonly budgetFen: number;
  readonly paidFen: number;
}

/** Budgets and payments of the tasks of a programme up to a day; tasks without any are left out. */
export async function fundingByTask(
  { pool }: Database,
  programme: number,
  upTo: LocalDate,
): Promise<readonly TaskFunding[]> {
  const { rows } = await pool.query<TaskFunding>(
    `select t.number as task, coalesce(sum(f.amount_fen) filter (where f.kind = 'budget'), 0)::bigint as "budgetFen",
        coalesce(sum(f.amount_fen) filter (where f.kind = 'paid'), 0)::bigint as "paidFen"
       from programme_funding f join programme_task t on t.id = f.task where t.programme = $1 and f.on_day <= $2
      group by t.id, t.number order by t.id`,
    [programme, upTo],
  );
  return rows;
}
