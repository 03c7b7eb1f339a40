import { Adjacency } from './adjacency.ts';
import { buildContainment } from './containment-build.ts';
import type { ContainmentBase, ContainmentParts } from './containment-parts.ts';
import type { EventTable } from './event-table.ts';
import { grown, IntBuffer, shared } from './int-buffer.ts';
import { PagedHeads } from './paged-heads.ts';

/** Cells per interval that `Containment.collect` writes: parent, event that began it, event that ended it (0 = open). */
export const INTERVAL_CELLS = 3;

/** Who was in what, from which event to which. Ends are kept right when events come late or are voided. */
export class Containment {
  base: ContainmentBase;
  /** Told when a stay of a child that the base knows ends otherwise than before. */
  whenChanged: (child: number) => void = () => {};
  readonly #events: EventTable;
  #chains = new PagedHeads();
  #began: Int32Array = new Int32Array(0);
  #ended: Int32Array = new Int32Array(0);
  #next: Int32Array = new Int32Array(0);
  /** Intervals added since the base was made; their cells begin at 1. */
  deltaCount = 0;
  readonly #found = new IntBuffer();
  readonly #ends = new IntBuffer();
  readonly #others = new IntBuffer();

  constructor(base: ContainmentBase, events: EventTable) {
    this.base = base;
    this.#events = events;
  }

  /** Moves everything into shared memory and tells where it is. */
  share(): ContainmentParts {
    const { heads, parents, content, emptied, strays } = this.base;
    const stays = shared(this.base.stays);
    this.base = { ...this.base, stays };
    this.#began = shared(this.#began);
    this.#ended = shared(this.#ended);
    this.#next = shared(this.#next);
    return {
      base: {
        ...{ heads: heads.share(), stays, parents: parents.share() },
        ...{ content: content.share(), emptied: emptied.share(), strays: strays.share() },
      },
      ...{ chains: this.#chains.share(), began: this.#began, ended: this.#ended, next: this.#next },
      deltaCount: this.deltaCount,
    };
  }

  /** A containment to be read, over the arrays that another thread keeps. */
  static over(
    { base, chains, began, ended, next, deltaCount }: ContainmentParts,
    events: EventTable,
  ): Containment {
    const { heads, stays, parents, content, emptied, strays } = base;
    const over = new Containment(
      {
        ...{ heads: PagedHeads.over(heads), stays, parents: PagedHeads.over(parents) },
        ...{
          content: Adjacency.over(content),
          emptied: Adjacency.over(emptied),
          strays: Adjacency.over(strays),
        },
      },
      events,
    );
    over.#chains = PagedHeads.over(chains);
    over.#began = began;
    over.#ended = ended;
    over.#next = next;
    over.deltaCount = deltaCount;
    return over;
  }

  /** Intervals, delta included. */
  get count(): number {
    return this.base.stays.length / 2 + this.deltaCount;
  }

  /** Writes the intervals of `child` as triples (parent, began, ended) and returns how many cells they fill. */
  collect(child: number, into: IntBuffer): number {
    const { stays, parents } = this.base;
    let count = 0;
    let cell = this.base.heads.get(child) - 1;
    while (cell >= 0) {
      const mark = stays[cell]!;
      const event = mark < 0 ? ~mark : mark;
      if (count + INTERVAL_CELLS > into.ints.length) into.grow();
      const ints = into.ints;
      ints[count++] = parents.get(event);
      ints[count++] = event;
      ints[count++] = stays[cell + 1]!;
      cell = mark < 0 ? -1 : cell + 2;
    }
    if (this.deltaCount === 0) return count;
    for (let at = this.#chains.get(child); at !== 0; at = this.#next[at]!) {
      if (count + INTERVAL_CELLS > into.ints.length) into.grow();
      into.ints[count++] = parents.get(this.#began[at]!);
      into.ints[count++] = this.#began[at]!;
      into.ints[count++] = this.#ended[at]!;
    }
    return count;
  }

  /** Tells the container of an event that is being added, before its children. */
  setParent(event: number, parent: number): void {
    this.base.parents.set(event, parent);
  }

  /** A child went in. The event may be older than others that are known: its end is looked up. */
  put(child: number, event: number): void {
    const parent = this.base.parents.get(event);
    if (parent === 0) return;
    const isNew = !this.#isContent(parent, child);
    const cell = ++this.deltaCount;
    this.#began = grown(this.#began, cell);
    this.#ended = grown(this.#ended, cell);
    this.#next = grown(this.#next, cell);
    const ended = this.#firstEnd(child, parent, event);
    this.#began[cell] = event;
    this.#ended[cell] = ended;
    this.#next[cell] = this.#chains.get(child);
    this.#chains.set(child, cell);
    if (isNew) this.base.content.append(parent, child);
  }

  /** A child came out. */
  take(child: number, event: number): void {
    const parent = this.base.parents.get(event);
    if (parent === 0) return;
    this.base.strays.append(child, event);
    this.#end(child, parent, event);
  }

  /** Everything came out of the event's container. */
  empty(event: number): void {
    const parent = this.base.parents.get(event);
    if (parent === 0) return;
    this.base.emptied.append(parent, event);
    const count = this.base.content.collect(parent, this.#others);
    for (let at = 0; at < count; at++) this.#end(this.#others.ints[at]!, parent, event);
  }

  /** An event was voided (its time is NaN already): what it ended ends later or not at all. */
  forget(event: number): void {
    const parent = this.base.parents.get(event);
    if (parent === 0) return;
    const count = this.base.content.collect(parent, this.#others);
    for (let at = 0; at < count; at++) {
      const child = this.#others.ints[at]!;
      this.#eachCell(child, parent, (began, ended) =>
        ended === event ? this.#firstEnd(child, parent, began) : ended,
      );
    }
  }

  /** `event` ends those intervals of the pair that began before it and had not ended before it. */
  #end(child: number, parent: number, event: number): void {
    const events = this.#events;
    this.#eachCell(child, parent, (began, ended) => {
      if (!events.isAfter(event, began) || (ended !== 0 && !events.isAfter(ended, event))) return ended;
      // The former end stays findable: a void of this event may bring it back.
      if (ended !== 0) this.base.strays.append(child, ended);
      return event;
    });
  }

  #eachCell(child: number, parent: number, endOf: (began: number, ended: number) => number): void {
    const { stays, parents } = this.base;
    let cell = this.base.heads.get(child) - 1;
    while (cell >= 0) {
      const mark = stays[cell]!;
      const event = mark < 0 ? ~mark : mark;
      if (parents.get(event) === parent) {
        const ended = endOf(event, stays[cell + 1]!);
        if (ended !== stays[cell + 1]) this.whenChanged(child);
        stays[cell + 1] = ended;
      }
      cell = mark < 0 ? -1 : cell + 2;
    }
    for (let at = this.#chains.get(child); at !== 0; at = this.#next[at]!) {
      if (parents.get(this.#began[at]!) !== parent) continue;
      this.#ended[at] = endOf(this.#began[at]!, this.#ended[at]!);
    }
  }

  /** The first event after `began` that took `child` out of `parent`, 0 = none. */
  #firstEnd(child: number, parent: number, began: number): number {
    const events = this.#events;
    let first = 0;
    const consider = (event: number) => {
      if (event === 0 || !events.counts(event) || !events.isAfter(event, began)) return;
      if (first === 0 || events.isAfter(first, event)) first = event;
    };
    const known = this.collect(child, this.#found);
    for (let at = 0; at < known; at += INTERVAL_CELLS) {
      if (this.#found.ints[at] === parent) consider(this.#found.ints[at + 2]!);
    }
    const strays = this.base.strays.collect(child, this.#ends);
    for (let at = 0; at < strays; at++) {
      if (this.base.parents.get(this.#ends.ints[at]!) === parent) consider(this.#ends.ints[at]!);
    }
    const emptied = this.base.emptied.collect(parent, this.#ends);
    for (let at = 0; at < emptied; at++) consider(this.#ends.ints[at]!);
    return first;
  }

  #isContent(parent: number, child: number): boolean {
    // Asked from the child's side: a child was in few containers, a container has held many children.
    const cells = this.collect(child, this.#found);
    for (let at = 0; at < cells; at += INTERVAL_CELLS) if (this.#found.ints[at] === parent) return true;
    return false;
  }

  /** A containment without delta and without what voided events had said. */
  compacted(): Containment {
    return new Containment(buildContainment(this.#rawRows(), this.#events), this.#events);
  }

  #rawRows(): Parameters<typeof buildContainment>[0] {
    const { base } = this;
    const puts = { lots: new IntBuffer(this.count), events: new IntBuffer(this.count) };
    const takes = { lots: new IntBuffer(), events: new IntBuffer() };
    const add = (list: typeof puts, lot: number, event: number) => {
      if (!this.#events.counts(event)) return;
      list.lots.push(lot);
      list.events.push(event);
    };
    const limit = Math.max(base.heads.limit, this.#chains.limit, base.strays.limit);
    for (let child = 0; child < limit; child++) {
      const cells = this.collect(child, this.#found);
      for (let at = 0; at < cells; at += INTERVAL_CELLS) {
        add(puts, child, this.#found.ints[at + 1]!);
        const ended = this.#found.ints[at + 2]!;
        if (ended !== 0) add(takes, child, ended);
      }
      const strays = base.strays.collect(child, this.#ends);
      for (let at = 0; at < strays; at++) add(takes, child, this.#ends.ints[at]!);
    }
    const emptied = { lots: new IntBuffer(), events: new IntBuffer() };
    for (let parent = 0; parent < base.emptied.limit; parent++) {
      const count = base.emptied.collect(parent, this.#ends);
      for (let at = 0; at < count; at++) add(emptied, parent, this.#ends.ints[at]!);
    }
    return { parents: base.parents, puts, takes, emptied };
  }

  get baseBytes(): number {
    const { heads, stays, parents, content, emptied, strays } = this.base;
    return (
      heads.bytes +
      stays.byteLength +
      parents.bytes +
      content.baseBytes +
      emptied.baseBytes +
      strays.baseBytes
    );
  }

  get deltaBytes(): number {
    const { content, emptied, strays } = this.base;
    const chained =
      this.#chains.bytes + this.#began.byteLength + this.#ended.byteLength + this.#next.byteLength;
    return (
      (this.deltaCount === 0 ? 0 : chained) + content.deltaBytes + emptied.deltaBytes + strays.deltaBytes
    );
  }
}
