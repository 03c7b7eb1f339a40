import { isDeepStrictEqual } from 'node:util';
import { type Outcome, PASSED } from './tally.ts';

type Item = Readonly<Record<string, unknown>>;

/** What a plan's text is expected to be read into; lists that are absent are not judged. */
export interface PlanExpectation {
  readonly preamble?: Item;
  readonly sections?: readonly Item[];
  readonly targets?: readonly Item[];
  readonly qualitative_targets?: readonly Item[];
  readonly task_quantities?: readonly Item[];
  readonly parameters?: readonly Item[];
  readonly not_targets?: readonly Item[];
  readonly tasks?: readonly Item[];
  readonly departments?: Item;
}

/** How many of a kind were expected, read, and equal in everything that the expectation says. */
export interface KindScore {
  readonly kind: string;
  readonly expected: number;
  readonly actual: number;
  readonly equal: number;
}

type Named = readonly [what: string, outcome: Outcome];
interface Judged {
  readonly outcomes: readonly Named[];
  readonly score: KindScore;
}

/** Remarks for readers, and numbers that only count the expectations themselves. */
const REMARKS = new Set(['note', 'notes', 'id', 'deliverables']);

function failed(because: string): Outcome {
  return { kind: 'failed', because };
}

/** Fields of the expectation that differ, as words. */
function differences(expected: Item, actual: Item, ignore: ReadonlySet<string>): string | undefined {
  const differing = Object.keys(expected).filter(
    key => !ignore.has(key) && !isDeepStrictEqual(expected[key], actual[key]),
  );
  if (differing.length === 0) return undefined;
  return differing
    .map(key => `${key}: expected ${JSON.stringify(expected[key])}, got ${JSON.stringify(actual[key])}`)
    .join('; ');
}

/** Holds a list against what is expected: each found and equal, none besides. */
function judgeList(
  kind: string,
  expected: readonly Item[],
  actual: readonly Item[],
  keyOf: (item: Item) => string,
  ignore: ReadonlySet<string> = REMARKS,
): Judged {
  const outcomes: Named[] = [];
  const left = [...actual];
  let equal = 0;
  for (const item of expected) {
    const at = left.findIndex(each => keyOf(each) === keyOf(item));
    const found = at < 0 ? undefined : left.splice(at, 1)[0]!;
    const differing = found === undefined ? 'not read' : differences(item, found, ignore);
    if (differing === undefined) equal++;
    outcomes.push([`${kind} ${keyOf(item)}`, differing === undefined ? PASSED : failed(differing)]);
  }
  for (const item of left) outcomes.push([`${kind} ${keyOf(item)}`, failed('expected nothing of that kind')]);
  return { outcomes, score: { kind, expected: expected.length, actual: actual.length, equal } };
}

function listOf(actual: Item, key: string): readonly Item[] {
  return (actual[key] ?? []) as readonly Item[];
}

function textsOf(item: Item, key: string): readonly string[] {
  return (item[key] ?? []) as readonly string[];
}

/** Every party of every task with its role, as items to compare. */
function partiesOf(tasks: readonly Item[]): readonly Item[] {
  return tasks.flatMap(task =>
    ['lead', 'cooperating', 'responsible', 'guiding'].flatMap(role =>
      textsOf(task, role).map((name, index) => {
        const full = task[`${role}_full`] as readonly string[] | undefined;
        return {
          ...{ section: task.section, role, name },
          ...(full === undefined ? {} : { full: full[index] }),
        };
      }),
    ),
  );
}

function judgeTasks(expected: readonly Item[], actual: readonly Item[]): readonly Judged[] {
  const key = (item: Item) => `${String(item.section)} ${String(item.responsibility_raw)}`;
  const party = (item: Item) => `${String(item.section)} ${String(item.role)} ${String(item.name)}`;
  return [
    judgeList('task', expected, actual, key),
    judgeList('party', partiesOf(expected), partiesOf(actual), party, new Set()),
  ];
}

/** Deliverables are a reader's choice among a task's phrases: told, not demanded. */
function deliverableScore(expected: readonly Item[], actual: readonly Item[]): KindScore {
  const phrases = (tasks: readonly Item[]) =>
    tasks.flatMap(task => textsOf(task, 'deliverables').map(text => `${String(task.section)} ${text}`));
  const read = phrases(actual);
  const wanted = phrases(expected);
  const equal = wanted.filter(each => read.includes(each)).length;
  return { kind: 'deliverable (told, not demanded)', expected: wanted.length, actual: read.length, equal };
}

/** A number that is no target must not have become one; whether it was listed is told, not demanded. */
function judgeOthers(
  kind: string,
  expected: readonly Item[],
  targets: readonly Item[],
  listed: readonly Item[],
): Judged {
  const clash = (item: Item) =>
    targets.find(
      target =>
        (item.section === undefined || item.section === target.section) &&
        (item.line === undefined || item.line === target.line) &&
        String(item.text).includes(String(target.text)),
    );
  const outcomes = expected.map((item): Named => {
    const target = clash(item);
    return [`${kind} ${String(item.text)}`, target === undefined ? PASSED : failed('was read as a target')];
  });
  const equal = expected.filter(item => listed.some(each => sameNumber(item, each))).length;
  return {
    outcomes,
    score: { kind: `${kind} (told, not demanded)`, expected: expected.length, actual: 0, equal },
  };
}

function sameNumber(expected: Item, actual: Item): boolean {
  if (expected.section !== undefined && expected.section !== actual.section) return false;
  const overlap =
    String(expected.text).includes(String(actual.text)) ||
    String(actual.text).includes(String(expected.text));
  return (
    ['number', 'unit', 'comparator', 'start', 'end', 'relative_days'].every(
      key => expected[key] === undefined || isDeepStrictEqual(expected[key], actual[key]),
    ) &&
    (overlap ||
      expected.number !== undefined ||
      expected.start !== undefined ||
      expected.relative_days !== undefined)
  );
}

/** Holds what was read against the expectation. */
export function comparePlan(
  expected: PlanExpectation,
  actual: Item,
): { readonly outcomes: readonly Named[]; readonly scores: readonly KindScore[] } {
  const judged: Judged[] = [];
  const targets = listOf(actual, 'targets');
  const parameters = listOf(actual, 'parameters');
  const byText = (item: Item) => `${String(item.section)} ${String(item.text)}`;
  const outcomes: Named[] = [];
  if (expected.preamble !== undefined) {
    const differing = differences(expected.preamble, actual.preamble as Item, REMARKS);
    outcomes.push(['preamble', differing === undefined ? PASSED : failed(differing)]);
  }
  if (expected.sections)
    judged.push(
      judgeList(
        'section',
        expected.sections,
        listOf(actual, 'sections'),
        item => String(item.id),
        new Set(['note']),
      ),
    );
  if (expected.targets) judged.push(judgeList('target', expected.targets, targets, byText));
  if (expected.qualitative_targets)
    judged.push(
      judgeList(
        'qualitative target',
        expected.qualitative_targets,
        listOf(actual, 'qualitative_targets'),
        byText,
      ),
    );
  if (expected.task_quantities)
    judged.push(
      judgeList('task quantity', expected.task_quantities, listOf(actual, 'task_quantities'), byText),
    );
  if (expected.parameters) judged.push(judgeOthers('parameter', expected.parameters, targets, parameters));
  if (expected.not_targets) judged.push(judgeOthers('no target', expected.not_targets, targets, parameters));
  if (expected.tasks) judged.push(...judgeTasks(expected.tasks, listOf(actual, 'tasks')));
  if (expected.departments !== undefined) {
    const departments = (value: Item) =>
      Object.entries(value).map(([name, roles]) => ({ name, ...(roles as Item) }));
    judged.push(
      judgeList(
        'department',
        departments(expected.departments),
        departments(actual.departments as Item),
        item => String(item.name),
      ),
    );
  }
  const scores = judged.map(each => each.score);
  // Not every expectation lists them.
  if (expected.tasks?.some(task => task.deliverables !== undefined))
    scores.push(deliverableScore(expected.tasks, listOf(actual, 'tasks')));
  return { outcomes: [...outcomes, ...judged.flatMap(each => each.outcomes)], scores };
}
