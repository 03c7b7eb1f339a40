import { grown, shared } from './int-buffer.ts';
import type { PagedHeads } from './paged-heads.ts';

/** What a lot takes part in; bits of one byte. */
export const Trait = { used: 1, holds: 2, isHeld: 4, isClass: 8, made: 16, isMember: 32 } as const;

/** Traits by which a lot affects others, or is carried. */
const LEADS_ON = Trait.used | Trait.holds | Trait.isHeld | Trait.isClass;

/** `LotTraits.onward` of a lot that needs a closer look. */
export const CLOSER_LOOK = -1;

/** Derived per lot, to spare the walks most look-ups. */
export class LotTraits {
  /** A bit that is set may be out of date (its event was voided); a bit that is not set is true. */
  bits: Uint8Array = new Uint8Array(0);
  /**
   * Where a lot leads: 0 nowhere; above 0 only into containers, by the stays from this cell + 1 on; otherwise
   * `CLOSER_LOOK`. Most lots are packed cases, which are so done with after one look.
   */
  onward: Int32Array = new Int32Array(0);
  /** Told when a lot leads elsewhere than before. */
  whenChanged: (lot: number) => void = () => {};

  /** Traits of relations without delta; `stays` tells where a child's stays begin. */
  static of(traits: readonly (readonly [PagedHeads, number])[], stays: PagedHeads): LotTraits {
    const all = new LotTraits();
    const limit = traits.reduce((most, [heads]) => Math.max(most, heads.limit), 0);
    all.bits = new Uint8Array(limit);
    all.onward = new Int32Array(limit);
    const { bits, onward } = all;
    for (const [heads, trait] of traits) {
      for (let lot = 0; lot < heads.limit; lot++) if (heads.get(lot) !== 0) bits[lot]! |= trait;
    }
    for (let lot = 0; lot < limit; lot++) {
      const leads = bits[lot]! & LEADS_ON;
      onward[lot] = leads === 0 ? 0 : leads === Trait.isHeld ? stays.get(lot) : CLOSER_LOOK;
    }
    return all;
  }

  add(lot: number, trait: number): void {
    if (lot >= this.bits.length) {
      this.bits = grown(this.bits, lot);
      this.onward = grown(this.onward, lot);
    }
    this.bits[lot]! |= trait;
    if ((trait & LEADS_ON) === 0) return;
    this.onward[lot] = CLOSER_LOOK;
    this.whenChanged(lot);
  }

  has(lot: number, trait: number): boolean {
    return lot < this.bits.length && (this.bits[lot]! & trait) !== 0;
  }

  /** Moves everything into memory that several threads can read. */
  share(): this {
    this.bits = shared(this.bits);
    this.onward = shared(this.onward);
    return this;
  }

  get bytes(): number {
    return this.bits.byteLength + this.onward.byteLength;
  }
}
