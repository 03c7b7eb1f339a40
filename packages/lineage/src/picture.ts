import type { Adjacency } from './adjacency.ts';
import type { ClosureQuery } from './closure.ts';
import { INTERVAL_CELLS } from './containment.ts';
import { contentOf } from './containers.ts';
import type { LineageGraph } from './graph.ts';
import { IntBuffer } from './int-buffer.ts';

/** How one lot came to matter for another. */
export type Relation = 'made' | 'member' | 'contains';

/** A line of the picture, drawn in the direction of the goods: `from` flowed into `to`. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly relation: Relation;
  readonly event: number;
  /** ms. */
  readonly time: number;
  /** Steps away from the lots asked about; the nearest are 1. */
  readonly depth: number;
}

/** A bounded piece of the closure, for people to look at. */
export interface Picture {
  /** Depth by lot; the lots asked about have 0. */
  readonly depths: ReadonlyMap<number, number>;
  readonly edges: readonly Edge[];
  /** There is more than the limits let through. */
  readonly truncated: boolean;
}

/** How much to draw. */
export interface PictureLimits {
  readonly depth: number;
  readonly edges: number;
}

/** What became of the suspects, level by level. Only steps that the closure really took are drawn. */
export function traceForward(graph: LineageGraph, query: ClosureQuery, limits: PictureLimits): Picture {
  const { lots, times, carriers } = graph.forward(query);
  const arrivals = new Map(Array.from(lots, (lot, at) => [lot, times[at]!]));
  const known = new Set([...lots, ...carriers]);
  const steps = (lot: number) => {
    // A mere carrier affects by its content; what was made of it is drawn all the same.
    const arrival = arrivals.get(lot) ?? -Infinity;
    return stepsFrom(graph, lot, query.asOf).filter(
      ({ to, relation, time }) => known.has(to) && (relation !== 'made' || time >= arrival),
    );
  };
  return drawn(query, limits, steps, step => step.to);
}

/** What led to the suspects, level by level. */
export function traceBack(graph: LineageGraph, query: ClosureQuery, limits: PictureLimits): Picture {
  const { lots, times } = graph.backward(query);
  const departures = new Map(Array.from(lots, (lot, at) => [lot, times[at]!]));
  const steps = (lot: number) => {
    const departure = departures.get(lot) ?? -Infinity;
    return stepsTo(graph, lot, query.asOf).filter(
      ({ from, relation, time }) => departures.has(from) && (relation === 'member' || time <= departure),
    );
  };
  return drawn(query, limits, steps, step => step.from);
}

type Step = Omit<Edge, 'depth'>;

function drawn(
  { suspects }: ClosureQuery,
  limits: PictureLimits,
  steps: (lot: number) => readonly Step[],
  far: (step: Step) => number,
): Picture {
  const depths = new Map(suspects.map(({ lot }) => [lot, 0]));
  const edges = new Map<string, Edge>();
  let truncated = false;
  // A map may grow while it is read: this is the queue, nearest first.
  for (const [lot, depth] of depths) {
    for (const step of steps(lot)) {
      const key = `${step.from} ${step.to} ${step.event} ${step.relation}`;
      if (edges.has(key)) continue;
      truncated = depth >= limits.depth || edges.size >= limits.edges;
      if (truncated) return { depths, edges: [...edges.values()], truncated };
      edges.set(key, { ...step, depth: depth + 1 });
      if (!depths.has(far(step))) depths.set(far(step), depth + 1);
    }
  }
  return { depths, edges: [...edges.values()], truncated };
}

function stepsFrom(graph: LineageGraph, lot: number, asOf = Infinity): Step[] {
  const { uses, makes, classEvents, members, containment } = graph.relations;
  const through = (event: number, lots: readonly number[], relation: Relation) =>
    lots.map(to => ({ from: lot, to, relation, event }));
  return timed(graph, asOf, [
    ...list(uses, lot).flatMap(event => through(event, list(makes, event), 'made')),
    ...list(classEvents, lot).flatMap(event => through(event, list(members, event), 'member')),
    ...staysOf(graph, lot).flatMap(({ parent, event }) => through(event, [parent], 'contains')),
    ...list(containment.base.content, lot).flatMap(child =>
      staysOf(graph, child)
        .filter(stay => stay.parent === lot)
        .flatMap(({ event }) => through(event, [child], 'contains')),
    ),
  ]);
}

function stepsTo(graph: LineageGraph, lot: number, asOf = Infinity): Step[] {
  const { madeBy, madeFrom, memberEvents, classes } = graph.relations;
  const through = (event: number, lots: readonly number[], relation: Relation) =>
    lots.map(from => ({ from, to: lot, relation, event }));
  const used = (event: number) => {
    const direct = list(madeFrom, event);
    const time = graph.events.times[event]!;
    return [...direct, ...direct.flatMap(one => contentOf(graph, one, time).map(inside => inside.lot))];
  };
  return timed(graph, asOf, [
    ...list(madeBy, lot).flatMap(event => through(event, used(event), 'made')),
    ...list(memberEvents, lot).flatMap(event => through(event, list(classes, event), 'member')),
    ...staysOf(graph, lot).flatMap(({ parent, event }) => through(event, [parent], 'contains')),
  ]);
}

/** Steps of events that count, with their time; self loops are not drawn. */
function timed({ events }: LineageGraph, asOf: number, steps: readonly Omit<Step, 'time'>[]): Step[] {
  return steps
    .map(step => ({ ...step, time: events.times[step.event]! }))
    .filter(({ time, from, to }) => time <= asOf && from !== to);
}

function staysOf(graph: LineageGraph, child: number): { parent: number; event: number }[] {
  const buffer = new IntBuffer();
  const cells = graph.relations.containment.collect(child, buffer);
  return Array.from({ length: cells / INTERVAL_CELLS }, (_, at) => ({
    parent: buffer.ints[at * INTERVAL_CELLS]!,
    event: buffer.ints[at * INTERVAL_CELLS + 1]!,
  }));
}

function list(adjacency: Adjacency, node: number): number[] {
  const buffer = new IntBuffer();
  const count = adjacency.collect(node, buffer);
  return [...new Set(buffer.ints.subarray(0, count))];
}
