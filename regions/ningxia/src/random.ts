/** A deterministic stream of numbers: the same seed and name give the same stream on every machine. */
export interface Random {
  /** A real number in [0, 1). */
  real(): number;
  /** A whole number in [0, bound). */
  below(bound: number): number;
  /** A whole number in [low, high]. */
  between(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One member of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** A whole number ≥ `least` with a heavy tail (Pareto, exponent 1.6), never above `most`. */
  heavyTail(least: number, most: number): number;
}

/** FNV-1a over the UTF-16 units of a name: turns a stream's name into 32 bits. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * The stream of that name under that seed (sfc32, four 32-bit words of state).
 * Named streams keep the lines independent: another field in one never shifts the numbers of the next.
 */
export function randomStream(seed: number, name: string): Random {
  let a = seed | 0;
  let b = hashOf(name) | 0;
  let c = hashOf(`${name}/${seed}`) | 0;
  let counter = 1;
  const word = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first words still resemble the seed.
  for (let round = 0; round < 12; round += 1) word();
  const real = (): number => word() / 4294967296;
  const below = (bound: number): number => Math.floor(real() * bound);
  return {
    real,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: probability => real() < probability,
    pick: list => list[below(list.length)] as (typeof list)[number],
    heavyTail: (least, most) => Math.min(most, Math.floor(least / (1 - real()) ** (1 / 1.6))),
  };
}
