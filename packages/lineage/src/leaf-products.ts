import { IntBuffer } from './int-buffer.ts';
import type { LabelQueue } from './label-queue.ts';
import { bitCount, nodesOf } from './node-set.ts';
import type { Relations } from './relations.ts';

/**
 * Labels the products of very many leaf events at once. They lead nowhere, so nobody needs their labels before the
 * end: two passes over them write the columns of a closure without any memory per lot but one bit.
 */
export class LeafProducts {
  /** Leaf events, and where their products are listed. */
  readonly #events = new IntBuffer(1024);
  readonly #firsts = new IntBuffer(1024);
  /** By word of the bits: how many bits are set in the words before. */
  #before: Int32Array = new Int32Array(0);

  /**
   * The lots that `queue` has labelled and the products of the leaf events among `events`, ascending, each with its
   * least time. The queue can only be cleared afterwards.
   */
  columns(
    queue: LabelQueue,
    relations: Relations,
    events: Uint32Array,
    eventTimes: Float64Array,
  ): { lots: Uint32Array; times: Float64Array } {
    const { bits } = queue.labelled;
    const { lists } = relations.makes;
    this.#list(relations, events);
    this.#mark(lists, bits);
    const lots = new Uint32Array(this.#count(bits));
    nodesOf(bits, lots);
    const times = new Float64Array(lots.length).fill(Infinity);
    const { ints } = queue.labelled.members;
    for (let number = 0; number < queue.distinct; number++) {
      times[placeOf(ints[number]!, bits, this.#before)] = queue.labels[number]!;
    }
    this.#label(lists, bits, eventTimes, times);
    bits.fill(0);
    return { lots, times };
  }

  #list({ leaves, makes }: Relations, events: Uint32Array): void {
    this.#events.count = 0;
    this.#firsts.count = 0;
    for (let at = 0; at < events.length; at++) {
      const event = events[at]!;
      if (leaves.heads.get(event) === 0) continue;
      this.#events.push(event);
      this.#firsts.push(~makes.heads.get(event));
    }
  }

  /** Sets the bits of all products. Neighbours share a word, which is written when it is left. */
  #mark(lists: Int32Array, bits: Int32Array): void {
    const firsts = this.#firsts.ints;
    const { count } = this.#firsts;
    let word = 0;
    let set = 0;
    for (let at = 0; at < count; at++) {
      for (let cell = firsts[at]!, entry = 0; entry >= 0; cell++) {
        entry = lists[cell]!;
        const lot = entry ^ (entry >> 31);
        if (lot >>> 5 !== word) {
          bits[word]! |= set;
          word = lot >>> 5;
          set = 0;
        }
        set |= 1 << (lot & 31);
      }
    }
    bits[word]! |= set;
  }

  /** Counts the bits, in all and up to each word. */
  #count(bits: Int32Array): number {
    if (this.#before.length < bits.length) this.#before = new Int32Array(bits.length);
    const before = this.#before;
    let count = 0;
    for (let word = 0; word < bits.length; word++) {
      before[word] = count;
      if (bits[word] !== 0) count += bitCount(bits[word]!);
    }
    return count;
  }

  /** Writes the times of all products. Of lots that follow each other the places do, too. */
  #label(lists: Int32Array, bits: Int32Array, eventTimes: Float64Array, times: Float64Array): void {
    const events = this.#events.ints;
    const firsts = this.#firsts.ints;
    const { count } = this.#events;
    const before = this.#before;
    let last = -2;
    let place = -1;
    for (let at = 0; at < count; at++) {
      const time = eventTimes[events[at]!]!;
      for (let cell = firsts[at]!, entry = 0; entry >= 0; cell++) {
        entry = lists[cell]!;
        const lot = entry ^ (entry >> 31);
        place = lot === last + 1 ? place + 1 : placeOf(lot, bits, before);
        last = lot;
        if (time < times[place]!) times[place] = time;
      }
    }
  }
}

/** How many bits are set before that of `lot`: its place among the lots whose bits are. */
function placeOf(lot: number, bits: Int32Array, before: Int32Array): number {
  const word = lot >>> 5;
  return before[word]! + bitCount(bits[word]! & ((1 << (lot & 31)) - 1));
}
