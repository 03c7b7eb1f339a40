/** Numbers that look thrown but are the same on every machine (mulberry32). */
export interface Dice {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
}

/** Dice that fall the same way for the same seed. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { next, between: (low, high) => low + Math.floor(next() * (high - low + 1)) };
}

/** The numbers 1…count in shuffled order, at index 0…count-1. Worst locality: for the shuffled-ids bar. */
export function shuffledIds(count: number, dice: Dice): Uint32Array {
  const ids = Uint32Array.from({ length: count }, (_, index) => index + 1);
  for (let last = count - 1; last > 0; last--) {
    const other = dice.between(0, last);
    const kept = ids[last]!;
    ids[last] = ids[other]!;
    ids[other] = kept;
  }
  return ids;
}
