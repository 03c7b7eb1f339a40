import { grown } from './int-buffer.ts';
import { NodeSet } from './node-set.ts';

/**
 * When containers carried affected goods: per container disjoint half-open windows [from, to), touching ones
 * joined. Nearly every container has one window, so the first is kept in flat arrays; only crates that were
 * affected several times get a list.
 */
export class Windows {
  /** Containers; a container's slot is its place among the members. */
  readonly #carriers = new NodeSet();
  /** Slot by container; says nothing for others. */
  #slots: Int32Array = new Int32Array(0);
  #from: Float64Array = new Float64Array(64);
  #to: Float64Array = new Float64Array(64);
  /** Slot → [from, to, from, to …] ascending, when there are several. */
  readonly #lists = new Map<number, number[]>();
  /** The window that the last successful `add` ended up in. */
  from = 0;
  to = 0;

  /** Makes room for carriers below `limit`. */
  reserve(limit: number): void {
    this.#carriers.reserve(limit);
    if (limit > this.#slots.length) this.#slots = grown(this.#slots, limit);
  }

  /** Adds [from, to) for a reserved carrier and says whether that widened anything. Empty windows add nothing. */
  add(carrier: number, from: number, to: number): boolean {
    if (!(from < to)) return false;
    if (this.#carriers.add(carrier)) return this.#open(carrier, from, to);
    const slot = this.#slots[carrier]!;
    const list = this.#lists.size === 0 ? undefined : this.#lists.get(slot);
    if (list !== undefined) return this.#addToList(list, from, to);
    const oldFrom = this.#from[slot]!;
    const oldTo = this.#to[slot]!;
    if (oldFrom <= from && to <= oldTo) return false;
    if (from <= oldTo && oldFrom <= to) {
      this.from = this.#from[slot] = Math.min(from, oldFrom);
      this.to = this.#to[slot] = Math.max(to, oldTo);
      return true;
    }
    this.#lists.set(slot, from < oldFrom ? [from, to, oldFrom, oldTo] : [oldFrom, oldTo, from, to]);
    this.from = from;
    this.to = to;
    return true;
  }

  #open(carrier: number, from: number, to: number): boolean {
    const slot = this.#carriers.members.count - 1;
    this.#slots[carrier] = slot;
    if (slot >= this.#from.length) {
      this.#from = grown(this.#from, slot * 2);
      this.#to = grown(this.#to, slot * 2);
    }
    this.from = this.#from[slot] = from;
    this.to = this.#to[slot] = to;
    return true;
  }

  #addToList(list: number[], from: number, to: number): boolean {
    // First window that ends at or after `from`: the first that may touch.
    let low = 0;
    let high = list.length >>> 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (list[middle * 2 + 1]! >= from) high = middle;
      else low = middle + 1;
    }
    let end = low;
    let joinedFrom = from;
    let joinedTo = to;
    while (end * 2 < list.length && list[end * 2]! <= to) {
      if (list[end * 2]! <= from && to <= list[end * 2 + 1]!) return false;
      joinedFrom = Math.min(joinedFrom, list[end * 2]!);
      joinedTo = Math.max(joinedTo, list[end * 2 + 1]!);
      end++;
    }
    list.splice(low * 2, (end - low) * 2, joinedFrom, joinedTo);
    this.from = joinedFrom;
    this.to = joinedTo;
    return true;
  }

  /** Everything, by carrier ascending, as a closure shows it. */
  columns(): { carriers: Uint32Array; windowStarts: Uint32Array; windows: Float64Array } {
    const carriers = this.#carriers.ascending();
    if (this.#lists.size === 0) return this.#singles(carriers);
    const windowStarts = new Uint32Array(carriers.length + 1);
    for (let at = 0; at < carriers.length; at++) {
      const list = this.#lists.get(this.#slots[carriers[at]!]!);
      windowStarts[at + 1] = windowStarts[at]! + (list === undefined ? 1 : list.length / 2);
    }
    const windows = new Float64Array(windowStarts[carriers.length]! * 2);
    for (let at = 0; at < carriers.length; at++) {
      const slot = this.#slots[carriers[at]!]!;
      const list = this.#lists.get(slot);
      const cell = windowStarts[at]! * 2;
      if (list !== undefined) windows.set(list, cell);
      else {
        windows[cell] = this.#from[slot]!;
        windows[cell + 1] = this.#to[slot]!;
      }
    }
    return { carriers, windowStarts, windows };
  }

  /** As `columns`, where nobody has more than one window. */
  #singles(carriers: Uint32Array): {
    carriers: Uint32Array;
    windowStarts: Uint32Array;
    windows: Float64Array;
  } {
    const windowStarts = new Uint32Array(carriers.length + 1);
    for (let at = 0; at < windowStarts.length; at++) windowStarts[at] = at;
    const windows = new Float64Array(carriers.length * 2);
    for (let at = 0; at < carriers.length; at++) {
      const slot = this.#slots[carriers[at]!]!;
      windows[at * 2] = this.#from[slot]!;
      windows[at * 2 + 1] = this.#to[slot]!;
    }
    return { carriers, windowStarts, windows };
  }

  /** Forgets everything in time proportional to what was added. */
  clear(): void {
    this.#carriers.clear();
    this.#lists.clear();
  }
}
