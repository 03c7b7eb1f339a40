import { Adjacency } from './adjacency.ts';
import type { ContainmentBase } from './containment-parts.ts';
import type { EventTable } from './event-table.ts';
import { IntBuffer } from './int-buffer.ts';
import { PagedHeads } from './paged-heads.ts';

/** A lot named by an event, in parallel lists. */
export interface LotEvents {
  readonly lots: IntBuffer;
  readonly events: IntBuffer;
}

/** What was said about containers, voided events left out. */
export interface ContainmentRows {
  /** Event → its container. */
  readonly parents: PagedHeads;
  /** Child put in by an event. */
  readonly puts: LotEvents;
  /** Child named as taken out by an event. */
  readonly takes: LotEvents;
  /** Container (in `lots`) emptied by an event that names no child. */
  readonly emptied: LotEvents;
}

/**
 * Computes every interval: it begins with the event that put the child in and ends with the first later event,
 * by (time, id), that took this child, or everything, out of the same container.
 */
export function buildContainment(rows: ContainmentRows, events: EventTable): ContainmentBase {
  const puts = grouped(withParent(rows.puts, rows.parents));
  const takes = grouped(withParent(rows.takes, rows.parents));
  const emptied = grouped(rows.emptied);
  for (let parent = 0; parent + 1 < emptied.starts.length; parent++) {
    const list = emptied.values.subarray(emptied.starts[parent]!, emptied.starts[parent + 1]!);
    if (list.length > 1) list.sort((one, other) => (one === other ? 0 : events.isAfter(one, other) ? 1 : -1));
  }
  const stays = new Int32Array(puts.values.length * 2);
  const heads = new PagedHeads(new Int32Array((puts.starts.length + 31) >>> 5));
  const strays = { lots: new IntBuffer(), events: new IntBuffer() };
  const pairs = { lots: new IntBuffer(), events: new IntBuffer() };
  const limit = Math.max(puts.starts.length, takes.starts.length) - 1;
  for (let child = 0; child < limit; child++) {
    const [from, to] = range(puts, child);
    const [takeFrom, takeTo] = range(takes, child);
    for (let cell = from; cell < to; cell++) {
      const began = puts.values[cell]!;
      const parent = rows.parents.get(began);
      let end = firstAfter(emptied, parent, began, events);
      for (let at = takeFrom; at < takeTo; at++) {
        const event = takes.values[at]!;
        if (rows.parents.get(event) !== parent || !events.isAfter(event, began)) continue;
        if (end === 0 || events.isAfter(end, event)) end = event;
      }
      stays[cell * 2] = began;
      stays[cell * 2 + 1] = end;
      if (!heldBefore(puts.values, from, cell, parent, rows.parents)) push(pairs, parent, child);
    }
    for (let at = takeFrom; at < takeTo; at++) {
      const event = takes.values[at]!;
      if (indexIn(takes.values, event, takeFrom, at) >= 0) continue;
      if (!wasEndedBy(stays, event, from, to)) push(strays, child, event);
    }
    if (to > from) {
      heads.set(child, from * 2 + 1);
      stays[to * 2 - 2] = ~stays[to * 2 - 2]!;
    }
  }
  return {
    heads: heads.trim(),
    stays,
    parents: rows.parents.trim(),
    content: built(pairs),
    emptied: built(rows.emptied),
    strays: built(strays),
  };
}

interface Grouped {
  /** Lot → where its values begin; one more at the end. */
  readonly starts: Int32Array;
  readonly values: Int32Array;
}

function grouped({ lots, events }: LotEvents): Grouped {
  let limit = 0;
  for (let at = 0; at < lots.count; at++) if (lots.ints[at]! >= limit) limit = lots.ints[at]! + 1;
  const starts = new Int32Array(limit + 1);
  for (let at = 0; at < lots.count; at++) starts[lots.ints[at]! + 1]!++;
  for (let lot = 0; lot < limit; lot++) starts[lot + 1]! += starts[lot]!;
  const next = starts.slice();
  const values = new Int32Array(lots.count);
  for (let at = 0; at < lots.count; at++) values[next[lots.ints[at]!]!++] = events.ints[at]!;
  return { starts, values };
}

function range({ starts }: Grouped, lot: number): readonly [number, number] {
  return lot + 1 < starts.length ? [starts[lot]!, starts[lot + 1]!] : [0, 0];
}

function withParent(rows: LotEvents, parents: PagedHeads): LotEvents {
  let kept = 0;
  for (let at = 0; at < rows.lots.count; at++) {
    if (parents.get(rows.events.ints[at]!) === 0) continue;
    rows.lots.ints[kept] = rows.lots.ints[at]!;
    rows.events.ints[kept++] = rows.events.ints[at]!;
  }
  rows.lots.count = kept;
  rows.events.count = kept;
  return rows;
}

/** The first of the container's emptying events after `began`, found by halving: a crate may have thousands. */
function firstAfter(emptied: Grouped, parent: number, began: number, events: EventTable): number {
  let [low, high] = range(emptied, parent);
  const end = high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (events.isAfter(emptied.values[middle]!, began)) high = middle;
    else low = middle + 1;
  }
  return low < end ? emptied.values[low]! : 0;
}

function heldBefore(
  values: Int32Array,
  from: number,
  to: number,
  parent: number,
  parents: PagedHeads,
): boolean {
  for (let cell = from; cell < to; cell++) if (parents.get(values[cell]!) === parent) return true;
  return false;
}

function indexIn(values: Int32Array, value: number, from: number, to: number): number {
  for (let at = from; at < to; at++) if (values[at] === value) return at;
  return -1;
}

function wasEndedBy(stays: Int32Array, event: number, from: number, to: number): boolean {
  for (let cell = from; cell < to; cell++) if (stays[cell * 2 + 1] === event) return true;
  return false;
}

function push(list: LotEvents, lot: number, event: number): void {
  list.lots.push(lot);
  list.events.push(event);
}

function built({ lots, events }: LotEvents): Adjacency {
  return Adjacency.build(lots.ints, events.ints, lots.count);
}
