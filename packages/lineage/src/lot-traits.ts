import { grown } from './int-buffer.ts';
import type { PagedHeads } from './paged-heads.ts';

/** What a lot takes part in; bits of one byte. */
export const Trait = { used: 1, holds: 2, isHeld: 4, isClass: 8, made: 16, isMember: 32 } as const;

/** One byte per lot. A bit that is set may be out of date (its event was voided); a bit that is not set is true. */
export class LotTraits {
  bits: Uint8Array = new Uint8Array(0);

  add(lot: number, trait: number): void {
    if (lot >= this.bits.length) this.bits = grown(this.bits, lot);
    this.bits[lot]! |= trait;
  }

  /** Every node with a head has the trait. */
  addAll(heads: PagedHeads, trait: number): void {
    if (heads.limit > this.bits.length) {
      const longer = new Uint8Array(heads.limit);
      longer.set(this.bits);
      this.bits = longer;
    }
    const { bits } = this;
    for (let lot = 0; lot < heads.limit; lot++) if (heads.get(lot) !== 0) bits[lot]! |= trait;
  }

  has(lot: number, trait: number): boolean {
    return lot < this.bits.length && (this.bits[lot]! & trait) !== 0;
  }
}
