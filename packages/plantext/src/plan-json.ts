import type { Quote } from './flow.ts';
import type { Deadline, OtherNumber, PartyName, Plan, QuantityTarget, Task } from './plan.ts';

type Json = Record<string, unknown>;

/** Leaves out what is undefined. */
function present(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/**
 * The plan as one JSON object, schema `plan/1`: lines and columns from 1, `null` where something belongs and isn't
 * there, absent where it doesn't apply. `_full` names are composed, all other strings stand in the text.
 */
export function planJson(plan: Plan, sourceFile: string): Json {
  const authorities = authoritiesOf(plan.tasks);
  const firstLine = plan.sections[0]?.marker.start ?? Number.POSITIVE_INFINITY;
  const references = plan.references.map(reference =>
    present({ title: reference.title?.text, document_number: reference.documentNumber?.text }),
  );
  const early = plan.references.filter(
    ({ title, documentNumber }) => (title ?? documentNumber)!.start < firstLine,
  ).length;
  return {
    schema: 'plan/1',
    source_file: sourceFile,
    ...present({
      title: plan.title?.text,
      document_number: plan.documentNumber?.text,
      issued: plan.issued?.date,
    }),
    preamble: present({
      line: plan.preambleLine,
      references: references.slice(0, early),
      kind_words: plan.kindWords?.text,
    }),
    counts: {
      sections: plan.sections.length,
      level1: plan.sections.filter(section => section.level === 1).length,
      targets: plan.targets.length,
      qualitative_targets: plan.qualitativeTargets.length,
      tasks: plan.tasks.length,
      departments: Object.keys(authorities).length,
      deliverables: plan.tasks.reduce((sum, task) => sum + task.deliverables.length, 0),
    },
    sections: plan.sections.map(section => ({
      id: section.id,
      marker: section.marker.text,
      title: section.title.text,
      level: section.level,
      ...placeOf(section.marker),
      kind: section.kind,
      parent: section.parent ?? null,
      body_lines: section.bodyLines,
      ...(section.unsure ? { unsure: true } : {}),
    })),
    targets: plan.targets.map((target, index) => targetJson(target, `T${index + 1}`)),
    qualitative_targets: plan.qualitativeTargets.map(aim => ({
      section: aim.section ?? null,
      ...placeOf(aim.quote),
      text: aim.quote.text,
      deadline: aim.deadline?.date ?? null,
      ...(aim.baseMissing ? { base_missing: true } : {}),
      ...(aim.unsure ? { unsure: true } : {}),
    })),
    task_quantities: plan.taskQuantities.map((target, index) => targetJson(target, `Q${index + 1}`)),
    parameters: plan.otherNumbers.map(otherJson),
    tasks: plan.tasks.map(taskJson),
    departments: authorities,
    references,
    findings: plan.findings.map(({ code, section, quote, about }) =>
      present({
        ...{
          code,
          section,
          line: quote?.line,
          column: quote?.column,
          about: about === '' ? undefined : about,
        },
      }),
    ),
  };
}

function placeOf({ line, column }: Quote): { line: number; column: number } {
  return { line, column };
}

function deadlineJson(deadline: Deadline | undefined): Json {
  if (deadline === undefined) return { deadline: null };
  return present({
    deadline: deadline.date ?? null,
    deadline_text: deadline.quote.text,
    deadline_line: deadline.quote.line,
    deadline_inherited_from:
      deadline.inheritedFrom === undefined
        ? undefined
        : { section: deadline.inheritedFrom.section ?? null, line: deadline.inheritedFrom.line },
  });
}

function targetJson(target: QuantityTarget, id: string): Json {
  return {
    id,
    section: target.section ?? null,
    ...placeOf(target.quote),
    kind: 'quantity',
    text: target.quote.text,
    subject: target.subject.text,
    ...present({ scope: target.scope }),
    comparator: target.comparator,
    ...(target.comparatorText === '' ? {} : { comparator_text: target.comparatorText }),
    comparator_explicit: target.comparatorExplicit,
    number: target.number,
    number_text: target.numberText,
    unit: target.unit,
    ...present({
      change: target.change,
      base: target.base?.text,
      from: target.from,
      per: target.per,
      share: target.share,
    }),
    ...deadlineJson(target.deadline),
    ...(target.unsure ? { unsure: true } : {}),
  };
}

function otherJson(other: OtherNumber): Json {
  return {
    section: other.section ?? null,
    ...placeOf(other.quote),
    text: other.quote.text,
    kind: other.kind,
    ...present({
      number: other.relativeDays === undefined ? other.number : undefined,
      unit: other.unit === '' ? undefined : other.unit,
      comparator: other.comparator,
      start: other.begins,
      end: other.ends,
      relative_days: other.relativeDays,
    }),
  };
}

function taskJson(task: Task): Json {
  const names = (list: readonly PartyName[]) => list.map(party => party.quote.text);
  const full = (list: readonly PartyName[]) => list.map(party => party.fullName);
  const places = [...task.lead, ...task.supporting, ...task.responsible, ...task.guiding].map(party => ({
    name: party.quote.text,
    ...placeOf(party.quote),
    ...(party.implied ? { implied: true } : {}),
  }));
  return {
    section: task.section ?? null,
    title: task.title?.text ?? null,
    line: (task.title ?? task.responsibility).line,
    body_lines: task.bodyLines,
    responsibility_line: task.responsibility.line,
    responsibility_column: task.responsibility.column,
    responsibility_raw: task.responsibility.text,
    lead: names(task.lead),
    cooperating: names(task.supporting),
    lead_full: full(task.lead),
    cooperating_full: full(task.supporting),
    ...(task.responsible.length === 0
      ? {}
      : { responsible: names(task.responsible), responsible_full: full(task.responsible) }),
    ...(task.guiding.length === 0 ? {} : { guiding: names(task.guiding) }),
    shared: task.shared,
    ...(task.open ? { open: true } : {}),
    deliverables: task.deliverables.map(each => each.text),
    deliverable_places: task.deliverables.map(placeOf),
    party_places: places,
    ...(task.deadline === undefined ? {} : deadlineJson(task.deadline)),
    ...(task.unsure ? { unsure: true } : {}),
  };
}

/** Each authority by its full name, with the sections where it leads, supports, answers or guides. */
function authoritiesOf(tasks: readonly Task[]): Record<string, Record<string, readonly string[]>> {
  const roles = [
    ['lead', 'lead'],
    ['supporting', 'cooperating'],
    ['responsible', 'responsible'],
    ['guiding', 'guiding'],
  ] as const;
  const found = new Map<string, Map<string, string[]>>();
  for (const task of tasks)
    for (const [role, key] of roles)
      for (const { fullName } of task[role]) {
        const byRole =
          found.get(fullName) ??
          new Map([
            ['lead', []],
            ['cooperating', []],
          ]);
        found.set(fullName, byRole);
        const sections = byRole.get(key) ?? [];
        byRole.set(key, sections);
        const section = task.section ?? '';
        if (!sections.includes(section)) sections.push(section);
      }
  return Object.fromEntries([...found].map(([name, byRole]) => [name, Object.fromEntries(byRole)]));
}
