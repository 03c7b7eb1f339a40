import type { Tx } from '../transaction.ts';

/** An entry of the journal that a reaction looks at. */
export interface Entry {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * What a slice does when a fact elsewhere is journaled. Entries come in order, each at least once: in the transaction
 * that also moves the reaction's position, so that what it writes counts exactly once unless somebody sets the position
 * back to replay it. Throwing means: nothing of this entry is kept, and it is tried again.
 */
export interface EntryReaction {
  /** Names its position in `reaction_cursor`; never reused for something else. */
  readonly name: string;
  /** The journal's kinds that it looks at. */
  readonly kinds: readonly string[];
  readonly react: (entry: Entry, tx: Tx) => Promise<void>;
}

/**
 * A reaction that keeps its own account of what it has seen, and takes long: called once for however many entries came,
 * outside of any transaction. Must be safe to run twice, also at the same time in two processes.
 */
export interface SweepReaction {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly sweep: () => Promise<unknown>;
}

export type Reaction = EntryReaction | SweepReaction;
