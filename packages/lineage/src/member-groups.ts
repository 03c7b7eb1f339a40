import type { RowColumns } from './columns.ts';
import { grown, type IntBuffer, shared } from './int-buffer.ts';
import { PagedHeads } from './paged-heads.ts';
import { Role } from './role.ts';

/** A lot and an item of it, one after the other, for each item that an event names. */
type Pairs = ReadonlyMap<number, readonly number[]>;

/**
 * Which item is of which lot, for the events that name items of several lots. All other events need no list: their
 * items are of their only lot.
 */
export class MemberGroups {
  /** Event → 1 + the cell where its list begins. */
  readonly heads: PagedHeads;
  /** For each event how many numbers follow, then a lot and an item of it, one after the other. */
  cells: Int32Array;
  /** Cells in use. */
  used: number;

  constructor(heads = new PagedHeads(), cells: Int32Array = new Int32Array(0), used = 0) {
    this.heads = heads;
    this.cells = cells;
    this.used = used;
  }

  /** Reads the events that count and whose rows are numbered by group. */
  static of(rows: RowColumns, counts: (event: number) => boolean): MemberGroups {
    const groups = new MemberGroups();
    for (const [event, pairs] of pairsIn(rows, counts)) groups.#set(event, pairs);
    return groups;
  }

  /** Writes the event's items of this lot and returns how many; −1 when the event names items of one lot only. */
  itemsOf(event: number, lot: number, into: IntBuffer): number {
    return this.#across(event, lot, 0, into);
  }

  /** Writes the event's lots of this item and returns how many; −1 when the event names items of one lot only. */
  lotsOf(event: number, item: number, into: IntBuffer): number {
    return this.#across(event, item, 1, into);
  }

  #across(event: number, one: number, side: 0 | 1, into: IntBuffer): number {
    const head = this.used === 0 ? 0 : this.heads.get(event);
    if (head === 0) return -1;
    const { cells } = this;
    const end = head + cells[head - 1]!;
    let count = 0;
    for (let at = head; at < end; at += 2) {
      if (cells[at + side] !== one) continue;
      if (count === into.ints.length) into.grow();
      into.ints[count++] = cells[at + 1 - side]!;
    }
    return count;
  }

  #set(event: number, pairs: ArrayLike<number>): void {
    this.cells = grown(this.cells, this.used + pairs.length);
    this.cells[this.used] = pairs.length;
    this.cells.set(pairs, this.used + 1);
    this.heads.set(event, this.used + 1);
    this.used += 1 + pairs.length;
  }

  /** Takes over what `others` hold. */
  add(others: MemberGroups): void {
    others.#each((event, pairs) => this.#set(event, pairs));
  }

  /** Only the events that `keeps` says yes to. */
  kept(keeps: (event: number) => boolean): MemberGroups {
    const kept = new MemberGroups();
    this.#each((event, pairs) => {
      if (keeps(event)) kept.#set(event, pairs);
    });
    return kept;
  }

  #each(take: (event: number, pairs: Int32Array) => void): void {
    for (let event = 0; event < this.heads.limit; event++) {
      const head = this.heads.get(event);
      if (head !== 0) take(event, this.cells.subarray(head, head + this.cells[head - 1]!));
    }
  }

  /** Moves everything into memory that several threads can read. */
  share(): this {
    this.heads.share();
    this.cells = shared(this.cells);
    return this;
  }

  /** Everything in one row of numbers: event, how many numbers follow, pairs. */
  toInts(): Int32Array {
    const ints: number[] = [];
    this.#each((event, pairs) => {
      ints.push(event, pairs.length);
      for (const each of pairs) ints.push(each);
    });
    return Int32Array.from(ints);
  }

  /** Reads what `toInts` wrote. */
  static fromInts(ints: Int32Array): MemberGroups {
    const groups = new MemberGroups();
    for (let at = 0; at < ints.length; at += 2 + ints[at + 1]!) {
      groups.#set(ints[at]!, ints.subarray(at + 2, at + 2 + ints[at + 1]!));
    }
    return groups;
  }
}

function pairsIn(rows: RowColumns, counts: (event: number) => boolean): Pairs {
  const { group } = rows;
  const lots = new Map<string, number>();
  const pairs = new Map<number, number[]>();
  if (group === undefined) return pairs;
  const key = (at: number) => `${rows.event[at]} ${group[at]}`;
  const isPart = (at: number, role: number) =>
    rows.role[at] === role && group[at]! > 0 && counts(rows.event[at]!);
  for (let at = 0; at < rows.event.length; at++)
    if (isPart(at, Role.memberOf)) lots.set(key(at), rows.lot[at]!);
  if (lots.size === 0) return pairs;
  for (let at = 0; at < rows.event.length; at++) {
    if (!isPart(at, Role.member)) continue;
    const lot = lots.get(key(at));
    const event = rows.event[at]!;
    const known = pairs.get(event) ?? [];
    pairs.set(event, known);
    if (lot !== undefined) known.push(lot, rows.lot[at]!);
  }
  return pairs;
}
