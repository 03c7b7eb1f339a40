import { Role } from '@pinxin/lineage/role';
import type { EventRowOfPage, NodeRow, PartRow, ScanRows } from './scan-views.ts';

/** A way that goods went, between two lots of the walk. */
export interface SmallEdge {
  readonly from: number;
  readonly to: number;
  readonly kind: 'made' | 'contains' | 'member';
  readonly event: EventRowOfPage;
  /** The part of `from` that went in. */
  readonly part: PartRow;
}

/** The rows of a page as a graph that fits in the hand. */
export interface SmallLineage {
  readonly nodes: ReadonlyMap<number, NodeRow>;
  readonly events: ReadonlyMap<number, EventRowOfPage>;
  readonly partsOf: ReadonlyMap<number, readonly PartRow[]>;
  /** Processes are folded: what went into a process goes to what came out of it later. */
  readonly edges: readonly SmallEdge[];
  /** Made, commissioned or told of first: the earliest record that brings the lot into being. */
  readonly makingOf: ReadonlyMap<number, EventRowOfPage>;
}

const COMMISSIONING = /(?:commissioning|creating_class_instance)$/;

/** Parts in the order given, by event. */
export function partsByEvent(parts: readonly PartRow[]): ReadonlyMap<number, readonly PartRow[]> {
  return Map.groupBy(parts, part => part.event);
}

/** Builds the small graph; time is respected: what went in after the output was made did not go into it. */
export function smallLineage(rows: Pick<ScanRows, 'nodes' | 'events' | 'partsOf'>): SmallLineage {
  const nodes = new Map(rows.nodes.map(node => [node.lot, node]));
  const events = new Map(rows.events.map(event => [event.id, event]));
  const { partsOf } = rows;
  const edges = new Map<string, SmallEdge>();
  const add = (edge: SmallEdge) => {
    if (edge.from !== edge.to) edges.set(`${edge.from} ${edge.to} ${edge.event.id}`, edge);
  };
  const processes = processEvents(events, partsOf);
  for (const event of events.values()) {
    const parts = partsOf.get(event.id) ?? [];
    const having = (role: number) => parts.filter(part => part.role === role);
    for (const output of having(Role.output)) {
      for (const input of having(Role.input))
        add({ from: input.lot, to: output.lot, kind: 'made', event, part: input });
      for (const process of having(Role.process)) {
        for (const { event: earlier, inputs } of processes.get(process.lot) ?? []) {
          if (earlier.time > event.time) continue;
          for (const input of inputs)
            add({ from: input.lot, to: output.lot, kind: 'made', event: earlier, part: input });
        }
      }
    }
    for (const parent of having(Role.parentAdd)) {
      for (const child of having(Role.childAdd))
        add({ from: child.lot, to: parent.lot, kind: 'contains', event, part: child });
    }
    for (const lot of having(Role.memberOf)) {
      // With several lots in one event the rows that belong together carry the same number.
      const items = having(Role.member).filter(item => item.quantity === lot.quantity);
      for (const item of items) add({ from: lot.lot, to: item.lot, kind: 'member', event, part: item });
    }
  }
  return { nodes, events, partsOf, edges: [...edges.values()], makingOf: makings(events, partsOf) };
}

function processEvents(
  events: ReadonlyMap<number, EventRowOfPage>,
  partsOf: ReadonlyMap<number, readonly PartRow[]>,
): Map<number, { event: EventRowOfPage; inputs: PartRow[] }[]> {
  const found = new Map<number, { event: EventRowOfPage; inputs: PartRow[] }[]>();
  for (const event of events.values()) {
    const parts = partsOf.get(event.id) ?? [];
    const inputs = parts.filter(part => part.role === Role.input);
    for (const process of parts.filter(part => part.role === Role.process)) {
      found.set(process.lot, [...(found.get(process.lot) ?? []), { event, inputs }]);
    }
  }
  return found;
}

/** By record time: who told it first cannot be anticipated by a rival. */
function makings(
  events: ReadonlyMap<number, EventRowOfPage>,
  partsOf: ReadonlyMap<number, readonly PartRow[]>,
): Map<number, EventRowOfPage> {
  const found = new Map<number, EventRowOfPage>();
  const ordered = [...events.values()].sort(
    (one, other) => one.recorded.localeCompare(other.recorded) || one.id - other.id,
  );
  for (const event of ordered) {
    for (const part of partsOf.get(event.id) ?? []) {
      const brings =
        part.role === Role.output ||
        part.role === Role.member ||
        ((part.role === Role.seen || part.role === Role.memberOf) && COMMISSIONING.test(event.step ?? ''));
      if (brings && !found.has(part.lot)) found.set(part.lot, event);
    }
  }
  return found;
}
