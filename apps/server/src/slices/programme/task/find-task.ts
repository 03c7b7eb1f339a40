import type { Database } from '../../../kernel/db/database.ts';
import { type ProgrammeRow, readProgramme } from '../goal/goal-views.ts';
import { type Outcome, refused } from '../problem.ts';
import { readTasks, type TaskRow } from './task-views.ts';

/** A task by its programme's code and its own number, or why there is none. */
export async function findTask(
  database: Database,
  { code, number }: { readonly code: string; readonly number: string },
): Promise<Outcome<{ readonly programme: ProgrammeRow; readonly task: TaskRow }>> {
  const programme = await readProgramme(database, code);
  if (programme === undefined) return refused('/path/code', 'programmeUnknown');
  const task = (await readTasks(database, programme.id)).find(each => each.number === number);
  return task === undefined
    ? refused('/path/number', 'taskUnknown')
    : { ok: true, value: { programme, task } };
}

/** The parties that lead a task. */
export function leadsOf({ parties }: TaskRow): readonly number[] {
  return parties.flatMap(({ role, party }) => (role === 'lead' && party !== null ? [party] : []));
}
