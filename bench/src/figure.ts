import type { Spread } from './rounds.ts';

/** The benches that can be asked for by name. */
export const BENCHES = [
  'capture',
  'trace',
  'recall',
  'scan',
  'search',
  'import',
  'statements',
  'credentials',
  'plantext',
  'log',
  'programme',
  'query',
  'subscriptions',
  'memory',
] as const;
export type BenchName = (typeof BENCHES)[number];

/** Stated beforehand: the least (or the most) that a figure may be. */
export interface Bar {
  readonly kind: 'atLeast' | 'atMost';
  readonly value: number;
}

/** One measured figure. Ratios name their baseline, measured in the same run. */
export interface Figure {
  readonly bench: BenchName;
  /** What was measured, in words. */
  readonly name: string;
  /** The size the run was asked for (stored lots, rounded); null when it does not depend on it. */
  readonly size: number | null;
  readonly value: number;
  readonly unit: '×' | 'ms' | 'events/s' | 'requests/s' | 'B' | 'lots' | 's' | 'MB/s' | 'MB';
  readonly ours?: Spread;
  readonly baseline?: Spread & { readonly name: string };
  readonly bar?: Bar;
  /** What a reader must know to read the figure rightly. */
  readonly note?: string;
}

/** Why something could not be measured: it broke, or both sides differed. Told, never hidden. */
export interface Gap {
  readonly bench: BenchName;
  readonly name: string;
  readonly reason: string;
}

/** Whether a figure keeps its bar; a figure without one has no verdict. */
export function verdictOf(figure: Figure): 'ok' | 'short' | null {
  if (!figure.bar) return null;
  const kept =
    figure.bar.kind === 'atLeast' ? figure.value >= figure.bar.value : figure.value <= figure.bar.value;
  return kept ? 'ok' : 'short';
}

/** Lots that a recall finds at the size for which the bars of growth are said. */
export const FULL_SIZE = 1_000_000;

/** Bars hold at full size; below it the same figures are shown to make growth visible, without a verdict. */
export function barAtFullSize(size: number, bar: Bar): { readonly bar: Bar } | Record<never, never> {
  return size >= FULL_SIZE ? { bar } : {};
}

/** How many times larger (rates) or shorter (times) ours is than the baseline, by the medians. */
export function ratioOf(ours: Spread, baseline: Spread, measure: 'rate' | 'time'): number {
  return measure === 'rate' ? ours.median / baseline.median : baseline.median / ours.median;
}
