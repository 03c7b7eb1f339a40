import { grown, IntBuffer } from './int-buffer.ts';

/**
 * The labels of a walk (a time per lot; the smaller, the better) and the lots whose turn is to come. The
 * backward walk uses it with the signs of its times turned. Cleaned in time proportional to its use.
 */
export class LabelQueue {
  /** Best label by lot, Infinity = none. */
  labels: Float64Array = new Float64Array(0);
  /** One bit by lot: has it a label? */
  #bits: Int32Array = new Int32Array(0);
  /** Labelled lots, each once, as they come. */
  readonly lots = new IntBuffer(1024);
  /** Lots whose label improved and who have not had their turn with it; one may stand here twice. */
  readonly turns = new IntBuffer(1024);

  /** Makes room for lots below `limit`: nobody looks later. */
  reserve(limit: number): void {
    if (limit <= this.labels.length) return;
    this.labels = grown(this.labels, limit, Infinity);
    this.#bits = new Int32Array((this.labels.length >>> 5) + 1);
  }

  /** Improves a label if it can, and says whether it did. */
  improve(lot: number, label: number): boolean {
    const known = this.labels[lot]!;
    if (label >= known) return false;
    this.labels[lot] = label;
    if (known === Infinity) {
      this.#bits[lot >>> 5]! |= 1 << (lot & 31);
      this.lots.push(lot);
    }
    return true;
  }

  /** Improves a label if it can; the lot then gets another turn. */
  offer(lot: number, label: number): void {
    if (this.improve(lot, label)) this.turns.push(lot);
  }

  /** All labelled lots ascending, with their labels; forgets everything. */
  take(): { lots: Uint32Array; times: Float64Array } {
    const { ints, count } = this.lots;
    const lots = new Uint32Array(count);
    const times = new Float64Array(count);
    if (count > this.labels.length >>> 7) this.#scan(lots, times);
    else {
      lots.set(ints.subarray(0, count));
      lots.sort();
      for (let at = 0; at < count; at++) {
        const lot = lots[at]!;
        times[at] = this.labels[lot]!;
        this.labels[lot] = Infinity;
        this.#bits[lot >>> 5] = 0;
      }
    }
    this.lots.count = 0;
    this.turns.count = 0;
    return { lots, times };
  }

  /** Many lots are ordered by reading their bits, which is linear. */
  #scan(lots: Uint32Array, times: Float64Array): void {
    const bits = this.#bits;
    const { labels } = this;
    let filled = 0;
    for (let word = 0; word < bits.length; word++) {
      let rest = bits[word]!;
      if (rest === 0) continue;
      bits[word] = 0;
      for (; rest !== 0; rest &= rest - 1) {
        const lot = (word << 5) + 31 - Math.clz32(rest & -rest);
        times[filled] = labels[lot]!;
        labels[lot] = Infinity;
        lots[filled++] = lot;
      }
    }
  }
}
