import type { Closure, ClosureQuery } from './closure.ts';
import { INTERVAL_CELLS } from './containment.ts';
import type { EventTable } from './event-table.ts';
import { ascending, grown, IntBuffer } from './int-buffer.ts';
import type { Relations } from './relations.ts';
import { lotLimit } from './relations.ts';
import { Windows } from './windows.ts';

/**
 * Finds what is affected, from when: label-correcting, first come first served. All scratch memory is kept
 * between walks and cleaned in time proportional to what was touched. The inner loops read the compressed
 * arrays themselves: through the accessors a walk over a million lots took five times as long.
 */
export class ForwardWalk {
  #relations!: Relations;
  #events!: EventTable;
  #asOf = Infinity;
  /** Earliest time by lot; Infinity = not affected. */
  #arrival: Float64Array = new Float64Array(0);
  /** 1 while a lot waits for its (next) visit. */
  #waits: Uint8Array = new Uint8Array(0);
  #passed: Uint8Array = new Uint8Array(0);
  /** Affected lots in the order of their first visit: result and queue in one. */
  readonly #touched = new IntBuffer(1024);
  /** Lots whose arrival was lowered after their visit. */
  #again = new IntBuffer(1024);
  #later = new IntBuffer(1024);
  readonly #passedEvents = new IntBuffer(1024);
  readonly #windows = new Windows();
  /** Carriers whose window was widened, with the window, until their turn comes. */
  readonly #carriers = new IntBuffer();
  #carriersFrom: Float64Array = new Float64Array(64);
  #carriersTo: Float64Array = new Float64Array(64);
  readonly #found = new IntBuffer();
  readonly #made = new IntBuffer();
  readonly #intervals = new IntBuffer();

  run(relations: Relations, events: EventTable, query: ClosureQuery): Closure {
    this.#prepare(relations, events, query);
    const maxLots = query.maxLots ?? Infinity;
    const touched = this.#touched;
    let visited = 0;
    while (
      (visited < touched.count || this.#again.count > 0 || this.#carriers.count > 0) &&
      touched.count <= maxLots
    ) {
      const level = touched.count;
      this.#visitAll(touched, visited, level);
      visited = level;
      const again = this.#again;
      this.#again = this.#later;
      this.#later = again;
      this.#visitAll(again, 0, again.count);
      again.count = 0;
      for (let at = 0; at < this.#carriers.count; at++) this.#carry(at);
      this.#carriers.count = 0;
    }
    const closure = this.#closure(touched.count > maxLots);
    this.#clean();
    return closure;
  }

  #prepare(relations: Relations, events: EventTable, { suspects, asOf }: ClosureQuery): void {
    this.#relations = relations;
    this.#events = events;
    this.#asOf = asOf ?? Infinity;
    const lots = suspects.reduce((most, { lot }) => Math.max(most, lot + 1), lotLimit(relations));
    if (this.#arrival.length < lots) {
      this.#arrival = grown(this.#arrival, lots, Infinity);
      this.#waits = grown(this.#waits, lots);
    }
    this.#windows.reserve(relations.containment.base.content.limit);
    if (this.#passed.length < events.times.length) this.#passed = new Uint8Array(events.times.length);
    for (const { lot, time } of suspects) this.#lower(lot, time ?? -Infinity);
  }

  #lower(lot: number, time: number): void {
    const known = this.#arrival[lot]!;
    if (time >= known) return;
    this.#arrival[lot] = time;
    if (known === Infinity) this.#touched.push(lot);
    else if (this.#waits[lot] === 0) this.#again.push(lot);
    this.#waits[lot] = 1;
  }

  #visitAll(list: IntBuffer, first: number, end: number): void {
    const { uses, classEvents, containment } = this.#relations;
    const { content } = containment.base;
    const { pages: usePages, heads: useHeads } = uses.heads;
    const { pages: contentPages, heads: contentHeads } = content.heads;
    const { pages: stayPages, heads: stayHeads } = containment.base.heads;
    const isLate = uses.deltaCount > 0 || content.deltaCount > 0 || containment.deltaCount > 0;
    const hasClasses = classEvents.baseCount + classEvents.deltaCount > 0;
    const arrival = this.#arrival;
    const waits = this.#waits;
    for (let at = first; at < end; at++) {
      const lot = list.ints[at]!;
      const from = arrival[lot]!;
      const page = lot >>> 5;
      const place = lot & 31;
      waits[lot] = 0;
      if (isLate) {
        this.#visitLate(lot, from);
      } else {
        if (page < usePages.length && useHeads[usePages[page]! + place]! !== 0) {
          this.#affectUsers(uses.collect(lot, this.#found), from, Infinity);
        }
        if (page < contentPages.length && contentHeads[contentPages[page]! + place]! !== 0) {
          this.#affectContent(lot, from);
        }
        if (page < stayPages.length) {
          const stay = stayHeads[stayPages[page]! + place]!;
          if (stay !== 0) this.#widenStays(stay - 1, from);
        }
      }
      if (hasClasses) this.#affectMembers(lot, from);
    }
  }

  /** As above, through the accessors, which know what was appended. */
  #visitLate(lot: number, from: number): void {
    const { uses, containment } = this.#relations;
    this.#affectUsers(uses.collect(lot, this.#found), from, Infinity);
    if (containment.base.content.has(lot)) this.#affectContent(lot, from);
    this.#widenCarriers(containment.collect(lot, this.#intervals), from, Infinity);
  }

  #affectMembers(lot: number, from: number): void {
    const { classEvents, members } = this.#relations;
    const { times } = this.#events;
    const count = classEvents.collect(lot, this.#found);
    for (let at = 0; at < count; at++) {
      const event = this.#found.ints[at]!;
      if (!(times[event]! <= this.#asOf)) continue;
      const items = members.collect(event, this.#made);
      for (let item = 0; item < items; item++) this.#lower(this.#made.ints[item]!, from);
    }
  }

  /** Events `found[0…count)` used something affected in [from, to). */
  #affectUsers(count: number, from: number, to: number): void {
    const found = this.#found.ints;
    const { times } = this.#events;
    const { makes } = this.#relations;
    const passed = this.#passed;
    const asOf = this.#asOf;
    for (let at = 0; at < count; at++) {
      const event = found[at]!;
      if (passed[event] !== 0) continue;
      const time = times[event]!;
      if (!(time >= from && time < to && time <= asOf)) continue;
      passed[event] = 1;
      this.#passedEvents.push(event);
      const made = makes.collect(event, this.#made);
      const { ints } = this.#made;
      for (let lot = 0; lot < made; lot++) this.#lower(ints[lot]!, time);
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
        const began = this.#beganAt(this.#intervals.ints[cell + 1]!);
        const ended = this.#endedAt(this.#intervals.ints[cell + 2]!);
        if (began < ended && from < ended) this.#lower(child, from > began ? from : began);
      }
    }
  }

  /** The stays of an affected lot, straight from the base: its containers carry it. */
  #widenStays(first: number, from: number): void {
    const { began, ended, parents } = this.#relations.containment.base;
    const { pages, heads } = parents;
    const { times } = this.#events;
    const asOf = this.#asOf;
    let mark = 0;
    for (let cell = first; mark >= 0; cell++) {
      mark = began[cell]!;
      const event = mark < 0 ? ~mark : mark;
      const parent = heads[pages[event >>> 5]! + (event & 31)]!;
      const start = times[event]!;
      if (!(start <= asOf)) continue;
      const end = ended[cell]!;
      let to = end === 0 ? Infinity : times[end]!;
      if (to > asOf) to = Infinity;
      const since = start > from ? start : from;
      if (since < to && !this.#windows.covers(parent, since, to)) this.#widen(parent, since, to);
    }
  }

  /** What the collected intervals put into containers is affected during [from, to): they carry it. */
  #widenCarriers(cells: number, from: number, to: number): void {
    for (let cell = 0; cell < cells; cell += INTERVAL_CELLS) {
      const { ints } = this.#intervals;
      const began = this.#beganAt(ints[cell + 1]!);
      const ended = this.#endedAt(ints[cell + 2]!);
      this.#widen(ints[cell]!, from > began ? from : began, to < ended ? to : ended);
    }
  }

  #widen(carrier: number, from: number, to: number): void {
    const windows = this.#windows;
    if (!windows.add(carrier, from, to)) return;
    const at = this.#carriers.count;
    this.#carriers.push(carrier);
    if (at >= this.#carriersFrom.length) {
      this.#carriersFrom = grown(this.#carriersFrom, at * 2);
      this.#carriersTo = grown(this.#carriersTo, at * 2);
    }
    this.#carriersFrom[at] = windows.from;
    this.#carriersTo[at] = windows.to;
  }

  #carry(at: number): void {
    const carrier = this.#carriers.ints[at]!;
    const from = this.#carriersFrom[at]!;
    const to = this.#carriersTo[at]!;
    this.#affectUsers(this.#relations.uses.collect(carrier, this.#found), from, to);
    this.#widenCarriers(this.#relations.containment.collect(carrier, this.#intervals), from, to);
  }

  /** NaN when the beginning does not count; every comparison with it is then false. */
  #beganAt(event: number): number {
    const time = this.#events.times[event]!;
    return time <= this.#asOf ? time : Number.NaN;
  }

  #endedAt(event: number): number {
    if (event === 0) return Infinity;
    const time = this.#events.times[event]!;
    return time <= this.#asOf ? time : Infinity;
  }

  #closure(truncated: boolean): Closure {
    const lots = ascending(this.#touched.ints, this.#touched.count);
    const times = new Float64Array(lots.length);
    for (let at = 0; at < lots.length; at++) times[at] = this.#arrival[lots[at]!]!;
    return {
      lots,
      times,
      ...this.#windows.columns(),
      events: ascending(this.#passedEvents.ints, this.#passedEvents.count),
      truncated,
    };
  }

  #clean(): void {
    const { ints, count } = this.#touched;
    for (let at = 0; at < count; at++) {
      this.#arrival[ints[at]!] = Infinity;
      this.#waits[ints[at]!] = 0;
    }
    for (let at = 0; at < this.#passedEvents.count; at++) this.#passed[this.#passedEvents.ints[at]!] = 0;
    for (const list of [this.#touched, this.#again, this.#passedEvents, this.#carriers]) list.count = 0;
    this.#windows.clear();
  }
}
