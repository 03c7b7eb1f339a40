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
  const edges: SmallEdge[] = [];
  const processes: PartRow[] = [];
  const brought: number[] = [];
  const commissions = COMMISSIONING.test(event.step ?? '');
  for (const part of parts) {
    const { role, lot } = part;
    if (role === Role.output) addInto(edges, event, 'made', lot, parts, Role.input);
    else if (role === Role.parentAdd) addInto(edges, event, 'contains', lot, parts, Role.childAdd);
    else if (role === Role.memberOf) addMembers(edges, event, part, parts);
    else if (role === Role.process) processes.push(part);
    const isNamed = role === Role.seen || role === Role.memberOf;
    if (role === Role.output || role === Role.member || (isNamed && commissions)) brought.push(lot);
  }
  return { edges: isEachOnce(parts) ? edges : lastOfEach(edges), processes, brought };
}

/** The ways of all that took part in a role into this lot. */
function addInto(
  edges: SmallEdge[],
  event: EventRowOfPage,
  kind: SmallEdge['kind'],
  to: number,
  parts: readonly PartRow[],
  from: number,
): void {
  for (const part of parts) {
    if (part.role === from && part.lot !== to) edges.push({ from: part.lot, to, kind, event, part });
  }
}

/** With several lots in one event the rows that belong together carry the same number. */
function addMembers(
  edges: SmallEdge[],
  event: EventRowOfPage,
  { lot: from, quantity }: PartRow,
  parts: readonly PartRow[],
): void {
  for (const part of parts) {
    const isOfIt = part.role === Role.member && part.quantity === quantity && part.lot !== from;
    if (isOfIt) edges.push({ from, to: part.lot, kind: 'member', event, part });
  }
}

/** More than there are numbers of lots. */
const BEYOND_LOTS = 2 ** 40;

function isEachOnce(parts: readonly PartRow[]): boolean {
  return new Set(parts.map(({ role, lot }) => role * BEYOND_LOTS + lot)).size === parts.length;
}

/** One way between two lots, where a lot takes part in a role more than once. */
function lastOfEach(edges: readonly SmallEdge[]): readonly SmallEdge[] {
  return [...new Map(edges.map(edge => [`${edge.from} ${edge.to}`, edge])).values()];
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
