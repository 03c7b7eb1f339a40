import { grown, shared } from '@pinxin/lineage/int-buffer';

/** `unit` of a lot of which was told in unlike units. */
const UNLIKE = -1;
/** Sums are shown to a millionth: what binary fractions add beyond that is noise. */
const PRECISION = 1e6;

/** How much was made or commissioned of each lot, added up while events come in, and whether anybody ever said how much. */
export class MadeAmounts {
  /** By lot; NaN = nothing told, or unlike units. */
  sums: Float64Array;
  /** `term` number of the unit by lot; 0 = pieces or nothing told, −1 = unlike units. */
  units: Int32Array;
  /** By lot: 1 = some event said how much of it, in whatever role. Stays when that event is declared wrong. */
  told: Uint8Array;

  constructor(
    sums: Float64Array = new Float64Array(0),
    units: Int32Array = new Int32Array(0),
    told: Uint8Array = new Uint8Array(0),
  ) {
    this.sums = sums;
    this.units = units;
    this.told = told;
  }

  /** Somebody said how much of this lot. */
  note(lot: number): void {
    this.#reserve(lot);
    this.told[lot] = 1;
  }

  isTold(lot: number): boolean {
    return lot < this.told.length && this.told[lot] === 1;
  }

  /** Moves everything into memory that several threads can read. */
  share(): this {
    this.sums = shared(this.sums);
    this.units = shared(this.units);
    this.told = shared(this.told);
    return this;
  }

  #reserve(lot: number): void {
    if (lot < this.sums.length) return;
    this.sums = grown(this.sums, lot, Number.NaN);
    this.units = grown(this.units, lot);
    this.told = grown(this.told, lot);
  }

  /** Adds a quantity; `unit` 0 = pieces. */
  add(lot: number, quantity: number, unit: number): void {
    this.#reserve(lot);
    const known = this.sums[lot] as number;
    if (this.units[lot] === UNLIKE) return;
    if (Number.isNaN(known)) {
      this.sums[lot] = quantity;
      this.units[lot] = unit;
    } else if (this.units[lot] === unit) {
      this.sums[lot] = known + quantity;
    } else {
      this.sums[lot] = Number.NaN;
      this.units[lot] = UNLIKE;
    }
  }

  /** Forgets a lot, to be told anew. */
  forget(lot: number): void {
    if (lot >= this.sums.length) return;
    this.sums[lot] = Number.NaN;
    this.units[lot] = 0;
  }

  /** The sum; NaN when units differ or nothing was said. */
  sumOf(lot: number): number {
    return lot < this.sums.length
      ? Math.round((this.sums[lot] as number) * PRECISION) / PRECISION
      : Number.NaN;
  }

  /** `term` number of the unit; 0 = pieces, or no sum. */
  unitOf(lot: number): number {
    return lot < this.units.length ? Math.max(0, this.units[lot] as number) : 0;
  }
}
