import type { RowColumns } from './columns.ts';
import type { IntBuffer } from './int-buffer.ts';
import { Role } from './role.ts';

/** A lot and an item of it, one after the other, for each item that an event names. */
type Pairs = readonly number[];

/**
 * Which item is of which lot, for the events that name items of several lots. All other events need no list: their
 * items are of their only lot. Such events are few, so a map does.
 */
export class MemberGroups {
  readonly #pairs: Map<number, Pairs>;

  constructor(pairs: Map<number, Pairs> = new Map()) {
    this.#pairs = pairs;
  }

  /** Reads the events that count and whose rows are numbered by group. */
  static of(rows: RowColumns, counts: (event: number) => boolean): MemberGroups {
    const { group } = rows;
    const lots = new Map<string, number>();
    const pairs = new Map<number, number[]>();
    if (group === undefined) return new MemberGroups();
    const key = (at: number) => `${rows.event[at]} ${group[at]}`;
    const isPart = (at: number, role: number) =>
      rows.role[at] === role && group[at]! > 0 && counts(rows.event[at]!);
    for (let at = 0; at < rows.event.length; at++)
      if (isPart(at, Role.memberOf)) lots.set(key(at), rows.lot[at]!);
    if (lots.size === 0) return new MemberGroups();
    for (let at = 0; at < rows.event.length; at++) {
      if (!isPart(at, Role.member)) continue;
      const lot = lots.get(key(at));
      const event = rows.event[at]!;
      const known = pairs.get(event) ?? [];
      pairs.set(event, known);
      if (lot !== undefined) known.push(lot, rows.lot[at]!);
    }
    return new MemberGroups(pairs);
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
    const pairs = this.#pairs.size === 0 ? undefined : this.#pairs.get(event);
    if (pairs === undefined) return -1;
    let count = 0;
    for (let at = 0; at < pairs.length; at += 2) {
      if (pairs[at + side] !== one) continue;
      if (count === into.ints.length) into.grow();
      into.ints[count++] = pairs[at + 1 - side]!;
    }
    return count;
  }

  /** Takes over what `others` hold. */
  add(others: MemberGroups): void {
    for (const [event, pairs] of others.#pairs) this.#pairs.set(event, pairs);
  }

  /** Only the events that `keeps` says yes to. */
  kept(keeps: (event: number) => boolean): MemberGroups {
    return new MemberGroups(new Map([...this.#pairs].filter(([event]) => keeps(event))));
  }

  /** Everything in one row of numbers: event, how many numbers follow, pairs. */
  toInts(): Int32Array {
    return Int32Array.from([...this.#pairs].flatMap(([event, pairs]) => [event, pairs.length, ...pairs]));
  }

  /** Reads what `toInts` wrote. */
  static fromInts(ints: Int32Array): MemberGroups {
    const pairs = new Map<number, Pairs>();
    for (let at = 0; at < ints.length; at += 2 + ints[at + 1]!) {
      pairs.set(ints[at]!, [...ints.subarray(at + 2, at + 2 + ints[at + 1]!)]);
    }
    return new MemberGroups(pairs);
  }
}
