import type { Closure, ClosureQuery } from './closure.ts';
import { INTERVAL_CELLS } from './containment.ts';
import type { EventTable } from './event-table.ts';
import { ascending, grown, IntBuffer } from './int-buffer.ts';
import type { Relations } from './relations.ts';
import { Windows } from './windows.ts';

/**
 * Finds what is affected, from when: label-correcting, level by level. All scratch memory is kept between
 * walks and cleaned in time proportional to what was touched.
 */
export class ForwardWalk {
  #relations!: Relations;
  #events!: EventTable;
  #asOf = Infinity;
  /** Earliest time by lot; Infinity = not affected. */
  #arrival: Float64Array = new Float64Array(0);
  #queued: Uint8Array = new Uint8Array(0);
  #passed: Uint8Array = new Uint8Array(0);
  readonly #touched = new IntBuffer(1024);
  readonly #passedEvents = new IntBuffer(1024);
  #frontier = new IntBuffer(1024);
  #next = new IntBuffer(1024);
  readonly #windows = new Windows();
  /** Carriers whose window was widened, with the window, until their turn comes. */
  readonly #carriers = new IntBuffer();
  #carriersFrom: Float64Array = new Float64Array(64);
  #carriersTo: Float64Array = new Float64Array(64);
  readonly #found = new IntBuffer();
  readonly #made = new IntBuffer();
  readonly #intervals = new IntBuffer();

  run(relations: Relations, events: EventTable, query: ClosureQuery): Closure {
    this.#relations = relations;
    this.#events = events;
    this.#asOf = query.asOf ?? Infinity;
    const maxLots = query.maxLots ?? Infinity;
    if (this.#passed.length < events.times.length) this.#passed = new Uint8Array(events.times.length);
    for (const { lot, time } of query.suspects) this.#lower(lot, time ?? -Infinity);
    while ((this.#next.count > 0 || this.#carriers.count > 0) && this.#touched.count <= maxLots) {
      const frontier = this.#next;
      this.#next = this.#frontier;
      this.#next.count = 0;
      this.#frontier = frontier;
      for (let at = 0; at < frontier.count; at++) this.#visit(frontier.ints[at]!);
      for (let at = 0; at < this.#carriers.count; at++) this.#carry(at);
      this.#carriers.count = 0;
    }
    const closure = this.#closure(this.#touched.count > maxLots);
    this.#clean();
    return closure;
  }

  #lower(lot: number, time: number): void {
    if (lot >= this.#arrival.length) {
      this.#arrival = grown(this.#arrival, lot, Infinity);
      this.#queued = grown(this.#queued, lot);
    }
    const known = this.#arrival[lot]!;
    if (time >= known) return;
    if (known === Infinity) this.#touched.push(lot);
    this.#arrival[lot] = time;
    if (this.#queued[lot] !== 0) return;
    this.#queued[lot] = 1;
    this.#next.push(lot);
  }

  #visit(lot: number): void {
    this.#queued[lot] = 0;
    const from = this.#arrival[lot]!;
    const { uses, classEvents, members, containment } = this.#relations;
    this.#affectUsers(uses.collect(lot, this.#found), from, Infinity);
    if (classEvents.has(lot)) {
      const { times } = this.#events;
      const classed = classEvents.collect(lot, this.#found);
      for (let at = 0; at < classed; at++) {
        const event = this.#found.ints[at]!;
        if (!(times[event]! <= this.#asOf)) continue;
        const count = members.collect(event, this.#made);
        for (let member = 0; member < count; member++) this.#lower(this.#made.ints[member]!, from);
      }
    }
    if (containment.base.content.has(lot)) this.#affectContent(lot, from);
    const cells = containment.collect(lot, this.#intervals);
    this.#widenCarriers(cells, from, Infinity);
  }

  /** Events `found[0…count)` used something affected in [from, to). */
  #affectUsers(count: number, from: number, to: number): void {
    const found = this.#found.ints;
    const { times } = this.#events;
    const { makes } = this.#relations;
    for (let at = 0; at < count; at++) {
      const event = found[at]!;
      if (this.#passed[event] !== 0) continue;
      const time = times[event]!;
      if (!(time >= from && time < to && time <= this.#asOf)) continue;
      this.#passed[event] = 1;
      this.#passedEvents.push(event);
      const made = makes.collect(event, this.#made);
      for (let lot = 0; lot < made; lot++) this.#lower(this.#made.ints[lot]!, time);
    }
  }

  /** A container is itself affected: so is what was in it then or later. */
  #affectContent(container: number, from: number): void {
    const { containment } = this.#relations;
    const count = containment.base.content.collect(container, this.#found);
    for (let at = 0; at < count; at++) {
      const child = this.#found.ints[at]!;
      const cells = containment.collect(child, this.#intervals);
      for (let cell = 0; cell < cells; cell += INTERVAL_CELLS) {
        if (this.#intervals.ints[cell] !== container) continue;
        const began = this.#beganAt(cell);
        const ended = this.#endedAt(cell);
        if (began < ended && from < ended) this.#lower(child, from > began ? from : began);
      }
    }
  }

  /** What the collected intervals put into containers is affected during [from, to): they carry it. */
  #widenCarriers(cells: number, from: number, to: number): void {
    for (let cell = 0; cell < cells; cell += INTERVAL_CELLS) {
      const began = this.#beganAt(cell);
      const ended = this.#endedAt(cell);
      const windows = this.#windows;
      if (!windows.add(this.#intervals.ints[cell]!, from > began ? from : began, ended)) continue;
      const at = this.#carriers.count;
      this.#carriers.push(this.#intervals.ints[cell]!);
      this.#carriersFrom = grown(this.#carriersFrom, at);
      this.#carriersTo = grown(this.#carriersTo, at);
      this.#carriersFrom[at] = windows.from;
      this.#carriersTo[at] = windows.to;
    }
  }

  #carry(at: number): void {
    const carrier = this.#carriers.ints[at]!;
    const from = this.#carriersFrom[at]!;
    const to = this.#carriersTo[at]!;
    this.#affectUsers(this.#relations.uses.collect(carrier, this.#found), from, to);
    this.#widenCarriers(this.#relations.containment.collect(carrier, this.#intervals), from, to);
  }

  /** NaN when the beginning does not count; every comparison with it is then false. */
  #beganAt(cell: number): number {
    const time = this.#events.times[this.#intervals.ints[cell + 1]!]!;
    return time <= this.#asOf ? time : Number.NaN;
  }

  #endedAt(cell: number): number {
    const event = this.#intervals.ints[cell + 2]!;
    if (event === 0) return Infinity;
    const time = this.#events.times[event]!;
    return time <= this.#asOf ? time : Infinity;
  }

  #closure(truncated: boolean): Closure {
    const lots = ascending(this.#touched.ints, this.#touched.count);
    const times = new Float64Array(lots.length);
    for (let at = 0; at < lots.length; at++) times[at] = this.#arrival[lots[at]!]!;
    const { carriers: found } = this.#windows;
    const carriers = ascending(found.ints, found.count);
    const windowStarts = new Uint32Array(carriers.length + 1);
    const windows: number[] = [];
    for (let at = 0; at < carriers.length; at++) {
      const list = this.#windows.of(carriers[at]!);
      for (const time of list) windows.push(time);
      windowStarts[at + 1] = windows.length / 2;
    }
    return {
      lots,
      times,
      carriers,
      windowStarts,
      windows: Float64Array.from(windows),
      events: ascending(this.#passedEvents.ints, this.#passedEvents.count),
      truncated,
    };
  }

  #clean(): void {
    const { ints, count } = this.#touched;
    for (let at = 0; at < count; at++) {
      this.#arrival[ints[at]!] = Infinity;
      this.#queued[ints[at]!] = 0;
    }
    for (let at = 0; at < this.#passedEvents.count; at++) this.#passed[this.#passedEvents.ints[at]!] = 0;
    this.#touched.count = 0;
    this.#passedEvents.count = 0;
    this.#next.count = 0;
    this.#carriers.count = 0;
    this.#windows.clear();
  }
}
