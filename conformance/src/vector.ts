import type { Outcome } from './tally.ts';

/** A vector as its file has it; each runner knows its own fields. */
export type Vector = Readonly<Record<string, unknown>>;

/** Judges one vector. */
export type VectorRunner = (vector: Vector) => Outcome;
