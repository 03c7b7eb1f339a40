import type { Closure, ClosureQuery } from './closure.ts';
import { INTERVAL_CELLS } from './containment.ts';
import type { EventTable } from './event-table.ts';
import { IntBuffer } from './int-buffer.ts';
import { justBefore } from './just-before.ts';
import { LabelQueue } from './label-queue.ts';
import { Trait } from './lot-traits.ts';
import { NodeSet } from './node-set.ts';
import type { Relations } from './relations.ts';

/**
 * Finds what led to the suspects: the exact mirror of the forward walk. A lot's departure is the latest time
 * at which what was in it matters; a suspect is reached forward from x if and only if x is found here.
 */
export class BackwardWalk {
  #relations!: Relations;
  #events!: EventTable;
  #asOf = Infinity;
  /** Labels are departures with their sign turned: the later, the better. */
  readonly #queue = new LabelQueue();
  readonly #passed = new NodeSet();
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
    this.#passed.reserve(events.times.length);
    const queue = this.#queue;
    queue.reserve(
      query.suspects.reduce((most, { lot }) => Math.max(most, lot + 1), relations.traits.bits.length),
    );
    for (const { lot, time } of query.suspects) this.#raise(lot, Math.min(time ?? Infinity, this.#asOf));
    const { turns } = queue;
    for (let taken = 0; taken < turns.count && queue.distinct <= maxLots; taken++) {
      const number = turns.ints[taken]!;
      this.#visit(queue.labelled.members.ints[number]!, -queue.labels[number]!);
    }
    const closure = this.#closure(queue.distinct > maxLots);
    this.#clean();
    return closure;
  }

  #raise(lot: number, until: number): void {
    this.#queue.offer(lot, -until);
  }

  #visit(lot: number, until: number): void {
    const { madeBy, memberEvents, classes, groups, containment, traits } = this.#relations;
    const { times } = this.#events;
    const made = madeBy.collect(lot, this.#found);
    for (let at = 0; at < made; at++) this.#pass(this.#found.ints[at]!, until);
    if (traits.has(lot, Trait.isMember)) {
      const count = memberEvents.collect(lot, this.#found);
      for (let at = 0; at < count; at++) {
        const event = this.#found.ints[at]!;
        if (!(times[event]! <= this.#asOf)) continue;
        const own = groups.lotsOf(event, lot, this.#used);
        const classCount = own < 0 ? classes.collect(event, this.#used) : own;
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
    const time = this.#events.times[event]!;
    if (!(time <= until && time <= this.#asOf) || !this.#passed.add(event)) return;
    const { madeFrom, traits } = this.#relations;
    const count = madeFrom.collect(event, this.#used);
    for (let at = 0; at < count; at++) {
      const used = this.#used.ints[at]!;
      this.#raise(used, time);
      if (traits.has(used, Trait.holds)) this.#open(used, time);
    }
  }

  /** A container was used up at `time`: so was all that was in it then, however deep. */
  #open(container: number, time: number): void {
    const { containment, traits } = this.#relations;
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
        if (traits.has(child, Trait.holds)) this.#toOpen.push(child);
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
    const { lots, times } = this.#queue.columns();
    for (let at = 0; at < times.length; at++) times[at] = -times[at]!;
    return {
      lots,
      times,
      carriers: new Uint32Array(0),
      windowStarts: new Uint32Array(1),
      windows: new Float64Array(0),
      events: this.#passed.ascending(),
      truncated,
    };
  }

  #clean(): void {
    this.#passed.clear();
    this.#queue.clear();
    this.#opened.clear();
  }
}
