import { Role } from '@pinxin/lineage/role';
import type { EventRowOfPage, EventWay, NodeRow, PartRow, ScanRows, SmallEdge } from './scan-views.ts';

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
  const edges: SmallEdge[] = [];
  let withProcess = false;
  for (const event of rows.events) {
    const way = wayOf(event, partsOf.get(event.id) ?? NO_PARTS);
    withProcess ||= way.processes.length > 0;
    for (const edge of way.edges) {
      // A pallet holds a hundred packs: those that the page is not about are not its way.
      if (edge.kind !== 'contains' || (nodes.has(edge.from) && nodes.has(edge.to))) edges.push(edge);
    }
  }
  return {
    ...{ nodes, events, partsOf },
    edges: withProcess ? withFolded(edges, rows.events, partsOf) : edges,
    makingOf: makings(rows.events, partsOf),
  };
}

const NO_PARTS: readonly PartRow[] = [];

/** Read once for the parts that remembered events have on all pages. */
function wayOf(event: EventRowOfPage, parts: readonly PartRow[]): EventWay {
  if (event.way?.of !== parts) event.way = { of: parts, says: readWay(event, parts) };
  return event.way.says;
}

function readWay(event: EventRowOfPage, parts: readonly PartRow[]): EventWay {
  const having = (role: number) => parts.filter(part => part.role === role);
  const edges = new Map<string, SmallEdge>();
  const add = (edge: SmallEdge) => {
    if (edge.from !== edge.to) edges.set(`${edge.from} ${edge.to}`, edge);
  };
  for (const output of having(Role.output)) {
    for (const input of having(Role.input))
      add({ from: input.lot, to: output.lot, kind: 'made', event, part: input });
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
  const commissions = COMMISSIONING.test(event.step ?? '');
  const brought = parts.filter(
    ({ role }) =>
      role === Role.output ||
      role === Role.member ||
      ((role === Role.seen || role === Role.memberOf) && commissions),
  );
  return {
    edges: [...edges.values()],
    processes: having(Role.process),
    brought: brought.map(({ lot }) => lot),
  };
}

/** Adds the ways through processes: what was told to go into one went into what was told to come out of it later. */
function withFolded(
  direct: readonly SmallEdge[],
  events: readonly EventRowOfPage[],
  partsOf: ReadonlyMap<number, readonly PartRow[]>,
): readonly SmallEdge[] {
  const edges = new Map(direct.map(edge => [`${edge.from} ${edge.to} ${edge.event.id}`, edge]));
  const fed = new Map<number, { event: EventRowOfPage; inputs: PartRow[] }[]>();
  for (const event of events) {
    const parts = partsOf.get(event.id) ?? NO_PARTS;
    for (const process of wayOf(event, parts).processes) {
      const inputs = parts.filter(part => part.role === Role.input);
      fed.set(process.lot, [...(fed.get(process.lot) ?? []), { event, inputs }]);
    }
  }
  for (const event of events) {
    const parts = partsOf.get(event.id) ?? NO_PARTS;
    for (const process of wayOf(event, parts).processes) {
      for (const output of parts.filter(part => part.role === Role.output)) {
        for (const { event: earlier, inputs } of fed.get(process.lot) ?? []) {
          if (earlier.time > event.time) continue;
          for (const part of inputs) {
            if (part.lot === output.lot) continue;
            const edge = { from: part.lot, to: output.lot, kind: 'made', event: earlier, part } as const;
            edges.set(`${edge.from} ${edge.to} ${earlier.id}`, edge);
          }
        }
      }
    }
  }
  return [...edges.values()];
}

/** By record time: who told it first cannot be anticipated by a rival. */
function makings(
  events: readonly EventRowOfPage[],
  partsOf: ReadonlyMap<number, readonly PartRow[]>,
): Map<number, EventRowOfPage> {
  const found = new Map<number, EventRowOfPage>();
  const ordered = [...events].sort((one, other) =>
    one.recorded < other.recorded ? -1 : one.recorded > other.recorded ? 1 : one.id - other.id,
  );
  for (const event of ordered) {
    for (const lot of wayOf(event, partsOf.get(event.id) ?? NO_PARTS).brought) {
      if (!found.has(lot)) found.set(lot, event);
    }
  }
  return found;
}
