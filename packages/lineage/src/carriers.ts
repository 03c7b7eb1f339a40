import { INTERVAL_CELLS } from './containment.ts';
import type { EventTable } from './event-table.ts';
import { grown, IntBuffer } from './int-buffer.ts';
import type { LeafProducts } from './leaf-products.ts';
import { Trait } from './lot-traits.ts';
import type { Relations } from './relations.ts';
import { Windows } from './windows.ts';

/**
 * The containers that carried what a forward walk found, with their windows, and those among them that have yet to
 * be followed. Cleaned in time proportional to what was touched.
 */
export class Carriers {
  readonly windows = new Windows();
  /**
   * What is put into containers is affected in [from, to). Fields, since a time handed over as an argument is
   * allocated anew at every call that is not inlined.
   */
  from = -Infinity;
  to = Infinity;
  /** Containers whose window was widened, with the window, until their turn comes. */
  readonly turns = new IntBuffer();
  turnsFrom: Float64Array = new Float64Array(64);
  turnsTo: Float64Array = new Float64Array(64);
  #relations!: Relations;
  #times!: Float64Array;
  #asOf = Infinity;
  /**
   * By beginning event: the ending event up to which its container is known to carry all the time, −1 = none.
   * Forty cases on a pallet ask once.
   */
  #carriesTo: Int32Array = new Int32Array(0);
  readonly #asked = new IntBuffer();

  /** Begins a walk over lots and containers below `limit`. */
  prepare(relations: Relations, { times }: EventTable, asOf: number, limit: number): void {
    this.#relations = relations;
    this.#times = times;
    this.#asOf = asOf;
    this.windows.reserve(limit);
    if (this.#carriesTo.length < times.length) this.#carriesTo = new Int32Array(times.length).fill(-1);
  }

  /** The products of leaf events, from the one at `first` on, lie in containers; each is affected from its event on. */
  widenLeaves(leaves: LeafProducts, first: number): void {
    const { cells } = this.#relations.leaves;
    const times = this.#times;
    const carriesTo = this.#carriesTo;
    const events = leaves.events.ints;
    const begins = leaves.begins.ints;
    const { count } = leaves.events;
    for (let at = first; at < count; at++) {
      let cell = begins[at]!;
      this.from = times[events[at]!]!;
      let mark = leaves.take(at, cells[cell]!, cells[cell + 1]!, this.from);
      cell += 2;
      if (mark < 0) continue;
      do {
        mark = cells[cell]!;
        const began = mark ^ (mark >> 31);
        const ended = cells[cell + 1]!;
        if (carriesTo[began] !== ended) this.#widenStay(began, ended);
        cell += 2;
      } while (mark >= 0);
    }
  }

  /** Something affected from `from` on is in containers only, by the stays from `cell` on. */
  widenStays(cell: number): void {
    const { stays } = this.#relations.containment.base;
    const carriesTo = this.#carriesTo;
    let at = cell;
    let mark: number;
    do {
      mark = stays[at]!;
      const began = mark ^ (mark >> 31);
      const ended = stays[at + 1]!;
      if (carriesTo[began] !== ended) this.#widenStay(began, ended);
      at += 2;
    } while (mark >= 0);
  }

  /** What the intervals put into containers is affected during [from, to): they carry it. */
  widenIntervals({ ints }: IntBuffer, cells: number): void {
    const { from, to } = this;
    for (let cell = 0; cell < cells; cell += INTERVAL_CELLS) {
      const began = this.beganAt(ints[cell + 1]!);
      const ended = this.endedAt(ints[cell + 2]!);
      this.#widen(ints[cell]!, Math.max(from, began), Math.min(to, ended));
    }
  }

  /** The container of event `began` holds something affected from `from`, until event `ended`. */
  #widenStay(began: number, ended: number): void {
    const start = this.beganAt(began);
    if (Number.isNaN(start)) return;
    const { from } = this;
    const isWhole = from <= start;
    const { parents } = this.#relations.containment.base;
    this.#widen(parents.get(began), isWhole ? start : from, this.endedAt(ended));
    if (!isWhole) return;
    if (this.#carriesTo[began] === -1) this.#asked.push(began);
    this.#carriesTo[began] = ended;
  }

  #widen(carrier: number, from: number, to: number): void {
    const { windows } = this;
    if (!windows.add(carrier, from, to)) return;
    if (!this.#relations.traits.has(carrier, Trait.used | Trait.isHeld)) return;
    const at = this.turns.count;
    this.turns.push(carrier);
    if (at >= this.turnsFrom.length) {
      this.turnsFrom = grown(this.turnsFrom, at * 2);
      this.turnsTo = grown(this.turnsTo, at * 2);
    }
    this.turnsFrom[at] = windows.from;
    this.turnsTo[at] = windows.to;
  }

  /** ms; NaN when the beginning does not count; every comparison with it is then false. */
  beganAt(event: number): number {
    const time = this.#times[event]!;
    return time <= this.#asOf ? time : Number.NaN;
  }

  /** Infinity when there is no end that counts. */
  endedAt(event: number): number {
    if (event === 0) return Infinity;
    const time = this.#times[event]!;
    return time <= this.#asOf ? time : Infinity;
  }

  clear(): void {
    for (let at = 0; at < this.#asked.count; at++) this.#carriesTo[this.#asked.ints[at]!] = -1;
    this.#asked.count = 0;
    this.turns.count = 0;
    this.windows.clear();
  }
}
