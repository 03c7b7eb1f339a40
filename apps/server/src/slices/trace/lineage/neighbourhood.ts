import type { Closure } from '@pinxin/lineage/closure';
import { LineageGraph } from '@pinxin/lineage/graph';
import { Role } from '@pinxin/lineage/role';
import type { LineageAnswer, LineageQuestion } from './lineage.ts';

/** A row of the graph with the time (ms) of its event; members with the number that tells them apart. */
export type ToldRow = readonly [event: number, time: number, lot: number, role: number, group: number];

/** A lot whose rows are to be known; `whole`: with its content and members. */
export interface NodeToKnow {
  readonly lot: number;
  readonly whole: boolean;
}

/** What a walk over known rows found, and what must be known before that can be believed. */
export interface Walked {
  readonly found: Omit<LineageAnswer, 'watermark' | 'by'>;
  readonly missing: readonly NodeToKnow[];
}

/**
 * A small part of the graph, known row by row, that answers with the one implementation of the semantics: ids are
 * renumbered in their order, so that the order of events and of containers stays what it is.
 */
export class Neighbourhood {
  readonly #question: LineageQuestion;
  readonly #rows: ToldRow[] = [];
  readonly #seen = new Set<string>();
  /** Lot → whether its content is known too. */
  readonly #known = new Map<number, boolean>();

  constructor(question: LineageQuestion) {
    this.#question = question;
  }

  /** Takes over a row; rows may come again. */
  add(row: ToldRow): void {
    const [event, time, lot, role, group] = row;
    if (time > (this.#question.asOf ?? Infinity)) return;
    const key = `${event} ${lot} ${role} ${group}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#rows.push(row);
  }

  /** All rows of this node are there. */
  know({ lot, whole }: NodeToKnow): void {
    this.#known.set(lot, whole || this.#known.get(lot) === true);
  }

  /** Walks over what is known; the answer is right as soon as nothing is missing. */
  walk(): Walked {
    const lots = idsOf([...this.#rows.map(row => row[2]), ...this.#question.suspects.map(({ lot }) => lot)]);
    const events = idsOf(this.#rows.map(row => row[0]));
    const graph = this.#graph(lots, events);
    const { suspects, direction } = this.#question;
    const query = {
      suspects: suspects.map(({ lot, ...time }) => ({ lot: lots.numberOf.get(lot) as number, ...time })),
    };
    const asOf = this.#question.asOf === undefined ? {} : { asOf: this.#question.asOf };
    const closure =
      direction === 'forward' ? graph.forward({ ...query, ...asOf }) : graph.backward({ ...query, ...asOf });
    const { times, windowStarts, windows } = closure;
    const found = {
      ...{ times, windowStarts, windows },
      lots: closure.lots.map(number => lots.ids[number - 1] as number),
      carriers: closure.carriers.map(number => lots.ids[number - 1] as number),
      events: closure.events.map(number => events.ids[number - 1] as number),
    };
    return { found, missing: this.#missing(found) };
  }

  #graph(lots: Numbered, events: Numbered): LineageGraph {
    const times = new Float64Array(events.ids.length);
    const columns = {
      event: new Int32Array(this.#rows.length),
      lot: new Int32Array(this.#rows.length),
      role: new Uint8Array(this.#rows.length),
      group: new Int32Array(this.#rows.length),
    };
    for (const [at, [event, time, lot, role, group]] of this.#rows.entries()) {
      const number = events.numberOf.get(event) as number;
      times[number - 1] = time;
      columns.event[at] = number;
      columns.lot[at] = lots.numberOf.get(lot) as number;
      columns.role[at] = role;
      columns.group[at] = group;
    }
    return LineageGraph.build({
      events: { id: Int32Array.from(times, (_, at) => at + 1), time: times },
      rows: columns,
    });
  }

  #missing(found: Pick<Closure, 'lots' | 'carriers' | 'events'>): readonly NodeToKnow[] {
    const missing: NodeToKnow[] = [];
    const ask = (lot: number, whole: boolean): void => {
      const known = this.#known.get(lot);
      if (known === undefined || (whole && !known)) missing.push({ lot, whole });
    };
    if (this.#question.direction === 'forward') {
      const affected = new Set(found.lots);
      for (const lot of found.lots) ask(lot, true);
      for (const lot of found.carriers) if (!affected.has(lot)) ask(lot, false);
      return missing;
    }
    const opened = this.#opened(new Set(found.events), new Set(found.lots));
    for (const lot of found.lots) ask(lot, opened.has(lot));
    return missing;
  }

  /** Back: what was used up, and all that was ever in it and is part of the answer: their content may matter. */
  #opened(passed: ReadonlySet<number>, lots: ReadonlySet<number>): ReadonlySet<number> {
    const opened = new Set<number>();
    const parents = new Map<number, number[]>();
    const children = new Map<number, number[]>();
    for (const [event, , lot, role] of this.#rows) {
      if ((role === Role.input || role === Role.process) && passed.has(event)) opened.add(lot);
      if (role === Role.parentAdd) append(parents, lot, event);
      if (role === Role.childAdd) append(children, event, lot);
    }
    // Sets are walked in order of insertion: what is added meanwhile has its turn too.
    for (const lot of opened) {
      for (const event of parents.get(lot) ?? []) {
        for (const child of children.get(event) ?? []) if (lots.has(child)) opened.add(child);
      }
    }
    return opened;
  }
}

interface Numbered {
  /** Ascending; the number of an id is 1 + its place. */
  readonly ids: Float64Array;
  readonly numberOf: ReadonlyMap<number, number>;
}

function idsOf(all: readonly number[]): Numbered {
  const ids = Float64Array.from(new Set(all)).sort();
  const numberOf = new Map<number, number>();
  for (const [at, id] of ids.entries()) numberOf.set(id, at + 1);
  return { ids, numberOf };
}

function append(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
