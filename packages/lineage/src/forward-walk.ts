import type { Closure, ClosureQuery } from './closure.ts';
import { INTERVAL_CELLS } from './containment.ts';
import type { EventTable } from './event-table.ts';
import { ascending, grown, IntBuffer } from './int-buffer.ts';
import { LabelQueue } from './label-queue.ts';
import { Trait } from './lot-traits.ts';
import type { Relations } from './relations.ts';
import { Windows } from './windows.ts';

/**
 * Finds what is affected, from when: label-correcting, first come first served. All scratch memory is kept
 * between walks and cleaned in time proportional to what was touched. The loops that run once per lot read
 * the compressed arrays themselves; through accessors a walk over a million lots took five times as long.
 */
export class ForwardWalk {
  #relations!: Relations;
  #events!: EventTable;
  #asOf = Infinity;
  readonly #queue = new LabelQueue();
  #passed: Uint8Array = new Uint8Array(0);
  readonly #passedEvents = new IntBuffer(1024);
  readonly #windows = new Windows();
  /**
   * By beginning event: until which ending event, and for goods affected from when on, its container is known
   * to carry. Forty cases on a pallet ask once.
   */
  #askedUntil: Int32Array = new Int32Array(0);
  #askedFrom: Float64Array = new Float64Array(0);
  readonly #asked = new IntBuffer();
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
    const queue = this.#queue;
    let visited = 0;
    while ((visited < queue.lots.count || this.#carriers.count > 0) && queue.distinct <= maxLots) {
      const level = queue.lots.count;
      this.#visitAll(visited, level);
      visited = level;
      for (let at = 0; at < this.#carriers.count; at++) this.#carry(at);
      this.#carriers.count = 0;
    }
    const closure = {
      ...queue.result(),
      ...this.#windows.columns(),
      events: ascending(this.#passedEvents.ints, this.#passedEvents.count),
      truncated: queue.distinct > maxLots,
    };
    this.#clean();
    return closure;
  }

  #prepare(relations: Relations, events: EventTable, { suspects, asOf }: ClosureQuery): void {
    this.#relations = relations;
    this.#events = events;
    this.#asOf = asOf ?? Infinity;
    const limit = suspects.reduce((most, { lot }) => Math.max(most, lot + 1), relations.traits.bits.length);
    this.#queue.reserve(limit);
    this.#windows.reserve(limit);
    const eventLimit = events.times.length;
    if (this.#passed.length < eventLimit) {
      this.#passed = new Uint8Array(eventLimit);
      this.#askedUntil = new Int32Array(eventLimit).fill(-1);
      this.#askedFrom = new Float64Array(eventLimit);
    }
    for (const { lot, time } of suspects) this.#queue.offer(lot, time ?? -Infinity);
  }

  /** Takes the turns `first…end` of the queue. */
  #visitAll(first: number, end: number): void {
    const { uses, containment, traits } = this.#relations;
    const { pages, heads } = containment.base.heads;
    const { bits } = traits;
    const isPlain = containment.deltaCount === 0;
    const queue = this.#queue;
    for (let at = first; at < end; at++) {
      const lot = queue.lots.ints[at]!;
      const trait = lot < bits.length ? bits[lot]! : 0;
      if (trait === 0 || queue.isStale(at)) continue;
      const from = queue.queued[at]!;
      if ((trait & Trait.used) !== 0) this.#affectUsers(uses.collect(lot, this.#found), from, Infinity);
      if ((trait & Trait.holds) !== 0) this.#affectContent(lot, from);
      if ((trait & Trait.isClass) !== 0) this.#affectMembers(lot, from);
      if ((trait & Trait.isHeld) === 0) continue;
      if (isPlain) this.#widenStays(heads[pages[lot >>> 5]! + (lot & 31)]! - 1, from);
      else this.#widenCarriers(containment.collect(lot, this.#intervals), from, Infinity);
    }
  }

  #affectMembers(lot: number, from: number): void {
    const { classEvents, members } = this.#relations;
    const { times } = this.#events;
    const count = classEvents.collect(lot, this.#found);
    for (let at = 0; at < count; at++) {
      const event = this.#found.ints[at]!;
      if (!(times[event]! <= this.#asOf)) continue;
      this.#queue.offerAll(this.#made.ints, 0, members.collect(event, this.#made), from);
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
      this.#queue.offerAll(this.#made.ints, 0, made, time);
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
        if (began < ended && from < ended) this.#queue.offer(child, from > began ? from : began);
      }
    }
  }

  /** The stays of a lot affected from `from`, straight from the base: its containers carry it. */
  #widenStays(first: number, from: number): void {
    const { stays, parents } = this.#relations.containment.base;
    const askedUntil = this.#askedUntil;
    const askedFrom = this.#askedFrom;
    let mark = 0;
    for (let cell = first; mark >= 0; cell += 2) {
      mark = stays[cell]!;
      const began = mark < 0 ? ~mark : mark;
      const ended = stays[cell + 1]!;
      if (askedUntil[began] === ended && askedFrom[began]! <= from) continue;
      const start = this.#beganAt(began);
      this.#widen(parents.get(began), from > start ? from : start, this.#endedAt(ended));
      if (askedUntil[began] === -1) this.#asked.push(began);
      askedUntil[began] = ended;
      // Affected before it went in is all the same, however long before.
      askedFrom[began] = from > start ? from : -Infinity;
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
    const { uses, containment } = this.#relations;
    this.#affectUsers(uses.collect(carrier, this.#found), from, to);
    this.#widenCarriers(containment.collect(carrier, this.#intervals), from, to);
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

  #clean(): void {
    for (let at = 0; at < this.#passedEvents.count; at++) this.#passed[this.#passedEvents.ints[at]!] = 0;
    for (let at = 0; at < this.#asked.count; at++) this.#askedUntil[this.#asked.ints[at]!] = -1;
    for (const list of [this.#asked, this.#passedEvents, this.#carriers]) list.count = 0;
    this.#queue.clear();
    this.#windows.clear();
  }
}
