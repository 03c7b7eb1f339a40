import type { Tx } from '../../../kernel/transaction.ts';
import type { PreparedEvent } from './prepared-event.ts';
import type { CaptureProblem } from './problem.ts';
import type { FinishedJob } from './rows.ts';

/** What became of one event. `event` is its number in the store. */
export type Outcome =
  | { readonly kind: 'stored'; readonly event: number }
  /** It was there already, told by this party or another. */
  | { readonly kind: 'repeated'; readonly event: number }
  | { readonly kind: 'refused'; readonly problem: CaptureProblem };

/** What became of a unit: one outcome for each event, or nothing of it was stored. */
export type UnitResult =
  | { readonly kind: 'taken'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'refused'; readonly problems: readonly CaptureProblem[] };

/** Events of one party that are captured together. */
export interface CaptureUnit {
  readonly party: number;
  /** Who is named in the journal. */
  readonly actor: string;
  /** All or nothing. */
  readonly atomic: boolean;
  readonly events: readonly PreparedEvent[];
  /** Where the problem of an event is reported. */
  readonly pointerOf: (event: PreparedEvent) => string;
  /** The job to store with the events when they are taken. */
  readonly job?: (outcomes: readonly Outcome[]) => FinishedJob;
  /** Done in the same transaction when they are taken. Must not fail for reasons of its own. */
  readonly alongside?: (tx: Tx, outcomes: readonly Outcome[]) => Promise<void>;
}
