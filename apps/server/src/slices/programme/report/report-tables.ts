import type { TaskLine } from '@pinxin/contract/programme-pages';
import type { Language } from '@pinxin/site/language';
import type { MessageKey } from '@pinxin/site/messages/catalogue';
import { goalStatusKey } from '@pinxin/site/programme-page';
import { inWords, percentOf, type ReportModel } from './report-model.ts';
import { type ReportWord, say, siteWords } from './words.ts';

/** A cell: text, or a number that stays one. */
export type ReportCell = string | number | null;

/** A table of a report; the same in every form that it takes. */
export interface ReportTable {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ReportCell[])[];
  /** Which chart is drawn from it. */
  readonly chart?: 'bars' | 'curve';
}

/** The tables of a report, in their order; those without rows are left out. */
export function reportTables(model: ReportModel, language: Language): readonly ReportTable[] {
  return [
    { ...goals(model, language), chart: 'bars' as const },
    curve(model, language),
    behind(model, language),
    tasks(model, language),
    reports(model, language),
    funding(model, language),
    matrix(model, language),
  ].filter(({ rows }) => rows.length > 0);
}

function table(
  title: ReportWord,
  heads: readonly ReportWord[],
  rows: ReportTable['rows'],
  language: Language,
): ReportTable {
  return { title: say(title, language), heads: heads.map(head => say(head, language)), rows };
}

function goals({ view }: ReportModel, language: Language): ReportTable {
  const words = siteWords(language);
  return table(
    'goals',
    ['number', 'name', 'value', 'target', 'percent', 'status', 'deadline'],
    view.goals.map(goal => [
      ...[
        goal.number,
        `${inWords(goal.name, language)}${goal.indicator === 'reported' ? `（${words.say('programme.reported')}）` : ''}`,
      ],
      ...[goal.value, goal.target, percentOf(goal) ?? null],
      ...[words.say(goalStatusKey(goal)), goal.deadline],
    ]),
    language,
  );
}

function curve({ curve: { days, series } }: ReportModel, language: Language): ReportTable {
  const isLine = days.length > 1 && series.length > 0;
  return {
    ...{ title: say('curve', language), chart: 'curve' },
    heads: [say('onDay', language), ...series.map(({ name }) => inWords(name, language))],
    rows: isLine
      ? days.map((day, index) => [day, ...series.map(({ percent }) => percent[index] ?? null)])
      : [],
  };
}

function statusText({ status, since, reason }: TaskLine, language: Language): string {
  const words = siteWords(language);
  const state = words.say(`programme.task.${status}`);
  if (status === 'onCourse') return state;
  return `${state} · ${words.say(`programme.reason.${reason}` as MessageKey)} · ${words.say('programme.since', { date: since })}`;
}

function names(list: TaskLine['lead']): string {
  return list
    .map(({ named, party, since }) =>
      since === undefined || party === undefined ? named : `${named}（→ ${party.name['zh-CN']}）`,
    )
    .join('、');
}

function behind({ view }: ReportModel, language: Language): ReportTable {
  const late = view.tasks.filter(({ status }) => status === 'behind' || status === 'overdue');
  return table(
    'behind',
    ['number', 'name', 'status', 'authority'],
    late.map(task => [
      ...[task.number, inWords(task.title, language), statusText(task, language)],
      task.owed.length > 0
        ? task.owed.map(({ name }) => inWords(name, language)).join('、')
        : names(task.lead),
    ]),
    language,
  );
}

function tasks({ view }: ReportModel, language: Language): ReportTable {
  return table(
    'tasks',
    ['number', 'name', 'lead', 'supporting', 'record', 'status'],
    view.tasks.map(task => [
      ...[task.number, inWords(task.title, language), names(task.lead), names(task.supporting)],
      task.sources.map(source => `${inWords(source.words, language)} ${source.count}`).join('；'),
      statusText(task, language),
    ]),
    language,
  );
}

function reports(model: ReportModel, language: Language): ReportTable {
  return table(
    'reports',
    ['number', 'authority', 'progress', 'difficulty'],
    model.reports
      .filter(({ progress }) => progress !== null)
      .map(({ task, party, progress, difficulty }) => [task, party, progress, difficulty]),
    language,
  );
}

function funding(model: ReportModel, language: Language): ReportTable {
  return table(
    'funding',
    ['number', 'budget', 'paid'],
    model.funding.map(({ task, budgetFen, paidFen }) => [task, budgetFen / 100, paidFen / 100]),
    language,
  );
}

const MARKS = { lead: '●', supporting: '○', both: '◐', '': '' } as const;

function matrix({ matrix: { tasks: numbers, rows } }: ReportModel, language: Language): ReportTable {
  return {
    title: say('matrix', language),
    heads: [say('authority', language), ...numbers],
    rows: rows.map(({ authority, marks }) => [authority, ...marks.map(mark => MARKS[mark])]),
  };
}
