import { grown, type IntBuffer, shared } from './int-buffer.ts';
import { PagedHeads } from './paged-heads.ts';

/** The arrays of an adjacency, as they are handed to another thread. */
export interface AdjacencyParts extends Pick<Adjacency, 'heads' | 'lists' | 'baseCount' | 'deltaCount'> {
  readonly chains: PagedHeads;
  readonly targets: Int32Array;
  readonly next: Int32Array;
}

/**
 * Node → targets, one direction of one relation. The base is compressed: a node with one target keeps it in
 * its head, a node with several points at a list whose last entry is complemented (negative). What comes
 * later stands in chains (forward star) until `compact` melts both into a new base.
 */
export class Adjacency {
  /** 0 none, > 0 the only target, < 0 complement of where its list begins. */
  heads: PagedHeads;
  lists: Int32Array;
  /** Pairs in the base. */
  baseCount: number;
  #chains = new PagedHeads();
  #targets: Int32Array = new Int32Array(0);
  #next: Int32Array = new Int32Array(0);
  /** Pairs added since the base was made; the chains' cells begin at 1. */
  deltaCount = 0;

  constructor(heads = new PagedHeads(), lists: Int32Array = new Int32Array(0), baseCount = 0) {
    this.heads = heads;
    this.lists = lists;
    this.baseCount = baseCount;
  }

  /** Moves everything into shared memory and tells where it is. */
  share(): AdjacencyParts {
    const { baseCount, deltaCount } = this;
    this.lists = shared(this.lists);
    this.#targets = shared(this.#targets);
    this.#next = shared(this.#next);
    return {
      ...{ heads: this.heads.share(), lists: this.lists, baseCount, deltaCount },
      ...{ chains: this.#chains.share(), targets: this.#targets, next: this.#next },
    };
  }

  /** An adjacency to be read, over the arrays that another thread keeps. */
  static over({ heads, lists, baseCount, deltaCount, chains, targets, next }: AdjacencyParts): Adjacency {
    const over = new Adjacency(PagedHeads.over(heads), lists, baseCount);
    over.deltaCount = deltaCount;
    over.#chains = PagedHeads.over(chains);
    over.#targets = targets;
    over.#next = next;
    return over;
  }

  /** Compresses `count` pairs. Targets of a node keep the order in which they come. */
  static build(nodes: Int32Array, targets: Int32Array, count: number): Adjacency {
    let limit = 0;
    for (let at = 0; at < count; at++) if (nodes[at]! >= limit) limit = nodes[at]! + 1;
    // First how many targets each node has, then where its next one goes.
    const next = new Int32Array(limit);
    for (let at = 0; at < count; at++) next[nodes[at]!]!++;
    const heads = new PagedHeads(new Int32Array((limit + 31) >>> 5));
    let listed = 0;
    for (let node = 0; node < limit; node++) {
      const degree = next[node]!;
      if (degree === 0) continue;
      heads.set(node, degree === 1 ? 1 : ~listed);
      next[node] = listed;
      if (degree > 1) listed += degree;
    }
    heads.trim();
    const lists = new Int32Array(listed);
    for (let at = 0; at < count; at++) {
      const node = nodes[at]!;
      if (heads.get(node) > 0) heads.set(node, targets[at]!);
      else lists[next[node]!++] = targets[at]!;
    }
    for (let node = 0; node < limit; node++) {
      if (heads.get(node) < 0) lists[next[node]! - 1] = ~lists[next[node]! - 1]!;
    }
    return new Adjacency(heads, lists, count);
  }

  /** Writes the targets of `node` into `into.ints` from index 0 and returns how many; `into.count` is left alone. */
  collect(node: number, into: IntBuffer): number {
    let ints = into.ints;
    let count = 0;
    const head = this.heads.get(node);
    if (head > 0) {
      ints[0] = head;
      count = 1;
    } else if (head < 0) {
      const lists = this.lists;
      let cell = ~head;
      let value: number;
      do {
        value = lists[cell++]!;
        if (count === ints.length) ints = into.grow();
        ints[count++] = value < 0 ? ~value : value;
      } while (value >= 0);
    }
    return this.deltaCount === 0 ? count : this.collectDelta(node, into, count);
  }

  /** As `collect`, for what came since the base was made, from index `from` on. */
  collectDelta(node: number, into: IntBuffer, from: number): number {
    let count = from;
    for (let cell = this.#chains.get(node); cell !== 0; cell = this.#next[cell]!) {
      if (count === into.ints.length) into.grow();
      into.ints[count++] = this.#targets[cell]!;
    }
    return count;
  }

  append(node: number, target: number): void {
    const cell = ++this.deltaCount;
    this.#targets = grown(this.#targets, cell);
    this.#next = grown(this.#next, cell);
    this.#targets[cell] = target;
    this.#next[cell] = this.#chains.get(node);
    this.#chains.set(node, cell);
  }

  /** A new adjacency without delta, holding only the pairs that `keeps` says yes to. */
  compacted(buffer: IntBuffer, keeps: (node: number, target: number) => boolean): Adjacency {
    const nodes = new Int32Array(this.baseCount + this.deltaCount);
    const targets = new Int32Array(nodes.length);
    const limit = this.limit;
    let kept = 0;
    for (let node = 0; node < limit; node++) {
      const count = this.collect(node, buffer);
      for (let at = 0; at < count; at++) {
        const target = buffer.ints[at]!;
        if (!keeps(node, target)) continue;
        nodes[kept] = node;
        targets[kept++] = target;
      }
    }
    return Adjacency.build(nodes, targets, kept);
  }

  /** Every node that has targets is below. */
  get limit(): number {
    return Math.max(this.heads.limit, this.#chains.limit);
  }

  get baseBytes(): number {
    return this.heads.bytes + this.lists.byteLength;
  }

  /** What the chains take, reserve for growth included. */
  get deltaBytes(): number {
    return this.deltaCount === 0 ? 0 : this.#chains.bytes + this.#targets.byteLength + this.#next.byteLength;
  }
}
