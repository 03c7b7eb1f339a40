import { grown, IntBuffer } from './int-buffer.ts';
import type { LabelQueue } from './label-queue.ts';
import { bitCount, nodesOf } from './node-set.ts';

/**
 * The leaf events that a walk passed, and what they made. Products lead nowhere but into containers, so nobody needs
 * their labels before the end.
 */
export class LeafProducts {
  /** Leaf events in the order in which they were passed. */
  readonly events = new IntBuffer(1024);
  /** Where the cells of each begin in `LeafStays`. */
  readonly begins = new IntBuffer(1024);
  /** Of those taken, as in `LeafStays`: the first product, or complemented where they are listed. */
  readonly #firsts = new IntBuffer(1024);
  readonly #sizes = new IntBuffer(1024);
  /** ms: when those taken happened. */
  #times: Float64Array = new Float64Array(1024);
  /** Products that were marked already when an event marked them, and the place of that event among the leaf events. */
  readonly #again = new IntBuffer();
  readonly #againMadeBy = new IntBuffer();
  /** By word of the bits: how many bits are set in the words before. */
  #before: Int32Array = new Int32Array(0);

  /** Notes what the event at `at` made, by its two cells, and when. Answers below 0 when that was never in a container. */
  take(at: number, first: number, size: number, time: number): number {
    const { length } = this.#firsts.ints;
    if (at >= length) {
      this.#firsts.grow(at + at);
      this.#sizes.grow(at + at);
    }
    this.#firsts.ints[at] = first;
    this.#sizes.ints[at] = size ^ (size >> 31);
    if (at >= this.#times.length) this.#times = grown(this.#times, at + at);
    this.#times[at] = time;
    return size;
  }

  /** Gives their labels to the products of the leaf events from the one at `from` on: for few. */
  label(queue: LabelQueue, lists: Int32Array, from = 0): void {
    for (let at = from; at < this.events.count; at++) {
      const time = this.#times[at]!;
      const first = this.#firsts.ints[at]!;
      const size = this.#sizes.ints[at]!;
      for (let one = 0; one < size; one++) {
        const entry = first < 0 ? lists[~first + one]! : first + one;
        queue.improve(entry ^ (entry >> 31), time);
      }
    }
  }

  /**
   * For very many: the lots that `queue` has labelled and all products, ascending, each with its least time, written
   * in two passes over the products with no memory per lot but a bit. The queue can only be cleared afterwards.
   */
  columns(queue: LabelQueue, lists: Int32Array): { lots: Uint32Array; times: Float64Array } {
    const { bits } = queue.labelled;
    this.#mark(lists, bits);
    const lots = new Uint32Array(this.#count(bits));
    nodesOf(bits, lots);
    const times = new Float64Array(lots.length);
    this.#time(lists, bits, times);
    this.#timeOthers(queue, times);
    bits.fill(0);
    return { lots, times };
  }

  /** Sets the bits of all products, and notes those that had theirs. */
  #mark(lists: Int32Array, bits: Int32Array): void {
    const firsts = this.#firsts.ints;
    const sizes = this.#sizes.ints;
    const { count } = this.events;
    this.#again.count = 0;
    this.#againMadeBy.count = 0;
    for (let at = 0; at < count; at++) {
      const first = firsts[at]!;
      const size = sizes[at]!;
      if (first < 0) {
        for (let cell = ~first; cell < ~first + size; cell++) {
          const entry = lists[cell]!;
          const lot = entry ^ (entry >> 31);
          const word = lot >>> 5;
          const bit = 1 << (lot & 31);
          const known = bits[word]!;
          if ((known & bit) !== 0) this.#noteAgain(word, bit, at);
          bits[word] = known | bit;
        }
        continue;
      }
      for (let lot = first, end = first + size; lot < end; lot = (lot | 31) + 1) {
        const left = end - lot;
        const row = (left < 32 ? (1 << left) - 1 : -1) << (lot & 31);
        const word = lot >>> 5;
        const known = bits[word]!;
        if ((known & row) !== 0) this.#noteAgain(word, known & row, at);
        bits[word] = known | row;
      }
    }
  }

  #noteAgain(word: number, lots: number, at: number): void {
    for (let rest = lots; rest !== 0; rest &= rest - 1) {
      this.#again.push((word << 5) + (31 - Math.clz32(rest & -rest)));
      this.#againMadeBy.push(at);
    }
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

  /**
   * Writes the times of all products without looking what is there, the last events first: so each lot has the time of
   * the event that was first to mark it. Reading before writing takes three times as long where lots are strewn.
   */
  #time(lists: Int32Array, bits: Int32Array, times: Float64Array): void {
    const eventTimes = this.#times;
    const firsts = this.#firsts.ints;
    const sizes = this.#sizes.ints;
    const before = this.#before;
    for (let at = this.events.count - 1; at >= 0; at--) {
      const time = eventTimes[at]!;
      const first = firsts[at]!;
      const size = sizes[at]!;
      if (first < 0) {
        for (let cell = ~first; cell < ~first + size; cell++) {
          const entry = lists[cell]!;
          times[placeOf(entry ^ (entry >> 31), bits, before)] = time;
        }
      } else {
        // Of lots that follow each other the places do, too.
        const place = placeOf(first, bits, before);
        for (let one = place; one < place + size; one++) times[one] = time;
      }
    }
  }

  /** Writes the times of lots with a label of their own, then those of what was marked again where they are less. */
  #timeOthers({ labelled, labels }: LabelQueue, times: Float64Array): void {
    const { bits } = labelled;
    const before = this.#before;
    const { ints, count } = labelled.members;
    for (let number = 0; number < count; number++) {
      times[placeOf(ints[number]!, bits, before)] = labels[number]!;
    }
    for (let at = 0; at < this.#again.count; at++) {
      const place = placeOf(this.#again.ints[at]!, bits, before);
      times[place] = Math.min(times[place]!, this.#times[this.#againMadeBy.ints[at]!]!);
    }
  }

  clear(): void {
    this.events.count = 0;
    this.begins.count = 0;
  }
}

/** How many bits are set before that of `lot`: its place among the lots whose bits are. */
function placeOf(lot: number, bits: Int32Array, before: Int32Array): number {
  const word = lot >>> 5;
  return before[word]! + bitCount(bits[word]! & ((1 << (lot & 31)) - 1));
}
