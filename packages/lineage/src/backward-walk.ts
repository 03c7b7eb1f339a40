import type { Closure, ClosureQuery } from './closure.ts';
import { INTERVAL_CELLS } from './containment.ts';
import type { EventTable } from './event-table.ts';
import { ascending, grown, IntBuffer } from './int-buffer.ts';
import { justBefore } from './just-before.ts';
import type { Relations } from './relations.ts';

/**
 * Finds what led to the suspects: the exact mirror of the forward walk. A lot's departure is the latest time
 * at which what was in it matters; a suspect is reached forward from x if and only if x is found here.
 */
export class BackwardWalk {
  #relations!: Relations;
  #events!: EventTable;
  #asOf = Infinity;
  /** Latest time by lot; −Infinity = no ancestor. */
  #departure: Float64Array = new Float64Array(0);
  #queued: Uint8Array = new Uint8Array(0);
  #passed: Uint8Array = new Uint8Array(0);
  readonly #touched = new IntBuffer(1024);
  readonly #passedEvents = new IntBuffer(1024);
  #frontier = new IntBuffer(1024);
  #next = new IntBuffer(1024);
  /** Times at which a container's content was looked at already. */
  readonly #opened = new Map<number, Set<number>>();
  readonly #toOpen = new IntBuffer();
  readonly #found = new IntBuffer();
  readonly #used = new IntBuffer();
  readonly #content = new IntBuffer();
  readonly #intervals = new IntBuffer();

  run(relations: Relations, events: EventTable, query: ClosureQuery): Closure {
    this.#relations = relations;
    this.#events = events;
    this.#asOf = query.asOf ?? Infinity;
    const maxLots = query.maxLots ?? Infinity;
    if (this.#passed.length < events.times.length) this.#passed = new Uint8Array(events.times.length);
    for (const { lot, time } of query.suspects) this.#raise(lot, Math.min(time ?? Infinity, this.#asOf));
    while (this.#next.count > 0 && this.#touched.count <= maxLots) {
      const frontier = this.#next;
      this.#next = this.#frontier;
      this.#next.count = 0;
      this.#frontier = frontier;
      for (let at = 0; at < frontier.count; at++) this.#visit(frontier.ints[at]!);
    }
    const closure = this.#closure(this.#touched.count > maxLots);
    this.#clean();
    return closure;
  }

  #raise(lot: number, time: number): void {
    if (lot >= this.#departure.length) {
      this.#departure = grown(this.#departure, lot, -Infinity);
      this.#queued = grown(this.#queued, lot);
    }
    const known = this.#departure[lot]!;
    if (time <= known) return;
    if (known === -Infinity) this.#touched.push(lot);
    this.#departure[lot] = time;
    if (this.#queued[lot] !== 0) return;
    this.#queued[lot] = 1;
    this.#next.push(lot);
  }

  #visit(lot: number): void {
    this.#queued[lot] = 0;
    const until = this.#departure[lot]!;
    const { madeBy, memberEvents, classes, containment } = this.#relations;
    const { times } = this.#events;
    const made = madeBy.collect(lot, this.#found);
    for (let at = 0; at < made; at++) this.#pass(this.#found.ints[at]!, until);
    if (memberEvents.has(lot)) {
      const count = memberEvents.collect(lot, this.#found);
      for (let at = 0; at < count; at++) {
        const event = this.#found.ints[at]!;
        if (!(times[event]! <= this.#asOf)) continue;
        const classCount = classes.collect(event, this.#used);
        for (let one = 0; one < classCount; one++) this.#raise(this.#used.ints[one]!, until);
      }
    }
    const cells = containment.collect(lot, this.#intervals);
    for (let cell = 0; cell < cells; cell += INTERVAL_CELLS) {
      const began = times[this.#intervals.ints[cell + 1]!]!;
      const ended = this.#endedAt(cell);
      if (!(began <= this.#asOf && began <= until && began < ended)) continue;
      // Had the container been affected before the lot left it, the lot would be.
      this.#raise(this.#intervals.ints[cell]!, Math.min(until, justBefore(ended)));
    }
  }

  #pass(event: number, until: number): void {
    if (this.#passed[event] !== 0) return;
    const time = this.#events.times[event]!;
    if (!(time <= until && time <= this.#asOf)) return;
    this.#passed[event] = 1;
    this.#passedEvents.push(event);
    const { madeFrom, containment } = this.#relations;
    const count = madeFrom.collect(event, this.#used);
    for (let at = 0; at < count; at++) {
      const used = this.#used.ints[at]!;
      this.#raise(used, time);
      if (containment.base.content.has(used)) this.#open(used, time);
    }
  }

  /** A container was used up at `time`: so was all that was in it then, however deep. */
  #open(container: number, time: number): void {
    const { containment } = this.#relations;
    this.#toOpen.count = 0;
    this.#toOpen.push(container);
    while (this.#toOpen.count > 0) {
      const outer = this.#toOpen.ints[--this.#toOpen.count]!;
      if (!this.#isFirstOpening(outer, time)) continue;
      const count = containment.base.content.collect(outer, this.#content);
      for (let at = 0; at < count; at++) {
        const child = this.#content.ints[at]!;
        if (!this.#wasInside(child, outer, time)) continue;
        this.#raise(child, time);
        if (containment.base.content.has(child)) this.#toOpen.push(child);
      }
    }
  }

  #isFirstOpening(container: number, time: number): boolean {
    const known = this.#opened.get(container);
    if (known === undefined) this.#opened.set(container, new Set([time]));
    else if (known.has(time)) return false;
    else known.add(time);
    return true;
  }

  #wasInside(child: number, container: number, time: number): boolean {
    const cells = this.#relations.containment.collect(child, this.#intervals);
    const { ints } = this.#intervals;
    for (let cell = 0; cell < cells; cell += INTERVAL_CELLS) {
      if (ints[cell] !== container) continue;
      if (this.#events.times[ints[cell + 1]!]! <= time && time < this.#endedAt(cell)) return true;
    }
    return false;
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
    for (let at = 0; at < lots.length; at++) times[at] = this.#departure[lots[at]!]!;
    return {
      lots,
      times,
      carriers: new Uint32Array(0),
      windowStarts: new Uint32Array(1),
      windows: new Float64Array(0),
      events: ascending(this.#passedEvents.ints, this.#passedEvents.count),
      truncated,
    };
  }

  #clean(): void {
    for (let at = 0; at < this.#touched.count; at++) {
      this.#departure[this.#touched.ints[at]!] = -Infinity;
      this.#queued[this.#touched.ints[at]!] = 0;
    }
    for (let at = 0; at < this.#passedEvents.count; at++) this.#passed[this.#passedEvents.ints[at]!] = 0;
    this.#touched.count = 0;
    this.#passedEvents.count = 0;
    this.#next.count = 0;
    this.#opened.clear();
  }
}
