import { grown, IntBuffer } from './int-buffer.ts';

/**
 * The labels of a walk (a time per lot; the smaller, the better) and the lots whose turn is to come. The
 * backward walk uses it with the signs of its times turned. Cleaned in time proportional to its use.
 */
export class LabelQueue {
  /** Best label by lot, Infinity = none. */
  labels: Float64Array = new Float64Array(0);
  /** How many lots have a label. */
  distinct = 0;
  /** The first of them, each once, as they come. When there are more than fit, all labels are read in the end. */
  listed: Int32Array = new Int32Array(0);
  /** Lots whose label improved and who have not had their turn with it; one may stand here twice. */
  readonly turns = new IntBuffer(1024);

  /** Makes room for lots below `limit`: nobody looks later. */
  reserve(limit: number): void {
    if (limit <= this.labels.length) return;
    this.labels = grown(this.labels, limit, Infinity);
    this.listed = new Int32Array((this.labels.length >>> 5) + 64);
  }

  /** Improves a label if it can, and says whether it did. */
  improve(lot: number, label: number): boolean {
    const known = this.labels[lot]!;
    if (label >= known) return false;
    this.labels[lot] = label;
    if (known === Infinity) {
      if (this.distinct < this.listed.length) this.listed[this.distinct] = lot;
      this.distinct++;
    }
    return true;
  }

  /** Improves a label if it can; the lot then gets another turn. */
  offer(lot: number, label: number): void {
    if (this.improve(lot, label)) this.turns.push(lot);
  }

  /** All labelled lots ascending, with their labels; forgets everything. */
  take(): { lots: Uint32Array; times: Float64Array } {
    const count = this.distinct;
    const lots = new Uint32Array(count);
    const times = new Float64Array(count);
    if (count > this.listed.length) this.#scan(lots, times);
    else {
      lots.set(this.listed.subarray(0, count));
      lots.sort();
      for (let at = 0; at < count; at++) {
        const lot = lots[at]!;
        times[at] = this.labels[lot]!;
        this.labels[lot] = Infinity;
      }
    }
    this.distinct = 0;
    this.turns.count = 0;
    return { lots, times };
  }

  /** Many lots are ordered by reading all labels, which is linear. */
  #scan(lots: Uint32Array, times: Float64Array): void {
    const { labels } = this;
    let filled = 0;
    for (let lot = 0; lot < labels.length; lot++) {
      const label = labels[lot]!;
      if (label === Infinity) continue;
      times[filled] = label;
      lots[filled++] = lot;
      labels[lot] = Infinity;
    }
  }
}
