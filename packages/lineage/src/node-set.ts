import { grown, IntBuffer } from './int-buffer.ts';

/**
 * A set of nodes: a bit each, so that a million fit into the processor's nearer memory, and who is in it in order of
 * arrival. Emptied in time proportional to its use.
 */
export class NodeSet {
  /** Bit `node & 31` of word `node >>> 5`. */
  bits: Int32Array = new Int32Array(0);
  /** Each once, as they came. */
  readonly members = new IntBuffer(1024);

  /** Makes room for nodes below `limit`: nobody looks later. */
  reserve(limit: number): void {
    this.bits = grown(this.bits, limit >>> 5);
  }

  /** Adds a reserved node and says whether it is new. */
  add(node: number): boolean {
    const word = node >>> 5;
    const before = this.bits[word]!;
    const after = before | (1 << (node & 31));
    if (after === before) return false;
    this.bits[word] = after;
    this.members.push(node);
    return true;
  }

  /** All members in ascending order. Many are read off the bits, few are sorted. */
  ascending(): Uint32Array {
    const { ints, count } = this.members;
    const sorted = new Uint32Array(count);
    if (this.#isLarge) nodesOf(this.bits, sorted);
    else sorted.set(ints.subarray(0, count));
    return this.#isLarge ? sorted : sorted.sort();
  }

  clear(): void {
    const { ints, count } = this.members;
    if (this.#isLarge) this.bits.fill(0);
    else for (let at = 0; at < count; at++) this.bits[ints[at]! >>> 5] = 0;
    this.members.count = 0;
  }

  /** Whether going through all words is cheaper than through the members in some order. */
  get #isLarge(): boolean {
    return this.members.count > this.bits.length >>> 3;
  }
}

/** Writes the nodes whose bit is set, ascending; there must be room. */
export function nodesOf(bits: Int32Array, into: Uint32Array): void {
  let filled = 0;
  for (let word = 0; word < bits.length; word++) {
    const first = word << 5;
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) {
      into[filled++] = first + (31 - Math.clz32(rest & -rest));
    }
  }
}

/** How many bits of a word are set. */
export function bitCount(word: number): number {
  let sums = word - ((word >>> 1) & 0x55555555);
  sums = (sums & 0x33333333) + ((sums >>> 2) & 0x33333333);
  return Math.imul((sums + (sums >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
