import { Carriers } from './carriers.ts';
import type { Closure, ClosureQuery } from './closure.ts';
import { INTERVAL_CELLS } from './containment.ts';
import type { EventTable } from './event-table.ts';
import { IntBuffer } from './int-buffer.ts';
import { LabelQueue } from './label-queue.ts';
import { LeafProducts } from './leaf-products.ts';
import { Trait } from './lot-traits.ts';
import { NodeSet } from './node-set.ts';
import type { Relations } from './relations.ts';

/** So many turns are looked at together. */
const AT_ONCE = 64;

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
  /**
   * What is being looked at is affected in [from, to). Fields, since a time handed over as an argument is allocated
   * anew at every call that is not inlined.
   */
  #from = -Infinity;
  #to = Infinity;
  readonly #queue = new LabelQueue();
  readonly #passed = new NodeSet();
  readonly #leaves = new LeafProducts();
  /** Of how many leaf events the containers are widened. */
  #widened = 0;
  readonly #carriers = new Carriers();
  readonly #leads = new Int32Array(AT_ONCE);
  readonly #bits = new Uint8Array(AT_ONCE);
  readonly #heads = new Int32Array(AT_ONCE);
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
      while (taken < turns.count && queue.distinct <= maxLots) taken = this.#visitSome(taken, maxLots);
      if (queue.distinct > maxLots) break;
      this.#widenLeaves();
      for (let at = 0; at < this.#carriers.turns.count; at++) this.#carry(at);
      this.#carriers.turns.count = 0;
    } while (taken < turns.count || this.#widened < this.#leaves.events.count);
    const truncated = queue.distinct > maxLots;
    const events = this.#passed.ascending();
    const closure = { ...this.#lots(), ...this.#carriers.windows.columns(), events, truncated };
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
    this.#carriers.prepare(relations, events, this.#asOf, limit);
    this.#passed.reserve(events.times.length);
    for (const { lot, time } of suspects) this.#queue.offer(lot, time ?? -Infinity);
  }

  /** All lots found with their times, those of leaf events included. */
  #lots(): { lots: Uint32Array; times: Float64Array } {
    const queue = this.#queue;
    if (this.#isBounded) return queue.columns();
    const { lists } = this.#relations.makes;
    // As many as this are worth going through a bit per lot of the whole graph.
    if (this.#leaves.events.count > queue.labelled.bits.length >>> 3) {
      return this.#leaves.columns(queue, lists);
    }
    this.#leaves.label(queue, lists);
    return queue.columns();
  }

  /**
   * The turns from the one at `first` on, until some are done or more than `maxLots` lots are found; answers where the
   * next begin. What lies strewn in memory is fetched for all of them before it is looked at: so that the processor
   * waits for many places at once, not for one after another.
   */
  #visitSome(first: number, maxLots: number): number {
    const { traits, uses } = this.#relations;
    const { onward } = traits;
    const { turns, labelled } = this.#queue;
    const count = Math.min(AT_ONCE, turns.count - first);
    const numbers = turns.ints;
    const lots = labelled.members.ints;
    const leads = this.#leads;
    const heads = this.#heads;
    const bits = this.#bits;
    for (let at = 0; at < count; at++) {
      const lot = lots[numbers[first + at]!]!;
      leads[at] = lot < onward.length ? onward[lot]! : 0;
    }
    for (let at = 0; at < count; at++) {
      const lot = lots[numbers[first + at]!]!;
      bits[at] = leads[at]! < 0 ? traits.bits[lot]! : 0;
      heads[at] = (bits[at]! & Trait.used) === 0 ? 0 : uses.heads.get(lot);
    }
    for (let at = 0; at < count; at++) {
      if (this.#queue.distinct > maxLots) return first + at;
      if (leads[at] !== 0) this.#visit(numbers[first + at]!, leads[at]!, bits[at]!, heads[at]!);
    }
    return first + count;
  }

  #visit(number: number, leads: number, trait: number, head: number): void {
    this.#from = this.#queue.labels[number]!;
    this.#to = Infinity;
    if (leads > 0) {
      this.#carriers.from = this.#from;
      this.#carriers.widenStays(leads - 1);
      return;
    }
    const lot = this.#queue.labelled.members.ints[number]!;
    if ((trait & Trait.isHeld) !== 0) this.#widenCarriers(lot);
    if ((trait & Trait.holds) !== 0) this.#affectContent(lot);
    if ((trait & Trait.isClass) !== 0) this.#affectMembers(lot);
    if ((trait & Trait.used) !== 0) this.#affectUsers(lot, head);
  }

  #carry(at: number): void {
    const { turns, turnsFrom, turnsTo } = this.#carriers;
    const carrier = turns.ints[at]!;
    this.#from = turnsFrom[at]!;
    this.#to = turnsTo[at]!;
    const { traits, uses } = this.#relations;
    if (traits.has(carrier, Trait.isHeld)) this.#widenCarriers(carrier);
    if (traits.has(carrier, Trait.used)) this.#affectUsers(carrier, uses.heads.get(carrier));
  }

  /** What contains `lot` while that is affected carries it. */
  #widenCarriers(lot: number): void {
    const cells = this.#relations.containment.collect(lot, this.#intervals);
    this.#carriers.from = this.#from;
    this.#carriers.to = this.#to;
    this.#carriers.widenIntervals(this.#intervals, cells);
  }

  #affectMembers(lot: number): void {
    const { classEvents, members, groups } = this.#relations;
    const { times } = this.#events;
    const count = classEvents.collect(lot, this.#found);
    for (let at = 0; at < count; at++) {
      const event = this.#found.ints[at]!;
      if (!(times[event]! <= this.#asOf)) continue;
      const own = groups.itemsOf(event, lot, this.#made);
      this.#affectAll(own < 0 ? members.collect(event, this.#made) : own);
    }
  }

  /** Events that used `lot`, whose head is given, while it was affected. Changes from when things are. */
  #affectUsers(lot: number, head: number): void {
    const { uses } = this.#relations;
    const { times } = this.#events;
    const { lists } = uses;
    const from = this.#from;
    const to = this.#to;
    const asOf = this.#asOf;
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
    if (leaf === 0) {
      this.#from = this.#events.times[event]!;
      const head = makes.heads.get(event);
      if (head > 0 && makes.deltaCount === 0) this.#queue.offer(head, this.#from);
      else this.#affectAll(makes.collect(event, this.#made));
      return;
    }
    this.#leaves.events.push(event);
    this.#leaves.begins.push(leaf - 1);
    if (!this.#isBounded) return;
    const before = this.#widened;
    this.#widenLeaves();
    this.#leaves.label(this.#queue, makes.lists, before);
  }

  #widenLeaves(): void {
    this.#carriers.widenLeaves(this.#leaves, this.#widened);
    this.#widened = this.#leaves.events.count;
  }

  #affectAll(count: number): void {
    for (let at = 0; at < count; at++) this.#queue.offer(this.#made.ints[at]!, this.#from);
  }

  /** A container is itself affected: so is what was in it then or later. */
  #affectContent(container: number): void {
    const { containment } = this.#relations;
    const from = this.#from;
    const count = containment.base.content.collect(container, this.#found);
    for (let at = 0; at < count; at++) {
      const child = this.#found.ints[at]!;
      const cells = containment.collect(child, this.#intervals);
      const { ints } = this.#intervals;
      for (let cell = 0; cell < cells; cell += INTERVAL_CELLS) {
        if (ints[cell] !== container) continue;
        const began = this.#carriers.beganAt(ints[cell + 1]!);
        const ended = this.#carriers.endedAt(ints[cell + 2]!);
        if (began < ended && from < ended) this.#queue.offer(child, Math.max(from, began));
      }
    }
  }

  #clean(): void {
    this.#widened = 0;
    this.#leaves.clear();
    this.#passed.clear();
    this.#queue.clear();
    this.#carriers.clear();
  }
}
