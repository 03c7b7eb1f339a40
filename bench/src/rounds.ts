/** What several rounds of one thing took. All in the unit that the round returned. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly rounds: number;
}

/** Does one round and returns its figure (milliseconds, events a second, …). */
export type Round = () => Promise<number> | number;

/**
 * Runs ours and the baseline in turns (A/B/A/B …) after a warm-up of each, so that a machine that slows down
 * slows both down.
 */
export async function interleaved<Name extends string>(
  rounds: number,
  contestants: Readonly<Record<Name, Round>>,
  warmUps = 1,
): Promise<Record<Name, Spread>> {
  const names = Object.keys(contestants) as Name[];
  const figures = new Map<Name, number[]>(names.map(name => [name, []]));
  for (let round = -warmUps; round < rounds; round++) {
    for (const name of names) {
      const figure = await contestants[name]();
      if (round >= 0) figures.get(name)!.push(figure);
    }
  }
  return Object.fromEntries(names.map(name => [name, spreadOf(figures.get(name)!)])) as Record<Name, Spread>;
}

/** Median, smallest and largest of some figures. Throws on none. */
export function spreadOf(figures: readonly number[]): Spread {
  if (figures.length === 0) throw new Error('no figures');
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)!, rounds: sorted.length };
}

/** The value below which `share` (0…1) of the figures lie, nearest rank. Throws on none. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('no figures');
  return value;
}

/** How long some work took, in milliseconds. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
