import type {
  GoalPage,
  ProgrammeHeadline,
  ProgrammeLine,
  ProgressPage,
} from '@pinxin/contract/programme-pages';
import type { LocalDate } from '@pinxin/rules/local-date';
import type { Database } from '../../../kernel/db/database.ts';
import { countedUpTo } from '../goal/count-views.ts';
import { curveOf } from '../goal/evaluate.ts';
import { byCity, goalOn, localText, reportedFact } from '../goal/goal-answer.ts';
import { type GoalRow, listProgrammes, type ProgrammeRow, readGoals } from '../goal/goal-views.ts';
import { listSnapshots } from '../goal/snapshot-store.ts';
import { tasksOn } from '../task/task-answer.ts';

/** A programme in one line. */
export function programmeLine(row: ProgrammeRow): ProgrammeLine {
  const { code, nameZh, nameEn, documentNumber, startsOn, endsOn } = row;
  return {
    ...{ code, name: localText(nameZh, nameEn), startsOn, endsOn },
    ...(documentNumber === null ? {} : { documentNumber }),
  };
}

/** 进度: a programme as it stands on a day. */
export async function progressPage(
  database: Database,
  row: ProgrammeRow,
  on: LocalDate,
  today: LocalDate,
): Promise<ProgressPage> {
  const [goals, tasks, upTo] = await Promise.all([
    readGoals(database, row.id),
    tasksOn(database, row.id, on),
    countedUpTo(database),
  ]);
  const answers = await Promise.all(goals.map(goal => goalOn(database, goal, row.startsOn, on)));
  const other = (code: string | null, zh: string | null, en: string | null) =>
    code === null ? undefined : { code, name: localText(zh ?? code, en) };
  const [follows, followedBy] = [
    other(row.followsCode, row.followsZh, row.followsEn),
    other(row.followedCode, row.followedZh, row.followedEn),
  ];
  return {
    ...programmeLine(row),
    ...{ on, today, countedUpTo: upTo },
    ...(row.issuerZh === null ? {} : { issuer: localText(row.issuerZh, row.issuerEn) }),
    ...(row.basis === null ? {} : { basis: row.basis }),
    ...(follows === undefined ? {} : { follows }),
    ...(followedBy === undefined ? {} : { followedBy }),
    ...(row.evaluation === null ? {} : { evaluation: { day: row.evaluatedOn!, text: row.evaluation } }),
    goals: answers.map(({ line }) => line),
    tasks: tasks.map(({ line }) => line),
  };
}

/** 目标页: one goal with its curve, its divisions, what was reported, and its snapshots. */
export async function goalPage(
  database: Database,
  programme: ProgrammeRow,
  goal: GoalRow,
  on: LocalDate,
  today: LocalDate,
): Promise<GoalPage> {
  const [answer, curve, upTo, snapshots] = await Promise.all([
    goalOn(database, goal, programme.startsOn, on),
    curveOf(database, goal.indicator, programme.startsOn, on),
    countedUpTo(database),
    listSnapshots(database, goal.id),
  ]);
  return {
    ...answer.line,
    ...{ programme: programmeLine(programme), on, today, countedUpTo: upTo, curve, snapshots },
    ...(goal.words === null ? {} : { words: goal.words }),
    boundAt: goal.boundAt.toISOString(),
    ...(goal.reason === null ? {} : { bindingReason: goal.reason }),
    divisions: byCity(answer.measured.byDivision),
    reports: answer.reports.map(report => ({
      ...reportedFact(report),
      value: report.value === null ? null : Number(report.value),
    })),
  };
}

const MOST_SHOWN = 3;

/** Programmes for the front page: those whose period holds the day, else the last ones. */
export async function headlines(database: Database, today: LocalDate): Promise<readonly ProgrammeHeadline[]> {
  const all = await listProgrammes(database);
  const current = all.filter(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn);
  const shown = (current.length > 0 ? current : all).slice(0, MOST_SHOWN);
  return await Promise.all(
    shown.map(async row => {
      const goals = await readGoals(database, row.id);
      const answers = await Promise.all(goals.map(goal => goalOn(database, goal, row.startsOn, today)));
      return {
        ...programmeLine(row),
        on: today,
        goals: answers.map(({ line: { number, name, unit, target, value, status, comparator } }) => ({
          ...{ number, name, unit, target, value, status, comparator },
        })),
      };
    }),
  );
}
