import type { Step } from '../../../kernel/db/pipeline.ts';
import { LOT_KINDS } from '../codes.ts';
import { BinaryRows } from './binary-copy.ts';

/** Pairs of party and lot that are remembered, so that what happens to a lot again is not written again. */
const KEPT = 200_000;

/** On the way of everybody: a trade item without lot, a place, a party connect no chain. */
const CONNECTS_NOBODY: ReadonlySet<number> = new Set([LOT_KINDS.class, LOT_KINDS.place, LOT_KINDS.party]);

/**
 * Notes which lots the events of which party name (`party_lot`): by these a party sees the events of others. Each pair
 * once as far as it is remembered; a second row would do no harm. One for each writer.
 */
export class ToldLots {
  readonly #rows = new BinaryRows();
  #known = new Map<number, Set<number>>();
  #size = 0;
  readonly #fresh = new Map<number, Set<number>>();

  /** `kind`: of the lot (`LOT_KINDS`). */
  add(party: number, lot: number, kind: number): void {
    if (CONNECTS_NOBODY.has(kind) || this.#known.get(party)?.has(lot) === true) return;
    const fresh = setOf(this.#fresh, party);
    if (fresh.has(lot)) return;
    fresh.add(lot);
    this.#rows.row(2);
    this.#rows.int4(party);
    this.#rows.int8(lot);
  }

  /** Writes what is new; undefined when nothing is. */
  step(): Step | undefined {
    if (this.#rows.count === 0) return undefined;
    const text = 'copy party_lot (party, lot) from stdin (format binary)';
    return { name: 'capture-copy-party_lot', text, data: this.#rows.finished() };
  }

  /** What was written is in the database. */
  remember(): void {
    for (const [party, lots] of this.#fresh) {
      if (this.#size + lots.size > KEPT) this.#forget();
      const known = setOf(this.#known, party);
      for (const lot of lots) known.add(lot);
      this.#size += lots.size;
    }
  }

  clear(): void {
    this.#rows.clear();
    this.#fresh.clear();
  }

  #forget(): void {
    this.#known = new Map();
    this.#size = 0;
  }
}

function setOf(sets: Map<number, Set<number>>, key: number): Set<number> {
  const known = sets.get(key);
  if (known !== undefined) return known;
  const made = new Set<number>();
  sets.set(key, made);
  return made;
}
