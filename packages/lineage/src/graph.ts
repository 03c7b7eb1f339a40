import { BackwardWalk } from './backward-walk.ts';
import type { Closure, ClosureQuery } from './closure.ts';
import type { GraphColumns } from './columns.ts';
import { Custody } from './custody.ts';
import { EventTable } from './event-table.ts';
import { ForwardWalk } from './forward-walk.ts';
import { type MemoryReport, memoryOf } from './memory.ts';
import { buildRelations, compactRelations, type Relations } from './relations.ts';
import { appendRows, readRows } from './row-reader.ts';

/** What a graph consists of; snapshots take it apart and put it together again. */
export interface GraphParts {
  readonly events: EventTable;
  readonly relations: Relations;
  readonly custody: Custody;
  readonly watermark: number;
}

/**
 * 来龙去脉: lots and events in compressed memory. Answers what is affected by what and where it is now, with
 * the semantics of this package's README; the naive reading of the same semantics is `oracle.ts`.
 */
export class LineageGraph {
  readonly events: EventTable;
  readonly custody: Custody;
  relations: Relations;
  /** Number of the last journal entry that is in the graph; carried for the caller. */
  watermark: number;
  readonly #forward: ForwardWalk;
  readonly #backward: BackwardWalk;

  /** With the scratch memory of a graph that is not asked any more, if one is given. */
  constructor(parts: GraphParts, before?: LineageGraph) {
    this.#forward = before === undefined ? new ForwardWalk() : before.#forward;
    this.#backward = before === undefined ? new BackwardWalk() : before.#backward;
    this.events = parts.events;
    this.relations = parts.relations;
    this.custody = parts.custody;
    this.watermark = parts.watermark;
  }

  /** Builds a graph at once. Throws RangeError on ids that do not fit into 31 bits. */
  static build(columns: GraphColumns, watermark = 0): LineageGraph {
    const events = new EventTable();
    const custody = new Custody(events);
    addEvents(columns, events, custody);
    const relations = buildRelations(readRows(columns, events), events);
    const graph = new LineageGraph({ events, relations, custody, watermark });
    graph.#see(columns, event => events.counts(event));
    return graph;
  }

  /** A graph without anything in it. */
  static empty(): LineageGraph {
    return LineageGraph.build({ events: { id: [], time: [] }, rows: { event: [], lot: [], role: [] } });
  }

  /**
   * Adds events with all their rows, in any order of time. Events that are known already, or voided, are
   * left out: adding the same twice changes nothing.
   */
  append(columns: GraphColumns, watermark = this.watermark): void {
    const fresh = addEvents({ ...columns, voided: [] }, this.events, this.custody);
    appendRows(columns.rows, fresh, this.relations);
    this.#see(columns, event => fresh.has(event));
    this.voidEvents(columns.voided ?? []);
    this.watermark = watermark;
  }

  /** Events were declared wrong: they count no more, whether they are known already or come later. */
  voidEvents(ids: ArrayLike<number>): void {
    const gone = new Set<number>();
    for (let at = 0; at < ids.length; at++) {
      const event = ids[at]!;
      if (this.events.counts(event)) gone.add(event);
      this.events.voidEvent(event);
    }
    for (const event of gone) this.relations.containment.forget(event);
    if (gone.size > 0) this.custody.forget(gone);
  }

  /** Melts what was appended into the compressed base and drops what was voided. */
  compact(): void {
    this.relations = compactRelations(this.relations, this.events);
  }

  /** Pairs that wait to be melted in. */
  get deltaRows(): number {
    const { uses, madeBy, memberEvents, classEvents, containment } = this.relations;
    const pairs = uses.deltaCount + madeBy.deltaCount + memberEvents.deltaCount + classEvents.deltaCount;
    return pairs + containment.deltaCount;
  }

  /** What the suspects affect. */
  forward(query: ClosureQuery): Closure {
    return this.#forward.run(this.relations, this.events, query);
  }

  /** What led to the suspects. */
  backward(query: ClosureQuery): Closure {
    return this.#backward.run(this.relations, this.events, query);
  }

  /** What the graph costs, measured on its arrays as they are allocated. */
  bytesPerEdge(): MemoryReport {
    return memoryOf(this);
  }

  #see({ rows }: GraphColumns, counts: (event: number) => boolean): void {
    for (let at = 0; at < rows.event.length; at++) {
      if (counts(rows.event[at]!)) this.custody.see(rows.lot[at]!, rows.event[at]!);
    }
  }
}

/** Adds events that are new and not voided; returns which. */
function addEvents(
  { events: columns, voided = [] }: GraphColumns,
  events: EventTable,
  custody: Custody,
): Set<number> {
  for (let at = 0; at < voided.length; at++) events.voidEvent(voided[at]!);
  const fresh = new Set<number>();
  for (let at = 0; at < columns.id.length; at++) {
    const event = columns.id[at]!;
    if (events.isSettled(event)) continue;
    events.add(event, columns.time[at]!);
    custody.addEvent(columns, at);
    fresh.add(event);
  }
  return fresh;
}
