/** What left as a lot, in whole numbers of one unit. */
export interface LotOut {
  readonly lot: number;
  readonly amount: number;
}

/** One lot came of another. */
export interface CameOf {
  readonly lot: number;
  readonly source: number;
}

/**
 * A lot of which the sources do not answer: `short` is what nothing was left for when its turn came, 0 when it only
 * shares its sources with lots that are short. `given` is all that its own way back gives; undefined: no source at all.
 */
export interface UncoveredLot {
  readonly lot: number;
  readonly amount: number;
  readonly given: number | undefined;
  readonly short: number;
}

/**
 * 批次的来源平衡: whether what left can have come out of what came in, each unit of it used once. A maximum flow from the
 * lots along their ways back to the sources; empty when everything is covered. Otherwise the lots of the minimum cut: they
 * are those that took, together, more than all the sources on their ways give, and the excess is the sum of `short`.
 * Lots take in the order given. Source: Ford & Fulkerson 1956; Hall 1935.
 */
export function uncoveredLots(
  outs: readonly LotOut[],
  sources: ReadonlyMap<number, number>,
  ways: readonly CameOf[],
): readonly UncoveredLot[] {
  const net = new Net(sources, ways);
  const short = new Map<number, number>();
  for (const { lot, amount } of outs) {
    let wanted = amount;
    while (wanted > 0) {
      const taken = net.take(lot, wanted);
      if (taken === 0) break;
      wanted -= taken;
    }
    if (wanted > 0) short.set(lot, (short.get(lot) ?? 0) + wanted);
  }
  const cut = net.reached([...short.keys()]);
  const amounts = new Map<number, number>();
  for (const { lot, amount } of outs) amounts.set(lot, (amounts.get(lot) ?? 0) + amount);
  return [...amounts].flatMap(([lot, amount]) =>
    amount > 0 && cut.has(lot) ? [{ lot, amount, given: net.given(lot), short: short.get(lot) ?? 0 }] : [],
  );
}

/** The lots, what is left of their sources, and what flows where. */
class Net {
  readonly #sources: ReadonlyMap<number, number>;
  readonly #left: Map<number, number>;
  readonly #back = new Map<number, number[]>();
  /** By the lot that gives: how much it gives to which lot. */
  readonly #gives = new Map<number, Map<number, number>>();

  constructor(sources: ReadonlyMap<number, number>, ways: readonly CameOf[]) {
    this.#sources = sources;
    this.#left = new Map(sources);
    for (const { lot, source } of ways) {
      const known = this.#back.get(lot);
      if (known === undefined) this.#back.set(lot, [source]);
      else known.push(source);
    }
  }

  /** Takes at most `wanted` for a lot by one shortest way, giving others another way where that helps; 0: nothing is left. */
  take(lot: number, wanted: number): number {
    const from = this.#search([lot], at => (this.#left.get(at) ?? 0) > 0);
    const end = from.end;
    if (end === undefined) return 0;
    const path = [end];
    for (let at = from.by.get(end); at !== undefined; at = from.by.get(at)) path.push(at);
    path.reverse();
    let amount = Math.min(wanted, this.#left.get(end) ?? 0);
    for (const [index, at] of path.entries()) {
      const next = path[index + 1];
      if (next !== undefined && !this.#isWay(at, next)) amount = Math.min(amount, this.#flow(at, next));
    }
    for (const [index, at] of path.entries()) {
      const next = path[index + 1];
      if (next === undefined) continue;
      if (this.#isWay(at, next)) this.#give(next, at, amount);
      else this.#give(at, next, -amount);
    }
    this.#left.set(end, (this.#left.get(end) ?? 0) - amount);
    return amount;
  }

  /** Everything that could give to these lots, itself or by taking from others. */
  reached(lots: readonly number[]): ReadonlySet<number> {
    const { by } = this.#search(lots, () => false);
    return new Set([...lots, ...by.keys()]);
  }

  /** What all sources on a lot's way back give; undefined when there is none. */
  given(lot: number): number | undefined {
    const seen = new Set([lot]);
    let sum: number | undefined;
    for (const at of seen) {
      const source = this.#sources.get(at);
      if (source !== undefined) sum = (sum ?? 0) + source;
      for (const next of this.#back.get(at) ?? []) seen.add(next);
    }
    return sum;
  }

  #isWay(lot: number, source: number): boolean {
    return this.#back.get(lot)?.includes(source) ?? false;
  }

  #flow(giver: number, taker: number): number {
    return this.#gives.get(giver)?.get(taker) ?? 0;
  }

  #give(giver: number, taker: number, amount: number): void {
    const takers = this.#gives.get(giver) ?? new Map<number, number>();
    this.#gives.set(giver, takers);
    takers.set(taker, (takers.get(taker) ?? 0) + amount);
  }

  #search(starts: readonly number[], isEnd: (lot: number) => boolean) {
    const seen = new Set(starts);
    const by = new Map<number, number>();
    for (const at of seen) {
      if (isEnd(at)) return { end: at, by };
      const others = [...(this.#gives.get(at) ?? [])].flatMap(([taker, flow]) => (flow > 0 ? [taker] : []));
      for (const next of [...(this.#back.get(at) ?? []), ...others]) {
        if (seen.has(next)) continue;
        seen.add(next);
        by.set(next, at);
      }
    }
    return { end: undefined, by };
  }
}
