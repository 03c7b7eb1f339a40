import { parseArgs } from 'node:util';
import { BENCHES, type BenchName } from './figure.ts';

/** What the command line asked for. */
export interface Options {
  readonly benches: readonly BenchName[];
  /** Ascending; each is about the number of lots that the recall finds, and 1.76 × as many are stored. */
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** Seconds of load in each round over HTTP. */
  readonly seconds: number;
  readonly json: boolean;
  readonly strict: boolean;
}

/** How to call the bench. */
export const USAGE = `npm run bench -- capture|trace|recall|scan|search|import|statements|credentials|plantext|log|programme|query|subscriptions|memory|all [--size 10000,100000,1000000]
    [--rounds 5] [--seconds 5] [--json] [--strict]

  --strict   leave with 1 when a bar is missed or could not be measured
  For real figures leave the defaults and keep the machine otherwise idle.`;

/** Reads the arguments; null when they cannot be meant. */
export function optionsOf(args: readonly string[]): Options | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        size: { type: 'string', default: '10000,100000,1000000' },
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '5' },
        json: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
      },
    });
    const benches = benchesOf(positionals);
    const sizes = values.size.split(',').map(positive);
    const rounds = positive(values.rounds);
    const seconds = positive(values.seconds);
    if (!benches || sizes.some(Number.isNaN) || Number.isNaN(rounds) || Number.isNaN(seconds)) return null;
    return {
      benches,
      sizes: sizes.sort((a, b) => a - b),
      rounds,
      seconds,
      json: values.json,
      strict: values.strict,
    };
  } catch {
    return null;
  }
}

function benchesOf(names: readonly string[]): readonly BenchName[] | null {
  if (names.length === 0) return null;
  if (names.includes('all')) return BENCHES;
  const known = BENCHES.filter(bench => names.includes(bench));
  return known.length === names.length ? known : null;
}

function positive(text: string): number {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : Number.NaN;
}
