import { ascending, grown, IntBuffer } from './int-buffer.ts';

/**
 * The labels of a walk (a time per lot; the smaller, the better) and the queue of lots whose label improved.
 * The backward walk uses it with the signs of its times turned. Cleaned in time proportional to its use.
 */
export class LabelQueue {
  /** Best label by lot, Infinity = none. */
  labels: Float64Array = new Float64Array(0);
  /** Lots in the order in which their labels improved; one may come again. */
  readonly lots = new IntBuffer(1024);
  /** Beside `lots`: the label it got. */
  queued: Float64Array = new Float64Array(1024);
  /** How many different lots have a label. */
  distinct = 0;

  /** Makes room for lots below `limit`: `offer` does not look. */
  reserve(limit: number): void {
    this.labels = grown(this.labels, limit, Infinity);
  }

  offer(lot: number, label: number): void {
    const known = this.labels[lot]!;
    if (label >= known) return;
    if (known === Infinity) this.distinct++;
    this.labels[lot] = label;
    const at = this.lots.count;
    if (at === this.queued.length) this.queued = grown(this.queued, at * 2);
    this.queued[at] = label;
    this.lots.push(lot);
  }

  /** Offers the same label to `lots[first…end)`. */
  offerAll(lots: Int32Array, first: number, end: number, label: number): void {
    const { labels } = this;
    const last = this.lots.count + end - first;
    if (last > this.queued.length) this.queued = grown(this.queued, last + (last >> 1));
    if (last > this.lots.ints.length) this.lots.grow(last + (last >> 1));
    const { queued } = this;
    const { ints } = this.lots;
    let { count } = this.lots;
    let { distinct } = this;
    for (let at = first; at < end; at++) {
      const mark = lots[at]!;
      const lot = mark < 0 ? ~mark : mark;
      const known = labels[lot]!;
      if (label >= known) continue;
      if (known === Infinity) distinct++;
      labels[lot] = label;
      queued[count] = label;
      ints[count++] = lot;
    }
    this.lots.count = count;
    this.distinct = distinct;
  }

  /** Was the label improved again since the lot was queued at `at`? Then its later turn will do. */
  isStale(at: number): boolean {
    return this.distinct < this.lots.count && this.labels[this.lots.ints[at]!]! < this.queued[at]!;
  }

  /** All labelled lots ascending, with their labels. */
  result(): { lots: Uint32Array; times: Float64Array } {
    const lots = ascending(this.lots.ints, this.lots.count, this.distinct);
    const times = new Float64Array(lots.length);
    const { labels } = this;
    for (let at = 0; at < lots.length; at++) times[at] = labels[lots[at]!]!;
    return { lots, times };
  }

  clear(): void {
    const { ints, count } = this.lots;
    if (count > this.labels.length >> 3) this.labels.fill(Infinity);
    else for (let at = 0; at < count; at++) this.labels[ints[at]!] = Infinity;
    this.lots.count = 0;
    this.distinct = 0;
  }
}
