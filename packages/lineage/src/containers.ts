import { INTERVAL_CELLS } from './containment.ts';
import type { LineageGraph } from './graph.ts';
import { IntBuffer } from './int-buffer.ts';

/** A container around a lot, or a lot in a container. */
export interface Stay {
  /** The container (`containersOf`) or the content (`contentOf`). */
  readonly lot: number;
  /** 1 = directly. */
  readonly depth: number;
  /** When the lot went in, ms. */
  readonly from: number;
  /** The event that says so. */
  readonly event: number;
}

/** The containers that hold a lot at `asOf` (now when absent), from the inside out. */
export function containersOf(graph: LineageGraph, lot: number, asOf = Infinity): Stay[] {
  return nested(lot, inner =>
    staysOf(graph, inner, asOf).map(({ parent, ...stay }) => ({ ...stay, lot: parent })),
  );
}

/** What is in a container at `asOf` (now when absent), the nearest first, the content of its content included. */
export function contentOf(graph: LineageGraph, container: number, asOf = Infinity): Stay[] {
  const buffer = new IntBuffer();
  return nested(container, outer => {
    const count = graph.relations.containment.base.content.collect(outer, buffer);
    const children = [...new Set(buffer.ints.subarray(0, count))].sort((one, other) => one - other);
    return children.flatMap(child =>
      staysOf(graph, child, asOf)
        .filter(stay => stay.parent === outer)
        .map(({ from, event }) => ({ lot: child, from, event })),
    );
  });
}

function nested(start: number, next: (lot: number) => Omit<Stay, 'depth'>[]): Stay[] {
  const found: Stay[] = [];
  const seen = new Set([start]);
  let level = [start];
  for (let depth = 1; level.length > 0; depth++) {
    const stays = level.flatMap(next).filter(({ lot }) => !seen.has(lot) && seen.add(lot));
    found.push(...stays.map(stay => ({ ...stay, depth })));
    level = stays.map(({ lot }) => lot);
  }
  return found;
}

function staysOf(graph: LineageGraph, child: number, asOf: number) {
  const { containment } = graph.relations;
  const { times } = graph.events;
  const buffer = new IntBuffer();
  const cells = containment.collect(child, buffer);
  const stays: { parent: number; from: number; event: number }[] = [];
  for (let cell = 0; cell < cells; cell += INTERVAL_CELLS) {
    const [parent, began, ended] = buffer.ints.subarray(cell, cell + INTERVAL_CELLS) as unknown as [
      number,
      number,
      number,
    ];
    const from = times[began]!;
    const isInside = from <= asOf && (ended === 0 || times[ended]! > asOf);
    if (isInside) stays.push({ parent, from, event: began });
  }
  return stays;
}
