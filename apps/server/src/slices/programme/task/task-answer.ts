import type { AuthorityFact, SourceFact, TaskLine } from '@pinxin/contract/programme-pages';
import type { LocalDate } from '@pinxin/rules/local-date';
import { taskStanding } from '@pinxin/rules/task-status';
import type { Database } from '../../../kernel/db/database.ts';
import { listRecalls } from '../../trace/api.ts';
import { localText } from '../goal/goal-answer.ts';
import { countsBySource, readTasks, type TaskParty, type TaskRow, type TaskSource } from './task-views.ts';

/** How every task of a programme stands on a day, with what the record shows of it. */
export async function tasksOn(
  database: Database,
  programme: number,
  day: LocalDate,
): Promise<readonly { readonly row: TaskRow; readonly line: TaskLine }[]> {
  const [rows, counts, recalls] = await Promise.all([
    readTasks(database, programme),
    countsBySource(database, day),
    listRecalls(database, { states: ['published', 'ended'], limit: 1, offset: 0 }),
  ]);
  const count = (source: TaskSource) =>
    source.measure === 'recalls'
      ? recalls.total
      : counts
          .filter(({ scheme, kind }) => isOf(source.scheme, scheme) && isOf(source.kind, kind))
          .reduce((sum, each) => sum + each.count, 0);
  return rows.map(row => ({ row, line: taskLine(row, day, count) }));
}

function isOf(wanted: string | null, found: string): boolean {
  return wanted === null || wanted === found;
}

function taskLine(row: TaskRow, on: LocalDate, count: (source: TaskSource) => number): TaskLine {
  const standing = taskStanding({ ...row, on });
  const of = (role: TaskParty['role']) => row.parties.filter(party => party.role === role).map(authorityFact);
  return {
    ...{
      number: row.number,
      parent: row.parent,
      title: localText(row.titleZh, row.titleEn),
      dueOn: row.dueOn,
    },
    ...{ status: standing.status, since: standing.since, reason: standing.reason },
    ...{ lead: of('lead'), supporting: of('supporting'), evidence: row.evidence },
    sources: row.sources.map(source => sourceFact(source, on, count(source))),
    owed: row.owed
      .filter(({ dueOn }) => dueOn < on)
      .map(({ zh, en, dueOn }) => ({ name: localText(zh, en), dueOn })),
  };
}

/** An authority as the plan names it, and the party that it is. */
function authorityFact({ named, partyId, zh, en, since, succession }: TaskParty): AuthorityFact {
  return {
    named,
    ...(partyId === null ? {} : { party: { id: partyId, name: localText(zh ?? '', en) } }),
    ...(since === null ? {} : { since }),
    ...(succession === null ? {} : { succession }),
  };
}

function sourceFact({ zh, en, measure, kind, scheme }: TaskSource, on: LocalDate, count: number): SourceFact {
  const path =
    measure === 'recalls'
      ? '/recalls'
      : scheme === null
        ? `/marks?on=${on}&kind=${kind}`
        : `/marks?on=${on}&scheme=${scheme}`;
  return { words: localText(zh, en), count, path };
}
