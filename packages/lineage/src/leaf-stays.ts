import type { Adjacency } from './adjacency.ts';
import { IntBuffer, shared } from './int-buffer.ts';
import { PagedHeads } from './paged-heads.ts';

/** Cells of a leaf event before its stays. */
export const LEAF_CELLS = 2;

/**
 * Events whose products are only packed, if anything: for each its products and the different stays of all of them
 * together. Forty cases of one filling lie on one pallet; a walk that passes the filling looks at the pallet
 * once and at the cases not at all. Derived; an event that no longer fits is forgotten until compaction.
 */
export class LeafStays {
  /** Event → 1 + where its cells begin, or 0: look at each product. */
  readonly heads: PagedHeads;
  /**
   * Of each event: its first product where all follow each other, otherwise complemented where they are listed in
   * `makes`; how many they are, complemented when there is no stay; then the different pairs of beginning and ending
   * event, as in `ContainmentBase.stays`, the last beginning complemented.
   */
  cells: Int32Array;
  readonly #madeBy: Adjacency;
  readonly #found = new IntBuffer();

  constructor(heads: PagedHeads, cells: Int32Array, madeBy: Adjacency) {
    this.heads = heads;
    this.cells = cells;
    this.#madeBy = madeBy;
  }

  /** Reads relations without delta; `onward` as in `LotTraits`. */
  static of(makes: Adjacency, madeBy: Adjacency, stays: Int32Array, onward: Int32Array): LeafStays {
    const heads = new PagedHeads(new Int32Array(makes.heads.pages.length));
    const cells = new IntBuffer(1024);
    const made = new IntBuffer();
    for (let event = 0; event < makes.heads.limit; event++) {
      const count = makes.collect(event, made);
      if (count < 2) continue;
      const first = cells.count;
      cells.push(followEachOther(made.ints, count) ? made.ints[0]! : makes.heads.get(event));
      cells.push(count);
      const total = collectStays(made.ints, count, stays, onward, cells);
      // Little in common: nothing is gained, and the list would be long.
      if (total < 0 || cells.count - first - LEAF_CELLS > total) cells.count = first;
      else {
        heads.set(event, first + 1);
        const last = total === 0 ? first + 1 : cells.count - 2;
        cells.ints[last] = ~cells.ints[last]!;
      }
    }
    return new LeafStays(heads.trim(), cells.ints.slice(0, cells.count), madeBy);
  }

  /** A lot leads elsewhere now, or a stay of it ended otherwise: the events that made it are looked at closely. */
  forget(lot: number): void {
    const count = this.#madeBy.collect(lot, this.#found);
    for (let at = 0; at < count; at++) {
      const event = this.#found.ints[at]!;
      if (this.heads.get(event) !== 0) this.heads.set(event, 0);
    }
  }

  /** Moves everything into memory that several threads can read. */
  share(): this {
    this.heads.share();
    this.cells = shared(this.cells);
    return this;
  }

  get bytes(): number {
    return this.heads.bytes + this.cells.byteLength;
  }
}

/** Adds the different stays of all lots; answers how many stays there are in all, −1 when a lot leads elsewhere. */
function collectStays(
  lots: Int32Array,
  count: number,
  stays: Int32Array,
  onward: Int32Array,
  into: IntBuffer,
): number {
  const first = into.count;
  let total = 0;
  for (let at = 0; at < count; at++) {
    const leads = onward[lots[at]!]!;
    if (leads < 0) return -1;
    if (leads === 0) continue;
    let cell = leads - 1;
    let mark: number;
    do {
      mark = stays[cell]!;
      total++;
      const began = mark < 0 ? ~mark : mark;
      if (!isListed(into, first, began, stays[cell + 1]!)) {
        into.push(began);
        into.push(stays[cell + 1]!);
      }
      cell += 2;
    } while (mark >= 0);
    // Too many to be worth a list, and to be searched for each further one.
    if (into.count - first > 128) return -1;
  }
  return total;
}

function followEachOther(lots: Int32Array, count: number): boolean {
  for (let at = 1; at < count; at++) if (lots[at] !== lots[at - 1]! + 1) return false;
  return true;
}

function isListed(list: IntBuffer, first: number, began: number, ended: number): boolean {
  for (let at = list.count - 2; at >= first; at -= 2) {
    if (list.ints[at] === began && list.ints[at + 1] === ended) return true;
  }
  return false;
}
