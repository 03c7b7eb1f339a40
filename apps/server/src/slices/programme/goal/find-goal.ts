import type { Database } from '../../../kernel/db/database.ts';
import { type Outcome, refused } from '../problem.ts';
import { type GoalRow, type ProgrammeRow, readGoals, readProgramme } from './goal-views.ts';

/** A goal by its programme's code and its own number, or why there is none. */
export async function findGoal(
  database: Database,
  { code, number }: { readonly code: string; readonly number: string },
): Promise<Outcome<{ readonly programme: ProgrammeRow; readonly goal: GoalRow }>> {
  const programme = await readProgramme(database, code);
  if (programme === undefined) return refused('/path/code', 'programmeUnknown');
  const goal = (await readGoals(database, programme.id)).find(each => each.number === number);
  return goal === undefined
    ? refused('/path/number', 'goalUnknown')
    : { ok: true, value: { programme, goal } };
}
