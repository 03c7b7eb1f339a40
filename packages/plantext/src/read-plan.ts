import { datesOf } from './dates.ts';
import { Deadlines, type Stretch } from './deadlines.ts';
import { findingsOf } from './findings.ts';
import { Flow, type Range } from './flow.ts';
import { type FrontMatter, frontMatterOf } from './front-matter.ts';
import { type Heading, headingsOf, idOf } from './outline.ts';
import { paragraphsOf, wrapWidthOf } from './paragraphs.ts';
import type { Finding, OtherNumber, Plan, Section, SectionKind, Task } from './plan.ts';
import { documentNumbersOf, referencesOf } from './references.ts';
import type { Conventions } from './responsibility.ts';
import { type ResponsibilityClause, responsibilityClausesOf } from './responsibility-clauses.ts';
import { kindsOf } from './section-kinds.ts';
import { Shelter, type Shelters, sheltersOf } from './shelter.ts';
import { tableRowsOf } from './tables.ts';
import { type Numbers, type Reading, readNumbers, timesOf } from './targets.ts';
import { taskOfRow, tasksOf } from './tasks.ts';

/** One section on its way to the plan. */
interface Draft {
  readonly heading: Heading;
  readonly id: string;
  readonly title: Range;
  readonly body: Range;
  readonly clauses: readonly ResponsibilityClause[];
}

/**
 * 读方案：reads the text of a Chinese government plan into sections, targets and tasks.
 *
 * Takes any text and never throws; what it can't read is absent, what it is unsure of is marked, contradictions are
 * reported as findings. Offsets, lines and columns are those of `text`.
 */
export function readPlan(text: string): Plan {
  const flow = new Flow(text);
  const shelters = sheltersOf(flow.norm);
  const paragraphs = paragraphsOf(flow, wrapWidthOf(flow));
  const headings = headingsOf(flow, paragraphs, shelters);
  const firstHeading = headings[0]?.marker.start ?? flow.norm.length;
  const documentNumbers = documentNumbersOf(flow.norm);
  const front = frontMatterOf(flow, paragraphs, documentNumbers, firstHeading);
  const drafts = draftsOf(flow, shelters, headings, front);
  hideClauses(shelters, drafts);
  const dates = datesOf(flow.norm);
  const deadlines = new Deadlines(flow, dates, shelters, front.issued?.date);
  const reading: Reading = { flow, shelters, dates, deadlines };
  const kinds = kindsOf(
    headings,
    heading => flow.norm.slice(heading.title.start, heading.title.end),
    heading => drafts.get(heading)!.clauses.length > 0,
  );
  const sections = [...drafts.values()].map(draft => sectionOf(flow, draft, kinds, drafts));
  const tasks = allTasks(reading, drafts);
  const numbers = allNumbers(reading, drafts, kinds, firstHeading);
  const gaps = sections.filter((_, index) => headings[index]!.gap);
  const findings: Finding[] = [
    ...wholeTextFindings(flow, sections),
    ...findingsOf(sections, gaps, tasks, numbers.targets, numbers.qualitative),
  ];
  return {
    title: front.title === undefined ? undefined : flow.quote(front.title),
    documentNumber: front.documentNumber === undefined ? undefined : flow.quote(front.documentNumber),
    kindWords: front.kindWords === undefined ? undefined : flow.quote(front.kindWords),
    issued:
      front.issued === undefined
        ? undefined
        : { date: front.issued.date, quote: flow.quote(front.issued.range) },
    preambleLine: firstHeading > 0 ? flow.lines[0]?.line : undefined,
    references: referencesOf(flow, shelters, documentNumbers, front.documentNumber),
    sections,
    targets: numbers.targets,
    qualitativeTargets: numbers.qualitative,
    taskQuantities: numbers.taskQuantities,
    otherNumbers: [...documentNumbers.map(each => documentNumber(flow, each)), ...numbers.others].toSorted(
      (a, b) => a.quote.start - b.quote.start,
    ),
    tasks,
    findings,
  };
}

function documentNumber(flow: Flow, range: Range): OtherNumber {
  return {
    ...{ section: undefined, quote: flow.quote(range), kind: 'documentNumber', number: undefined, unit: '' },
    ...{ comparator: undefined, begins: undefined, ends: undefined, relativeDays: undefined },
  };
}

function draftsOf(
  flow: Flow,
  shelters: Shelters,
  headings: readonly Heading[],
  { signatures }: FrontMatter,
): Map<Heading, Draft> {
  const drafts = new Map<Heading, Draft>();
  for (const heading of headings) {
    const signed = signatures.find(each => each.start >= heading.body.start && each.start < heading.body.end);
    const body = signed === undefined ? heading.body : { start: heading.body.start, end: signed.start };
    const clauses = responsibilityClausesOf(flow.norm, shelters, {
      start: heading.title.start,
      end: body.end,
    });
    // 加强培训（市农业局负责）: a clause at the end of the title is none of its words.
    const inTitle = clauses.find(clause => clause.start < heading.title.end);
    const title = { start: heading.title.start, end: inTitle?.start ?? heading.title.end };
    drafts.set(heading, { heading, id: idOf(heading), title, body, clauses });
  }
  return drafts;
}

/** Numbers and commas inside a responsibility clause are not read as text. */
function hideClauses({ flags }: Shelters, drafts: ReadonlyMap<Heading, Draft>): void {
  for (const { clauses } of drafts.values())
    for (const clause of clauses) flags.fill(Shelter.bracket, clause.start, clause.end);
}

function sectionOf(
  flow: Flow,
  { heading, id, title, body }: Draft,
  kinds: ReadonlyMap<Heading, SectionKind>,
  drafts: ReadonlyMap<Heading, Draft>,
): Section {
  const { marker, parent, level } = heading;
  return {
    id,
    marker: flow.quote(marker),
    title: flow.quote(title),
    level,
    parent: parent === undefined ? undefined : drafts.get(parent)!.id,
    kind: kinds.get(heading)!,
    bodyLines: flow.linesOf(body),
    unsure: heading.title.unsure,
  };
}

function allTasks(
  { flow, shelters, deadlines }: Reading,
  drafts: ReadonlyMap<Heading, Draft>,
): readonly Task[] {
  const conventions: Conventions = { firstLeads: false, responsibleLead: false, implied: undefined };
  const tasks: Task[] = [];
  for (const { id, title, body, clauses } of drafts.values())
    tasks.push(...tasksOf(flow, shelters, deadlines, { section: id, title, body, clauses }, conventions));
  const rows = tableRowsOf(flow);
  if (rows.length === 0) return tasks;
  const order = [...drafts.values()];
  const ofRows = rows.map(row => {
    const section = order.findLast(draft => draft.heading.marker.start <= row.whole.start);
    return taskOfRow(flow, row, section?.id, deadlines);
  });
  return [...tasks, ...ofRows].toSorted((a, b) => a.responsibility.start - b.responsibility.start);
}

function allNumbers(
  reading: Reading,
  drafts: ReadonlyMap<Heading, Draft>,
  kinds: ReadonlyMap<Heading, SectionKind>,
  firstHeading: number,
): Numbers {
  const numbers: Numbers = { targets: [], qualitative: [], taskQuantities: [], others: [] };
  const stretches = new Map<Heading, Stretch>();
  readPreamble(reading, firstHeading, numbers);
  for (const [heading, { id, title, body }] of drafts) {
    const stretch = {
      section: id,
      body,
      parent: heading.parent === undefined ? undefined : stretches.get(heading.parent),
    };
    stretches.set(heading, stretch);
    const kind = kinds.get(heading)!;
    const scope = reading.flow.quote(title).text;
    // A title is read with its text only where it is a sentence of its own.
    readNumbers(reading, stretch, body, scope, kind === 'goals', numbers);
    numbers.others.push(...timesOf(reading, id, body));
  }
  return numbers;
}

/** `具体指标：到2022年，…` before the first heading: goals without a number before them. */
function readPreamble(reading: Reading, end: number, numbers: Numbers): void {
  const { flow } = reading;
  for (const line of flow.lines) {
    if (line.start >= end) break;
    const label = /^[一-龥]{0,8}(?:目标|指标)[一-龥]{0,4}：/.exec(
      flow.norm.slice(line.start, line.start + 20),
    );
    const body = { start: line.start + (label?.[0].length ?? 0), end: Math.min(line.end, end) };
    const stretch: Stretch = { section: undefined, body, parent: undefined };
    readNumbers(reading, stretch, body, undefined, label !== null, numbers);
    numbers.others.push(...timesOf(reading, undefined, body));
  }
}

function wholeTextFindings(flow: Flow, sections: readonly Section[]): readonly Finding[] {
  const findings: Finding[] = [];
  const sample = flow.norm.slice(0, 20_000);
  const chinese = sample.match(/[一-龥]/g)?.length ?? 0;
  if (sample.length > 0 && chinese < sample.length * 0.2)
    findings.push({ code: 'notChinese', section: undefined, quote: undefined, about: '' });
  if (sections.length === 0)
    findings.push({ code: 'noSections', section: undefined, quote: undefined, about: '' });
  return findings;
}
