import { clausesOf } from './clauses.ts';
import type { Deadlines } from './deadlines.ts';
import { deliverablesOf } from './deliverables.ts';
import type { Flow, Range } from './flow.ts';
import type { PartyName, Task } from './plan.ts';
import { type Conventions, type Named, readResponsibility } from './responsibility.ts';
import type { ResponsibilityClause } from './responsibility-clauses.ts';
import type { Shelters } from './shelter.ts';
import type { TableRow } from './tables.ts';

/** A section as its tasks are read from it. */
export interface TaskGround {
  readonly section: string | undefined;
  readonly title: Range | undefined;
  readonly body: Range;
  readonly clauses: readonly ResponsibilityClause[];
}

/** Reads the tasks of one section: one for each responsibility clause, with the text that it closes. */
export function tasksOf(
  flow: Flow,
  shelters: Shelters,
  deadlines: Deadlines,
  ground: TaskGround,
  conventions: Conventions,
): readonly Task[] {
  const { clauses, body, title } = ground;
  return clauses.map((clause, index) => {
    const start = index === 0 ? body.start : clauses[index - 1]!.end;
    // With one clause the whole section is the task, whatever stands behind the clause.
    const text = {
      start: Math.min(start, clause.start),
      end: clauses.length === 1 ? Math.max(body.end, clause.end) : clause.end,
    };
    const named = readResponsibility(flow, clause.inner, conventions);
    const pieces = [
      { start: text.start, end: Math.max(text.start, clause.start) },
      { start: clause.end, end: text.end },
    ].flatMap(piece => (piece.end > piece.start ? clausesOf(flow.norm, shelters, piece) : []));
    return {
      ...rolesOf(named),
      section: ground.section,
      title: title === undefined || title.end <= title.start ? undefined : flow.quote(title),
      bodyLines: flow.linesOf(clauses.length === 1 ? body : text),
      responsibility: flow.quote(clause),
      deliverables: deliverablesOf(flow.norm, pieces).map(piece => flow.quote(piece)),
      deadline: deadlines.onlyIn(text),
      unsure: named.unsure || clause.form === 'prose',
    };
  });
}

function rolesOf({ lead, supporting, responsible, guiding, shared, open }: Named) {
  return { lead, supporting, responsible, guiding, shared, open };
}

/** Reads a row of a table as a task. */
export function taskOfRow(
  flow: Flow,
  row: TableRow,
  section: string | undefined,
  deadlines: Deadlines,
): Task {
  const none: Conventions = { firstLeads: false, responsibleLead: false, implied: undefined };
  const names = (cell: Range | undefined): readonly PartyName[] => {
    if (cell === undefined) return [];
    const read = readResponsibility(flow, cell, { ...none });
    return [...read.lead, ...read.responsible, ...read.supporting];
  };
  const responsible = names(row.responsible);
  const lead = names(row.lead);
  const alone = lead.length === 0 && responsible.length === 1;
  const cell = row.lead ?? row.responsible ?? row.guiding ?? row.whole;
  return {
    section,
    title: row.title === undefined ? undefined : flow.quote(row.title),
    bodyLines: flow.linesOf(row.whole),
    responsibility: flow.quote(cell),
    lead: alone ? responsible : lead,
    supporting: names(row.supporting),
    responsible: alone ? [] : responsible,
    guiding: names(row.guiding),
    shared: false,
    open: false,
    deliverables: [],
    deadline: deadlines.onlyIn(row.whole),
    unsure: false,
  };
}
