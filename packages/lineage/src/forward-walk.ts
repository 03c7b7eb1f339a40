import type { Closure, ClosureQuery } from './closure.ts';
import { INTERVAL_CELLS } from './containment.ts';
import type { EventTable } from './event-table.ts';
import { grown, IntBuffer } from './int-buffer.ts';
import { LabelQueue } from './label-queue.ts';
import { LeafProducts } from './leaf-products.ts';
import { Trait } from './lot-traits.ts';
import { NodeSet } from './node-set.ts';
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
  /** Whether the walk ends early once too much is found: then everything is labelled as soon as it is met. */
  #isBounded = false;
  readonly #queue = new LabelQueue();
  readonly #passed = new NodeSet();
  /** The leaf events among them. */
  readonly #leaves = new IntBuffer(1024);
  /** Of how many of those the containers are widened. */
  #widened = 0;
  readonly #products = new LeafProducts();
  readonly #windows = new Windows();
  /**
   * By beginning event: the ending event up to which its container is known to carry all the time, −1 = none.
   * Forty cases on a pallet ask once.
   */
  #carriesTo: Int32Array = new Int32Array(0);
  readonly #asked = new IntBuffer();
  /** Carriers whose window was widened, with the window, until their turn comes. */
  readonly #carriers = new IntBuffer();
  #carriersFrom: Float64Array = new Float64Array(64);
  #carriersTo: Float64Array = new Float64Array(64);
  readonly #found = new IntBuffer();
  readonly #made = new IntBuffer();
  readonly #intervals = new IntBuffer();

  run(relations: Relations, table: EventTable, query: ClosureQuery): Closure {
    this.#prepare(relations, table, query);
    const maxLots = query.maxLots ?? Infinity;
    const queue = this.#queue;
    const { turns } = queue;
    let taken = 0;
    do {
      for (; taken < turns.count && queue.distinct <= maxLots; taken++) this.#visit(turns.ints[taken]!);
      if (queue.distinct > maxLots) break;
      this.#widenLeaves();
      for (let at = 0; at < this.#carriers.count; at++) this.#carry(at);
      this.#carriers.count = 0;
    } while (taken < turns.count || this.#widened < this.#leaves.count);
    const truncated = queue.distinct > maxLots;
    const events = this.#passed.ascending();
    const closure = { ...this.#lots(events), ...this.#windows.columns(), events, truncated };
    this.#clean();
    return closure;
  }

  #prepare(relations: Relations, events: EventTable, { suspects, asOf, maxLots }: ClosureQuery): void {
    this.#relations = relations;
    this.#events = events;
    this.#asOf = asOf ?? Infinity;
    this.#isBounded = maxLots !== undefined;
    const limit = suspects.reduce((most, { lot }) => Math.max(most, lot + 1), relations.traits.bits.length);
    this.#queue.reserve(limit);
    this.#windows.reserve(limit);
    const eventLimit = events.times.length;
    this.#passed.reserve(eventLimit);
    if (this.#carriesTo.length < eventLimit) this.#carriesTo = new Int32Array(eventLimit).fill(-1);
    for (const { lot, time } of suspects) this.#queue.offer(lot, time ?? -Infinity);
  }

  /** All lots found with their times, those of leaf events included. */
  #lots(events: Uint32Array): { lots: Uint32Array; times: Float64Array } {
    const queue = this.#queue;
    const { times } = this.#events;
    if (this.#isBounded) return queue.columns();
    // As many as this are worth going through a bit per lot of the whole graph.
    if (this.#leaves.count > queue.labelled.bits.length >>> 3) {
      return this.#products.columns(queue, this.#relations, events, times);
    }
    for (let at = 0; at < this.#leaves.count; at++) this.#labelProducts(this.#leaves.ints[at]!);
    return queue.columns();
  }

  #visit(number: number): void {
    const { containment, traits } = this.#relations;
    const lot = this.#queue.labelled.members.ints[number]!;
    const from = this.#queue.labels[number]!;
    const trait = lot < traits.bits.length ? traits.bits[lot]! : 0;
    if ((trait & Trait.used) !== 0) this.#affectUsers(lot, from, Infinity);
    if ((trait & Trait.holds) !== 0) this.#affectContent(lot, from);
    if ((trait & Trait.isClass) !== 0) this.#affectMembers(lot, from);
    if ((trait & Trait.isHeld) !== 0) {
      this.#widenCarriers(containment.collect(lot, this.#intervals), from, Infinity);
    }
  }

  #affectMembers(lot: number, from: number): void {
    const { classEvents, members, groups } = this.#relations;
    const { times } = this.#events;
    const count = classEvents.collect(lot, this.#found);
    for (let at = 0; at < count; at++) {
      const event = this.#found.ints[at]!;
      if (!(times[event]! <= this.#asOf)) continue;
      const own = groups.itemsOf(event, lot, this.#made);
      this.#affectAll(own < 0 ? members.collect(event, this.#made) : own, from);
    }
  }

  /** Events that used `lot` while it was affected, in [from, to). */
  #affectUsers(lot: number, from: number, to: number): void {
    const { uses } = this.#relations;
    const { times } = this.#events;
    const { lists } = uses;
    const asOf = this.#asOf;
    const head = uses.heads.get(lot);
    if (head !== 0) {
      // The only target is read as a list of one: its last entry is complemented.
      let cell = ~head;
      let entry = head > 0 ? ~head : lists[cell]!;
      for (;;) {
        const event = entry ^ (entry >> 31);
        const time = times[event]!;
        if (time >= from && time < to && time <= asOf && this.#passed.add(event)) this.#pass(event);
        if (entry < 0) break;
        entry = lists[++cell]!;
      }
    }
    if (uses.deltaCount === 0) return;
    const count = uses.collectDelta(lot, this.#found, 0);
    for (let at = 0; at < count; at++) {
      const event = this.#found.ints[at]!;
      const time = times[event]!;
      if (time >= from && time < to && time <= asOf && this.#passed.add(event)) this.#pass(event);
    }
  }

  /** An event used something affected. */
  #pass(event: number): void {
    const { makes, leaves } = this.#relations;
    const leaf = leaves.heads.get(event);
    if (leaf === 0) this.#affectAll(makes.collect(event, this.#made), this.#events.times[event]!);
    else {
      this.#leaves.push(event);
      if (!this.#isBounded) return;
      this.#labelProducts(event);
      this.#widenLeaves();
    }
  }

  /** What a leaf event made is affected from then on; where that leads is seen to elsewhere. */
  #labelProducts(event: number): void {
    const { lists, heads } = this.#relations.makes;
    const time = this.#events.times[event]!;
    for (let at = ~heads.get(event), entry = 0; entry >= 0; at++) {
      entry = lists[at]!;
      this.#queue.improve(entry ^ (entry >> 31), time);
    }
  }

  /** Containers of what the leaf events passed since the last time made hold something affected. */
  #widenLeaves(): void {
    const { cells, heads } = this.#relations.leaves;
    const { times } = this.#events;
    const carriesTo = this.#carriesTo;
    const { ints, count } = this.#leaves;
    for (let at = this.#widened; at < count; at++) {
      const event = ints[at]!;
      const from = times[event]!;
      for (let cell = heads.get(event) - 1, mark = cell < 0 ? -1 : 0; mark >= 0; cell += 2) {
        mark = cells[cell]!;
        const began = mark ^ (mark >> 31);
        const ended = cells[cell + 1]!;
        if (carriesTo[began] !== ended) this.#widenStay(began, ended, from);
      }
    }
    this.#widened = count;
  }

  /**
   * Lots `made[0…count)` are affected from `from`. Those that lead on get a turn; the many that are only packed
   * are done with at once, while their labels are at hand.
   */
  #affectAll(count: number, from: number): void {
    const { stays } = this.#relations.containment.base;
    const { onward } = this.#relations.traits;
    const carriesTo = this.#carriesTo;
    const made = this.#made.ints;
    const queue = this.#queue;
    for (let at = 0; at < count; at++) {
      const lot = made[at]!;
      if (!queue.improve(lot, from)) continue;
      const leads = onward[lot]!;
      if (leads === 0) continue;
      if (leads < 0) {
        queue.turns.push(queue.numberOf(lot));
        continue;
      }
      let cell = leads - 1;
      let mark: number;
      do {
        mark = stays[cell]!;
        const began = mark < 0 ? ~mark : mark;
        if (carriesTo[began] !== stays[cell + 1]) this.#widenStay(began, stays[cell + 1]!, from);
        cell += 2;
      } while (mark >= 0);
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
        if (began < ended && from < ended) this.#queue.offer(child, Math.max(from, began));
      }
    }
  }

  /** The container of event `began` holds something affected from `from`, until event `ended`. */
  #widenStay(began: number, ended: number, from: number): void {
    const start = this.#beganAt(began);
    if (Number.isNaN(start)) return;
    const isWhole = from <= start;
    this.#widen(
      this.#relations.containment.base.parents.get(began),
      isWhole ? start : from,
      this.#endedAt(ended),
    );
    if (!isWhole) return;
    if (this.#carriesTo[began] === -1) this.#asked.push(began);
    this.#carriesTo[began] = ended;
  }

  /** What the collected intervals put into containers is affected during [from, to): they carry it. */
  #widenCarriers(cells: number, from: number, to: number): void {
    for (let cell = 0; cell < cells; cell += INTERVAL_CELLS) {
      const { ints } = this.#intervals;
      const began = this.#beganAt(ints[cell + 1]!);
      const ended = this.#endedAt(ints[cell + 2]!);
      this.#widen(ints[cell]!, Math.max(from, began), Math.min(to, ended));
    }
  }

  #widen(carrier: number, from: number, to: number): void {
    const windows = this.#windows;
    if (!windows.add(carrier, from, to)) return;
    if (!this.#relations.traits.has(carrier, Trait.used | Trait.isHeld)) return;
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
    const { containment } = this.#relations;
    this.#affectUsers(carrier, from, to);
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
    for (let at = 0; at < this.#asked.count; at++) this.#carriesTo[this.#asked.ints[at]!] = -1;
    for (const list of [this.#asked, this.#leaves, this.#carriers]) list.count = 0;
    this.#widened = 0;
    this.#passed.clear();
    this.#queue.clear();
    this.#windows.clear();
  }
}
