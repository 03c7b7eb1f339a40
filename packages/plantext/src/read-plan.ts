import { type DateMention, datesOf } from './dates.ts';
import { Deadlines, type Stretch } from './deadlines.ts';
import { findingsOf } from './findings.ts';
import { Flow, type Range } from './flow.ts';
import { type FrontMatter, frontMatterOf } from './front-matter.ts';
import { looseRanges, readLoose } from './loose-text.ts';
import { type Heading, headingsOf, idOf } from './outline.ts';
import { exactWidthOf, paragraphsOf, wrapWidthOf } from './paragraphs.ts';
import type { Finding, OtherNumber, Plan, Section, SectionKind, Task } from './plan.ts';
import { quantitiesOf } from './quantities.ts';
import { documentNumbersOf, referencesOf } from './references.ts';
import type { Conventions } from './responsibility.ts';
import { type ResponsibilityClause, responsibilityClausesOf } from './responsibility-clauses.ts';
import { kindsOf } from './section-kinds.ts';
import { Shelter, type Shelters, sheltersOf } from './shelter.ts';
import { hasTableHeading, type TableRow, tableRowsOf } from './tables.ts';
import { type Numbers, type Reading, readNumbers, timesOf } from './targets.ts';
import { type TaskGround, taskOfRow, tasksOf } from './tasks.ts';

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
  const loose = looseRanges(paragraphs, headings, flow.norm.length);
  const looseClauses = loose.map(body => ({
    ...{ section: undefined, title: undefined, body },
    clauses: responsibilityClausesOf(flow.norm, shelters, body),
  }));
  hideClauses(shelters, [...drafts.values(), ...looseClauses]);
  // Numbers of documents are no quantities: they are passed over like dates.
  const dates = [
    ...datesOf(flow.norm),
    ...documentNumbers.map((each): DateMention => ({ ...each, kind: 'mention', unsure: false })),
  ].toSorted((a, b) => a.start - b.start);
  const deadlines = new Deadlines(flow, dates, shelters, front.issued?.date);
  const quantities = quantitiesOf(flow.norm, shelters, dates);
  const reading: Reading = { flow, shelters, dates, quantities, deadlines };
  const kinds = kindsOf(
    headings,
    heading => flow.norm.slice(heading.title.start, heading.title.end),
    heading => drafts.get(heading)!.clauses.length > 0,
  );
  const sections = [...drafts.values()].map(draft => sectionOf(flow, draft, kinds, drafts));
  const rows = tableRowsOf(flow, exactWidthOf(flow));
  const tasks = allTasks(reading, drafts, looseClauses, rows);
  const numbers = allNumbers(reading, drafts, kinds, paragraphs, loose);
  const gaps = sections.filter((_, index) => headings[index]!.gap);
  const findings: Finding[] = [
    ...wholeTextFindings(flow, sections, rows),
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
function hideClauses({ flags }: Shelters, grounds: readonly Pick<TaskGround, 'clauses'>[]): void {
  for (const { clauses } of grounds)
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
  loose: readonly TaskGround[],
  rows: readonly TableRow[],
): readonly Task[] {
  const conventions: Conventions = { firstLeads: false, responsibleLead: false, implied: undefined };
  const tasks: Task[] = [];
  const grounds = [...drafts.values()].map(
    ({ id, title, body, clauses }): TaskGround => ({ section: id, title, body, clauses }),
  );
  // In the order of the text: what a clause states holds for those behind it.
  for (const ground of [...grounds, ...loose].toSorted((a, b) => a.body.start - b.body.start))
    tasks.push(...tasksOf(flow, shelters, deadlines, ground, conventions));
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
  paragraphs: readonly Range[],
  loose: readonly Range[],
): Numbers {
  const numbers: Numbers = { targets: [], qualitative: [], taskQuantities: [], others: [] };
  const stretches = new Map<Heading, Stretch>();
  for (const range of loose) readLoose(reading, paragraphs, range, numbers);
  for (const [heading, { id, title, body }] of drafts) {
    const stretch = {
      section: id,
      body,
      parent: heading.parent === undefined ? undefined : stretches.get(heading.parent),
    };
    stretches.set(heading, stretch);
    const kind = kinds.get(heading)!;
    const scope = reading.flow.quote(title).text;
    // An item without text below it is its own text: ①建成冷库10座.
    const text = body.end > body.start ? body : title;
    readNumbers(reading, stretch, text, scope, kind === 'goals', numbers);
    numbers.others.push(...timesOf(reading, id, body));
  }
  return numbers;
}

function wholeTextFindings(
  flow: Flow,
  sections: readonly Section[],
  rows: readonly TableRow[],
): readonly Finding[] {
  const findings: Finding[] = [];
  const sample = flow.norm.slice(0, 2_000);
  const chinese = sample.match(/[一-龥]/g)?.length ?? 0;
  if (sample.length > 0 && chinese < sample.length * 0.2)
    findings.push({ code: 'notChinese', section: undefined, quote: undefined, about: '' });
  if (sections.length === 0 && rows.length === 0)
    findings.push({ code: 'noSections', section: undefined, quote: undefined, about: '' });
  const heading = rows.length === 0 ? hasTableHeading(flow.norm) : undefined;
  if (heading !== undefined)
    findings.push({ code: 'tableUnread', section: undefined, quote: flow.quote(heading), about: '' });
  return findings;
}
