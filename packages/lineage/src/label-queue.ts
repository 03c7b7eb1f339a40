import { grown, IntBuffer } from './int-buffer.ts';
import { NodeSet } from './node-set.ts';

/**
 * The labels of a walk (a time per lot; the smaller, the better) and the lots whose turn is to come. The
 * backward walk uses it with the signs of its times turned. Lots are numbered as they come, so that labels and turns
 * lie side by side however the lots' ids are strewn. Cleaned in time proportional to its use.
 */
export class LabelQueue {
  /** Lots that have a label; the number of a lot is its place among the members. */
  readonly labelled = new NodeSet();
  /** Number by lot; says nothing for lots without a label. */
  #numbers: Int32Array = new Int32Array(0);
  /** Best label by number. */
  labels: Float64Array = new Float64Array(1024);
  /** Numbers of lots whose label improved and who have not had their turn with it; one may stand here twice. */
  readonly turns = new IntBuffer(1024);

  /** How many lots have a label. */
  get distinct(): number {
    return this.labelled.members.count;
  }

  /** Makes room for lots below `limit`: nobody looks later. */
  reserve(limit: number): void {
    this.labelled.reserve(limit);
    if (limit > this.#numbers.length) this.#numbers = grown(this.#numbers, limit);
  }

  /** Improves a label if it can, and says whether it did. */
  improve(lot: number, label: number): boolean {
    const { labelled } = this;
    if (labelled.add(lot)) {
      const number = labelled.members.count - 1;
      if (number >= this.labels.length) this.labels = grown(this.labels, number * 2);
      this.#numbers[lot] = number;
      this.labels[number] = label;
      return true;
    }
    const number = this.#numbers[lot]!;
    if (label >= this.labels[number]!) return false;
    this.labels[number] = label;
    return true;
  }

  /** Improves a label if it can; the lot then gets another turn. */
  offer(lot: number, label: number): void {
    if (this.improve(lot, label)) this.turns.push(this.#numbers[lot]!);
  }

  /** All labelled lots ascending, with their labels. */
  columns(): { lots: Uint32Array; times: Float64Array } {
    const lots = this.labelled.ascending();
    const times = new Float64Array(lots.length);
    for (let at = 0; at < lots.length; at++) times[at] = this.labels[this.#numbers[lots[at]!]!]!;
    return { lots, times };
  }

  /** Forgets everything. */
  clear(): void {
    this.labelled.clear();
    this.turns.count = 0;
  }
}
