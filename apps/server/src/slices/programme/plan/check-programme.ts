import type { IndicatorBody, ProgrammeBody, Responsible, TaskBody } from '@pinxin/contract/programme';
import type { Indicator } from '@pinxin/rules/indicator';
import { isLocalDate } from '@pinxin/rules/local-date';
import { type ProgrammeProblem, programmeProblem } from '../problem.ts';

/** All that speaks against a programme, before the register is asked. */
export function checkProgramme(body: ProgrammeBody): readonly ProgrammeProblem[] {
  const problems = [
    ...wrongDays(body, ''),
    ...body.goals.flatMap((goal, index) => wrongDays(goal, `/goals/${index}`)),
    ...body.tasks.flatMap((task, index) => wrongDays(task, `/tasks/${index}`)),
  ];
  if (body.endsOn < body.startsOn) problems.push(programmeProblem('/endsOn', 'periodWrong'));
  for (const [index, goal] of body.goals.entries()) {
    const at = `/goals/${index}`;
    if (goal.deadline < body.startsOn) problems.push(programmeProblem(`${at}/deadline`, 'deadlineOutside'));
    if (indicatorOf(goal.indicator) === undefined)
      problems.push(programmeProblem(`${at}/indicator`, 'indicatorWrong'));
    if (goal.indicator.kind !== 'reported' && goal.target === undefined)
      problems.push(programmeProblem(`${at}/target`, 'targetMissing'));
  }
  problems.push(...repeatedNumbers(body.goals, '/goals'), ...repeatedNumbers(body.tasks, '/tasks'));
  return [...problems, ...checkTasks(body)];
}

function checkTasks({ tasks, startsOn }: ProgrammeBody): readonly ProgrammeProblem[] {
  const parents = new Map(tasks.map(task => [task.number, task.parent]));
  return tasks.flatMap((task, index) => {
    const at = `/tasks/${index}`;
    const problems: ProgrammeProblem[] = [];
    if (task.dueOn < startsOn) problems.push(programmeProblem(`${at}/dueOn`, 'deadlineOutside'));
    if (task.parent !== undefined && !parents.has(task.parent))
      problems.push(programmeProblem(`${at}/parent`, 'parentUnknown'));
    else if (standsBelowItself(task.number, parents))
      problems.push(programmeProblem(`${at}/parent`, 'parentCircular'));
    for (const [line, source] of task.sources.entries()) {
      const isNarrowed = source.scheme !== undefined || source.statementKind !== undefined;
      if ((source.measure === 'statements') !== isNarrowed)
        problems.push(programmeProblem(`${at}/sources/${line}`, 'sourceWrong'));
    }
    return problems;
  });
}

function standsBelowItself(number: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at = parents.get(number); at !== undefined; at = parents.get(at)) {
    if (at === number || seen.has(at)) return at === number;
    seen.add(at);
  }
  return false;
}

function repeatedNumbers(
  list: readonly { readonly number: string }[],
  at: string,
): readonly ProgrammeProblem[] {
  const seen = new Set<string>();
  return list.flatMap(({ number }, index) => {
    if (!seen.has(number)) {
      seen.add(number);
      return [];
    }
    return [programmeProblem(`${at}/${index}/number`, 'numberRepeated', number)];
  });
}

function wrongDays(of: object, at: string): ProgrammeProblem[] {
  return Object.entries(of)
    .filter(([key, value]) => DAYS.has(key) && typeof value === 'string' && !isLocalDate(value))
    .map(([key]) => programmeProblem(`${at}/${key}`, 'dateWrong'));
}

const DAYS = new Set(['startsOn', 'endsOn', 'deadline', 'dueOn']);

/** An indicator with exactly the parameters of its kind; undefined when they do not fit. */
export function indicatorOf({
  kind,
  schemes,
  whole,
  measure,
  from,
  to,
}: IndicatorBody): Indicator | undefined {
  const extra = (...allowed: readonly string[]) =>
    Object.entries({ schemes, whole, measure, from, to }).some(
      ([key, value]) => value !== undefined && !allowed.includes(key),
    );
  switch (kind) {
    case 'countValid':
      return schemes === undefined || extra('schemes') ? undefined : { kind, schemes };
    case 'countNew':
      return schemes === undefined || !isPeriod(from, to) || extra('schemes', 'from', 'to')
        ? undefined
        : { kind, schemes, from: from!, to: to! };
    case 'share':
      return schemes === undefined || whole === undefined || extra('schemes', 'whole')
        ? undefined
        : { kind, schemes, whole };
    case 'sum':
      return schemes === undefined || measure === undefined || extra('schemes', 'measure')
        ? undefined
        : { kind, schemes, measure };
    case 'reported':
      return extra() ? undefined : { kind };
  }
}

function isPeriod(from: string | undefined, to: string | undefined): boolean {
  return from !== undefined && to !== undefined && isLocalDate(from) && isLocalDate(to) && from <= to;
}

/** Every authority that a task names, with its place in the body. */
export function responsiblesOf(
  task: TaskBody,
  at: string,
): readonly { readonly at: string; readonly responsible: Responsible }[] {
  return (['lead', 'supporting'] as const).flatMap(role =>
    task[role].map((responsible, index) => ({ at: `${at}/${role}/${index}`, responsible })),
  );
}
