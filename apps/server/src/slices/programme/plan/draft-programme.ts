import type { GoalBody, ProgrammeBody, Responsible, TaskBody } from '@pinxin/contract/programme';
import type { PartyName, Plan, QuantityTarget, Task } from '@pinxin/plantext/plan';
import { addDays, isLocalDate, type LocalDate } from '@pinxin/rules/local-date';

const LONGEST_NAME = 200;
const MOST_DELIVERABLES = 100;

/**
 * 方案草稿: what a plan's text says, as a programme that a person corrects before it is taken over. What measures a goal is
 * for the person to say: every goal is `reported` until then. `partyOf` gives the party of a name, where it is known.
 */
export function draftProgramme(
  plan: Plan,
  today: LocalDate,
  partyOf: (name: string) => string | undefined,
): ProgrammeBody {
  const due = [...plan.targets, ...plan.qualitativeTargets, ...plan.tasks]
    .flatMap(({ deadline }) =>
      deadline?.date !== undefined && isLocalDate(deadline.date) ? [deadline.date] : [],
    )
    .toSorted();
  const startsOn = beginningOf(plan, due[0], today);
  const endsOn = later(due.at(-1) ?? addDays(startsOn, 365), startsOn);
  // As the plan says it, even where that contradicts its beginning: a person decides, and nothing is moved silently.
  const day = (date: string | undefined) => (date !== undefined && isLocalDate(date) ? date : endsOn);
  const documentNumber = plan.documentNumber?.text;
  return {
    code: `plan-${endsOn.slice(0, 4)}-${startsOn.replaceAll('-', '')}`,
    name: { 'zh-CN': short(plan.title?.text ?? plan.kindWords?.text ?? '未命名方案') },
    ...(documentNumber === undefined ? {} : { documentNumber }),
    ...{ startsOn, endsOn },
    goals: [
      ...plan.targets.map((target, index) => counted(target, index, day)),
      ...plan.qualitativeTargets.map(
        ({ quote, deadline }, index): GoalBody => ({
          ...{
            number: `Q${index + 1}`,
            name: { 'zh-CN': short(quote.text) },
            comparator: '>=',
            deadline: day(deadline?.date),
          },
          ...{ indicator: { kind: 'reported' }, words: quote.text.slice(0, 1_000), line: quote.line },
        }),
      ),
    ].slice(0, 300),
    tasks: tasksOf(plan.tasks, day, partyOf),
  };
}

/** When a plan without a date begins: in the year of its number or of the newest document that it carries out. */
function beginningOf(plan: Plan, firstDue: LocalDate | undefined, today: LocalDate): LocalDate {
  if (plan.issued !== undefined) return plan.issued.date;
  const numbers = [plan.documentNumber, ...plan.references.map(({ documentNumber }) => documentNumber)];
  const thisYear = today.slice(0, 4);
  const last = firstDue?.slice(0, 4) ?? thisYear;
  const cited = numbers
    .flatMap(number => /[〔[（(](\d{4})[〕\]）)]/.exec(number?.text ?? '')?.[1] ?? [])
    .filter(year => year <= last)
    .toSorted();
  return `${cited.at(-1) ?? (thisYear <= last ? thisYear : last)}-01-01`;
}

/** Which goals and tasks of the draft were read with doubt, by their numbers. */
export function unsureOf(plan: Plan, draft: ProgrammeBody): readonly string[] {
  const { targets, qualitativeTargets, tasks } = plan;
  const goals = [...targets, ...qualitativeTargets].map(
    ({ unsure, deadline }) => unsure || deadline?.unsure === true,
  );
  return [
    ...draft.goals.filter((_, index) => goals[index]),
    ...draft.tasks.filter((_, index) => tasks[index]!.unsure || tasks[index]!.deadline?.unsure === true),
  ].map(({ number }) => number);
}

function counted(
  target: QuantityTarget,
  index: number,
  day: (date: string | undefined) => LocalDate,
): GoalBody {
  const comparator = ['>=', '>', '=', '<=', '<'].includes(target.comparator) ? target.comparator : '>=';
  return {
    ...{
      number: `T${index + 1}`,
      name: { 'zh-CN': short(target.subject.text) },
      unit: target.unit.slice(0, 20),
    },
    comparator: comparator as GoalBody['comparator'],
    target: decimal(target.number),
    ...(target.from === undefined ? {} : { base: decimal(target.from) }),
    ...{ deadline: day(target.deadline?.date), indicator: { kind: 'reported' as const } },
    ...{ words: target.quote.text.slice(0, 1_000), line: target.quote.line },
  };
}

function decimal(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

function tasksOf(
  tasks: readonly Task[],
  day: (date: string | undefined) => LocalDate,
  partyOf: (name: string) => string | undefined,
): TaskBody[] {
  const used = new Set<string>();
  return tasks.slice(0, 500).map((task, index) => {
    const wished =
      task.section
        ?.replace(/[^A-Za-z0-9.#-]/g, '-')
        .replace(/^[^A-Za-z0-9]+/, '')
        .slice(0, 24) || `${index + 1}`;
    let number = wished;
    for (let more = 2; used.has(number); more++) number = `${wished}-${more}`;
    used.add(number);
    const who = (names: readonly PartyName[]) =>
      names.slice(0, 60).map(({ fullName }) => responsible(fullName, partyOf));
    return {
      ...{
        number,
        title: { 'zh-CN': short(task.title?.text ?? task.responsibility.text) },
        dueOn: day(task.deadline?.date),
      },
      line: task.title?.line ?? task.responsibility.line,
      // Where the plan does not say who leads, those responsible do, each for its part.
      lead: who(task.lead.length > 0 ? task.lead : task.responsible),
      supporting: who(task.supporting),
      deliverables: task.deliverables
        .slice(0, MOST_DELIVERABLES)
        .map(({ text }) => ({ words: text.slice(0, 500) })),
      sources: [],
    };
  });
}

function responsible(fullName: string, partyOf: (name: string) => string | undefined): Responsible {
  const party = partyOf(fullName);
  return { named: short(fullName), ...(party === undefined ? {} : { party }) };
}

function short(text: string): string {
  return text.slice(0, LONGEST_NAME);
}

function later(one: LocalDate, other: LocalDate): LocalDate {
  return one > other ? one : other;
}
