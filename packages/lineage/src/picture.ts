import type { Adjacency } from './adjacency.ts';
import type { Closure, ClosureQuery } from './closure.ts';
import { contentOf } from './containers.ts';
import { INTERVAL_CELLS } from './containment.ts';
import type { LineageGraph } from './graph.ts';
import { IntBuffer } from './int-buffer.ts';
import { justAfter } from './just-before.ts';

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
  const reach = reachOf(graph.forward(query));
  return drawn(
    query,
    limits,
    lot => stepsFrom(graph, lot, reach, query.asOf),
    step => step.to,
  );
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

/** When lots are affected, and containers carry, in a forward closure. */
interface Reach {
  readonly arrivals: ReadonlyMap<number, number>;
  readonly windows: ReadonlyMap<number, readonly (readonly [number, number])[]>;
}

function reachOf({ lots, times, carriers, windowStarts, windows }: Closure): Reach {
  const all = new Map<number, [number, number][]>();
  for (const [at, carrier] of carriers.entries()) {
    const list: [number, number][] = [];
    for (let pair = windowStarts[at]!; pair < windowStarts[at + 1]!; pair++) {
      list.push([windows[pair * 2]!, windows[pair * 2 + 1]!]);
    }
    all.set(carrier, list);
  }
  return { arrivals: new Map(Array.from(lots, (lot, at) => [lot, times[at]!])), windows: all };
}

/** Is the lot affected, or does it carry, at some moment from `from` to before `to`? */
function isHit({ arrivals, windows }: Reach, lot: number, from: number, to: number): boolean {
  if ((arrivals.get(lot) ?? Infinity) < to) return true;
  return (windows.get(lot) ?? []).some(([begin, end]) => begin < to && from < end);
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

function stepsFrom(graph: LineageGraph, lot: number, reach: Reach, asOf = Infinity): Step[] {
  const { uses, makes, classEvents, containment } = graph.relations;
  const { arrivals, windows } = reach;
  const through = (event: number, lots: readonly number[], relation: Relation) =>
    lots.map(to => ({ from: lot, to, relation, event }));
  const made = list(uses, lot)
    .filter(event => isHit(reach, lot, graph.events.times[event]!, justAfter(graph.events.times[event]!)))
    .flatMap(event => through(event, list(makes, event), 'made'));
  const held = staysOf(graph, lot, asOf)
    .filter(({ parent, from, to }) => windows.has(parent) && isHit(reach, lot, from, to))
    .flatMap(({ parent, event }) => through(event, [parent], 'contains'));
  if (!arrivals.has(lot)) return timed(graph, asOf, [...made, ...held]);
  const holding = list(containment.base.content, lot).flatMap(child =>
    staysOf(graph, child, asOf)
      .filter(({ parent, to }) => parent === lot && arrivals.get(lot)! < to)
      .flatMap(({ event }) => through(event, [child], 'contains')),
  );
  const classed = list(classEvents, lot).flatMap(event =>
    through(event, itemsOf(graph, event, lot), 'member'),
  );
  return timed(graph, asOf, [...made, ...classed, ...held, ...holding]);
}

function stepsTo(graph: LineageGraph, lot: number, asOf = Infinity): Step[] {
  const { madeBy, madeFrom, memberEvents } = graph.relations;
  const through = (event: number, lots: readonly number[], relation: Relation) =>
    lots.map(from => ({ from, to: lot, relation, event }));
  const used = (event: number) => {
    const direct = list(madeFrom, event);
    const time = graph.events.times[event]!;
    return [...direct, ...direct.flatMap(one => contentOf(graph, one, time).map(inside => inside.lot))];
  };
  return timed(graph, asOf, [
    ...list(madeBy, lot).flatMap(event => through(event, used(event), 'made')),
    ...list(memberEvents, lot).flatMap(event => through(event, classesOf(graph, event, lot), 'member')),
    ...staysOf(graph, lot, asOf).flatMap(({ parent, event }) => through(event, [parent], 'contains')),
  ]);
}

function itemsOf({ relations }: LineageGraph, event: number, lot: number): number[] {
  const buffer = new IntBuffer();
  const own = relations.groups.itemsOf(event, lot, buffer);
  return own < 0 ? list(relations.members, event) : [...new Set(buffer.ints.subarray(0, own))];
}

function classesOf({ relations }: LineageGraph, event: number, item: number): number[] {
  const buffer = new IntBuffer();
  const own = relations.groups.lotsOf(event, item, buffer);
  return own < 0 ? list(relations.classes, event) : [...new Set(buffer.ints.subarray(0, own))];
}

/** Steps of events that count, with their time; self loops are not drawn. */
function timed({ events }: LineageGraph, asOf: number, steps: readonly Omit<Step, 'time'>[]): Step[] {
  return steps
    .map(step => ({ ...step, time: events.times[step.event]! }))
    .filter(({ time, from, to }) => time <= asOf && from !== to);
}

/** Stays that count and have a length. */
function staysOf({ relations, events }: LineageGraph, child: number, asOf: number) {
  const buffer = new IntBuffer();
  const cells = relations.containment.collect(child, buffer);
  const stays: { parent: number; event: number; from: number; to: number }[] = [];
  for (let cell = 0; cell < cells; cell += INTERVAL_CELLS) {
    const event = buffer.ints[cell + 1]!;
    const ended = buffer.ints[cell + 2]!;
    const from = events.times[event]!;
    const to = ended === 0 || events.times[ended]! > asOf ? Infinity : events.times[ended]!;
    if (from <= asOf && from < to) stays.push({ parent: buffer.ints[cell]!, event, from, to });
  }
  return stays;
}

function list(adjacency: Adjacency, node: number): number[] {
  const buffer = new IntBuffer();
  const count = adjacency.collect(node, buffer);
  return [...new Set(buffer.ints.subarray(0, count))];
}
