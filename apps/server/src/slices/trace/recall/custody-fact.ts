import type { LocalText, StatedBy } from '@pinxin/contract/scan';

/** What became of a lot, as its last event tells. */
export type CustodyState = 'inStock' | 'inTransit' | 'sold' | 'usedUp' | 'destroyed' | 'returned' | 'unknown';

/** What many events tell alike: in whose hands goods are, where, and whose they were or will be. */
export interface SharedCustody {
  readonly holder: LocalText;
  /** `party` number of the holder. */
  readonly holderNumber: number;
  readonly holderKind: string;
  readonly statedBy: StatedBy;
  readonly phone: string | null;
  readonly place: LocalText | undefined;
  readonly placeKind: string | undefined;
  /** `term` number of the place, 0 = not said. */
  readonly placeNumber: number;
  readonly division: string | null;
  readonly state: CustodyState;
  readonly from: LocalText | undefined;
  readonly to: LocalText | undefined;
}

/** Where a lot is now: shared by all lots whose last event is this one. */
export interface CustodyFact extends SharedCustody {
  /** The event that decides. */
  readonly event: number;
  /** Its digest, hexadecimal: the address of its record. */
  readonly hash: string;
  /** On the clock of the place, with offset. */
  readonly since: string;
}

/** One affected lot, or one holding of a class lot that is split: what, how much, who holds it now, since when, received from, sent to. */
export interface SheetRow {
  readonly lot: number;
  readonly uri: string;
  readonly product: LocalText | undefined;
  /** Decimal text; absent when nobody said how much. */
  readonly quantity: string | undefined;
  /** UN/CEFACT code; absent for pieces. */
  readonly unit: string | undefined;
  readonly custody: CustodyFact | undefined;
  /** Affected from this instant (forward), or mattering until it (back); absent when without bound. */
  readonly time: number | undefined;
}

const STATES: Readonly<Record<string, CustodyState>> = {
  shipping: 'inTransit',
  departing: 'inTransit',
  transporting: 'inTransit',
  loading: 'inTransit',
  retail_selling: 'sold',
  dispensing: 'sold',
  destroying: 'destroyed',
  killing: 'usedUp',
  decommissioning: 'destroyed',
  returning: 'returned',
  consuming: 'usedUp',
};

/** The state that a business step (CBV 2.0 §7.1) leaves a lot in; most steps leave it where it was done. */
export function stateAfter(step: string | undefined): CustodyState {
  return (step === undefined ? undefined : STATES[step]) ?? 'inStock';
}
