import type { Range } from './flow.ts';
import type { Quantity } from './quantities.ts';
import type { Comparator } from './quantity-words.ts';

/** A quantity read as a statement: so much of this. Whether it is a target, its place in the plan tells. */
export interface Candidate {
  readonly quantity: Quantity;
  readonly text: Range;
  readonly subject: Range;
  readonly comparator: Comparator;
  /** The word that compares, or the action that implies `at least`. */
  readonly comparatorWords: Range;
  /** A comparator stands in the text. */
  readonly explicit: boolean;
  /** Change by the number (增长20%), not to it. */
  readonly change?: 'increase' | 'decrease';
  /** What it is compared with or a share of. */
  readonly base?: Range;
  /** Value before (由50%提高到60%). */
  readonly from?: Quantity;
  /** Said of each (每年). */
  readonly per?: '年';
  /** One of several numbers that the subject's parts have in order (分别达到5吨和9吨), from 1. */
  readonly share?: number;
  /** An action, a comparator or neither leads to the number. */
  readonly form: 'compared' | 'acted' | 'named' | 'bare';
  readonly unsure: boolean;
}
