import type { LocalDay } from './calendar.ts';

/** A part of a lot, by mass. */
export interface Portion {
  readonly uri: string;
  readonly grams: number;
}

/** A mass of one lot at a place, free from a day on. */
export interface Batch extends Portion {
  /** The first day on which it can be used. */
  readonly ready: LocalDay;
}
